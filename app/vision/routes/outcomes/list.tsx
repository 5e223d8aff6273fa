import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Columns3, Plus, Target } from 'lucide-react'
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
import { PersonChip, Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { MissingHalves } from '../../missing-halves.tsx'
import { type OutcomeState, horizonName, outcomeStateNames, outcomeStateTones } from '../../outcome.ts'
import { KpiLine } from '../../outcome-card.tsx'
import { listOutcomeFilters, listOutcomes, outcomeListRules } from '../../outcome-list.server.ts'
import { type RatingSummary, ratingWords } from '../../rating.ts'
import { visionTabs } from '../../vision-tabs.ts'

export const meta: MetaFunction = () => [{ title: 'List of outcomes · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, outcomeListRules)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'outcomes/list'),
      query,
      ...(await listOutcomes(ctx, query)),
      filters: await listOutcomeFilters(ctx, query),
      canAdd: may(ctx.viewer, 'outcome.edit'),
    }
  })
}

export default function OutcomeList() {
  const { org, views, query, rows, total, filters, canAdd } = useLoaderData<typeof loader>()
  const create = canAdd && (
    <LinkButton href={paths.newOutcome(org)} variant="primary" icon={Plus}>
      Add an outcome
    </LinkButton>
  )
  return (
    <Page
      title="Outcomes"
      lede="Every outcome with its two measures, its owner and its state."
      tabs={visionTabs(org)}
      actions={
        <>
          {create}
          <LinkButton href={paths.outcomes(org)} icon={Columns3}>
            As a board
          </LinkButton>
        </>
      }
    >
      <div className="grid gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="outcomes/list" query={query} views={views} />}
          query={query}
          total={total}
          noun={['outcome', 'outcomes']}
          search="Search outcomes"
          fields={filters}
        />
        <Table
          caption="Outcomes"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.outcome(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'title',
              header: 'Outcome',
              sort: true,
              cell: (row) => (
                <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
                  <TextLink href={paths.outcome(org, row.id)} quiet>
                    {row.title}
                  </TextLink>
                  <MissingHalves missing={row.missing} />
                </span>
              ),
            },
            { key: 'pillar', header: 'Pillar', sort: true, hideOn: 'phone', cell: (row) => row.pillarName },
            { key: 'year', header: 'Year', sort: true, cell: (row) => horizonName(row.horizon) },
            {
              key: 'what',
              header: 'WHAT',
              cell: (row) => (row.kpi ? <KpiLine kpi={row.kpi} /> : <span className="text-ink-muted">none yet</span>),
            },
            {
              key: 'how',
              header: 'HOW',
              cell: (row) => <HowCell question={row.howQuestion} rating={row.rating} />,
            },
            { key: 'owner', header: 'Owner', sort: true, cell: (row) => <PersonChip name={row.ownerName} /> },
            {
              key: 'state',
              header: 'State',
              sort: true,
              cell: (row) => (
                <Status tone={outcomeStateTones[row.state as OutcomeState]}>
                  {outcomeStateNames[row.state as OutcomeState]}
                </Status>
              ),
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={Target} title="No outcomes yet" actions={create}>
                Write one as if it had happened: what would a customer notice a year from now?
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

function HowCell({ question, rating }: { question: string; rating: RatingSummary }) {
  if (!question || rating.average === null)
    return <span className="text-ink-muted">{question ? ratingWords(rating) : 'none yet'}</span>
  return (
    <span className="whitespace-nowrap">
      <span className="tabular font-semibold">{rating.average.toFixed(1)}</span>
      <span className="text-ink-muted"> of 5, n = {rating.n}</span>
    </span>
  )
}
