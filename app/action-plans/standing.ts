/** What the records say about a plan, beside what its owner says: freshness, schedule and measure, and the worst of them. */
import { addDays, daysBetween } from '#app/kpis/period.ts'

export const statedStatuses = ['on track', 'at risk', 'off track', 'done'] as const
export type StatedStatus = (typeof statedStatuses)[number]

/** From best to worst; "stale" is the worst, since what nobody updates cannot be believed. "no data" is never counted. */
export const derivedStatuses = ['done', 'no data', 'on track', 'at risk', 'off track', 'stale'] as const
export type DerivedStatus = (typeof derivedStatuses)[number]

export const cadences = ['weekly', 'every two weeks', 'monthly', 'quarterly'] as const
export type Cadence = (typeof cadences)[number]

/** The longest month and quarter, so that updating on the same day of each is never late. */
export const cadenceDays: Record<Cadence, number> = { weekly: 7, 'every two weeks': 14, monthly: 31, quarterly: 92 }

/** A milestone may be this many days late before the plan is off track. */
export const milestoneTolerance = 14

export interface Part {
  status: DerivedStatus
  /** Plain English with the figures it rests on. */
  sentence: string
}

export interface Standing extends Part {
  freshness: Part
  schedule: Part
  measure: Part
}

export interface PlanFacts {
  today: string
  startsOn: string
  cadence: Cadence
  graceDays: number
  lastUpdateOn: string | null
  items: readonly { dueOn: string | null; doneOn: string | null; weight: number }[]
  milestones: readonly { name: string; dueOn: string; reachedOn: string | null }[]
  measure: Measure | null
  finished: boolean
  /** Why no update is owed at present, as a sentence: then freshness has nothing to say. */
  noUpdateOwed?: string
}

export interface Measure {
  kpiName: string
  againstDirection: boolean
  belowTargetPath: boolean
  /** The KPI has no value yet, so that nothing can be said of it. */
  noValue?: boolean
  /** The KPI has no target path, so that it cannot miss one. */
  noTarget?: boolean
}

/** The worst of three, each with its sentence (measures.md 4). */
export function deriveStanding(plan: PlanFacts): Standing {
  if (plan.finished) return finishedStanding(plan)
  const freshness = freshnessOf(plan)
  const schedule = scheduleOf(plan)
  const measure = measureOf(plan)
  const parts = [freshness, schedule, measure]
  const status = parts.map((part) => part.status).reduce((a, b) => (severity(b) > severity(a) ? b : a))
  const reasons = parts.filter((part) => part.status === status).map((part) => part.sentence)
  return { status, freshness, schedule, measure, sentence: `${capital(status)}. ${reasons.join(' ')}` }
}

/** The owner says all is well and the records do not. */
export function disagrees(stated: StatedStatus | null, derived: DerivedStatus): boolean {
  const saysWell = stated === 'on track' || stated === 'done'
  return saysWell && severity(derived) >= severity('at risk')
}

/** The day the next update is due, counted from the last one, or from the plan's start before there was one. */
export function nextUpdateDue(lastUpdateOrStart: string, cadence: Cadence): string {
  return addDays(lastUpdateOrStart, cadenceDays[cadence])
}

function freshnessOf({ today, startsOn, cadence, graceDays, lastUpdateOn, noUpdateOwed }: PlanFacts): Part {
  if (noUpdateOwed !== undefined) return { status: 'no data', sentence: noUpdateOwed }
  const dueOn = nextUpdateDue(lastUpdateOn ?? startsOn, cadence)
  const late = daysBetween(dueOn, today)
  const last = lastUpdateOn === null ? 'No update yet' : `Last updated ${ago(daysBetween(lastUpdateOn, today))}`
  if (late > cadenceDays[cadence] + graceDays) {
    const missed = 1 + Math.floor((late - graceDays - 1) / cadenceDays[cadence])
    return { status: 'stale', sentence: `${last}; ${missed} ${rhythm[cadence]} updates in a row are missing.` }
  }
  if (late > graceDays) return { status: 'at risk', sentence: `${last}; the next was due ${ago(late)}.` }
  const next =
    late > 0 ? `was due ${ago(late)}, within the ${count(graceDays, 'day')} of grace` : `is due ${ahead(-late)}`
  const status = lastUpdateOn === null ? 'no data' : 'on track'
  return { status, sentence: `${last}; the ${lastUpdateOn === null ? 'first' : 'next'} ${next}.` }
}

