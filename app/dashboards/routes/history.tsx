import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { GitCompareArrows, ShieldCheck } from 'lucide-react'
import { type Context, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { changeRooms } from '#app/history/changed-tables.ts'
import { namesOf } from '#app/history/names.server.ts'
import { beforeOf } from '#app/history/record-timeline.tsx'
import { listEvents } from '#app/history/timeline.server.ts'
import { deeds } from '#app/history/verbs.ts'
import { kindNames, paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatMoment, formatNumber } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { LeftOutNote } from '#app/ui/left-out.tsx'
import { countActive, leftOutOf, listHref, readListQuery } from '#app/ui/list-query.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { Timeline } from '#app/ui/timeline.tsx'
import { askedFor, clockTime, historyRules, recordNamed } from '../history-filter.ts'
import { type NamedRecord, listActors, listRecordsCalled } from '../history.server.ts'

export const meta: MetaFunction = () => [{ title: 'History · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, historyRules)
    const { person, record, from, to, since } = query.filters
    const start = clockTime(since?.[0], ctx.org.timeZone)
    const named = recordNamed(record?.[0])
    const called = query.q && !named ? await listRecordsCalled(ctx, query.q) : []
    const before = beforeOf(args.request)
    const timeline = await listEvents(ctx, {
      actor: person?.[0],
      records: named ? [named] : query.q ? called : undefined,
      ...askedFor(query.filters),
      ...{ from: start ?? from?.[0], to: to?.[0], before },
    })
    const one = (list: Record<string, string>) => Object.entries(list).map(([value, label]) => ({ value, label }))
    return {
      org: ctx.org.slug,
      today: ctx.today,
      canProve: may(ctx.viewer, 'history.prove'),
      query,
      leftOut: [
        ...leftOutOf(args.request.url, historyRules, ['before']),
        ...(record && !named ? [{ name: 'record', value: record[0]! }] : []),
        ...(since && !start ? [{ name: 'since', value: since[0]! }] : []),
      ],
      timeline,
      older: before !== undefined,
      called,
      views: await listSavedViews(ctx, 'history'),
      filters: [
        { name: 'person', label: 'Person', options: await listActors(ctx) },
        { name: 'room', label: 'Room', options: changeRooms.map(({ key, label }) => ({ value: key, label })) },
        { name: 'kind', label: 'Kind', options: one(kindNames) },
        {
          name: 'deed',
          label: 'What happened',
          options: Object.entries(deeds).map(([value, { label }]) => ({ value, label })),
        },
        ...(named ? [await recordField(ctx, named, record![0]!)] : []),
        ...(start ? [sinceField(since![0]!, ctx.org)] : []),
        { name: 'from', label: 'From', type: 'day' as const },
        { name: 'to', label: 'To', type: 'day' as const },
      ],
    }
  })
}

export default function History() {
  const { org, today, canProve, query, leftOut, timeline, older, called, filters, views } =
    useLoaderData<typeof loader>()
  const more = timeline.before === null ? undefined : withBefore(listHref(query), timeline.before)
  const nothing = timeline.events.length === 0 && countActive(query) > 0
  return (
    <Page
      title="History"
      lede="Everything that was changed, by whom and why, newest first. Nothing here can be edited."
      actions={
        <>
          <LinkButton href={paths.difference(org)} icon={GitCompareArrows}>
            Compare two moments
          </LinkButton>
          {canProve && (
            <LinkButton href={paths.proof(org)} icon={ShieldCheck}>
              Proof
            </LinkButton>
          )}
        </>
      }
    >
      <div className="grid gap-7">
        <Filters
          query={query}
          fields={filters}
          views={views}
          search="The name of a record"
          save={<SaveView org={org} room="history" query={query} views={views} />}
        />
        <LeftOutNote items={leftOut} labels={labels} />
        {query.q && (
          <Called
            q={query.q}
            records={called}
            href={(record) => listHref({ ...query, q: '' }, { filters: { record } })}
          />
        )}
        {nothing && !timeline.looked ? (
          <EmptyState title={older ? 'Nothing earlier matches' : 'Nothing matches'}>
            Take a filter away, or choose another time.
          </EmptyState>
        ) : (
          <Section title="Changes">
            {timeline.looked !== undefined && <Looked count={timeline.looked} found={timeline.events.length} />}
            {nothing ? (
              <LinkButton href={more!} size="small">
                Look further back
              </LinkButton>
            ) : (
              <Timeline events={timeline.events} today={today} more={more} />
            )}
          </Section>
        )}
      </div>
    </Page>
  )
}

const labels = {
  person: 'Person',
  room: 'Room',
  kind: 'Kind',
  deed: 'What happened',
  record: 'Record',
  from: 'From',
  to: 'To',
  since: 'Since',
}

/** The records that are called like what was typed, each to be narrowed to. */
function Called({
  q,
  records,
  href,
}: {
  q: string
  records: readonly NamedRecord[]
  href: (record: string) => string
}) {
  if (!records.length) return <p className="text-sm text-ink-muted">No record is called like “{q}”.</p>
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm text-ink-muted">
      Changes of:
      {records.map(({ kind, id, title }) => (
        <span key={id} className="min-w-0">
          <TextLink href={href(`${kind}:${id}`)}>
            <span dir="auto">{title}</span>
          </TextLink>{' '}
          ({(kindNames[kind] ?? kind).toLowerCase()})
        </span>
      ))}
    </p>
  )
}

/** A page looks through so many changes and not more. */
const Looked = ({ count, found }: { count: number; found: number }) => (
  <p className="mb-4 text-sm text-ink-muted">
    {found ? 'These are all' : 'There are none'} among the {formatNumber(count, 0)} changes looked through here; there
    may be more further back.
  </p>
)

async function recordField(ctx: Context, named: { kind: string; id: string }, value: string) {
  const title = (await namesOf(ctx, [named])).get(named.id)
  return { name: 'record', label: 'Record', options: [{ value, label: title ?? 'A record' }] }
}

/** Only there while a page asks for the changes since a moment, so that it can be kept or taken away. */
const sinceField = (moment: string, { locale, timeZone }: { locale: string; timeZone: string }) => ({
  name: 'since',
  label: 'Since',
  options: [{ value: moment, label: formatMoment(moment, locale, timeZone) }],
})

const withBefore = (href: string, before: number) => `${href}${href.includes('?') ? '&' : '?'}before=${before}`
