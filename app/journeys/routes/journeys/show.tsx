import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { findJourney } from '../../journeys.server.ts'
import { JourneyMaps } from '../../journey-maps.tsx'
import { summariseMaps } from '../../journey-summary.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.journey.name ?? 'Journey'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const journey = await findJourney(ctx, idOf(args.params.id))
    const edits = may(ctx.viewer, 'journey.edit', journey)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      journey,
      ...(await summariseMaps(ctx, journey.id)),
      can: { edit: edits && !journey.archivedAt, archive: edits },
      timeline: await timelineOf(ctx, 'journey', journey.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Journey() {
  const { org, today, journey, maps, current, kpis, can, timeline } = useLoaderData<typeof loader>()
  const { id } = journey
  return (
    <Page
      title={journey.name}
      chain={paths.chain(org, 'journey', journey.id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Journeys', href: paths.journeys(org) }]} />}
      lede={journey.archivedAt && <Badge>Archived</Badge>}
      actions={
        <>
          {can.edit && (
            <LinkButton href={paths.editJourney(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.journeyArchive(org, id)} variant="quiet">
              {journey.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={
        <Facts
          items={[
            {
              term: 'Whose journey',
              value: journey.personaId && (
                <TextLink href={paths.persona(org, journey.personaId)}>{journey.personaName}</TextLink>
              ),
            },
            {
              term: 'Owner',
              value: journey.ownerName && (
                <PersonChip name={journey.ownerName} href={journey.ownerId && paths.member(org, journey.ownerId)} />
              ),
            },
            { term: 'Open gaps', value: journey.gapCount || 'none' },
            {
              term: 'KPIs',
              value: kpis.length > 0 && (
                <ul className="grid gap-1">
                  {kpis.map((kpi) => (
                    <li key={kpi.id}>
                      <TextLink href={paths.kpi(org, kpi.id)}>{kpi.name}</TextLink>
                    </li>
                  ))}
                </ul>
              ),
            },
          ]}
        />
      }
    >
      <Section title="From where to where">
        <Prose text={journey.description} />
      </Section>
      <JourneyMaps org={org} journeyId={id} maps={maps} current={current} canDraw={can.edit} />
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editJourney(org, id)} />
    </Page>
  )
}
