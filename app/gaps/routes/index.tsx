import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Plus, SplitSquareHorizontal } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { betweenWords } from '../between.ts'
import { gapListRules, listGapFilters, listGaps } from '../gap-list.server.ts'
import { GapStatus, Point } from '../gap-status.tsx'
import { gapTabs } from '../gap-tabs.ts'

export const meta: MetaFunction = () => [{ title: 'Gaps · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, gapListRules)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'gaps'),
      query,
      ...(await listGaps(ctx, query)),
      filters: await listGapFilters(ctx, query),
      canAdd: may(ctx.viewer, 'gap.add'),
    }
  })
}

export default function Gaps() {
  const { org, views, query, total, rows, filters, canAdd } = useLoaderData<typeof loader>()
  const create = canAdd && (
    <LinkButton href={paths.newGap(org)} variant="primary" icon={Plus}>
      New gap
    </LinkButton>
  )
  const none = <span className="text-ink-muted">none</span>
  return (
    <Page
      title="Gaps"
      lede="What lies between how it is for customers and how it is to be, and what it is worth to close it."
      tabs={gapTabs(org)}
      actions={create}
    >
      <div className="grid gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="gaps" query={query} views={views} />}
          query={query}
          total={total}
          noun={['gap', 'gaps']}
          search="Search gaps"
          fields={filters}
        />
        <Table
          caption="Gaps"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.gap(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'name',
              header: 'Gap',
              sort: true,
              cell: (row) => (
                <span className="grid gap-0.5">
                  <span>
                    <TextLink href={paths.gap(org, row.id)} quiet>
                      {row.name}
                    </TextLink>
                  </span>
                  <span className="text-sm text-ink-muted">{betweenWords(row)}</span>
                </span>
              ),
            },
            { key: 'state', header: 'State', nowrap: true, sort: true, cell: (row) => <GapStatus state={row.state} /> },
            { key: 'value', header: 'Value', nowrap: true, sort: true, cell: (row) => <Point value={row.value} /> },
            { key: 'effort', header: 'Effort', nowrap: true, sort: true, cell: (row) => <Point value={row.effort} /> },
            { key: 'size', header: 'Size', nowrap: true, sort: true, cell: (row) => <Point value={row.size} /> },
            {
              key: 'evidence',
              header: 'Rests on',
              nowrap: true,
              cell: (row) =>
                row.evidence ? plural(row.evidence, 'piece', 'pieces') : <Badge tone="warn">no evidence</Badge>,
            },
            {
              key: 'initiatives',
              header: 'Closed by',
              nowrap: true,
              cell: (row) => (row.initiatives ? plural(row.initiatives, 'initiative') : none),
            },
            {
              key: 'owner',
              header: 'Owner',
              nowrap: true,
              sort: true,
              cell: (row) => <PersonChip name={row.ownerName} />,
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={SplitSquareHorizontal} title="No gaps yet" actions={create}>
                A gap says in one sentence what customers miss, where, and how far it is from what you promise. Begin
                with what colleagues saw, or with a step whose map as it is and as it is to be differ most.
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
