import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MapPin, Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { PersonChip } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { journeyTabs } from '../../journey-tabs.ts'
import { channelName } from '../../touchpoint.ts'
import { listTouchpointFilters, listTouchpoints, touchpointListRules } from '../../touchpoints.server.ts'

export const meta: MetaFunction = () => [{ title: 'Touchpoints · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, touchpointListRules)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'touchpoints'),
      query,
      ...(await listTouchpoints(ctx, query)),
      filters: await listTouchpointFilters(ctx),
      canAdd: may(ctx.viewer, 'touchpoint.edit'),
    }
  })
}

const none = <span className="text-ink-muted">none</span>

export default function Touchpoints() {
  const { org, views, query, rows, total, filters, canAdd } = useLoaderData<typeof loader>()
  const create = canAdd && (
    <LinkButton href={paths.newTouchpoint(org)} variant="primary" icon={Plus}>
      New touchpoint
    </LinkButton>
  )
  return (
    <Page
      title="Touchpoints"
      lede="Where customers meet us: counters, pages, hotlines. Each has somebody who answers for how it works."
      tabs={journeyTabs(org)}
      actions={create}
    >
      <div className="grid gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="touchpoints" query={query} views={views} />}
          query={query}
          total={total}
          noun={['touchpoint', 'touchpoints']}
          search="Search touchpoints"
          fields={filters}
        />
        <Table
          caption="Touchpoints"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.touchpoint(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'name',
              header: 'Touchpoint',
              sort: true,
              cell: (row) => (
                <TextLink href={paths.touchpoint(org, row.id)} quiet>
                  {row.name}
                </TextLink>
              ),
            },
            { key: 'channel', header: 'Channel', sort: true, cell: (row) => channelName(row.channel) },
            {
              key: 'owner',
              header: 'Process owner',
              sort: true,
              nowrap: true,
              cell: (row) => <PersonChip name={row.ownerName} unit={row.unitName} />,
            },
            { key: 'steps', header: 'Steps', sort: true, cell: (row) => row.stepCount || none },
            { key: 'gaps', header: 'Open gaps', cell: (row) => row.gapCount || none },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={MapPin} title="No touchpoints yet" actions={create}>
                Walk through as a customer and write down every place where you had to deal with somebody or something:
                a sign counts as much as a counter.
              </EmptyState>
            )
          }
        />
        <Pager
          page={query.page}
          pageSize={query.pageSize}
          total={total}
          hrefFor={(page) => listHref(query, { page })}
        />
      </div>
    </Page>
  )
}
