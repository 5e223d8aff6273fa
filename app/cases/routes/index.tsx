import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { MessagesSquare, Plus } from 'lucide-react'
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
import { Badge, PersonChip, Status, StatusShape } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { caseListRules, countLoops, listCaseFilters, listCases } from '../case-list.server.ts'
import { caseTabs } from '../case-tabs.ts'
import {
  type CaseState,
  caseName,
  caseStateNames,
  caseStateTones,
  dueWord,
  loopNames,
  loopOf,
  loopTones,
  soonHours,
} from '../customer-case.ts'
import { DueStatus } from '../due-status.tsx'
import { LoopSquare } from '../loop-square.tsx'

export const meta: MetaFunction = () => [{ title: 'Cases · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, caseListRules)
    const { rows, total } = await listCases(ctx, query)
    const now = { at: ctx.now, soonAt: new Date(ctx.now.getTime() + soonHours * 3_600_000) }
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'cases'),
      query,
      total,
      rows: rows.map((row) => ({ ...row, due: dueWord(row, now), loop: loopOf(row) })),
      counts: await countLoops(ctx, query),
      filters: await listCaseFilters(ctx, query),
      canOpen: may(ctx.viewer, 'customer_case.open'),
    }
  })
}

export default function Cases() {
  const { org, views, query, total, rows, counts, filters, canOpen } = useLoaderData<typeof loader>()
  const open = canOpen && (
    <LinkButton href={paths.newCase(org)} variant="primary" icon={Plus}>
      Open a case
    </LinkButton>
  )
  return (
    <Page
      title="Cases"
      lede="One customer, one loop: who answers, by when, whether they were told, and whether the cause is gone."
      actions={open}
      tabs={caseTabs(org)}
    >
      <div className="grid gap-5">
        <LoopSquare counts={counts} query={query} />
        <Filters
          views={views}
          save={<SaveView org={org} room="cases" query={query} views={views} />}
          query={query}
          total={total}
          noun={['case', 'cases']}
          search="Search cases, or give a number"
          fields={filters}
        />
        <Table
          caption="Cases"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.case(org, row.id)}
          rowTone={(row) => (!row.closedAt && !row.ownerId ? 'warn' : undefined)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'number',
              header: 'Case',
              sort: true,
              cell: (row) => (
                <span className="grid gap-0.5">
                  <TextLink href={paths.case(org, row.id)} quiet>
                    <span className="text-ink-muted">{caseName(row.number)} </span>
                    <span dir="auto">{row.title}</span>
                  </TextLink>
                  {row.touchpointName && <span className="text-xs text-ink-muted">{row.touchpointName}</span>}
                </span>
              ),
            },
            {
              key: 'state',
              header: 'State',
              sort: true,
              nowrap: true,
              cell: (row) => (
                <Status tone={caseStateTones[row.state as CaseState]}>{caseStateNames[row.state as CaseState]}</Status>
              ),
            },
            {
              key: 'loop',
              header: 'Told, resolved',
              nowrap: true,
              cell: (row) => (
                <span className="inline-flex items-center gap-1.5">
                  <StatusShape tone={loopTones[row.loop]} />
                  {loopNames[row.loop]}
                </span>
              ),
            },
            {
              key: 'owner',
              header: 'Owner',
              sort: true,
              nowrap: true,
              cell: (row) =>
                row.ownerName ? (
                  <PersonChip name={row.ownerName} />
                ) : row.closedAt ? (
                  <PersonChip name={null} />
                ) : (
                  <Badge tone="warn">Nobody yet</Badge>
                ),
            },
            {
              key: 'due',
              header: 'Due',
              sort: true,
              nowrap: true,
              cell: (row) => <DueStatus word={row.due} dueAt={row.dueAt} />,
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={MessagesSquare} title="No cases yet" actions={open}>
                A case follows what one customer said until they know what became of it. Open one by hand, or let a rule
                open them from responses.
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
