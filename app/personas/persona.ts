// What a persona is: its forms, and whether what it says was looked at lately. Pure.
import { addDays } from '#app/kpis/period.ts'
import { dateOnly, form, optionalDate, optionalId, optionalLongText, text, version } from '#app/ui/schema.ts'

/** The four lists of a persona, written one a line. */
export const personaLists = ['needs', 'expectations', 'goals', 'challenges'] as const
export type PersonaList = (typeof personaLists)[number]
export const personaListNames: Record<PersonaList, string> = {
  needs: 'Needs',
  expectations: 'Expectations',
  goals: 'Goals',
  challenges: 'Challenges',
}
export const personaListHints: Record<PersonaList, string> = {
  needs: 'What they cannot do without. One a line.',
  expectations: 'What they take for granted. One a line.',
  goals: 'What they want to get done. One a line.',
  challenges: 'What stands in their way. One a line.',
}

const personaFields = {
  name: text({ label: 'a name', max: 120 }),
  segmentId: optionalId(),
  summary: optionalLongText({ max: 2000 }),
  quote: optionalLongText({ max: 500 }),
  needs: optionalLongText({ max: 3000 }),
  expectations: optionalLongText({ max: 3000 }),
  goals: optionalLongText({ max: 3000 }),
  challenges: optionalLongText({ max: 3000 }),
  ownerId: optionalId(),
  reviewBy: optionalDate(),
}
export const newPersonaForm = form(personaFields)
export const editPersonaForm = form({ ...personaFields, version: version() })
export const reviewForm = form({
  reviewBy: dateOnly({ label: 'the day of the next review' }),
  note: optionalLongText({ max: 1000 }),
  version: version(),
})

export const freshnesses = ['fresh', 'due soon', 'stale', 'no date'] as const
export type Freshness = (typeof freshnesses)[number]
export const freshnessNames: Record<Freshness, string> = {
  fresh: 'Fresh',
  'due soon': 'Review soon',
  stale: 'Stale',
  'no date': 'No review date',
}
export const freshnessTones = { fresh: 'good', 'due soon': 'info', stale: 'warn', 'no date': 'neutral' } as const

/** A review is due soon this many days before its day. */
export const soonDays = 30

/** Stale: the review-by day has passed. The day itself still counts as in time. Days are `YYYY-MM-DD`. */
export function freshnessOf(persona: { reviewBy: string | null }, today: string): Freshness {
  if (!persona.reviewBy) return 'no date'
  if (persona.reviewBy < today) return 'stale'
  return persona.reviewBy <= addDays(today, soonDays) ? 'due soon' : 'fresh'
}

/** Why this cannot be the day of the next review; null: it can. */
export function reviewDayRefusal(reviewBy: string, today: string): string | null {
  if (reviewBy <= today) return 'Choose a day after today for the next review.'
  return reviewBy > addDays(today, 3 * 366) ? 'Choose a day within the next three years.' : null
}

/** Half a year on: a good day for the next review, offered in the form. */
export const suggestedReviewDay = (today: string) => addDays(today, 182)
