/** What stands below a chart over time: its legend and its numbers. */
import type { ReactNode } from 'react'
import { formatValue } from './format.ts'
import { useLocale } from './organisation.ts'
import type { ChartPoint, TimeChartProps } from './time-chart.tsx'

const isNumber = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value)
const byPeriod = (a: { period: string }, b: { period: string }) => (a.period < b.period ? -1 : 1)

type Write = (value: number) => string

const before = (earlier: readonly number[], write: Write) => earlier.map(write).join(', and before that ')

/** Beside a restated value in the table. */
function restatedNote({ restated, earlier = [] }: ChartPoint, write: Write): string {
  if (!restated) return ''
  return earlier.length
    ? `Restated: before it said ${before(earlier, write)}.`
    : 'Restated: the same value from other figures.'
}

/** Behind a restated value where it is pointed at. */
export function restatedNow({ restated, earlier = [] }: ChartPoint, write: Write): string {
  if (!restated) return ''
  return earlier.length ? ` (restated, was ${before(earlier, write)})` : ' (restated)'
}

/** The restated values of a chart in words, for those who cannot see it; the last few, since the table has them all. */
export function restatedWords(points: readonly ChartPoint[], write: Write): string {
  const restated = points.filter((p) => p.earlier?.length && p.value !== null)
  const last = restated.slice(-5).map((p) => `${p.label} from ${before(p.earlier!, write)} to ${write(p.value!)}`)
  if (last.length === 0) return ''
  const more = restated.length > last.length ? `, and ${restated.length - last.length} earlier ones` : ''
  return `Restated: ${last.join('; ')}${more}. `
}

export function Legend({ points, target = [], direction }: TimeChartProps) {
  const band = points.some((p) => isNumber(p.low) && isNumber(p.high))
  const restated = points.some((p) => p.restated)
  const gap = points.some((p) => p.value === null)
  const better = direction === 'neither' ? null : direction === 'higher' ? 'Higher is better ↑' : 'Lower is better ↓'
  const key = (drawing: ReactNode, words: string) => (
    <li className="inline-flex items-center gap-1.5">
      <svg viewBox="0 0 24 10" className="h-2.5 w-6" aria-hidden>
        {drawing}
      </svg>
      {words}
    </li>
  )
  return (
    <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-xs text-ink-muted">
      {key(<path d="M1 5h22" className="stroke-accent" strokeWidth="2.25" />, 'measured')}
      {target.length > 0 &&
        key(<path d="M1 5h22" className="stroke-warn" strokeWidth="1.75" strokeDasharray="6 4" />, 'target path')}
      {band && key(<rect x="1" y="1" width="22" height="8" className="fill-accent/20" />, 'interval')}
      {restated &&
        key(
          <>
            <rect x="2" y="1.5" width="7" height="7" className="fill-accent" />
            <circle cx="18" cy="5" r="3.6" className="fill-raised stroke-accent" strokeWidth="1.75" />
          </>,
          'restated: now, and before',
        )}
      {gap && <li>gaps: no data</li>}
      {better && <li>{better}</li>}
    </ul>
  )
}

export function PointTable({ points, target = [], unit, decimals }: TimeChartProps) {
  const { locale } = useLocale()
  const targets = new Map(target.map((t) => [t.period, t.value]))
  const write = (value: number | null | undefined) => formatValue(value, unit, decimals, locale)
  const band = points.some((p) => isNumber(p.low) && isNumber(p.high))
  return (
    <DataTable
      head={['Period', 'Value', ...(band ? ['From', 'To'] : []), ...(target.length ? ['Target'] : []), 'Note']}
      rows={[...points]
        .sort(byPeriod)
        .reverse()
        .map((p) => [
          p.label,
          write(p.value),
          ...(band ? [isNumber(p.low) ? write(p.low) : '', isNumber(p.high) ? write(p.high) : ''] : []),
          ...(target.length ? [targets.has(p.period) ? write(targets.get(p.period)) : ''] : []),
          [restatedNote(p, write), p.note ?? ''].join(' ').trim(),
        ])}
    />
  )
}

function DataTable({ head, rows }: { head: string[]; rows: string[][] }) {
  return (
    <details className="mt-2 text-sm print:hidden">
      <summary className="inline-flex min-h-6 items-center text-ink-muted underline underline-offset-3 hover:text-ink">
        Show as table
      </summary>
      <div
        className="mt-2 max-h-80 overflow-auto rounded-lg border border-line"
        tabIndex={0}
        role="group"
        aria-label="Numbers of the chart"
      >
        <table className="tabular w-full border-collapse bg-raised">
          <thead>
            <tr className="border-b border-line">
              {head.map((name) => (
                <th key={name} scope="col" className="px-3 py-1.5 text-start font-medium text-ink-muted">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line">
            {rows.map((row) => (
              <tr key={row[0]}>
                {row.map((cell, at) =>
                  at === 0 ? (
                    <th key={at} scope="row" className="px-3 py-1.5 text-start font-normal whitespace-nowrap">
                      {cell}
                    </th>
                  ) : (
                    <td key={at} className="px-3 py-1.5">
                      {cell}
                    </td>
                  ),
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
}
