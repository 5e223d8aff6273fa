import type { ReactNode } from 'react'
import { formatDay, formatPeriod } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { type ChartPoint, TimeChart } from '#app/ui/time-chart.tsx'
import { type Figures, type Scale, scoreOf } from './kpi.ts'
import { type Frequency, nextPeriod, periodsBetween } from './period.ts'
import { lastDayOf } from './standing.ts'
import { type Target, targetAt } from './target-path.ts'

interface KpiChartProps {
  kpi: Scale & { name: string; direction: string }
  /** Oldest first; periods between them without a value are drawn as gaps. */
  series: (Figures & { period: string; restated: boolean; earlier: number[]; note: string })[]
  /** In force, by day. */
  targets: readonly Target[]
  marks: readonly { period: string; label: string }[]
  caption: ReactNode
}

/** How far beyond the last value the target path is drawn. */
const mostPeriodsAhead = 18

/** A KPI's values with their bands, gaps, restatements, target path and the initiatives that touched it. */
export function KpiChart({ kpi, series, targets, marks, caption }: KpiChartProps) {
  const { locale } = useLocale()
  const frequency = kpi.frequency as Frequency
  // A week is named by its Monday: “week of …” would not fit under the axis.
  const label = (period: string) =>
    frequency === 'weekly' ? formatDay(period, locale) : formatPeriod(period, frequency, locale)
  const known = new Map(series.map((value) => [value.period, value]))
  const [first, last] = [series[0], series[series.length - 1]]
  const periods = first && last ? periodsBetween(first.period, last.period, frequency) : []
  const points = periods.map((period): ChartPoint => {
    const value = known.get(period)
    if (!value) return { period, label: label(period), value: null }
    const score = scoreOf(kpi, value)
    const { note, restated, earlier } = value
    const band = { low: score?.low, high: score?.high }
    return { period, label: label(period), value: value.value, ...band, note, restated, earlier }
  })
  const path = pathOver([...periods, ...periodsAhead(last?.period, targets, frequency)], targets, frequency)
  return (
    <TimeChart
      points={points}
      target={path.map((point) => ({ ...point, label: label(point.period) }))}
      unit={kpi.unit}
      decimals={kpi.decimals}
      direction={kpi.direction === 'up' ? 'higher' : 'lower'}
      marks={marks}
      label={kpi.name}
      caption={caption}
    />
  )
}

function periodsAhead(last: string | undefined, targets: readonly Target[], frequency: Frequency): string[] {
  const end = targets[targets.length - 1]?.dueOn
  if (!last || !end || end <= lastDayOf(last, frequency)) return []
  return periodsBetween(nextPeriod(last, frequency), end, frequency).slice(0, mostPeriodsAhead)
}

function pathOver(periods: readonly string[], targets: readonly Target[], frequency: Frequency) {
  return periods.flatMap((period) => {
    const value = targetAt(targets, lastDayOf(period, frequency))
    return value === null ? [] : [{ period, value }]
  })
}
