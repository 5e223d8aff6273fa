import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ShieldCheck } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { beforeOf } from '#app/history/record-timeline.tsx'
import { listEvents } from '#app/history/timeline.server.ts'
import { kindNames, paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatMoment } from '#app/ui/format.ts'
import { countActive, listHref, readListQuery } from '#app/ui/list-query.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { Timeline } from '#app/ui/timeline.tsx'
import { clockTime, historyRules } from '../history-filter.ts'
import { listActors } from '../history.server.ts'

export const meta: MetaFunction = () => [{ title: 'History · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, historyRules)
    const { person, kind, from, to, since } = query.filters
    const start = clockTime(since?.[0], ctx.org.timeZone)
    const timeline = await listEvents(ctx, {
      actor: person?.[0],
      kind: kind?.[0],
      from: start ?? from?.[0],
      to: to?.[0],
      before: beforeOf(args.request),
    })
    return {
      org: ctx.org.slug,
      today: ctx.today,
      canProve: may(ctx.viewer, 'history.prove'),
      query,
      timeline,
      views: await listSavedViews(ctx, 'history'),
      filters: [
        { name: 'person', label: 'Person', options: await listActors(ctx) },
        { name: 'kind', label: 'Kind', options: Object.entries(kindNames).map(([value, label]) => ({ value, label })) },
        ...(start ? [sinceField(since![0]!, ctx.org)] : []),
        { name: 'from', label: 'From', type: 'day' as const },
        { name: 'to', label: 'To', type: 'day' as const },
      ],
    }
  })
}

export default function History() {
  const { org, today, canProve, query, timeline, filters, views } = useLoaderData<typeof loader>()
  const more = timeline.before === null ? undefined : withBefore(listHref(query), timeline.before)
  return (
    <Page
      title="History"
      lede="Everything that was changed, by whom and why, newest first. Nothing here can be edited."
      actions={
        canProve && (
          <LinkButton href={paths.proof(org)} icon={ShieldCheck}>
            Proof
          </LinkButton>
        )
      }
    >
      <div className="grid gap-7">
        <Filters
          query={query}
          fields={filters}
          views={views}
          save={<SaveView org={org} room="history" query={query} views={views} />}
        />
        {timeline.events.length === 0 && countActive(query) > 0 ? (
          <EmptyState title="Nothing matches">Take a filter away, or choose another time.</EmptyState>
        ) : (
          <Section title="Changes">
            <Timeline events={timeline.events} today={today} more={more} />
          </Section>
        )}
      </div>
    </Page>
  )
}

/** Only there while a page asks for the changes since a moment, so that it can be kept or taken away. */
const sinceField = (moment: string, { locale, timeZone }: { locale: string; timeZone: string }) => ({
  name: 'since',
  label: 'Since',
  options: [{ value: moment, label: formatMoment(moment, locale, timeZone) }],
})

const withBefore = (href: string, before: number) => `${href}${href.includes('?') ? '&' : '?'}before=${before}`
