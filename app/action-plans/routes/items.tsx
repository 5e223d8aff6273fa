import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData, useLocation } from '@remix-run/react'
import { ListChecks } from 'lucide-react'
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
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { isBlocked } from '../action-item.ts'
import { DoneButton } from '../done-button.tsx'
import { Due } from '../due.tsx'
import { itemListRules, listActionItems, listItemFilters } from '../item-list.server.ts'
import { blockerOf } from '../item-rows.tsx'
import { itemFilterFields, itemViews } from '../list-filters.ts'

export const meta: MetaFunction = () => [{ title: 'Action items · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, itemListRules)
    const { rows, total } = await listActionItems(ctx, query)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'action-items'),
      today: ctx.today,
      query,
      total,
      rows: rows.map((row) => ({
        ...row,
        mayComplete:
          !row.archivedAt &&
          !row.finishedOn &&
          !row.planArchivedAt &&
          may(ctx.viewer, 'action_item.complete', { ownerId: row.ownerId, parentOwnerId: row.planOwnerId }),
      })),
      filters: await listItemFilters(ctx, query),
    }
  })
}

export default function ActionItems() {
  const { org, views, today, query, total, rows, filters } = useLoaderData<typeof loader>()
  const { pathname, search } = useLocation()
  return (
    <Page
      title="Action items"
      eyebrow={<Breadcrumbs items={[{ label: 'Action plans', href: paths.actionPlans(org) }]} />}
      lede="Everything somebody is to do, over all plans; what is open and due first stands first."
    >
      <div className="grid gap-4">
        <Filters
          save={<SaveView org={org} room="action-items" query={query} views={views} />}
          query={query}
          total={total}
          noun={['item', 'items']}
          search="Search items"
          fields={itemFilterFields(filters)}
          views={[...itemViews(org), ...views]}
        />
        <Table
          caption="Action items"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.actionItem(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'title',
              header: 'Item',
              width: '34%',
              sort: true,
              cell: (row) => (
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <TextLink href={paths.actionItem(org, row.id)} quiet>
                    {row.title}
                  </TextLink>
                  {isBlocked(row, blockerOf(row)) && <Badge tone="warn">waits for “{row.blockerTitle}”</Badge>}
                  {row.archivedAt && <Badge>Archived</Badge>}
                </span>
              ),
            },
            {
              key: 'done',
              header: 'Done',
              cell: (row) => <DoneButton org={org} item={row} back={pathname + search} may={row.mayComplete} />,
            },
            {
              key: 'owner',
              header: 'Owner',
              sort: true,
              nowrap: true,
              cell: (row) => <PersonChip name={row.ownerName} />,
            },
            {
              key: 'due',
              header: 'Due',
              sort: true,
              cell: (row) => <Due day={row.dueOn} doneOn={row.doneOn} today={today} />,
            },
            {
              key: 'progress',
              header: 'Progress',
              sort: true,
              align: 'end',
              hideOn: 'phone',
              cell: (row) => `${row.doneOn ? 100 : row.progress}%`,
            },
            {
              key: 'plan',
              header: 'Plan',
              width: '22%',
              sort: true,
              cell: (row) => (
                <TextLink href={paths.actionPlan(org, row.planId)} quiet>
                  {row.planName}
                </TextLink>
              ),
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState
                icon={ListChecks}
                title="No action items yet"
                actions={<LinkButton href={paths.actionPlans(org)}>Go to the action plans</LinkButton>}
              >
                Items are written down in an action plan: a title is enough, an owner and a day make it real.
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
