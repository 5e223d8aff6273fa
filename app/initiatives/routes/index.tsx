import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Lightbulb, Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { statusWord } from '#app/action-plans/status.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { ProgressBar } from '#app/ui/chart.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatCurrency, formatDay, formatNumber } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Badge, PersonChip, Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { type Stage, flagNames, flagsOf, stageNames, stageTones } from '../initiative.ts'
import { initiativeListRules, listInitiativeFilters, listInitiatives } from '../initiative-list.server.ts'

export const meta: MetaFunction = () => [{ title: 'Initiatives · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, initiativeListRules)
    const { rows, total } = await listInitiatives(ctx, query)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'initiatives'),
      query,
      currency: ctx.org.currency,
      total,
      rows: rows.map((row) => ({ ...row, flags: flagsOf(row) })),
      filters: await listInitiativeFilters(ctx, query),
      canPropose: may(ctx.viewer, 'initiative.propose'),
    }
  })
}

export default function Initiatives() {
  const { org, views, query, currency, total, rows, filters, canPropose } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const create = canPropose && (
    <LinkButton href={paths.newInitiative(org)} variant="primary" icon={Plus}>
      New initiative
    </LinkButton>
  )
  return (
    <Page
      title="Initiatives"
      lede="What we do to move the outcomes: each with one owner, a reason, and the KPI it is meant to move."
      actions={create}
    >
      <div className="grid gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="initiatives" query={query} views={views} />}
          query={query}
          total={total}
          noun={['initiative', 'initiatives']}
          search="Search initiatives"
          fields={filters}
        />
        <Table
          caption="Initiatives"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.initiative(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'name',
              header: 'Initiative',
              sort: true,
              cell: (row) => (
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <TextLink href={paths.initiative(org, row.id)} quiet>
                    {row.name}
                  </TextLink>
                  {row.flags.map((flag) => (
                    <Badge key={flag} tone="warn">
                      {flagNames[flag]}
                    </Badge>
                  ))}
                </span>
              ),
            },
            {
              key: 'stage',
              header: 'Stage',
              sort: true,
              cell: (row) => <Status tone={stageTones[row.stage as Stage]}>{stageNames[row.stage as Stage]}</Status>,
            },
            {
              key: 'owner',
              header: 'Owner',
              nowrap: true,
              sort: true,
              cell: (row) => <PersonChip name={row.ownerName} />,
            },
            {
              key: 'progress',
              header: 'Progress',
              sort: true,
              width: '9rem',
              cell: (row) => <ProgressBar value={row.progress} label={`Progress of ${row.name}`} />,
            },
            {
              key: 'status',
              header: 'Seen in the plans',
              cell: (row) =>
                row.planCount === 0 ? (
                  <span className="text-ink-muted">no plan yet</span>
                ) : (
                  <span className="flex flex-wrap items-center gap-2">
                    <Status tone={statusWord(row.derived).tone}>{statusWord(row.derived).word}</Status>
                    {row.disagreements ? <Badge tone="warn">{row.disagreements} disagree</Badge> : null}
                  </span>
                ),
            },
            ...(query.filters.segment || query.filters.lacks ? costs(currency, locale) : []),
            {
              key: 'ends',
              header: 'Ends',
              nowrap: true,
              sort: true,
              hideOn: 'phone',
              cell: (row) =>
                row.endsOn ? formatDay(row.endsOn, locale) : <span className="text-ink-muted">open</span>,
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={Lightbulb} title="No initiatives yet" actions={create}>
                Start with one sentence: what will be different for customers? Then appoint its owner and link the KPI
                it is meant to move.
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

type Row = ReturnType<typeof useLoaderData<typeof loader>>['rows'][number]

/** What initiatives cost, for whoever comes from where it is added up. */
const costs = (currency: string, locale: string) => [
  {
    key: 'effort',
    header: 'Person-days',
    align: 'end' as const,
    cell: (row: Row) => said(row.effortDays, (days) => formatNumber(days, undefined, locale)),
  },
  {
    key: 'budget',
    header: 'Budget',
    align: 'end' as const,
    cell: (row: Row) => said(row.budget, (budget) => formatCurrency(budget, currency, locale)),
  },
]

const said = (value: number | null, words: (value: number) => string) =>
  value === null ? <span className="text-ink-muted">not said</span> : words(value)
