// Where a KPI stands: its newest value against its target path, and when the next value is due. Pure.
import { type Figures, type Scale, scoreOf } from './kpi.ts'
import { type Frequency, addDays, nextPeriod, periodOf, valueDueOn } from './period.ts'
import { type Direction, type Target, type TargetStanding, againstTarget, targetAt } from './target-path.ts'

/** How many values the small chart of a list shows. */
export const recentCount = 13

export interface KpiStandingRow {
  valueCount: number
  period: string | null
  value: number | null
  n: number | null
  low: number | null
  high: number | null
  previousPeriod: string | null
  previousValue: number | null
  target: number | null
  againstTarget: TargetStanding
  /** Oldest first. */
  recent: { period: string; value: number }[]
  nextDueOn: string | null
}

export interface StandingFacts {
  kpi: Scale & { direction: string; archived: boolean; createdOn: string }
  valueCount: number
  /** The newest values, newest first; at most `recentCount` are used. */
  newest: (Figures & { period: string })[]
  /** By day, oldest first, without the withdrawn ones. */
  targets: Target[]
}

export function standingOf({ kpi, valueCount, newest, targets }: StandingFacts): KpiStandingRow {
  const [latest, previous] = newest
  const frequency = kpi.frequency as Frequency
  const score = latest ? scoreOf(kpi, latest) : null
  const target = latest ? targetAt(targets, lastDayOf(latest.period, frequency)) : null
  return {
    valueCount,
    period: latest?.period ?? null,
    value: latest?.value ?? null,
    n: latest?.n ?? null,
    low: score?.low ?? null,
    high: score?.high ?? null,
    previousPeriod: previous?.period ?? null,
    previousValue: previous?.value ?? null,
    target,
    againstTarget: latest ? againstTarget(latest.value, score, target, kpi.direction as Direction) : 'no target',
    recent: newest
      .slice(0, recentCount)
      .map(({ period, value }) => ({ period, value }))
      .reverse(),
    nextDueOn: kpi.archived ? null : nextDueOn(latest?.period ?? null, frequency, kpi.createdOn),
  }
}

/** A period is held against the path where it ends: December against what is due on 31 December. */
export const lastDayOf = (period: string, frequency: Frequency) => addDays(nextPeriod(period, frequency), -1)

/** The day on which the next value is asked for. A KPI without values owes that of the period in which it was added. */
function nextDueOn(latest: string | null, frequency: Frequency, createdOn: string): string {
  return valueDueOn(latest ? nextPeriod(latest, frequency) : periodOf(createdOn, frequency), frequency)
}