/** An item is due once its due day has passed; the share of due items done counts by weight. */
function scheduleOf({ today, items, milestones }: PlanFacts): Part {
  const late = milestones
    .filter((milestone) => milestone.reachedOn === null || milestone.reachedOn > today)
    .map((milestone) => ({ name: milestone.name, days: daysBetween(milestone.dueOn, today) }))
    .filter((milestone) => milestone.days > milestoneTolerance)
    .sort((a, b) => b.days - a.days)
  const due = items.filter((item) => item.dueOn !== null && item.dueOn < today && item.weight > 0)
  const done = due.filter((item) => item.doneOn !== null && item.doneOn <= today)
  const share = due.length === 0 ? null : weight(done) / weight(due)
  const sentence = [shareSentence(done, due), milestoneSentence(late)].filter((text) => text !== '').join(' ')
  if (late.length > 0) return { status: 'off track', sentence }
  if (share === null) return { status: 'no data', sentence }
  // Nine of ten is 0.9 to a reader, whatever the last bit of the division says.
  const reached = share + 1e-9
  return { status: reached >= 0.9 ? 'on track' : reached >= 0.7 ? 'at risk' : 'off track', sentence }
}

function measureOf({ measure }: PlanFacts): Part {
  if (measure === null) return { status: 'no data', sentence: 'No KPI measures what this plan is for.' }
  const { kpiName, againstDirection, belowTargetPath, noValue = false, noTarget = false } = measure
  if (noValue) return { status: 'no data', sentence: `${kpiName} has no value yet.` }
  const sentence = againstDirection
    ? belowTargetPath
      ? `${kpiName} shows a signal in the wrong direction and misses its target path by more than its band.`
      : `${kpiName} shows a signal in the wrong direction.`
    : belowTargetPath
      ? `${kpiName} misses its target path by more than its band.`
      : noTarget
        ? `${kpiName} shows no signal in the wrong direction; it has no target to keep to.`
        : `${kpiName} shows no signal in the wrong direction and keeps to its target path.`
  const counts = Number(againstDirection) + Number(belowTargetPath)
  return { status: counts === 2 ? 'off track' : counts === 1 ? 'at risk' : 'on track', sentence }
}

function finishedStanding({ today, items }: PlanFacts): Standing {
  const done = items.filter((item) => item.doneOn !== null && item.doneOn <= today).length
  const of = items.length === 0 ? 'It had no action items.' : `${done} of ${count(items.length, 'action item')} done.`
  return {
    status: 'done',
    freshness: { status: 'done', sentence: 'Finished; no more updates are due.' },
    schedule: { status: 'done', sentence: of },
    measure: { status: 'done', sentence: 'What it achieved is for the effect verdict of its initiative to say.' },
    sentence: `Done. ${of}`,
  }
}

const rhythm: Record<Cadence, string> = {
  weekly: 'weekly',
  'every two weeks': 'two-weekly',
  monthly: 'monthly',
  quarterly: 'quarterly',
}

function shareSentence(done: PlanFacts['items'], due: PlanFacts['items']): string {
  if (due.length === 0) return 'No action item has passed its due day yet.'
  const plain = `${done.length} of ${count(due.length, 'action item')} due so far ${due.length === 1 ? 'is' : 'are'} done`
  const even = done.length === due.length || due.every((item) => item.weight === due[0]?.weight)
  return even ? `${plain}.` : `${plain} (${Math.floor((100 * weight(done)) / weight(due) + 1e-9)}% by weight).`
}

function milestoneSentence(late: readonly { name: string; days: number }[]): string {
  const [worst, ...others] = late
  if (worst === undefined) return ''
  const more =
    others.length > 0 ? ` (and ${count(others.length, 'other milestone')} more than ${milestoneTolerance})` : ''
  return `The milestone “${worst.name}” is ${count(worst.days, 'day')} late${more}.`
}

function weight(items: PlanFacts['items']): number {
  return items.reduce((sum, item) => sum + item.weight, 0)
}

function severity(status: DerivedStatus): number {
  return derivedStatuses.indexOf(status)
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`
}

function ago(days: number): string {
  return days <= 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`
}

function ahead(days: number): string {
  return days === 0 ? 'today' : days === 1 ? 'tomorrow' : `in ${days} days`
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
