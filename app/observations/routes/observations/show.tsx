import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil, Plus, Tag } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { mayShapePersonas } from '#app/personas/experiences.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatMoment, shortly } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { listOutcomes } from '../../observation-list.server.ts'
import { findObservation, standing } from '../../observations.server.ts'
import { OutcomeList } from '../../outcome-list.tsx'
import { Photo } from '../../photo.tsx'
import { SeverityStatus } from '#app/evidence/severity-status.tsx'
import { findVisitOf } from '../../visits.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data ? shortly(data.observation.what, 60) : 'Observation'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const observation = await findObservation(ctx, idOf(args.params.id))
    const edits = may(ctx.viewer, 'observation.edit', standing(observation))
    return {
      org: ctx.org.slug,
      today: ctx.today,
      observation,
      outcomes: await listOutcomes(ctx, [observation.id]),
      visit: await findVisitOf(ctx, observation.id),
      can: {
        edit: edits && !observation.archivedAt,
        archive: edits,
        gap: may(ctx.viewer, 'gap.add') && !observation.archivedAt,
        theme: may(ctx.viewer, 'theme.tag') && !observation.archivedAt,
        shapePersona: !observation.archivedAt && (await mayShapePersonas(ctx)),
      },
      timeline: await timelineOf(ctx, 'observation', observation.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Observation() {
  const { org, today, observation, outcomes, visit, can, timeline } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const { id, what } = observation
  return (
    <Page
      title={shortly(what)}
      chain={paths.chain(org, 'observation', id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Observations', href: paths.observations(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-3">
          <SeverityStatus severity={observation.severity} />
          {observation.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {can.gap && (
            <LinkButton href={paths.newGap(org, { observation: id })} icon={Plus}>
              Make it a gap
            </LinkButton>
          )}
          {can.theme && (
            <LinkButton href={paths.observationThemes(org, id)} icon={Tag}>
              Put it under a theme
            </LinkButton>
          )}
          {can.edit && (
            <LinkButton href={paths.editObservation(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.observationArchive(org, id)} variant="quiet">
              {observation.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={
        <Facts
          items={[
            { term: 'Seen', value: formatMoment(observation.seenAt, locale, timeZone) },
            {
              term: 'By',
              value: <PersonChip name={observation.observerName} href={paths.member(org, observation.observerId)} />,
            },
            { term: 'Touchpoint', value: observation.touchpointName },
            { term: 'Step', value: observation.stepName },
            { term: 'Place', value: observation.place },
            {
              term: 'Unit',
              value: observation.unitId && (
                <TextLink href={paths.unit(org, observation.unitId)}>{observation.unitName}</TextLink>
              ),
            },
            ...(visit
              ? [
                  {
                    term: 'On the visit',
                    value: <TextLink href={paths.visit(org, visit.id)}>{visit.purpose}</TextLink>,
                  },
                ]
              : []),
          ]}
        />
      }
    >
      <div className="grid gap-5">
        {what.trim() !== shortly(what) && <Prose text={what} />}
        {observation.quote && (
          <blockquote
            dir="auto"
            className="border-s-2 border-accent/50 ps-4 font-serif text-xl leading-snug text-pretty"
          >
            “{observation.quote}”
          </blockquote>
        )}
        {observation.pictureId && <Photo org={org} pictureId={observation.pictureId} what={shortly(what)} />}
      </div>
      <Section
        title="What came of it"
        count={outcomes.length}
        actions={
          can.shapePersona && (
            <LinkButton
              href={paths.newPersonaExperienceEvidence(org, { observation: id })}
              size="small"
              variant="quiet"
            >
              Delight or pain of a persona…
            </LinkButton>
          )
        }
      >
        <OutcomeList outcomes={outcomes} org={org} none="Nothing yet: no gap, theme or persona rests on it." />
      </Section>
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editObservation(org, id)} />
    </Page>
  )
}
