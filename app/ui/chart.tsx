import { clsx } from 'clsx'
import { useId } from 'react'
import { formatNumber, formatValue } from './format.ts'
import { useLocale } from './organisation.ts'
import { type Tone, toneInk } from './status.tsx'

export { TimeChart, type ChartPoint } from './time-chart.tsx'

const isNumber = (value: number | null | undefined): value is number =>
  typeof value === 'number' && Number.isFinite(value)

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
  const path = points.map(({ value }, at) => {
    if (value === null) return ''
    const starts = at === 0 || points[at - 1]!.value === null
    return `${starts ? 'M' : 'L'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`
  })
  const last = points.findLastIndex((p) => p.value !== null)
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className="h-7 w-24 max-w-full min-w-10">
      {isNumber(target) && <path d={`M0 ${y(target)}H${width}`} className="stroke-warn" strokeDasharray="3 3" />}
      <path
        d={path.join('')}
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
    <span className="progress">
      <span
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share)}
        className="keep-colour"
      >
        <span style={{ width: `${Math.round(share * 10) / 10}%` }} />
      </span>
      <span>{`${formatNumber(Math.round(share), 0, locale)}%`}</span>
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
