import { paths } from '#app/paths.ts'
import { formatCurrency, formatNumber, formatPercent } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import { balanceInWords, verdictNames, verdictOf } from './effort-and-value.ts'
import type { effortAndValue } from './effort-and-value.server.ts'

type Found = Awaited<ReturnType<typeof effortAndValue>>
type Row = Found['rows'][number]

interface BalanceTableProps {
  rows: readonly Row[]
  none: Found['none']
  count: Found['count']
  /** The initiatives that are added up, of one segment or `none`. */
  initiativesHref: (segment: string) => string
  currency: string
  org: string
}

const tones = { 'gets less': 'warn', 'gets more': 'info', 'in balance': 'good' } as const

/** Each segment with what it holds and what it gets, as bars and as numbers that lead to what is behind them. */
export function BalanceTable({ rows, none, count, initiativesHref, currency, org }: BalanceTableProps) {
  const { locale } = useLocale()
  const countHref = count && paths.customerCount(org, count.id)
  const withNone: Row[] = [
    ...rows,
    ...(none.customers || none.initiatives
      ? [{ id: 'none', name: 'No segment', estimate: null, archived: false, ...none }]
      : []),
  ]
  return (
    <Table
      caption="Segments by what they hold and what they get, the largest imbalance first"
      rows={withNone}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'name',
          header: 'Segment',
          cell: (row) => (
            <>
              {row.id === 'none' ? (
                'No segment'
              ) : (
                <TextLink href={paths.segment(org, row.id)} quiet>
                  {row.name}
                </TextLink>
              )}
              {row.archived && <span className="text-ink-muted"> (archived)</span>}
              <span className="mt-1 block max-w-72 text-sm font-normal text-ink-muted">
                {row.id === 'none'
                  ? 'Groups of customers that were left out, and initiatives for whom no segment is known.'
                  : balanceInWords(row, locale)}
              </span>
              {row.id !== 'none' && <Verdict row={row} />}
            </>
          ),
        },
        {
          key: 'share',
          header: 'Share of customers',
          cell: (row) => (
            <Bar
              share={row.share}
              href={countHref}
              missing="not measured"
              more={row.customers !== null && `${formatNumber(row.customers, 0, locale)} customers`}
            />
          ),
        },
        {
          key: 'value',
          header: 'Share of value',
          cell: (row) => <Bar share={row.valueShare} href={countHref} missing="not measured" />,
        },
        {
          key: 'effort',
          header: 'Share of effort',
          cell: (row) => (
            <Bar
              share={row.effortShare}
              href={initiativesHref(row.id)}
              missing="nobody said"
              more={`${formatNumber(row.effortDays, 0, locale)} person-days`}
            />
          ),
        },
        {
          key: 'budget',
          header: 'Share of budget',
          cell: (row) => (
            <Bar
              share={row.budgetShare}
              href={initiativesHref(row.id)}
              missing="nobody said"
              more={formatCurrency(Math.round(row.budget), currency, locale)}
            />
          ),
        },
      ]}
    />
  )
}

function Verdict({ row }: { row: Row }) {
  const verdict = verdictOf(row)
  return (
    verdict && (
      <span className="mt-1 block text-sm font-normal">
        <Status tone={tones[verdict]}>{verdictNames[verdict]}</Status>
      </span>
    )
  )
}

interface BarProps {
  share: number | null
  href: string | null
  missing: string
  more?: string | false
}

/** The number says what the bar shows; null draws no empty bar that could be read as zero. */
function Bar({ share, href, missing, more }: BarProps) {
  const { locale } = useLocale()
  if (share === null) return <span className="text-ink-muted">{missing}</span>
  const text = formatPercent(share, 1, locale)
  return (
    <span className="block min-w-28">
      <span className="tabular font-medium">{href ? <TextLink href={href}>{text}</TextLink> : text}</span>
      <span aria-hidden className="keep-colour my-1 block h-2 w-full overflow-hidden rounded-full bg-sunken">
        <span
          className="block h-full rounded-full bg-accent"
          style={{ width: `${Math.min(100, Math.max(0, share))}%` }}
        />
      </span>
      {more && <span className="tabular block text-xs text-ink-muted">{more}</span>}
    </span>
  )
}
