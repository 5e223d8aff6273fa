import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Pencil, Plus } from 'lucide-react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay, formatMoment, shortly } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { SeverityStatus } from '#app/evidence/severity-status.tsx'
import { VisitStatus } from '../../visit-status.tsx'
import { findVisit, visitStanding } from '../../visits.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.visit.purpose ?? 'Visit'} · Sirius` }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const visit = await findVisit(ctx, idOf(args.params.id))
    const [edits, live] = [may(ctx.viewer, 'visit.edit', visitStanding(visit)), !visit.archivedAt]
    return {
      org: ctx.org.slug,
      today: ctx.today,
      visit,
      can: { edit: edits && live, complete: edits && live && !visit.doneOn, archive: edits },
      timeline: await timelineOf(ctx, 'visit', visit.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function Visit() {
  const { org, today, visit, can, timeline } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const { id } = visit
  return (
    <Page
      title={visit.purpose}
      chain={paths.chain(org, 'visit', visit.id)}
      eyebrow={<Breadcrumbs items={[{ label: 'Planned visits', href: paths.visits(org) }]} />}
      lede={
        <span className="flex flex-wrap items-center gap-3">
          <VisitStatus visit={visit} today={today} />
          {visit.archivedAt && <Badge>Archived</Badge>}
        </span>
      }
      actions={
        <>
          {can.edit && (
            <LinkButton
              href={paths.newObservation(org, { visit: id })}
              variant={can.complete ? 'primary' : 'secondary'}
              icon={Plus}
            >
              Add what you saw
            </LinkButton>
          )}
          {can.complete && <LinkButton href={paths.visitCompletion(org, id)}>Nothing to report…</LinkButton>}
          {can.edit && (
            <LinkButton href={paths.editVisit(org, id)} icon={Pencil}>
              Edit
            </LinkButton>
          )}
          {can.archive && (
            <LinkButton href={paths.visitArchive(org, id)} variant="quiet">
              {visit.archivedAt ? 'Restore' : 'Archive'}
            </LinkButton>
          )}
        </>
      }
      aside={
        <Facts
          items={[
            {
              term: 'Who goes',
              value: <PersonChip name={visit.visitorName} href={paths.member(org, visit.visitorId)} />,
            },
            { term: 'When', value: formatDay(visit.dueOn, locale) },
            { term: 'Touchpoint', value: visit.touchpointName },
            { term: 'Step', value: visit.stepName },
            { term: 'Place', value: visit.place },
            { term: 'Done', value: visit.doneOn ? formatDay(visit.doneOn, locale) : 'not yet' },
            { term: 'Planned by', value: visit.plannedBy },
          ]}
        />
      }
    >
      {visit.note && (
        <Section title="Nothing to report">
          <Prose text={visit.note} />
        </Section>
      )}
      <Section title="What was seen" count={visit.observations.length}>
        {visit.observations.length ? (
          <ul className="grid divide-y divide-line rounded-lg border border-line bg-raised">
            {visit.observations.map((row) => (
              <li key={row.id} className="grid gap-1 px-4 py-3">
                <span>
                  <TextLink href={paths.observation(org, row.id)} quiet>
                    {shortly(row.what)}
                  </TextLink>
                </span>
                <span className="flex flex-wrap gap-x-4 text-sm text-ink-muted">
                  <SeverityStatus severity={row.severity} />
                  {formatMoment(row.seenAt, locale, timeZone)}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-ink-muted">Nothing yet.</p>
        )}
      </Section>
      <RecordTimeline timeline={timeline} today={today} bringBack={can.edit && paths.editVisit(org, id)} />
    </Page>
  )
}
