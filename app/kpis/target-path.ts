/** What a KPI should have reached by a given day, and whether it has. */

export const directions = ['up', 'down'] as const
/** `up` where more is better, `down` where less is better. */
export type Direction = (typeof directions)[number]

export const targetStandings = ['met', 'missed', 'within the band', 'no target'] as const
export type TargetStanding = (typeof targetStandings)[number]

export interface Target {
  dueOn: string
  value: number
}

/**
 * The path's value on a day: linear between targets, level after the last one, and null before the first (where a path starts
 * is said by giving the starting point as a target). The targets come sorted by their days, one to a day.
 */
export function targetAt(targets: readonly Target[], day: string): number | null {
  const next = targets.findIndex((target) => target.dueOn > day)
  const before = targets.at(next < 0 ? -1 : next - 1)
  if (before === undefined || next === 0) return null
  const after = targets[next]
  if (after === undefined) return before.value
  const passed = days(before.dueOn, day) / days(before.dueOn, after.dueOn)
  return before.value + passed * (after.value - before.value)
}

/** A value that misses the target by no more than chance could have done stands "within the band". */
export function againstTarget(
  value: number,
  band: { low: number | null; high: number | null } | null,
  target: number | null,
  direction: Direction,
): TargetStanding {
  if (target === null) return 'no target'
  if (reaches(value, target, direction)) return 'met'
  const best = direction === 'up' ? band?.high : band?.low
  return best != null && reaches(best, target, direction) ? 'within the band' : 'missed'
}

/** Interpolated targets carry rounding noise; nobody misses a target by a billionth. */
function reaches(value: number, target: number, direction: Direction): boolean {
  const noise = 1e-9 * Math.max(1, Math.abs(target))
  return direction === 'up' ? value >= target - noise : value <= target + noise
}

function days(from: string, to: string): number {
  return Date.parse(to) - Date.parse(from)
}
