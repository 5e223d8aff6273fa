import { scaleLinear, scalePoint } from '@visx/scale'
import { area, line } from 'd3-shape'
import { clsx } from 'clsx'
import { type ReactNode, useId } from 'react'
import { formatNumber, formatValue } from './format.ts'
import { useLocale } from './organisation.ts'
import { type Tone, toneInk } from './status.tsx'

export interface ChartPoint {
  /** The first day of the period; sorts the points. */
  period: string
  label: string
  /** Null is a gap, and stays one. */
  value: number | null
  /** The interval around the value, if known. */
  low?: number | null
  high?: number | null
  note?: string | null
  restated?: boolean
}

interface TimeChartProps {
  points: readonly ChartPoint[]
  /** The target path; periods without a point of their own are drawn too. */
  target?: readonly { period: string; value: number; label?: string }[]
  unit: string
  decimals: number
  /** Which way is better. */
  direction: 'higher' | 'lower' | 'neither'
  /** Things to mark on the time axis, such as today or the start of an initiative. */
  marks?: readonly { period: string; label: string }[]
  height?: number
  /** One sentence that says what the chart shows. */
  caption: ReactNode
  /** A name for screen readers, such as the KPI's. */
  label?: string
}

/** Values over time with their interval, gaps, target path and marks; its numbers stand in a table below. */
export function TimeChart(props: TimeChartProps) {
  const { points, caption, height = 240 } = props
  const known = points.filter((point) => point.value !== null)
  if (known.length === 0)
    return <p className="rounded-lg border border-dashed border-line-strong/50 p-6 text-ink-muted">No values yet.</p>
  return (
    <figure className="@container min-w-0">
      <div className="hidden @lg:block">
        <Plot {...props} width={760} height={height} />
      </div>
      <div className="@lg:hidden">
        <Plot {...props} width={360} height={Math.min(height, 220)} />
      </div>
      <Legend {...props} />
      <figcaption className="mt-2 max-w-prose text-sm text-ink-muted">{caption}</figcaption>
      <PointTable {...props} />
    </figure>
  )
}

const margin = { top: 16, right: 14, bottom: 28, left: 46 }

function Plot({
  points,
  target = [],
  unit,
  decimals,
  marks = [],
  width,
  height = 240,
  label,
  caption,
}: TimeChartProps & { width: number }) {
  const id = useId()
  const { locale } = useLocale()
  const periods = [...new Set([...points.map((p) => p.period), ...target.map((t) => t.period)])].sort()
  const labels = new Map([
    ...target.map((t) => [t.period, t.label ?? t.period] as const),
    ...points.map((p) => [p.period, p.label] as const),
  ])
  const x = scalePoint({
    domain: periods,
    range: [margin.left, width - margin.right],
    padding: periods.length > 1 ? 0.15 : 0.5,
  })
  const y = valueScale(points, target, [height - margin.bottom, margin.top])
  const at = (period: string) => x(period) ?? margin.left
  const banded = points.filter((p) => p.value !== null && isNumber(p.low) && isNumber(p.high))
  const whiskers = banded.length < 8
  const last = points.findLast((point) => point.value !== null)!
  const ticks = y.ticks(Math.max(2, Math.round(height / 60)))
  const tickDecimals = decimalsOf(ticks)
  const first = points.find((point) => point.value !== null)!
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-labelledby={`${id}t ${id}d`}
      className="tabular block h-auto w-full overflow-visible text-ink"
    >
      <title id={`${id}t`}>{label ?? 'Values over time'}</title>
      <desc id={`${id}d`}>
        {typeof caption === 'string' ? `${caption} ` : ''}
        {`From ${formatValue(first.value, unit, decimals, locale)} (${first.label}) to ${formatValue(last.value, unit, decimals, locale)} (${last.label}). `}
        The numbers are in the table below.
      </desc>
      <g aria-hidden fontSize="11" fill="currentColor">
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} className="stroke-line" />
            <text x={margin.left - 8} y={y(tick)} dy="0.32em" textAnchor="end" className="fill-ink-muted">
              {formatNumber(tick, tickDecimals, locale)}
            </text>
          </g>
        ))}
        {periodTicks(periods, width).map((period) => (
          <text key={period} x={at(period)} y={height - 8} textAnchor="middle" className="fill-ink-muted">
            {labels.get(period)}
          </text>
        ))}
        {marks.map((mark) => (
          <Mark
            key={mark.period + mark.label}
            x={markAt(mark.period, periods, at)}
            mark={mark}
            width={width}
            height={height}
          />
        ))}
        {whiskers ? (
          banded.map((p) => <Whisker key={p.period} x={at(p.period)} low={y(p.low!)} high={y(p.high!)} />)
        ) : (
          <path d={bandPath(points, at, y)} className="fill-accent/12" />
        )}
        <path
          d={targetPath(target, at, y)}
          fill="none"
          className="stroke-warn"
          strokeWidth="1.75"
          strokeDasharray="6 4"
        />
        <path
          d={valuePath(points, at, y)}
          fill="none"
          className="stroke-accent"
          strokeWidth="2.25"
          strokeLinejoin="round"
          strokeLinecap="round"
        />
        {points.map((p) =>
          p.value === null ? null : (
            <Dot key={p.period} point={p} x={at(p.period)} y={y(p.value)} many={points.length > 40} />
          ),
        )}
        {points.map((p) => (
          <Hover
            key={p.period}
            point={p}
            x={at(p.period)}
            y={p.value === null ? null : y(p.value)}
            step={x.step()}
            width={width}
            height={height}
          >
            {`${p.label}: ${formatValue(p.value, unit, decimals, locale)}${p.restated ? ' (restated)' : ''}`}
          </Hover>
        ))}
      </g>
    </svg>
  )
}

