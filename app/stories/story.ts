// What a customer story is: a consented quote under another name, where it happened and what came of it; and when it may be told. Pure.
import { maskOf, maskText, maskTotal } from '#app/imports/masking.ts'
import { addDays } from '#app/kpis/period.ts'
import {
  choice,
  dateOnly,
  flag,
  form,
  longText,
  must,
  optionalDate,
  optionalId,
  optionalLongText,
  read,
  text,
  version,
} from '#app/ui/schema.ts'

// ── Consent ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a customer agreed to; days are calendar days. */
export interface Consent {
  consentGivenOn: string | null
  consentOutside: boolean
  /** Its last day. */
  consentEndsOn: string | null
  consentWithdrawnOn: string | null
}

/** Whether the consent covers this day: given by then, not over and not withdrawn. */
export const consentHolds = (consent: Consent, day: string): boolean =>
  consent.consentGivenOn !== null &&
  consent.consentGivenOn <= day &&
  (consent.consentEndsOn === null || day <= consent.consentEndsOn) &&
  (consent.consentWithdrawnOn === null || day < consent.consentWithdrawnOn)

/** Days before the end of a consent from which its owner is asked to care for it. */
export const endsSoonDays = 30

export const endsSoon = (consent: Consent, day: string): boolean =>
  consentHolds(consent, day) && consent.consentEndsOn !== null && consent.consentEndsOn <= addDays(day, endsSoonDays)

export const reachWords = (consent: Pick<Consent, 'consentOutside'>) =>
  consent.consentOutside ? 'Inside and outside the company' : 'Inside the company only'

// ── Where a story stands ────────────────────────────────────────────────────────────────────────────────────────────

export const storyStates = ['draft', 'published', 'withdrawn'] as const
export type StoryState = (typeof storyStates)[number]

/** The state as people see it: an ended consent ends a published story by itself, and so does erasing what the customer wrote. */
export const standings = ['draft', 'published', 'ended', 'withdrawn', 'erased'] as const
export type Standing = (typeof standings)[number]
export const standingNames: Record<Standing, string> = {
  draft: 'Draft',
  published: 'Published',
  ended: 'Consent ended',
  withdrawn: 'Consent withdrawn',
  erased: 'Words erased',
}
export const standingTones = {
  draft: 'neutral',
  published: 'good',
  ended: 'warn',
  withdrawn: 'bad',
  erased: 'bad',
} as const

export function standingOf(story: Consent & { state: string; erasedAt: unknown }, day: string): Standing {
  if (story.state === 'withdrawn') return 'withdrawn'
  if (story.erasedAt) return 'erased'
  if (story.state === 'draft') return 'draft'
  return consentHolds(story, day) ? 'published' : 'ended'
}

/** What a story lacks before it may be published, in words that follow “It still needs”. */
export function missingFor(
  story: Consent & { outcome: string; journeyStepId: string | null; touchpointId: string | null },
  day: string,
): string[] {
  return [
    ...(consentHolds(story, day) ? [] : ['the customer’s consent']),
    ...(story.journeyStepId || story.touchpointId ? [] : ['where it happened']),
    ...(story.outcome ? [] : ['what came of it']),
  ]
}

// ── Forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export const mostQuote = 1200

/** How many pieces of personal data stand masked in a text, whoever masked them. */
export const masksIn = (text: string): number =>
  Object.values(maskOf).reduce((sum, mask) => sum + text.split(mask).length - 1, 0)

const titled = /^(?:mr|mrs|ms|miss|dr|prof|herr|frau|madame|monsieur|mme)\.?\s+\p{Lu}[\p{Ll}'’]+/iu
const fullName = /^\p{Lu}[\p{Ll}'’]+(?:[ -]\p{Lu}\.?)*(?:[ -]\p{Lu}[\p{Ll}'’]+)+$/u

/** Why it cannot stand for a customer; null: it can. “Ms K.” can, “Ms Keller” and “Ina Keller” cannot. */
export function pseudonymRefusal(pseudonym: string): string | null {
  if (/@/.test(pseudonym) || maskTotal(maskText(pseudonym).counts) > 0)
    return 'This looks like an e-mail address or a phone number. Write a name that leads to nobody.'
  const [name = ''] = pseudonym.split(',')
  if (titled.test(name) || fullName.test(name.trim()))
    return 'This looks like somebody’s real name. Shorten it, such as “Ms K., frequent flyer”.'
  return null
}

const pseudonym = () =>
  read(text({ label: 'a name for the customer that is not theirs', max: 80 }), (value, fail) => {
    const why = pseudonymRefusal(value)
    return why ? fail(why) : value
  })

const fields = {
  title: text({ label: 'a title', max: 120 }),
  quote: longText({ label: 'the customer’s words', max: mostQuote }),
  pseudonym: pseudonym(),
  personaId: optionalId(),
  journeyStepId: optionalId(),
  touchpointId: optionalId(),
  outcome: optionalLongText({ max: 2000 }),
  initiativeId: optionalId(),
  ownerId: optionalId(),
}

/** `responseId`: where the words were read first. */
export const newStoryForm = form({ ...fields, responseId: optionalId() })
export const editStoryForm = form({ ...fields, version: version() })

export const consentForm = form({
  givenOn: dateOnly({ label: 'the day on which the customer agreed' }),
  how: text({ label: 'a word on how the customer agreed', max: 200 }),
  outside: flag(),
  endsOn: optionalDate(),
  version: version(),
}).check(
  must(({ givenOn, endsOn }) => endsOn === null || endsOn >= givenOn, {
    path: ['endsOn'],
    message: 'A consent cannot end before it was given.',
  }),
)

export const publicationForm = form({ to: choice(['published', 'draft']), version: version() })

export const withdrawalForm = form({ on: dateOnly(), reason: optionalLongText({ max: 1000 }), version: version() })
