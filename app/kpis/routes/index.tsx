import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Gauge, Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { Sparkline } from '#app/ui/chart.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatDay, formatValue } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { AgainstTarget, KpiFigure } from '../kpi-figure.tsx'
import { kpiListRules, listKpiFilters, listKpis } from '../kpi-list.server.ts'
import { type KpiKind, kpiKindNames } from '../kpi.ts'

export const meta: MetaFunction = () => [{ title: 'KPIs · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, kpiListRules)
    const { viewer } = ctx
    const own = { ownerId: viewer.memberId }
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'kpis'),
      today: ctx.today,
      query,
      ...(await listKpis(ctx, query)),
      filters: await listKpiFilters(ctx),
      can: { add: may(viewer, 'kpi.edit', own), record: may(viewer, 'kpi.record', own) },
    }
  })
}

export default function Kpis() {
  const { org, views, today, query, total, rows, filters, can } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const create = can.add && (
    <LinkButton href={paths.newKpi(org)} variant="primary" icon={Plus}>
      New KPI
    </LinkButton>
  )
  return (
    <Page
      title="KPIs"
      lede="The figures that tell whether the strategy works: each with one definition, an owner and a target path."
      actions={
        <>
          {create}
          {can.record && <LinkButton href={paths.kpiGrid(org)}>Record values</LinkButton>}
        </>
      }
    >
      <div className="grid gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="kpis" query={query} views={views} />}
          query={query}
          total={total}
          noun={['KPI', 'KPIs']}
          search="Search KPIs"
          fields={filters}
        />
        <Table
          caption="KPIs"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.kpi(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'name',
              header: 'KPI',
              sort: true,
              cell: (row) => (
                <span className="grid gap-0.5">
                  <TextLink href={paths.kpi(org, row.id)} quiet>
                    {row.name}
                  </TextLink>
                  <span className="text-xs text-ink-muted">
                    {kpiKindNames[row.kind as KpiKind]}, {row.frequency}
                  </span>
                </span>
              ),
            },
            { key: 'value', header: 'Latest', cell: (row) => <KpiFigure kpi={row} /> },
            {
              key: 'target',
              header: 'Against target',
              cell: (row) => (
                <span className="grid justify-items-start gap-0.5">
                  <AgainstTarget standing={row.againstTarget} />
                  {row.target !== null && (
                    <span className="tabular text-xs text-ink-muted">
                      path {formatValue(row.target, row.unit, row.decimals, locale)}
                    </span>
                  )}
                </span>
              ),
            },
            {
              key: 'recent',
              header: 'Recent',
              hideOn: 'phone',
              cell: (row) =>
                row.recent.length > 1 ? (
                  <Sparkline points={row.recent} label={`The last ${row.recent.length} values of ${row.name}`} />
                ) : null,
            },
            {
              key: 'owner',
              header: 'Owner',
              nowrap: true,
              sort: true,
              cell: (row) => <PersonChip name={row.ownerName} />,
            },
            {
              key: 'due',
              header: 'Next value',
              nowrap: true,
              sort: true,
              cell: (row) => {
                if (!row.nextDueOn) return <span className="text-ink-muted">not asked for</span>
                return row.nextDueOn <= today ? (
                  <Badge tone="warn">due since {formatDay(row.nextDueOn, locale)}</Badge>
                ) : (
                  <span className="text-ink-muted">by {formatDay(row.nextDueOn, locale)}</span>
                )
              },
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={Gauge} title="No KPIs yet" actions={create}>
                Start with the one figure customers would choose for you. Write down exactly what it measures; values
                can be typed or imported from a file.
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
