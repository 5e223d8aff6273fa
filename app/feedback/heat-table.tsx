import { Link } from '@remix-run/react'
import { clsx } from 'clsx'
import { formatNumber } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { decimalsOf, enough, unitOf } from './score.ts'

export interface HeatRow {
  key: string
  name: string
  cells: { period: string; value: number | null; n: number; href: string }[]
}

interface HeatTableProps {
  kind: string
  caption: string
  first: string
  periods: readonly { period: string; label: string }[]
  rows: readonly HeatRow[]
  /** The least and the most a score can be. */
  scale: [low: number, high: number]
}

/** Where in its scale a score stands, in five steps. */
const step = (value: number, [low, high]: [number, number]) =>
  Math.min(4, Math.max(0, Math.floor((5 * (value - low)) / (high - low || 1))))
const shades = ['bg-bad/25', 'bg-bad/10', 'bg-sunken', 'bg-good/10', 'bg-good/25']

/** Scores of every touchpoint, month by month: the number stands in each cell, the shade only helps to find it. */
export function HeatTable({ kind, caption, first, periods, rows, scale }: HeatTableProps) {
  const { locale } = useLocale()
  return (
    <div
      className="relative overflow-x-auto rounded-lg border border-line bg-raised print:overflow-visible"
      tabIndex={0}
      role="region"
      aria-label={caption}
    >
      <table className="w-full border-collapse text-sm">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr className="border-b border-line text-ink-muted">
            <th scope="col" className="sticky start-0 bg-raised px-3 py-2 text-start align-bottom font-medium">
              {first}
            </th>
            {periods.map(({ period, label }) => (
              <th key={period} scope="col" className="px-2 py-2 text-end align-bottom font-medium">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row" className="sticky start-0 max-w-48 truncate bg-raised px-3 py-1.5 text-start font-medium">
                {row.name}
              </th>
              {row.cells.map(({ period, value, n, href }) => (
                <td
                  key={period}
                  className={clsx(
                    'tabular px-2 py-1.5 text-end whitespace-nowrap',
                    value !== null && n >= enough && shades[step(value, scale)],
                  )}
                >
                  {value === null ? (
                    <span className="text-ink-muted">–</span>
                  ) : (
                    <Link to={href} className={clsx('hover:underline', n < enough && 'text-ink-muted')}>
                      {formatNumber(value, decimalsOf(kind), locale)}
                      {unitOf(kind)}
                      {n < enough && <span className="sr-only"> (too few: {n})</span>}
                      <span aria-hidden className={clsx(n >= enough && 'invisible')}>
                        {' '}
                        ·
                      </span>
                    </Link>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
