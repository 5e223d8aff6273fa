import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { BadgeCheck, Pencil } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths, recordPath } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip, Status } from '#app/ui/status.tsx'
import { HeatCell } from '../../heat.tsx'
import { type MapState, mapName, mapStateNames, mapStateTones } from '../../journey-map.ts'
import { type Named, findStep } from '../../map-page.server.ts'
import {
  gradeMeanings,
  gradeName,
  type EvidenceGrade,
  ratingKinds,
  ratingNames,
  ratingQuestions,
} from '../../rating.ts'
import { listStepHappenings } from '../../step-happenings.server.ts'
import { channelName } from '../../touchpoint.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.step.name ?? 'Step'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const step = await findStep(ctx, idOf(args.params.id))
    const live = !step.closed && !step.archivedAt && !step.phaseArchivedAt
    const edits = may(ctx.viewer, 'journey.edit', { ownerId: step.journeyOwnerId })
    return {
      org: ctx.org.slug,
      today: ctx.today,
      step,
      happenings: await listStepHappenings(ctx, step.id),
      can: {
        edit: edits && live,
        rate: may(ctx.viewer, 'journey_step.rate', step.standing) && live,
        archive: edits && !step.closed && !step.phaseArchivedAt,
      },
      timeline: await timelineOf(ctx, 'journey_step', step.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Step() {
  const { org, today, step, happenings, can, timeline } = useLoaderData<typeof loader>()
  const { id, shown } = step
  return (
    <Page
      title={step.name}
      chain={paths.chain(org, 'journey-step', step.id)}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Journeys', href: paths.journeys(org) },
            { label: step.journeyName, href: paths.journey(org, step.journeyId) },
            { label: mapName(step), href: paths.journeyMap(org, step.journeyId, step.mapId) },
          ]}
        />
      }
      lede={
        <span className="flex flex-wrap items-center gap-3">
          <span dir="auto">{step.phaseName}</span>
          <Status tone={mapStateTones[step.state as MapState]}>{mapStateNames[step.state as MapState]}</Status>
          {(step.archivedAt ?? step.phaseArchivedAt) && <Badge>Removed from the map</Badge>}
        </span>
      }
      actions={
        <>
          {can.rate && (
            <LinkButton href={paths.stepRating(org, id)} icon={BadgeCheck}>
              Rate
            </LinkButton>
          )}
          {can.edit && (
            <LinkButton href={paths.editJourneyStep(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.journeyStepArchive(org, id)} variant="quiet">
              {step.archivedAt ? 'Restore' : 'Remove'}
            </LinkButton>
          )}
        </>
      }
      aside={
        <Facts
          items={[
            {
              term: 'Touchpoint',
              value: shown.touchpoint && (
                <>
                  <TextLink href={paths.touchpoint(org, shown.touchpoint.id)}>{shown.touchpoint.name}</TextLink>
                  <span className="text-ink-muted"> · {channelName(shown.touchpoint.channel).toLowerCase()}</span>
                </>
              ),
            },
            {
              term: 'Process owner',
              value: shown.ownerName && (
                <PersonChip name={shown.ownerName} href={shown.ownerId && paths.member(org, shown.ownerId)} />
              ),
            },
            { term: 'KPIs', value: <Names kind="kpi" rows={shown.kpis} org={org} /> },
            { term: 'Listening posts', value: <Names kind="listening_post" rows={shown.posts} org={org} /> },
          ]}
        />
      }
    >
      <Section title="What the customer does and needs here">
        <Prose text={step.description} />
      </Section>
      <Section
        title="How it is for customers"
        description="Answers of customers where enough came in; otherwise rated by hand."
      >
        <dl className="grid max-w-2xl gap-2">
          {ratingKinds.map((kind) => (
            <div key={kind} className="grid items-center gap-x-6 gap-y-1 sm:grid-cols-[minmax(0,1fr)_14rem]">
              <dt>
                <span className="font-medium">{ratingNames[kind]}</span>
                <span className="block text-sm text-ink-muted">
                  {ratingQuestions[kind]}
                  {shown.ratings[kind]?.from === 'feedback' && step[kind] !== null && ` Rated by hand: ${step[kind]}.`}
                </span>
              </dt>
              <dd className="text-sm">
                <HeatCell kind={kind} rating={shown.ratings[kind]} />
              </dd>
            </div>
          ))}
        </dl>
        <p className="mt-4 max-w-prose text-sm">
          <span className="font-medium">{gradeName(shown.grade)}</span>
          <span className="text-ink-muted">: {gradeMeanings[shown.grade as EvidenceGrade]}.</span>{' '}
          <span dir="auto">{step.ratingNote}</span>
        </p>
      </Section>
      <Section title="Observations" count={happenings.observations.total}>
        <Names
          kind="observation"
          rows={happenings.observations.rows}
          org={org}
          none="Nobody has written down yet what they saw here."
        />
      </Section>
      <Section title="Gaps" count={happenings.gaps.total}>
        <Names kind="gap" rows={happenings.gaps.rows} org={org} none="No gap is known here." />
      </Section>
      {happenings.stories.total > 0 && (
        <Section title="Customer stories" count={happenings.stories.total}>
          <Names kind="story" rows={happenings.stories.rows} org={org} />
        </Section>
      )}
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editJourneyStep(org, id)} />
    </Page>
  )
}

function Names({ kind, rows, org, none }: { kind: string; rows: readonly Named[]; org: string; none?: string }) {
  if (!rows.length) return none ? <p className="max-w-prose text-ink-muted">{none}</p> : null
  return (
    <ul className="grid gap-1">
      {rows.map((row) => {
        const href = recordPath(org, kind, row.id)
        return (
          <li key={row.id} dir="auto">
            {href ? <TextLink href={href}>{row.name}</TextLink> : row.name}
          </li>
        )
      })}
    </ul>
  )
}