type At = (period: string) => number
type Y = (value: number) => number

const isNumber = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value)

/** Lines may be cut at their foot, so the scale follows the data; a little room keeps the ends off the edges. */
function valueScale(
  points: TimeChartProps['points'],
  target: NonNullable<TimeChartProps['target']>,
  range: [number, number],
) {
  const all = [...points.flatMap((p) => [p.value, p.low, p.high]), ...target.map((t) => t.value)].filter(isNumber)
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const room = (most - least || Math.abs(most) || 1) * 0.08
  const bottom = least >= 0 ? Math.max(0, least - room) : least - room
  return scaleLinear<number>({ domain: [bottom, most + room], range, nice: 4 })
}

const decimalsOf = (ticks: number[]) =>
  Math.max(0, ...ticks.map((tick) => (String(Number(tick.toPrecision(6))).split('.')[1] ?? '').length))

/** As many period names as fit without touching, the last one always. */
function periodTicks(periods: string[], width: number): string[] {
  const every = Math.max(1, Math.ceil(periods.length / Math.max(2, Math.floor((width - margin.left) / 84))))
  return periods.filter((_, at) => (periods.length - 1 - at) % every === 0)
}

/** A mark between two periods stands between them. */
function markAt(period: string, periods: string[], at: At): number {
  if (periods.includes(period)) return at(period)
  const after = periods.findIndex((one) => one > period)
  if (after === -1) return at(periods[periods.length - 1]!)
  if (after === 0) return at(periods[0]!)
  const [from, to] = [periods[after - 1]!, periods[after]!]
  const share = (Date.parse(period) - Date.parse(from)) / (Date.parse(to) - Date.parse(from))
  return at(from) + (at(to) - at(from)) * share
}

function valuePath(points: TimeChartProps['points'], at: At, y: Y): string {
  const draw = line<ChartPoint>()
    .defined((p) => p.value !== null)
    .x((p) => at(p.period))
    .y((p) => y(p.value!))
  return draw([...points].sort(byPeriod)) ?? ''
}

function bandPath(points: TimeChartProps['points'], at: At, y: Y): string {
  const draw = area<ChartPoint>()
    .defined((p) => p.value !== null && isNumber(p.low) && isNumber(p.high))
    .x((p) => at(p.period))
    .y0((p) => y(p.low!))
    .y1((p) => y(p.high!))
  return draw([...points].sort(byPeriod)) ?? ''
}

function targetPath(target: NonNullable<TimeChartProps['target']>, at: At, y: Y): string {
  const draw = line<{ period: string; value: number }>()
    .x((t) => at(t.period))
    .y((t) => y(t.value))
  return draw([...target].sort(byPeriod)) ?? ''
}

const byPeriod = (a: { period: string }, b: { period: string }) => (a.period < b.period ? -1 : 1)

function Whisker({ x, low, high }: { x: number; low: number; high: number }) {
  return (
    <path
      d={`M${x - 4} ${low}h8M${x} ${low}V${high}M${x - 4} ${high}h8`}
      fill="none"
      className="stroke-accent/55"
      strokeWidth="1.25"
    />
  )
}

/** A restated value is hollow and square; others are filled and round. */
function Dot({ point, x, y, many }: { point: ChartPoint; x: number; y: number; many: boolean }) {
  if (point.restated)
    return (
      <rect x={x - 3.5} y={y - 3.5} width="7" height="7" className="fill-raised stroke-accent" strokeWidth="1.75" />
    )
  if (many && !point.note) return null
  return (
    <>
      <circle cx={x} cy={y} r="3.2" className="fill-accent" />
      {point.note && <circle cx={x} cy={y} r="6.5" fill="none" className="stroke-accent" strokeWidth="1.25" />}
    </>
  )
}

