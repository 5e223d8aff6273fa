import type { LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay, formatNumber, formatPercent, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Section } from '#app/ui/page.tsx'
import { Badge } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { valueInWords } from '../../customer-count.ts'
import { findCustomerCount } from '../../customer-counts.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `${data?.count.name ?? 'Customer data'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const count = await findCustomerCount(ctx, idOf(args.params.id))
    return {
      ...{ org: ctx.org.slug, today: ctx.today, count, canEdit: may(ctx.viewer, 'segment.edit') },
      timeline: await timelineOf(ctx, 'customer_count', count.id, { before: beforeOf(args.request) }),
    }
  })
}

export default function CustomerCount() {
  const { org, today, count, canEdit, timeline } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const { whole } = count
  const notKnown = <span className="text-ink-muted">not known</span>
  // The heading says whether it is a month's or a year's.
  const amount = (value: number | null) =>
    value === null ? notKnown : valueInWords(value, { ...count, valueUnit: count.currency ? 'money' : 'other' }, locale)
  const span = /a (month|year)$/.exec(count.valueUnit ?? '')?.[0]
  const percent = (value: number | null) => (value === null ? notKnown : formatPercent(value, 1, locale))
  return (
    <Page
      title={count.name}
      eyebrow={
        <Breadcrumbs
          items={[
            { label: 'Segments', href: paths.segments(org) },
            { label: 'Customer data', href: paths.customerCounts(org) },
          ]}
        />
      }
      lede={
        <span className="flex flex-wrap items-center gap-3">
          Customers as of {formatDay(count.countedOn, locale)}
          {count.withdrawnAt && <Badge>Withdrawn</Badge>}
        </span>
      }
      actions={
        canEdit && (
          <LinkButton href={paths.customerCountWithdrawal(org, count.id)} variant="quiet">
            {count.withdrawnAt ? 'Bring it back' : 'Withdraw'}
          </LinkButton>
        )
      }
      aside={
        <Facts
          items={[
            { term: 'Customers', value: formatNumber(whole.customers, 0, locale) },
            ...(count.valueUnit === null
              ? []
              : [
                  {
                    term: count.valueName,
                    value: `${valueInWords(whole.valueSum, count, locale)}${whole.mean === null ? '' : `, ${valueInWords(whole.mean, count, locale)} on average`}`,
                  },
                  {
                    term: 'Value not known of',
                    value: plural(whole.customers - whole.knownValues, 'customer', 'customers', locale),
                  },
                ]),
            ...(count.leftSays
              ? [
                  {
                    term: `Left (${count.leftSays})`,
                    value: `${formatNumber(whole.leftCount, 0, locale)} of ${formatNumber(whole.knownLeft, 0, locale)}`,
                  },
                ]
              : []),
            { term: 'Segment said by', value: count.segmentColumn },
            {
              term: 'File',
              value: (
                <>
                  {count.fileName}, {plural(count.lines, 'line', 'lines', locale)}
                  {count.repeated > 0 && `, ${formatNumber(count.repeated, 0, locale)} of them repeated and left out`}
                  {count.unreadable > 0 &&
                    `, ${formatNumber(count.unreadable, 0, locale)} with a number that cannot be read`}
                </>
              ),
            },
            { term: 'Imported by', value: count.who },
          ]}
        />
      }
    >
      <Section
        title="Groups of customers"
        count={count.groups.length}
        description="As the file calls them. Below each number its share of all customers and of all value. The file itself was not kept."
      >
        <Table
          caption="Groups of customers"
          rows={count.groups}
          rowKey={(row) => row.id}
          columns={[
            {
              key: 'label',
              header: 'In the file',
              cell: (row) =>
                row.label ? <span dir="auto">{row.label}</span> : <span className="text-ink-muted">says nothing</span>,
            },
            {
              key: 'segment',
              header: 'Segment',
              cell: (row) =>
                row.segmentId ? (
                  <TextLink href={paths.segment(org, row.segmentId)}>{row.segmentName ?? 'a segment'}</TextLink>
                ) : (
                  <span className="text-ink-muted">left out</span>
                ),
            },
            {
              key: 'customers',
              header: 'Customers',
              align: 'end',
              cell: (row) => <Beside main={formatNumber(row.customers, 0, locale)} beside={percent(row.share)} />,
            },
            ...(count.valueUnit === null
              ? []
              : [
                  {
                    key: 'value',
                    header: span ? `Value ${span}` : 'Value',
                    align: 'end' as const,
                    cell: (row: (typeof count.groups)[number]) =>
                      row.knownValues ? (
                        <Beside main={amount(row.valueSum)} beside={percent(row.valueShare)} />
                      ) : (
                        notKnown
                      ),
                  },
                  {
                    key: 'mean',
                    header: 'Mean',
                    align: 'end' as const,
                    cell: (row: (typeof count.groups)[number]) => amount(row.mean),
                  },
                ]),
            ...(count.leftSays
              ? [
                  {
                    key: 'left',
                    header: 'Left',
                    align: 'end' as const,
                    cell: (row: (typeof count.groups)[number]) => percent(row.leftShare),
                  },
                ]
              : []),
          ]}
        />
      </Section>
      <RecordTimeline timeline={timeline} today={today} />
    </Page>
  )
}

const Beside = ({ main, beside }: { main: ReactNode; beside: ReactNode }) => (
  <>
    {main}
    <span className="block text-xs text-ink-muted">{beside}</span>
  </>
)
