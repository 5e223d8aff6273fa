// What an observation is: what somebody saw with their own eyes, where, and how bad it was. Pure.
import { type Severity, severities } from '#app/evidence/severity.ts'
import {
  choice,
  flag,
  form,
  longText,
  must,
  optionalDate,
  optionalId,
  optionalLongText,
  optionalText,
  version,
} from '#app/ui/schema.ts'

export const severityHints: Record<Severity, string> = {
  '1': 'Hardly anybody minds',
  '2': 'It costs nerves or time',
  '3': 'They do not get what they came for',
  '4': 'Customers go elsewhere over it',
}

const clock = /^([01]?\d|2[0-3]):[0-5]\d$/
const time = () =>
  optionalText({ max: 5 }).check(
    must((value) => value === null || clock.test(value), { error: 'Write a time like 14:30.' }),
  )

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
export const newObservationForm = form({ ...fields, visitId: optionalId() }).check(
  must(somewhere, nowhere),
  must(dayOfTime, timeless),
)
export const editObservationForm = form({ ...fields, removePhoto: flag(), version: version() }).check(
  must(somewhere, nowhere),
  must(dayOfTime, timeless),
)

/** Photos straight from a phone are larger than the pictures people choose with care. */
export const mostPhotoBytes = 8_000_000
