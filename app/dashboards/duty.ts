// What a duty is: its kinds, why it is owed in words, and the order in which people meet theirs. Pure.
import type { Frequency } from '#app/kpis/period.ts'
import { periodLabel } from '#app/kpis/period.ts'
import { daysFrom, formatDay, formatMoment, plural, relativeDay } from '#app/ui/format.ts'
import { endsSoonDays } from '#app/stories/story.ts'

/** What a duty asks of its person. */
export const acts = ['update', 'do', 'accept', 'review'] as const
export type Act = (typeof acts)[number]
export const actNames: Record<Act, string> = { update: 'Update', do: 'Do', accept: 'Accept', review: 'Review' }

export const dutyKinds = [
  'plan update',
  'KPI value',
  'action item',
  'visit',
  'case',
  'reply',
  'case without owner',
  'initiative acceptance',
  'plan acceptance',
  'acknowledgement',
  'persona review',
  'story consent',
  'vision ratification',
  'initiative approval',
] as const
export type DutyKind = (typeof dutyKinds)[number]

export const actOf: Record<DutyKind, Act> = {
  'plan update': 'update',
  'KPI value': 'update',
  'action item': 'do',
  visit: 'do',
  case: 'do',
  reply: 'do',
  'case without owner': 'review',
  'initiative acceptance': 'accept',
  'plan acceptance': 'accept',
  acknowledgement: 'review',
  'persona review': 'review',
  'story consent': 'review',
  'vision ratification': 'review',
  'initiative approval': 'review',
}

export interface Duty {
  kind: DutyKind
  memberId: string
  /** The record it is about. */
  id: string
  title: string
  /** Why it is owed, in one sentence. */
  why: string
  /** The day it is due; what has no day of its own is due today. */
  dueOn: string
  /** Where the record is read. */
  href: string
}

// ── What a row needs to be done from where it stands ────────────────────────────────────────────────────────────────

export interface UpdateDuty extends Duty {
  kind: 'plan update'
  initiativeId: string
  initiativeName: string
  derived: string
  derivedSentence: string
  stated: string | null
}
export interface ValueDuty extends Duty {
  kind: 'KPI value'
  unit: string
  decimals: number
  scoreKind: string
  frequency: Frequency
  lastPeriod: string | null
  lastValue: number | null
  /** The oldest period without a value. */
  period: string
}
export interface ItemDuty extends Duty {
  kind: 'action item'
  planId: string
  planName: string
  version: number
  blocked: boolean
}
export interface VisitDuty extends Duty {
  kind: 'visit'
  version: number
}
export interface CaseDuty extends Duty {
  kind: 'case'
  version: number
  dueAt: Date | string
}
export interface OwnerlessDuty extends Duty {
  kind: 'case without owner'
}
export interface ReplyDuty extends Duty {
  kind: 'reply'
  version: number
  draft: string
}
export interface AcceptanceDuty extends Duty {
  kind: 'initiative acceptance' | 'plan acceptance'
  version: number
}
export interface AcknowledgementDuty extends Duty {
  kind: 'acknowledgement'
  planId: string
  stated: string
  helpWanted: string
  nextStep: string
}
export interface PersonaDuty extends Duty {
  kind: 'persona review'
  version: number
}
export interface StoryDuty extends Duty {
  kind: 'story consent'
}
export interface RatificationDuty extends Duty {
  kind: 'vision ratification'
  version: number
  statement: string
}
export interface ApprovalDuty extends Duty {
  kind: 'initiative approval'
  version: number
  purpose: string
}
export type AnyDuty =
  | UpdateDuty
  | ValueDuty
  | ItemDuty
  | VisitDuty
  | CaseDuty
  | OwnerlessDuty
  | ReplyDuty
  | AcceptanceDuty
  | AcknowledgementDuty
  | PersonaDuty
  | StoryDuty
  | RatificationDuty
  | ApprovalDuty

