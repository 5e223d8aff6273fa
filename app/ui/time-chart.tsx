import { nice, ticks as roundValues } from 'd3-array'
import { area, line } from 'd3-shape'
import { type ReactNode, useId } from 'react'
import { formatNumber, formatValue } from './format.ts'
import { useLocale } from './organisation.ts'
import { Legend, PointTable, restatedNow, restatedWords } from './time-chart-parts.tsx'

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
  /** Other figures stood here before. */
  restated?: boolean
  /** The values that stood here before, newest first; none where only what lies behind the value changed. */
  earlier?: readonly number[]
}

export interface TimeChartProps {
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
    <figure className="@container max-w-[58rem] min-w-0">
      <div className="hidden @xl:block">
        <Plot {...props} width={820} height={height} />
      </div>
      <div className="@xl:hidden">
        <Plot {...props} width={380} height={Math.min(height, 220)} />
      </div>
      <Legend {...props} />
      <figcaption className="mt-2 max-w-prose text-sm text-ink-muted">{caption}</figcaption>
      <PointTable {...props} />
    </figure>
  )
}

/** Letters stay readable over lines. */
const halo = { paintOrder: 'stroke', stroke: 'var(--surface)', strokeWidth: 5 } as const

/** Half the width of a letter of the axis, about. */
const halfLetter = 3.3

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
  const { at, step } = periodScale(periods, [margin.left, width - margin.right])
  const [least, most] = domainOf(points, target)
  const floor = height - margin.bottom
  const y = (value: number) => floor - ((value - least) / (most - least)) * (floor - margin.top)
  const banded = points.filter((p) => p.value !== null && isNumber(p.low) && isNumber(p.high))
  const whiskers = banded.length < 8
  const last = points.findLast((point) => point.value !== null)!
  const ticks = roundValues(least, most, Math.max(2, Math.round(height / 60)))
  const tickDecimals = decimalsOf(ticks)
  const labelled = points.flatMap((p) => p.earlier ?? []).length <= Math.floor(width / 100)
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
        {restatedWords(points, (value) => formatValue(value, unit, decimals, locale))}
        The numbers are in the table below.
      </desc>
      <g aria-hidden fontSize="12" fill="currentColor">
        {ticks.map((tick) => (
          <g key={tick}>
            <line x1={margin.left} x2={width - margin.right} y1={y(tick)} y2={y(tick)} className="stroke-line" />
            <text x={margin.left - 8} y={y(tick)} dy="0.32em" textAnchor="end" className="fill-ink-muted">
              {formatNumber(tick, tickDecimals, locale)}
            </text>
          </g>
        ))}
        {periodTicks(periods, width).map((period) => {
          const word = labels.get(period) ?? ''
          // A centred word that would leave the drawing is set against its edge instead: paper cuts it off.
          const leaves = at(period) + word.length * halfLetter > width
          return (
            <text
              key={period}
              x={leaves ? width : at(period)}
              y={height - 8}
              textAnchor={leaves ? 'end' : 'middle'}
              className="fill-ink-muted"
            >
              {word}
            </text>
          )
        })}
        {marks.map((mark, index) => (
          <Mark
            key={mark.period + mark.label}
            x={markAt(mark.period, periods, at)}
            row={index % 2}
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
        {points.map((p) => (
          <Earlier key={p.period} point={p} x={at(p.period)} y={y} width={width} labelled={labelled}>
            {(value) => `was ${formatValue(value, unit, decimals, locale)}`}
          </Earlier>
        ))}
        {points.map((p) =>
          p.value === null ? null : (
            <Dot key={p.period} point={p} x={at(p.period)} y={y(p.value)} many={points.length > 40} />
          ),
        )}
        {points.length <= 80 &&
          points.map((p) => (
            <Hover
              key={p.period}
              point={p}
              x={at(p.period)}
              y={p.value === null ? null : y(p.value)}
              step={step}
              width={width}
              height={height}
            >
              {`${p.label}: ${formatValue(p.value, unit, decimals, locale)}${restatedNow(p, (value) => formatValue(value, unit, decimals, locale))}`}
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

/** Periods side by side, equally far apart, with a little room before the first and after the last. */
function periodScale(periods: string[], [left, right]: [number, number]): { at: At; step: number } {
  const room = periods.length > 1 ? 0.15 : 0.5
  const step = (right - left) / (periods.length - 1 + 2 * room)
  const places = new Map(periods.map((period, n) => [period, left + (room + n) * step]))
  return { at: (period) => places.get(period) ?? left, step }
}

/** Lines may be cut at their foot, so the scale follows the data; a little room keeps the ends off the edges. */
function domainOf(points: TimeChartProps['points'], target: NonNullable<TimeChartProps['target']>): [number, number] {
  const all = [
    ...points.flatMap((p) => [p.value, p.low, p.high, ...(p.earlier ?? [])]),
    ...target.map((t) => t.value),
  ].filter(isNumber)
  const [least, most] = [Math.min(...all), Math.max(...all)]
  const room = most === least ? Math.abs(most) / 2 || 1 : (most - least) * 0.08
  const bottom = least >= 0 ? Math.max(0, least - room) : least - room
  return nice(bottom, most + room, 4)
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

/** A restated value is square; others are round. */
function Dot({ point, x, y, many }: { point: ChartPoint; x: number; y: number; many: boolean }) {
  if (point.restated) return <rect x={x - 3.5} y={y - 3.5} width="7" height="7" className="fill-accent" />
  if (many && !point.note) return null
  return (
    <>
      <circle cx={x} cy={y} r="3.2" className="fill-accent" />
      {point.note && <circle cx={x} cy={y} r="6.5" fill="none" className="stroke-accent" strokeWidth="1.25" />}
    </>
  )
}

interface EarlierProps {
  point: ChartPoint
  x: number
  y: Y
  width: number
  /** Whether there is room for words beside each. */
  labelled: boolean
  children: (value: number) => string
}

/** What stood there before a value was restated: hollow, with its own words, joined to what stands there now. */
function Earlier({ point, x, y, width, labelled, children }: EarlierProps) {
  if (point.value === null) return null
  const end = x > width - 90
  return (point.earlier ?? []).map((value) => {
    const below = value < point.value!
    return (
      <g key={value}>
        <line x1={x} x2={x} y1={y(value)} y2={y(point.value!)} className="stroke-ink-muted" strokeDasharray="2 2" />
        <circle cx={x} cy={y(value)} r="3.6" className="fill-raised stroke-accent" strokeWidth="1.75" />
        {labelled && (
          <text
            x={x + (end ? -7 : 7)}
            y={y(value) + (below ? 12 : -5)}
            textAnchor={end ? 'end' : 'start'}
            className="fill-ink-muted"
            style={halo}
          >
            {children(value)}
          </text>
        )}
      </g>
    )
  })
}

interface MarkProps {
  x: number
  mark: { label: string }
  /** Every other label stands lower, so that neighbours do not touch. */
  row: number
  width: number
  height: number
}

function Mark({ x, mark, row, width, height }: MarkProps) {
  const end = x + mark.label.length * 6.2 + 5 > width
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
      <text
        x={x + (end ? -5 : 5)}
        y={margin.top + 4 + row * 15}
        textAnchor={end ? 'end' : 'start'}
        className="fill-ink-muted"
        style={halo}
      >
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
          style={halo}
        >
          {children}
        </text>
      </g>
    </g>
  )
}
