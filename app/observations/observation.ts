// What an observation is: what somebody saw with their own eyes, where, and how bad it was. Pure.
import {
  choice,
  flag,
  form,
  longText,
  optionalDate,
  optionalId,
  optionalLongText,
  optionalText,
  version,
} from '#app/ui/schema.ts'

export const severities = ['1', '2', '3', '4'] as const
export type Severity = (typeof severities)[number]
export const severityNames: Record<Severity, string> = {
  '1': 'Small',
  '2': 'Annoying',
  '3': 'Serious',
  '4': 'They leave',
}
export const severityHints: Record<Severity, string> = {
  '1': 'Hardly anybody minds',
  '2': 'It costs nerves or time',
  '3': 'They do not get what they came for',
  '4': 'Customers go elsewhere over it',
}
export const severityTones = { '1': 'neutral', '2': 'info', '3': 'warn', '4': 'bad' } as const
export const severityOf = (value: number) => String(value) as Severity

const clock = /^([01]?\d|2[0-3]):[0-5]\d$/
const time = () =>
  optionalText({ max: 5 }).refine((value) => value === null || clock.test(value), {
    error: 'Write a time like 14:30.',
  })

const fields = {
  what: longText({ label: 'a sentence on what you saw', max: 4000 }),
  severity: choice(severities, { label: 'how bad it was' }),
  touchpointId: optionalId(),
  place: optionalText({ max: 200 }),
  quote: optionalLongText({ max: 1000 }),
  journeyStepId: optionalId(),
  unitId: optionalId(),
  seenOn: optionalDate(),
  seenTime: time(),
}

const somewhere = (value: { touchpointId: string | null; journeyStepId: string | null; place: string | null }) =>
  Boolean(value.touchpointId ?? value.journeyStepId ?? value.place)
const nowhere = { path: ['place'], message: 'Say where it was: choose the touchpoint, or write the place.' }
const dayOfTime = (value: { seenOn: string | null; seenTime: string | null }) =>
  !value.seenTime || value.seenOn !== null
const timeless = { path: ['seenOn'], message: 'Choose the day that this time belongs to.' }

/** Without a day it was seen now. `visitId`: the planned visit on which it was seen. */
export const newObservationForm = form({ ...fields, visitId: optionalId() })
  .refine(somewhere, nowhere)
  .refine(dayOfTime, timeless)
export const editObservationForm = form({ ...fields, removePhoto: flag(), version: version() })
  .refine(somewhere, nowhere)
  .refine(dayOfTime, timeless)

/** Photos straight from a phone are larger than the pictures people choose with care. */
export const mostPhotoBytes = 8_000_000

/** The first sentence of what was seen, for lists and titles. */
export function shortly(what: string, most = 120): string {
  const line = what.replace(/\s+/g, ' ').trim()
  const sentence = /^.{20,}?[.!?](?=\s|$)/u.exec(line)?.[0] ?? line
  return sentence.length <= most ? sentence : `${sentence.slice(0, most - 1).trimEnd()}…`
}