function Mark({ x, mark, width, height }: { x: number; mark: { label: string }; width: number; height: number }) {
  const end = x > width * 0.75
  return (
    <g>
      <line
        x1={x}
        x2={x}
        y1={margin.top - 4}
        y2={height - margin.bottom}
        className="stroke-ink-muted"
        strokeDasharray="2 3"
      />
      <text x={x + (end ? -5 : 5)} y={margin.top + 4} textAnchor={end ? 'end' : 'start'} className="fill-ink-muted">
        {mark.label}
      </text>
    </g>
  )
}

interface HoverProps {
  point: ChartPoint
  x: number
  y: number | null
  step: number
  width: number
  height: number
  children: string
}

/** The period pointed at says its value; the table says it to everyone else. */
function Hover({ x, y, step, width, height, children }: HoverProps) {
  const wide = Math.max(6, step || width)
  const end = x > width / 2
  return (
    <g className="group">
      <rect
        x={x - wide / 2}
        y={margin.top}
        width={wide}
        height={height - margin.top - margin.bottom}
        fill="transparent"
      />
      <g className="pointer-events-none opacity-0 group-hover:opacity-100">
        <line x1={x} x2={x} y1={margin.top} y2={height - margin.bottom} className="stroke-line-strong" />
        {y !== null && <circle cx={x} cy={y} r="5" fill="none" className="stroke-accent" strokeWidth="2" />}
        <text
          x={x + (end ? -9 : 9)}
          y={y === null ? height / 2 : Math.max(margin.top + 10, y - 10)}
          textAnchor={end ? 'end' : 'start'}
          className="fill-ink font-semibold"
          style={{ paintOrder: 'stroke', stroke: 'var(--raised)', strokeWidth: 5 }}
        >
          {children}
        </text>
      </g>
    </g>
  )
}

function Legend({ points, target = [], direction }: TimeChartProps) {
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
          <rect x="8" y="1.5" width="7" height="7" className="fill-raised stroke-accent" strokeWidth="1.75" />,
          'restated',
        )}
      {gap && <li>gaps: no data</li>}
      {better && <li>{better}</li>}
    </ul>
  )
}

function PointTable({ points, target = [], unit, decimals }: TimeChartProps) {
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
          [p.restated ? 'Restated.' : '', p.note ?? ''].join(' ').trim(),
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

interface SparklineProps {
  points: readonly { period?: string; value: number | null }[]
  /** The target, one value for all periods. */
  target?: number | null
  /** What it shows, for screen readers. */
  label: string
}

/** The shape of recent values beside their number; never the number's only form. */
export function Sparkline({ points, target, label }: SparklineProps) {
  const values = [...points.map((p) => p.value), target].filter(isNumber)
  if (values.length === 0) return <span className="text-sm text-ink-muted">no data</span>
  const [width, height, pad] = [96, 28, 4]
  const [least, most] = [Math.min(...values), Math.max(...values)]
  const y = (value: number) =>
    most === least ? height / 2 : height - pad - ((value - least) / (most - least)) * (height - 2 * pad)
  const x = (at: number) => (points.length < 2 ? width / 2 : pad + (at / (points.length - 1)) * (width - 2 * pad))
  const draw = line<{ value: number | null }>()
    .defined((p) => p.value !== null)
    .x((_, at) => x(at))
    .y((p) => y(p.value!))
  const last = points.findLastIndex((p) => p.value !== null)
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className="h-7 w-24 shrink-0">
      {isNumber(target) && <path d={`M0 ${y(target)}H${width}`} className="stroke-warn" strokeDasharray="3 3" />}
      <path
        d={draw([...points]) ?? ''}
        fill="none"
        className="stroke-accent"
        strokeWidth="1.75"
        strokeLinejoin="round"
        strokeLinecap="round"
      />
      {last >= 0 && <circle cx={x(last)} cy={y(points[last]!.value!)} r="2.6" className="fill-accent" />}
    </svg>
  )
}

/** `value` is in percent, 0 to 100; null says "no data" and draws no empty bar that could be read as zero. */
export function ProgressBar({ value, label }: { value: number | null | undefined; label: string }) {
  const { locale } = useLocale()
  if (!isNumber(value)) return <span className="text-sm text-ink-muted">no data</span>
  const share = Math.max(0, Math.min(100, value))
  return (
    <span className="flex items-center gap-2">
      <span
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share)}
        className="keep-colour h-1.5 min-w-12 flex-1 overflow-hidden rounded-full border border-line-strong/40 bg-sunken print:border-line-strong"
      >
        <span className="block h-full rounded-full bg-accent" style={{ width: `${share}%` }} />
      </span>
      <span className="tabular w-9 text-end text-xs text-ink-muted">{`${formatNumber(Math.round(share), 0, locale)}%`}</span>
    </span>
  )
}

export interface Share {
  label: string
  value: number
  tone: Tone
  href?: string
}

