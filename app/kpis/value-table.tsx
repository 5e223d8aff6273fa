import { paths } from '#app/paths.ts'
import { formatMoment, formatNumber, formatPeriod, formatValue } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Table } from '#app/ui/table.tsx'
import { type Figures, type Scale, scoreOf } from './kpi.ts'
import type { Frequency } from './period.ts'
import { bandWords } from './sentences.ts'

interface Recorded extends Figures {
  note: string
  who: string | null
  recordedAt: Date
}

export interface ShownValue extends Recorded {
  id: string
  period: string
  source: string
  dataImportId: string | null
  earlier: Recorded[]
}

/** The day of a moment where the reader is. */
const dayOf = (at: Date, locale: string, timeZone: string) => formatMoment(at, locale, timeZone).split(',')[0]

const sourceWords: Record<string, string> = {
  typed: 'typed',
  imported: 'imported',
  update: 'with an update',
  computed: 'computed',
}

/** Each value with its band, note and author; what stood there before is shown under it. */
export function ValueTable({ kpi, values, org }: { kpi: Scale; values: readonly ShownValue[]; org: string }) {
  const { locale, timeZone } = useLocale()
  const written = (value: number) => formatValue(value, kpi.unit, kpi.decimals, locale)
  const banded = values.some((value) => scoreOf(kpi, value)?.se != null)
  const counted = values.some((value) => value.n !== null)
  const noted = values.some((value) => value.note !== '' || value.earlier.length > 0)
  return (
    <Table
      caption="Recorded values, newest first"
      rows={values}
      rowKey={(value) => value.id}
      columns={[
        {
          key: 'period',
          header: 'Period',
          cell: (value) => (
            <span className="whitespace-nowrap">{formatPeriod(value.period, kpi.frequency as Frequency, locale)}</span>
          ),
        },
        {
          key: 'value',
          header: 'Value',
          align: 'end',
          cell: (value) => <span className="font-medium whitespace-nowrap">{written(value.value)}</span>,
        },
        ...(counted
          ? [
              {
                key: 'n',
                header: 'n',
                align: 'end' as const,
                cell: (value: ShownValue) => (value.n === null ? '' : formatNumber(value.n, 0, locale)),
              },
            ]
          : []),
        ...(banded
          ? [
              {
                key: 'band',
                header: 'Band (95%)',
                align: 'end' as const,
                cell: (value: ShownValue) => (
                  <span className="whitespace-nowrap">
                    {bandWords({ ...kpi, unit: '' }, scoreOf(kpi, value) ?? { low: null, high: null }, locale)}
                  </span>
                ),
              },
            ]
          : []),
        ...(noted
          ? [
              {
                key: 'note',
                header: 'Note',
                cell: (value: ShownValue) =>
                  value.note || value.earlier.length ? <Note kpi={kpi} value={value} /> : null,
              },
            ]
          : []),
        {
          key: 'who',
          header: 'Recorded',
          cell: (value) => (
            <span className="grid text-ink-muted">
              <span className="whitespace-nowrap">{value.who ?? 'Sirius'}</span>
              <span className="text-xs whitespace-nowrap">
                {dayOf(value.recordedAt, locale, timeZone)},{' '}
                {value.dataImportId ? (
                  <TextLink href={paths.dataImport(org, value.dataImportId)}>imported</TextLink>
                ) : (
                  sourceWords[value.source]
                )}
              </span>
            </span>
          ),
        },
      ]}
    />
  )
}

function Note({ kpi, value }: { kpi: Scale; value: ShownValue }) {
  const { locale, timeZone } = useLocale()
  return (
    <span className="grid max-w-prose gap-1">
      {value.note && <span dir="auto">{value.note}</span>}
      {value.earlier.map((was) => (
        <span key={was.recordedAt.toISOString()} className="text-ink-muted">
          Restated: until {dayOf(value.recordedAt, locale, timeZone)} it said{' '}
          <del>{formatValue(was.value, kpi.unit, kpi.decimals, locale)}</del>
          {was.n !== null && ` (n ${formatNumber(was.n, 0, locale)})`}
          {was.note && <span dir="auto">, “{was.note}”</span>}, recorded by {was.who ?? 'Sirius'} on{' '}
          {dayOf(was.recordedAt, locale, timeZone)}.
        </span>
      ))}
    </span>
  )
}
