import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { FileUp } from 'lucide-react'
import { reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { Filters } from '#app/ui/filters.tsx'
import { formatDay, formatNumber, formatPercent } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { countActive, listHref, readListQuery, sortHref } from '#app/ui/list-query.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/pager.tsx'
import { Table } from '#app/ui/table.tsx'
import { valueInWords } from '../../customer-count.ts'
import { customerCountListRules, listCustomerCounts } from '../../customer-counts.server.ts'

export const meta: MetaFunction = () => [{ title: 'Customer data · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const query = readListQuery(args.request.url, customerCountListRules)
    return {
      ...{ org: ctx.org.slug, query, canImport: may(ctx.viewer, 'segment.edit') },
      ...(await listCustomerCounts(ctx, query)),
    }
  })
}

const filters = [{ name: 'show', label: 'Show', options: [{ value: 'withdrawn', label: 'Withdrawn' }] }]

export default function CustomerCounts() {
  const { org, query, rows, total, canImport } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const create = canImport && (
    <LinkButton href={paths.newCustomerCount(org)} variant="primary" icon={FileUp}>
      Import customer data
    </LinkButton>
  )
  return (
    <Page
      title="Customer data"
      eyebrow={<Breadcrumbs items={[{ label: 'Segments', href: paths.segments(org) }]} />}
      lede="How many customers each segment had on a day, what they were worth and how many left. Sums only: no customer is kept."
      actions={create}
    >
      <div className="grid gap-4">
        <Filters
          query={query}
          total={total}
          noun={['count', 'counts']}
          search="Search customer data"
          fields={filters}
        />
        <Table
          caption="Counts of customers"
          rows={rows}
          rowKey={(row) => row.id}
          rowHref={(row) => paths.customerCount(org, row.id)}
          sort={query.sort}
          sortHref={(key) => sortHref(query, key)}
          columns={[
            {
              key: 'name',
              header: 'Where it comes from',
              sort: true,
              cell: (row) => (
                <TextLink href={paths.customerCount(org, row.id)} quiet>
                  {row.name}
                </TextLink>
              ),
            },
            {
              key: 'day',
              header: 'Describes',
              sort: true,
              nowrap: true,
              cell: (row) => formatDay(row.countedOn, locale),
            },
            {
              key: 'customers',
              header: 'Customers',
              sort: true,
              align: 'end',
              cell: (row) => formatNumber(row.customers, 0, locale),
            },
            {
              key: 'value',
              header: 'Value',
              align: 'end',
              cell: (row) =>
                row.valueUnit === null ? (
                  <span className="text-ink-muted">not counted</span>
                ) : (
                  <>
                    {valueInWords(row.valueSum, row, locale)}
                    <span className="block text-xs text-ink-muted">{row.valueName}</span>
                  </>
                ),
            },
            {
              key: 'left',
              header: 'Left',
              align: 'end',
              cell: (row) =>
                row.knownLeft ? (
                  formatPercent((100 * row.leftCount) / row.knownLeft, 1, locale)
                ) : (
                  <span className="text-ink-muted">not counted</span>
                ),
            },
            {
              key: 'without',
              header: 'In no segment',
              align: 'end',
              cell: (row) => formatNumber(row.withoutSegment, 0, locale),
            },
          ]}
          empty={
            countActive(query) ? (
              <EmptyState title="Nothing matches">Take a filter away, or search for another word.</EmptyState>
            ) : (
              <EmptyState icon={FileUp} title="Nothing counted yet" actions={create}>
                Export one line per customer from your CRM or billing: the segment, a value, and whether the customer
                left. Then each segment shows what it is worth, beside what people thought.
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