/** Parts of a whole in their order; each is named with its number, and has its own pattern. */
export function StackedBar({ parts, label }: { parts: readonly Share[]; label: string }) {
  const id = useId().replaceAll(':', '')
  const { locale } = useLocale()
  const total = parts.reduce((sum, part) => sum + part.value, 0)
  if (total === 0) return <p className="text-sm text-ink-muted">no data</p>
  const starts = parts.map((_, at) => parts.slice(0, at).reduce((sum, part) => sum + part.value, 0))
  return (
    <figure className="min-w-0">
      <svg
        viewBox="0 0 600 14"
        preserveAspectRatio="none"
        role="img"
        aria-label={`${label}: ${parts.map((p) => `${p.label} ${p.value}`).join(', ')}`}
        className="keep-colour block h-3.5 w-full overflow-hidden rounded-full"
      >
        {parts.map((part, at) => (
          <g key={part.label} className={toneInk[part.tone]}>
            <Pattern id={`${id}${at}`} tone={part.tone} />
            <rect
              x={(starts[at]! / total) * 600}
              y="0"
              width={(part.value / total) * 600}
              height="14"
              fill="currentColor"
              opacity="0.25"
            />
            <rect
              x={(starts[at]! / total) * 600}
              y="0"
              width={Math.max(0, (part.value / total) * 600 - 1.5)}
              height="14"
              fill={`url(#${id}${at})`}
            />
          </g>
        ))}
      </svg>
      <figcaption>
        <ul className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {parts.map((part, at) => (
            <li key={part.label} className="inline-flex items-center gap-1.5">
              <svg
                viewBox="0 0 12 12"
                aria-hidden
                className={clsx('keep-colour size-3 rounded-xs', toneInk[part.tone])}
              >
                <rect width="12" height="12" fill="currentColor" opacity="0.25" />
                <rect width="12" height="12" fill={`url(#${id}${at})`} />
              </svg>
              <span className="text-ink-muted">{part.label}</span>
              <span className="tabular font-medium">{formatNumber(part.value, undefined, locale)}</span>
            </li>
          ))}
        </ul>
      </figcaption>
    </figure>
  )
}

/** Solid, stripes one way, stripes the other, dots: told apart without colour. */
function Pattern({ id, tone }: { id: string; tone: Tone }) {
  const drawing = {
    good: <rect width="6" height="6" fill="currentColor" />,
    done: <path d="M0 3h6" stroke="currentColor" strokeWidth="3" />,
    warn: <path d="M-1 7 7-1M-1 1 1-1M5 7l2-2" stroke="currentColor" strokeWidth="2" />,
    bad: <path d="M0 0 6 6M6 0 0 6" stroke="currentColor" strokeWidth="1.8" />,
    info: <path d="M3 0v6" stroke="currentColor" strokeWidth="3" />,
    neutral: <circle cx="3" cy="3" r="1.1" fill="currentColor" />,
  }[tone]
  return (
    <defs>
      <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse">
        {drawing}
      </pattern>
    </defs>
  )
}

interface RangeBarProps {
  low: number
  high: number
  /** The middle or likely value. */
  value?: number | null
  min: number
  max: number
  unit?: string
  decimals?: number
  label: string
}

/** A range with its likely value on a scale: worst, likely and best case; the spread of several people's scores. */
export function RangeBar({ low, high, value, min, max, unit = '', decimals, label }: RangeBarProps) {
  const { locale } = useLocale()
  const x = (at: number) => (max === min ? 50 : Math.max(0, Math.min(100, ((at - min) / (max - min)) * 100)))
  const write = (at: number) => formatValue(at, unit, decimals, locale)
  const words = `${label}: ${write(low)} to ${write(high)}${isNumber(value) ? `, likely ${write(value)}` : ''}`
  return (
    <figure className="min-w-0">
      <div role="img" aria-label={words} className="keep-colour relative h-4">
        <span className="absolute inset-x-0 top-1/2 h-px bg-line-strong/60" />
        <span
          className="absolute top-1/2 h-1.5 min-w-1 -translate-y-1/2 rounded-full bg-accent/40"
          style={{ insetInlineStart: `${x(low)}%`, width: `${x(high) - x(low)}%` }}
        />
        {isNumber(value) && (
          <span
            className="absolute top-0 h-4 w-0.75 -translate-x-1/2 rounded-full bg-accent"
            style={{ insetInlineStart: `${x(value)}%` }}
          />
        )}
      </div>
      <figcaption aria-hidden className="tabular flex justify-between gap-2 text-xs text-ink-muted">
        <span>{write(low)}</span>
        {isNumber(value) && <span className="font-medium text-ink">{write(value)}</span>}
        <span>{write(high)}</span>
      </figcaption>
    </figure>
  )
}
