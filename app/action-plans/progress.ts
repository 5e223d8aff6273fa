/** How far a plan or an initiative has come, in per cent, or null where there is nothing to roll up. */

export interface Weighted {
  /** Given where the same thing may arrive by more than one link; then it counts once. */
  id?: string
  weight: number
  /** Per cent, 0 to 100; null where there is nothing to say yet. */
  progress: number | null
}

/** Per cent of one action item: done is 100, whatever was last typed. */
export function itemProgress(item: { doneOn: string | null; progress: number }): number {
  return item.doneOn === null ? item.progress : 100
}

/** sum(weight x progress) / sum(weight) over what has progress; null, never 0 or 100, for nothing (measures.md 4). */
export function progressOf(items: readonly Weighted[]): number | null {
  let weights = 0
  let sum = 0
  for (const { weight, progress } of countedOnce(items)) {
    if (progress === null || !(weight > 0)) continue
    weights += weight
    sum += weight * progress
  }
  return weights > 0 ? sum / weights : null
}

/** The same over an initiative's plans, which weigh 1 unless said otherwise; a plan with nothing in it does not count as 0. */
export function progressOfInitiative(plans: readonly { id: string; weight?: number; progress: number | null }[]) {
  return progressOf(plans.map((plan) => ({ id: plan.id, weight: plan.weight ?? 1, progress: plan.progress })))
}

function countedOnce(items: readonly Weighted[]): Weighted[] {
  const seen = new Set<string>()
  return items.filter(({ id }) => id === undefined || (!seen.has(id) && seen.add(id)))
}
