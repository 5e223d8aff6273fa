import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Camera, Eye, Plus } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { SaveView } from '#app/people/save-view.tsx'
import { listSavedViews } from '#app/people/saved-views.server.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatMoment, shortly } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { listObservationFilters, listObservations, observationListRules } from '../../observation-list.server.ts'
import { observationTabs } from '../../observation-tabs.ts'
import { placeWords } from '../../place.ts'
import { SeverityStatus } from '#app/evidence/severity-status.tsx'

export const meta: MetaFunction = () => [{ title: 'Observations · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, observationListRules)
    const { rows, total } = await listObservations(ctx, query)
    return {
      org: ctx.org.slug,
      views: await listSavedViews(ctx, 'observations'),
      query,
      total,
      rows: rows.map(({ what, ...row }) => ({ ...row, what: shortly(what) })),
      filters: await listObservationFilters(ctx, query),
      canAdd: may(ctx.viewer, 'observation.add'),
    }
  })
}

export default function Observations() {
  const { org, views, query, total, rows, filters, canAdd } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  const create = canAdd && (
    <LinkButton href={paths.newObservation(org)} variant="primary" icon={Plus}>
      Add what you saw
    </LinkButton>
  )
  return (
    <Page
      title="Observations"
      lede="Go and see: what colleagues saw with their own eyes, where customers meet us."
      tabs={observationTabs(org)}
      actions={create}
    >
      <div className="grid gap-4">
        <Filters
          views={views}
          save={<SaveView org={org} room="observations" query={query} views={views} />}
          query={query}
          total={total}
          noun={['observation', 'observations']}
          search="Search observations"
          fields={filters}
        />
        <Table
          caption="Observations"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.observation(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'what',
              header: 'What was seen',
              cell: (row) => (
                <span className="grid gap-0.5">
                  <span>
                    <TextLink href={paths.observation(org, row.id)} quiet>
                      {row.what}
                    </TextLink>
                    {row.pictureId && (
                      <>
                        {' '}
                        <Camera aria-hidden className="inline size-3.5 text-ink-muted" />
                        <span className="sr-only">with a photo</span>
                      </>
                    )}
                  </span>
                  <span className="text-sm text-ink-muted">{placeWords(row)}</span>
                </span>
              ),
            },
            {
              key: 'severity',
              header: 'Severity',
              nowrap: true,
              sort: true,
              cell: (row) => <SeverityStatus severity={row.severity} />,
            },
            {
              key: 'linked',
              header: 'Taken up',
              nowrap: true,
              cell: (row) =>
                row.linked ? <Badge tone="good">yes</Badge> : <span className="text-ink-muted">not yet</span>,
            },
            {
              key: 'who',
              header: 'Seen by',
              nowrap: true,
              sort: true,
              cell: (row) => <PersonChip name={row.observerName} />,
            },
            {
              key: 'seen',
              header: 'Seen',
              nowrap: true,
              sort: true,
              cell: (row) => <span className="tabular">{formatMoment(row.seenAt, locale, timeZone)}</span>,
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={Eye} title="Nobody has gone to see yet" actions={create}>
                Stand for ten minutes where customers meet you, and write down the first thing that surprises you. Half
                a minute and a photo are enough.
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
