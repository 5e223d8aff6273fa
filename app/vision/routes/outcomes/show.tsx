import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil, Plus } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { agoDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip, Status } from '#app/ui/status.tsx'
import { HowMeasure } from '../../how-measure.tsx'
import { MissingHalves } from '../../missing-halves.tsx'
import { Notice } from '../../notice.tsx'
import { type OutcomeState, horizonName, outcomeStateNames, outcomeStateTones } from '../../outcome.ts'
import { findOutcome } from '../../outcome-list.server.ts'
import { RatingFields } from '../../rating-fields.tsx'
import { RatingList } from '../../rating-list.tsx'
import { findMyRating, listRatings } from '../../ratings.server.ts'
import { ServingList } from '../../serving-list.tsx'
import { WhatMeasure } from '../../what-measure.tsx'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.outcome.title ?? 'Outcome'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const outcome = await findOutcome(ctx, idOf(args.params.id))
    const live = !outcome.archivedAt
    return {
      org: ctx.org.slug,
      today: ctx.today,
      outcome,
      ratings: await listRatings(ctx, outcome.id),
      mine: await findMyRating(ctx, outcome.id),
      can: {
        edit: live && may(ctx.viewer, 'outcome.edit', outcome),
        archive: may(ctx.viewer, 'outcome.edit', outcome),
        rate: live && outcome.howQuestion !== '' && may(ctx.viewer, 'outcome.rate'),
        propose: live && may(ctx.viewer, 'initiative.propose'),
      },
      timeline: await timelineOf(ctx, 'outcome', outcome.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Outcome() {
  const { org, today, outcome, ratings, mine, can, timeline } = useLoaderData<typeof loader>()
  const { id } = outcome
  const edit = can.edit ? paths.editOutcome(org, id) : null
  const ratedToday = mine?.ratedOn === today
  return (
    <Page
      title={outcome.title}
      chain={paths.chain(org, 'outcome', outcome.id)}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Outcomes', href: paths.outcomes(org) },
            { label: outcome.pillarName, href: paths.pillar(org, outcome.pillarId) },
          ]}
        />
      }
      lede={
        <span className="flex flex-wrap items-center gap-3">
          <span>{horizonName(outcome.horizon)}</span>
          <Status tone={outcomeStateTones[outcome.state as OutcomeState]}>
            {outcomeStateNames[outcome.state as OutcomeState]}
          </Status>
          <MissingHalves missing={outcome.missing} />
          {outcome.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {can.edit && <LinkButton href={paths.outcomeState(org, id)}>Change state…</LinkButton>}
          {edit && (
            <LinkButton href={edit} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.outcomeArchive(org, id)} variant="quiet">
              {outcome.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={<About outcome={outcome} org={org} />}
    >
      {outcome.archivedAt && (
        <Notice tone="info">This outcome is archived: it stands on no board and is not rated.</Notice>
      )}
      {outcome.description && <Prose text={outcome.description} />}
      <Section title="How we know">
        <div className="grid gap-4">
          <WhatMeasure outcome={outcome} org={org} edit={edit} />
          <HowMeasure question={outcome.howQuestion} rating={outcome.rating} edit={edit}>
            {can.rate && (
              <div className="border-t border-line pt-4 print:hidden">
                {mine && (
                  <p className="mb-3 text-sm text-ink-muted">
                    You last rated it {mine.rating} of 5, {agoDay(mine.ratedOn, today)}.
                  </p>
                )}
                <RatingFields
                  action={paths.outcomeRating(org, id)}
                  values={
                    ratedToday ? { rating: String(mine.rating), comment: mine.comment } : { rating: '', comment: '' }
                  }
                  submit={ratedToday ? 'Change my rating of today' : 'Rate'}
                />
              </div>
            )}
          </HowMeasure>
        </div>
      </Section>
      {ratings.total > 0 && (
        <Section
          title="What people said"
          count={ratings.total}
          description="One rating a person and day. Each person’s latest counts."
        >
          <RatingList rows={ratings.rows} total={ratings.total} today={today} />
        </Section>
      )}
      <Section
        title="Initiatives that serve it"
        count={outcome.serving.total}
        actions={
          can.propose && (
            <LinkButton href={paths.newInitiative(org, { outcome: id })} size="small" icon={Plus}>
              Add an initiative
            </LinkButton>
          )
        }
      >
        <ServingList
          serving={outcome.serving}
          org={org}
          all={paths.initiatives(org, { outcome: id })}
          none="No initiative serves this outcome yet, so nothing is being done about it."
        />
      </Section>
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editOutcome(org, outcome.id)} />
    </Page>
  )
}

type Shown = ReturnType<typeof useLoaderData<typeof loader>>['outcome']

function About({ outcome, org }: { outcome: Shown; org: string }) {
  return (
    <Facts
      items={[
        {
          term: 'Owner',
          value: outcome.ownerName && (
            <PersonChip name={outcome.ownerName} href={outcome.ownerId && paths.member(org, outcome.ownerId)} />
          ),
        },
        {
          term: 'Pillar',
          value: <TextLink href={paths.pillar(org, outcome.pillarId)}>{outcome.pillarName}</TextLink>,
        },
        { term: 'Reached by the end of', value: horizonName(outcome.horizon) },
      ]}
    />
  )
}
