// What the executive page says in words, and since when it looks back. Pure.
import { firstMoment } from '#app/moment.ts'
import { inWords, plural } from '#app/ui/format.ts'
import type { DutyKind } from './duty.ts'

// ── The headline ────────────────────────────────────────────────────────────────────────────────────────────────────

export interface HeadlineFacts {
  /** How the KPI of each outcome stands against its target path; null where there is no KPI or no value. */
  outcomes: readonly (string | null)[]
  /** Plans whose records do not bear out what their owners say. */
  disagreements: number
  stalePlans: number
}

/** “5 of 6 outcomes have a KPI on its target path and 1 more within its band; 3 plans disagree with what their owners say.” */
export function headline({ outcomes, disagreements, stalePlans }: HeadlineFacts): string {
  return `${outcomesInWords(outcomes)}; ${plansInWords(disagreements, stalePlans)}.`
}

function outcomesInWords(standings: readonly (string | null)[]): string {
  const count = (...wanted: (string | null)[]) => standings.filter((standing) => wanted.includes(standing)).length
  const [all, met, near, unknown] = [standings.length, count('met'), count('within the band'), count(null, 'no target')]
  if (all === 0) return 'No bold outcome is set yet'
  if (unknown === all)
    return `None of the ${plural(all, 'outcome')} can be judged yet: they lack a KPI, a value or a target`
  const subject =
    all === 1 ? 'The one outcome' : met === all ? `All ${all} outcomes` : `${met || 'None'} of the ${all} outcomes`
  const has = all === 1 ? (met ? 'has its' : 'does not have its') : met === 1 ? 'has its' : 'have their'
  const path = all === 1 || met === 1 ? 'its' : 'their'
  const more = [
    near > 0 && `${near}${met > 0 ? ' more' : ''} within ${near === 1 ? 'its' : 'their'} band`,
    unknown > 0 && `${unknown} not measurable yet`,
  ].filter((part) => part !== false)
  return `${subject} ${has} KPI on ${path} target path${more.length ? ` (${inWords(more)})` : ''}`
}

function plansInWords(disagreements: number, stale: number): string {
  const parts = [
    disagreements === 0
      ? 'no plan disagrees with what its owner says'
      : `${plural(disagreements, 'plan')} ${disagreements === 1 ? 'disagrees with what its owner says' : 'disagree with what their owners say'}`,
  ]
  if (stale > 0) parts.push(`${plural(stale, 'plan')} ${stale === 1 ? 'is' : 'are'} stale`)
  return inWords(parts)
}

// ── Which outcomes ──────────────────────────────────────────────────────────────────────────────────────────────────

/** More outcomes than this are not all drawn: the page is read in a minute, and the rest is a list. */
export const mostOutcomes = 12

interface Standing {
  pillarId: string
  ownerId: string | null
  missing: readonly string[]
  kpi: { value: number | null; archived: boolean; againstTarget: string } | null
}

/** How the outcome's KPI stands against its target path; null where that cannot be said. */
export const standingOf = ({ kpi }: Pick<Standing, 'kpi'>) =>
  kpi && kpi.value !== null && !kpi.archived ? kpi.againstTarget : null

const needsLook = ['missed', 'no target', 'within the band', 'met']

/** Of each pillar its share of them, those first whose KPI is furthest from its path; what is shown keeps its order. */
export function outcomesToShow<O extends Standing>(outcomes: readonly O[]): O[] {
  if (outcomes.length <= mostOutcomes) return [...outcomes]
  const pillars = [...new Set(outcomes.map(({ pillarId }) => pillarId))]
  const share = Math.max(1, Math.floor(mostOutcomes / pillars.length))
  const weight = (outcome: O) => needsLook.indexOf(standingOf(outcome) ?? 'no target')
  const shown = new Set(
    pillars.flatMap((id) =>
      outcomes
        .filter(({ pillarId }) => pillarId === id)
        .sort((a, b) => weight(a) - weight(b))
        .slice(0, share),
    ),
  )
  return outcomes.filter((outcome) => shown.has(outcome))
}

/** What outcomes lack, of all there are. */
export const outcomeGaps = (outcomes: readonly Standing[]) => ({
  noOwner: outcomes.filter(({ ownerId }) => !ownerId).length,
  noWhat: outcomes.filter(({ missing }) => missing.includes('what')).length,
  noHow: outcomes.filter(({ missing }) => missing.includes('how')).length,
})

// ── Since when ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Pages opened within this time of each other are one visit. */
export const visitMinutes = 30
export const firstLookDays = 7

export interface Visit {
  previousAt: Date | null
  currentAt: Date
}

/**
 * The moment from which changes are shown: the visit before this one. While a visit lasts, reloading the page moves nothing; the
 * first visit looks back a week.
 */
export function sinceOf(visit: Visit | null, now: Date): { since: Date; first: boolean } {
  const last = visit && (isSameVisit(visit, now) ? visit.previousAt : visit.currentAt)
  if (last) return { since: last, first: false }
  const week = new Date(now.getTime() - firstLookDays * 86_400_000)
  return { since: week < firstMoment ? firstMoment : week, first: true }
}

/** What is kept once somebody has looked at `now`. */
export const visited = (visit: Visit | null, now: Date): Visit => ({
  previousAt: visit && (isSameVisit(visit, now) ? visit.previousAt : visit.currentAt),
  currentAt: now,
})

const isSameVisit = (visit: Visit, now: Date) => now.getTime() - visit.currentAt.getTime() <= visitMinutes * 60_000

// ── What changed ────────────────────────────────────────────────────────────────────────────────────────────────────

/** What an executive wants to hear of, in the order of its weight. */
export const notableVerbs = [
  'vision.ratified',
  'vision.proposed',
  'outcome.achieved',
  'outcome.called-table-stakes',
  'outcome.reopened',
  'initiative.approved',
  'initiative.started',
  'initiative.finished',
  'initiative.stopped',
  'initiative.proposed',
  'initiative.sent-back',
  'kpi.target-set',
  'kpi.target-withdrawn',
  'action_plan.finished',
] as const

export const movedVerbs = ['action_item.due-moved', 'milestone.due-moved'] as const

/** What an executive is asked for, the weightiest first: what is due today all the same is not equally urgent. */
const weight: readonly DutyKind[] = [
  'vision ratification',
  'initiative approval',
  'initiative acceptance',
  'plan acceptance',
  'acknowledgement',
  'persona review',
]

export const byWeight = <D extends { kind: DutyKind }>(decisions: readonly D[]): D[] =>
  [...decisions].sort((a, b) => weight.indexOf(a.kind) - weight.indexOf(b.kind))

// ── How much changed ────────────────────────────────────────────────────────────────────────────────────────────────

/** Beyond these nothing is counted: the page costs the same however long ago somebody looked last. */
export const mostChanges = 10_000
export const mostMoved = 1000

/** “17 records changed”, or that there is too much to count. */
export const howMuchChanged = ({ total, beyond }: { total: number; beyond: readonly unknown[] }, locale?: string) =>
  beyond.length
    ? `More than ${plural(mostChanges, 'change', 'changes', locale)}`
    : `${plural(total, 'record', 'records', locale)} changed`