// ── How far ahead each kind is shown ────────────────────────────────────────────────────────────────────────────────

/** Days before its due day from which an update or a value is on the list. */
export const updateAhead = 7
/** Values are asked for only once their period is over: never sooner than the grace of its frequency allows. */
export const valueAhead: Record<Frequency, number> = { weekly: 3, monthly: 7, quarterly: 7, yearly: 7 }
export const itemAhead = 14
export const caseAhead = 2
export const replyAhead = 14
export const personaAhead = 30
export const storyAhead = endsSoonDays
export const visitAhead = 7

// ── Order ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export const dutyGroups = ['overdue', 'today', 'this week', 'later'] as const
export type DutyGroup = (typeof dutyGroups)[number]
export const dutyGroupNames: Record<DutyGroup, string> = {
  overdue: 'Overdue',
  today: 'Today',
  'this week': 'Within a week',
  later: 'Later',
}

export function dutyGroup(duty: { dueOn: string }, today: string): DutyGroup {
  const days = daysFrom(today, duty.dueOn)
  if (days < 0) return 'overdue'
  if (days === 0) return 'today'
  return days <= 7 ? 'this week' : 'later'
}

/** By day, then by what is asked, then by name: the same order every time. */
export function inOrder<D extends Pick<Duty, 'dueOn' | 'kind' | 'title' | 'id'>>(duties: readonly D[]): D[] {
  return [...duties].sort(
    (a, b) =>
      compare(a.dueOn, b.dueOn) ||
      dutyKinds.indexOf(a.kind) - dutyKinds.indexOf(b.kind) ||
      compare(a.title.toLowerCase(), b.title.toLowerCase()) ||
      compare(a.id, b.id),
  )
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** The groups that hold something, in order. */
export function grouped<D extends { dueOn: string }>(duties: readonly D[], today: string) {
  return dutyGroups
    .map((group) => ({ group, duties: duties.filter((duty) => dutyGroup(duty, today) === group) }))
    .filter(({ duties }) => duties.length > 0)
}

/** Due today or before: what the daily mail is about. */
export const isDueNow = (duty: { dueOn: string }, today: string) => duty.dueOn <= today

// ── Why ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Words {
  today: string
  locale?: string
}

/** “Your plan has had no update since 3 Oct 2026; the next was due 5 days ago.” */
export function whyUpdate(plan: { lastUpdateOn: string | null; dueOn: string }, { today, locale }: Words): string {
  const since = plan.lastUpdateOn ? ` since ${formatDay(plan.lastUpdateOn, locale)}` : ' yet'
  if (plan.dueOn < today) return `Your plan has had no update${since}: it is ${relativeDay(plan.dueOn, today)}.`
  const last = plan.lastUpdateOn
    ? `Last updated on ${formatDay(plan.lastUpdateOn, locale)}`
    : 'It has had no update yet'
  return `${last}; the ${plan.lastUpdateOn ? 'next' : 'first'} is due ${relativeDay(plan.dueOn, today)}.`
}

/** “You own this KPI. Its value for Sep 2026 is missing, and 2 after it.” */
export function whyValue(kpi: { period: string; frequency: Frequency; more: number }): string {
  const others = kpi.more === 0 ? '' : kpi.more === 1 ? ', and the one after it' : `, and ${kpi.more} after it`
  return `You own this KPI. Its value for ${periodLabel(kpi.period, kpi.frequency)} is missing${others}.`
}

/** “In the plan “New signs”. It waits for “Order signs”, which is Ana’s.” */
export function whyItem(item: {
  planName: string
  firstDueOn: string | null
  dueOn: string
  blocker: { title: string; ownerName: string | null } | null
}): string {
  const plan = `In the plan “${item.planName}”.`
  if (item.blocker) {
    const whose = item.blocker.ownerName ? `, which is with ${item.blocker.ownerName}` : ', which nobody owns'
    return `${plan} It waits for “${item.blocker.title}”${whose}.`
  }
  if (item.firstDueOn && item.firstDueOn !== item.dueOn)
    return `${plan} First promised for ${formatDay(item.firstDueOn)}.`
  return plan
}

