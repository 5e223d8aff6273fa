import { paths } from '#app/paths.ts'
import { formatDay, formatNumber, formatPercent } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Table } from '#app/ui/table.tsx'
import { besideEstimate, changesSince, valueInWords } from './customer-count.ts'
import type { SegmentMeasured } from './customer-counts.server.ts'

/** The share that was measured, with its day and source, beside the one that people had estimated; the difference in words. */
export function ShareOfCustomers({
  measured,
  estimate,
  org,
}: {
  measured: SegmentMeasured | undefined
  estimate: number | null
  org: string
}) {
  const { locale } = useLocale()
  const estimated = estimate !== null && formatPercent(estimate, Number.isInteger(estimate) ? 0 : 1, locale)
  if (!measured || measured.share === null)
    return estimated ? (
      <>
        {estimated} <span className="text-sm text-ink-muted">(estimate)</span>
      </>
    ) : (
      <span className="text-ink-muted">not known</span>
    )
  return (
    <>
      <TextLink href={paths.customerCount(org, measured.countId)}>{formatPercent(measured.share, 1, locale)}</TextLink>
      <span className="block text-xs text-ink-muted">
        {formatNumber(measured.customers, 0, locale)} counted for {formatDay(measured.countedOn, locale)}
        {estimated && `; ${besideEstimate(measured.share, estimate!, locale)}`}
      </span>
    </>
  )
}

/** What each count says of one segment, the newest first, and what changed since the one before. */
export function SegmentOverTime({ counts, org }: { counts: SegmentMeasured[]; org: string }) {
  const { locale } = useLocale()
  const [now, then] = counts
  const changes = now && then ? changesSince(now, then, locale) : []
  const notKnown = <span className="text-ink-muted">not counted</span>
  return (
    <div className="grid gap-4">
      {then && (
        <p className="max-w-prose">
          Since {formatDay(then.countedOn, locale)}: {changes.join(', ')}.
        </p>
      )}
      <Table
        caption="Counts of this segment’s customers, the newest first"
        rows={counts}
        rowKey={(row) => row.countId}
        rowHref={(row) => paths.customerCount(org, row.countId)}
        columns={[
          {
            key: 'day',
            header: 'Day and source',
            cell: (row) => (
              <>
                <TextLink href={paths.customerCount(org, row.countId)} quiet>
                  {formatDay(row.countedOn, locale)}
                </TextLink>
                <span className="block text-xs font-normal text-ink-muted">{row.countName}</span>
              </>
            ),
          },
          {
            key: 'customers',
            header: 'Customers',
            align: 'end',
            cell: (row) => formatNumber(row.customers, 0, locale),
          },
          {
            key: 'share',
            header: 'Share',
            align: 'end',
            cell: (row) => (row.share === null ? notKnown : formatPercent(row.share, 1, locale)),
          },
          {
            key: 'valueShare',
            header: 'Share of value',
            align: 'end',
            cell: (row) => (row.valueShare === null ? notKnown : formatPercent(row.valueShare, 1, locale)),
          },
          {
            key: 'mean',
            header: 'Mean value',
            align: 'end',
            cell: (row) =>
              row.mean === null ? (
                notKnown
              ) : (
                <>
                  {valueInWords(row.mean, row, locale)}
                  <span className="block text-xs text-ink-muted">{row.valueName}</span>
                </>
              ),
          },
          {
            key: 'left',
            header: 'Left',
            align: 'end',
            cell: (row) => (row.leftShare === null ? notKnown : formatPercent(row.leftShare, 1, locale)),
          },
        ]}
      />
    </div>
  )
}
