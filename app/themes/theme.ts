// What a theme is: its vocabulary, its forms, how long it waits for a decision, and what a decision still lacks. Pure.
import { daysBetween } from '#app/kpis/period.ts'
import {
  choice,
  form,
  id,
  optionalDate,
  optionalId,
  optionalLongText,
  longText,
  text,
  version,
} from '#app/ui/schema.ts'

export const decisions = ['undecided', 'act', 'watch', 'decline'] as const
export type Decision = (typeof decisions)[number]
export const decisionNames: Record<Decision, string> = {
  undecided: 'Undecided',
  act: 'Act',
  watch: 'Watch',
  decline: 'Decline',
}
export const decisionTones = { undecided: 'neutral', act: 'good', watch: 'info', decline: 'done' } as const
export const decisionMeanings: Record<Decision, string> = {
  act: 'We change something: a gap is opened, and an initiative closes it.',
  watch: 'Not now. We look again on a day we name.',
  decline: 'We live with it, and say why.',
  undecided: 'Take the decision back: it waits again from today.',
}

const fields = {
  name: text({ label: 'a name', max: 120 }),
  description: optionalLongText({ max: 2000 }),
  words: optionalLongText({ max: 4000 }),
  ownerId: optionalId(),
}
export const newThemeForm = form(fields)
export const editThemeForm = form({ ...fields, version: version() })
export const reasonForm = form({ reason: optionalLongText({ max: 1000 }), version: version() })
export const decisionForm = form({
  decision: choice(decisions, { label: 'a decision' }),
  reason: longText({ label: 'a reason', max: 1000 }),
  reviewOn: optionalDate(),
  version: version(),
})
export const mergeForm = form({
  intoId: id({ label: 'the theme that stays' }),
  reason: longText({ label: 'a reason', max: 1000 }),
  version: version(),
})

/** Why this decision cannot be taken so, and the field it is about; null: it can. */
export function decisionRefusal(
  before: string,
  { decision, reviewOn }: { decision: Decision; reviewOn: string | null },
  today: string,
): { field: string; message: string } | null {
  if (decision === 'undecided' && before === 'undecided')
    return { field: 'decision', message: 'It is undecided already. Choose what to do about it.' }
  if (decision === 'watch' && !reviewOn)
    return { field: 'reviewOn', message: 'Say when it is looked at again: watching without a day is forgetting.' }
  if (decision === 'watch' && reviewOn! <= today)
    return { field: 'reviewOn', message: 'Choose a day after today for looking at it again.' }
  return null
}

export interface Waiting {
  decision: string
  /** The day it was found, in the organisation's zone. */
  foundOn: string
  /** The day of the last decision; of taking it back, where it is undecided again. */
  decidedOn: string | null
}

/** Days that a theme has waited for a decision; null once there is one. */
export function daysUndecided({ decision, foundOn, decidedOn }: Waiting, today: string): number | null {
  return decision === 'undecided' ? Math.max(0, daysBetween(decidedOn ?? foundOn, today)) : null
}

/** From this many days on it stands out, and from `tooLong` more so. */
export const longWait = 14
export const tooLong = 30

export const waitTone = (days: number) => (days >= tooLong ? 'bad' : days >= longWait ? 'warn' : 'neutral')

/** `waits since today`, `waits for 1 day`, `waits for 40 days`. */
export function waitWords(days: number): string {
  if (days === 0) return 'found today'
  return days === 1 ? 'undecided for 1 day' : `undecided for ${days} days`
}

export type Lack = 'no gap' | 'review due' | 'no owner'

/** What a decision lacks to be more than words. */
export function lacksOf(
  theme: { decision: string; reviewOn: string | null; gapCount: number; ownerId: string | null },
  today: string,
): Lack[] {
  const lacks: Lack[] = []
  if (theme.decision === 'act' && theme.gapCount === 0) lacks.push('no gap')
  if (theme.decision === 'watch' && theme.reviewOn && theme.reviewOn <= today) lacks.push('review due')
  if (!theme.ownerId) lacks.push('no owner')
  return lacks
}
export const lackNames: Record<Lack, string> = {
  'no gap': 'No gap opened',
  'review due': 'Look again',
  'no owner': 'No owner',
}
