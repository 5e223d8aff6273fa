// Where a KPI stands: its newest value against its target path, and when the next value is due. Pure.
import { type Figures, type Scale, scoreOf } from './kpi.ts'
import { type Frequency, addDays, nextPeriod, periodOf, previousPeriod, valueDueOn } from './period.ts'
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
  /** `computed`: from feedback, so that nobody owes its values. */
  kpi: Scale & { direction: string; archived: boolean; computed?: boolean; createdOn: string }
  valueCount: number
  /** The newest values, newest first; at most `recentCount` are used. */
  newest: (Figures & { period: string })[]
  /** By day, oldest first, without the withdrawn ones. */
  targets: Target[]
  /** The organisation's calendar day. */
  today: string
}

export function standingOf({ kpi, valueCount, newest, targets, today }: StandingFacts): KpiStandingRow {
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
    nextDueOn:
      kpi.archived || kpi.computed
        ? null
        : valueDueOn(
            owedPeriod(
              newest.map(({ period }) => period),
              frequency,
              kpi.createdOn,
              today,
            ),
            frequency,
          ),
  }
}

/** A period is held against the path where it ends: December against what is due on 31 December. */
export const lastDayOf = (period: string, frequency: Frequency) => addDays(nextPeriod(period, frequency), -1)

/** How many missing periods in a row are asked for: what nobody had for so long will hardly come. */
export const owedAtMost = 3

/**
 * The oldest period whose value is owed, or will be owed next.
 *
 * Owed is the unbroken run of missing periods that ends with the newest period that is over, at most `owedAtMost` of them. So a
 * value of the running period, given early, does not settle the missing one before it; and a gap with a later value behind it,
 * such as a month that an imported history never had, stays a gap: the KPI's page names it, nobody is asked for it again. The
 * newest period that is over is always owed while it is missing, however long the run. Nothing is owed from before the last period
 * that was over when the KPI was added; a KPI without values begins with the period in which it was added.
 */
function owedPeriod(newestFirst: readonly string[], frequency: Frequency, createdOn: string, today: string): string {
  const over = previousPeriod(periodOf(today, frequency), frequency)
  const before = newestFirst.find((period) => period <= over)
  const added = periodOf(createdOn, frequency)
  const begins = before ? later(nextPeriod(before, frequency), previousPeriod(added, frequency)) : added
  let owed = later(begins, shiftBack(over, frequency, owedAtMost - 1))
  while (newestFirst.includes(owed)) owed = nextPeriod(owed, frequency)
  return owed
}

const later = (one: string, other: string) => (one > other ? one : other)

function shiftBack(period: string, frequency: Frequency, by: number): string {
  return by === 0 ? period : shiftBack(previousPeriod(period, frequency), frequency, by - 1)
}