/** “Go and see at Checkpoint North. Planned for 3 Oct 2026.” */
export function whyVisit(visit: { where: string; dueOn: string }, { today, locale }: Words): string {
  const where = visit.where ? `Go and see at ${visit.where}.` : 'Go and see.'
  if (visit.dueOn < today) return `${where} It was planned for ${formatDay(visit.dueOn, locale)}.`
  return `${where} What you add there does it, or a word that there was nothing to report.`
}

/** “The customer was not told yet. It is overdue since 3 Oct 2026, 14:00.” */
export function whyCase(
  one: { dueAt: Date; state: string },
  { now, locale, timeZone }: { now: Date; locale?: string; timeZone: string },
): string {
  const at = formatMoment(one.dueAt, locale, timeZone)
  const told = 'No word to the customer is recorded yet'
  return one.dueAt < now ? `${told}: it was due ${at}.` : `${told}; due ${at}.`
}

export const whyOwnerless = (one: { openedOn: string }, { today, locale }: Words) =>
  `Nobody answers for it yet. It was opened ${one.openedOn === today ? 'today' : `on ${formatDay(one.openedOn, locale)}`}, and its time runs.`

export const whyReply = (one: { initiativeName: string }) =>
  `“${one.initiativeName}” has ended. Those whose feedback it rested on should hear what came of it.`

export const whyAccept = (what: 'initiative' | 'plan') =>
  `You were named as the accountable owner of this ${what}. Others see that you have not accepted yet.`

/** “Ana Lima wrote on 3 Oct 2026: “…””; the newest update of a plan stands for the earlier ones. */
export function whyAcknowledge(
  update: { authorName: string; madeOn: string; sentence: string },
  { today, locale }: Words,
): string {
  const on = update.madeOn === today ? 'today' : `on ${formatDay(update.madeOn, locale)}`
  return `${update.authorName} wrote ${on}: “${update.sentence}”`
}

export function whyPersona(
  persona: { reviewBy: string; reviewedOn: string | null; mentions: number },
  { today, locale }: Words,
): string {
  const last = persona.reviewedOn ? `Last looked at on ${formatDay(persona.reviewedOn, locale)}` : 'Never reviewed yet'
  const many = plural(persona.mentions, 'mention', 'mentions', locale)
  const came = persona.mentions ? ` ${many} of its themes came in ${persona.reviewedOn ? 'since' : 'so far'}.` : ''
  if (persona.reviewBy < today) return `${last}: what it says may no longer be true.${came}`
  return `${last}; its next review is due ${relativeDay(persona.reviewBy, today)}.${came}`
}

/** “The customer’s consent ends in 12 days. Ask for it again, or let the story go.” */
export const whyStory = (story: { dueOn: string }, { today }: Words): string =>
  story.dueOn < today
    ? 'The customer’s consent has ended, so the story is told no more. Ask for it again, or let the story go.'
    : `The customer’s consent ends ${relativeDay(story.dueOn, today)}. Ask for it again, or let the story go.`

export function whyRatify(
  vision: { proposerName: string | null; proposedOn: string | null },
  { locale }: Words,
): string {
  const by = vision.proposerName ? ` by ${vision.proposerName}` : ''
  const on = vision.proposedOn ? ` on ${formatDay(vision.proposedOn, locale)}` : ''
  return `Proposed${by}${on}. It waits for somebody to ratify it or send it back.`
}

export function whyApprove(initiative: { ownerName: string | null }): string {
  const owner = initiative.ownerName
    ? `Its owner would be ${initiative.ownerName}.`
    : 'Nobody is named as its owner yet.'
  return `It is proposed and waits for a decision. ${owner}`
}
