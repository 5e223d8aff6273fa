import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ClipboardList, Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { ProgressBar } from '#app/ui/chart.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { agoDay, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { Due } from '../due.tsx'
import { planFilterFields, planViews } from '../list-filters.ts'
import { listActionPlans, listPlanFilters, mayAddPlans, planListRules } from '../plan-list.server.ts'
import { PlanStatus } from '../plan-status.tsx'

export const meta: MetaFunction = () => [{ title: 'Action plans · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, planListRules)
    const { rows, total } = await listActionPlans(ctx, query)
    const filters = await listPlanFilters(ctx, query)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'action-plans'),
      today: ctx.today,
      query,
      rows,
      total,
      filters,
      canAdd: await mayAddPlans(ctx),
    }
  })
}

export default function ActionPlans() {
  const { org, views, today, query, rows, total, filters, canAdd } = useLoaderData<typeof loader>()
  const create = canAdd && (
    <LinkButton href={paths.newActionPlan(org)} variant="primary" icon={Plus}>
      New action plan
    </LinkButton>
  )
  return (
    <Page
      title="Action plans"
      lede="Who does what by when, what they say about it, and what the records show."
      actions={
        <>
          {create}
          <LinkButton href={paths.actionItems(org)}>All action items</LinkButton>
        </>
      }
    >
      <div className="grid gap-4">
        <Filters
          save={<SaveView org={org} room="action-plans" query={query} views={views} />}
          query={query}
          total={total}
          noun={['plan', 'plans']}
          search="Search plans"
          fields={planFilterFields(filters)}
          views={[...planViews(org), ...views]}
        />
        <Table
          caption="Action plans"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.actionPlan(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'name',
              header: 'Plan',
              width: '26%',
              sort: true,
              cell: (row) => (
                <span className="grid gap-0.5">
                  <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                    <TextLink href={paths.actionPlan(org, row.id)} quiet className="inline-flex min-h-6 items-center">
                      {row.name}
                    </TextLink>
                    {row.finishedOn && <Badge>Finished</Badge>}
                    {row.archivedAt && <Badge>Archived</Badge>}
                  </span>
                  <TextLink
                    href={paths.initiative(org, row.initiativeId)}
                    quiet
                    className="inline-flex min-h-6 items-center font-normal! text-ink-muted!"
                  >
                    {row.initiativeName}
                  </TextLink>
                </span>
              ),
            },
            {
              key: 'owner',
              header: 'Owner',
              sort: true,
              width: '10.5rem',
              cell: (row) => (
                <span className="grid gap-0.5">
                  <PersonChip name={row.ownerName} />
                  {row.ownerId && !row.ownerAcceptedAt && !row.finishedOn && (
                    <span className="text-xs text-warn">has not accepted</span>
                  )}
                </span>
              ),
            },
            {
              key: 'status',
              header: 'Status',
              sort: true,
              cell: (row) => <PlanStatus stated={row.stated} derived={row.derived} disagrees={row.disagrees} />,
            },
            {
              key: 'progress',
              header: 'Progress',
              sort: true,
              width: '10rem',
              cell: (row) => (
                <span className="grid gap-0.5">
                  <ProgressBar value={row.progress} label={`Progress of ${row.name}`} />
                  {row.itemCount ? (
                    <TextLink
                      href={paths.actionItems(org, { plan: row.id })}
                      quiet
                      className="inline-flex min-h-6 items-center text-xs font-normal!"
                    >
                      {row.doneCount} of {plural(row.itemCount, 'item')} done
                      {row.overdueCount ? `, ${row.overdueCount} late` : ''}
                    </TextLink>
                  ) : null}
                </span>
              ),
            },
            {
              key: 'updated',
              header: 'Last update',
              sort: true,
              hideOn: 'phone',
              cell: (row) =>
                row.lastUpdateOn ? (
                  <span className="whitespace-nowrap">{agoDay(row.lastUpdateOn, today)}</span>
                ) : (
                  <span className="text-ink-muted">none yet</span>
                ),
            },
            {
              key: 'due',
              header: 'Next update',
              sort: true,
              cell: (row) => <Due day={row.nextUpdateDueOn} today={today} none="none due" />,
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState
                icon={ClipboardList}
                title="No action plans yet"
                actions={create || <LinkButton href={paths.initiatives(org)}>Go to the initiatives</LinkButton>}
              >
                A plan turns an initiative into work: one owner, a few items with days, and an update in under a minute.
                Begin with an initiative, then add its first plan.
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
