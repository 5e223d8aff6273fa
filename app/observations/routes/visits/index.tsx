import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Footprints, Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatDay, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { PersonChip } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { observationTabs } from '../../observation-tabs.ts'
import { placeWords } from '../../place.ts'
import { visitStateOf } from '../../visit.ts'
import { VisitStatus } from '../../visit-status.tsx'
import { listVisitFilters, listVisits, visitListRules } from '../../visits.server.ts'

export const meta: MetaFunction = () => [{ title: 'Planned visits · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, visitListRules)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      query,
      ...(await listVisits(ctx, query)),
      filters: await listVisitFilters(ctx, query),
      canPlan: may(ctx.viewer, 'visit.edit', { ownerId: ctx.viewer.memberId }),
    }
  })
}

export default function Visits() {
  const { org, today, query, total, rows, filters, canPlan } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const create = canPlan && (
    <LinkButton href={paths.newVisit(org)} variant="primary" icon={Plus}>
      Plan a visit
    </LinkButton>
  )
  return (
    <Page
      title="Planned visits"
      lede="Who goes where, when and why. A visit is done once something was seen there, or there was nothing to report."
      tabs={observationTabs(org)}
      actions={create}
    >
      <div className="grid gap-4">
        <Filters query={query} total={total} noun={['visit', 'visits']} search="Search visits" fields={filters} />
        <Table
          caption="Planned visits"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.visit(org, row.id)}
          rowTone={(row) => (visitStateOf(row, today) === 'overdue' ? 'bad' : undefined)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'purpose',
              header: 'Visit',
              sort: true,
              cell: (row) => (
                <span className="grid gap-0.5">
                  <span>
                    <TextLink href={paths.visit(org, row.id)} quiet>
                      {row.purpose}
                    </TextLink>
                  </span>
                  <span className="text-sm text-ink-muted">{placeWords(row)}</span>
                </span>
              ),
            },
            { key: 'state', header: 'State', nowrap: true, cell: (row) => <VisitStatus visit={row} today={today} /> },
            {
              key: 'visitor',
              header: 'Who goes',
              nowrap: true,
              sort: true,
              cell: (row) => <PersonChip name={row.visitorName} />,
            },
            { key: 'due', header: 'When', nowrap: true, sort: true, cell: (row) => formatDay(row.dueOn, locale) },
            {
              key: 'seen',
              header: 'Brought back',
              nowrap: true,
              cell: (row) =>
                row.seen ? (
                  plural(row.seen, 'observation')
                ) : (
                  <span className="text-ink-muted">{row.doneOn ? 'nothing to report' : 'nothing yet'}</span>
                ),
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={Footprints} title="No visits planned" actions={create}>
                Choose the touchpoint you know least about, a day, and a question. An hour there tells more than a month
                of reports.
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
