// What one customer went through: reading dated events, laying them over the steps of a map, and telling where they do not fit. Pure.
import { maskText } from '#app/imports/masking.ts'
import { type ImportField, mostColumns } from '#app/imports/mapping.ts'
import { plural } from '#app/ui/format.ts'
import {
  choice,
  flag,
  form,
  id,
  isRealDay,
  optionalId,
  optionalLongText,
  optionalText,
  text,
  version,
} from '#app/ui/schema.ts'

/** More events of one customer nobody reads. */
export const mostEvents = 300

export const newReconstructionForm = form({
  pseudonym: text({ label: 'a pseudonym', max: 60 }),
  journeyId: id({ label: 'the journey' }),
  note: optionalLongText({ max: 2000 }),
})
export const editReconstructionForm = form({
  pseudonym: text({ label: 'a pseudonym', max: 60 }),
  note: optionalLongText({ max: 2000 }),
  version: version(),
})
export const dayOrders = ['day first', 'month first'] as const
export type DayOrder = (typeof dayOrders)[number]
export const dayOrderNames: Record<DayOrder, string> = { 'day first': '31.12. or 31/12', 'month first': '12/31' }

const numbered = (name: string, count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`${name}_${at}`, optionalText({ max: 40 })]))
export const readingForm = form({
  ...numbered('column', mostColumns),
  header: flag(),
  days: choice(dayOrders),
  version: version(),
})
export const confirmationForm = form({ version: version() })
export const placingForm = form({
  ...Object.fromEntries(Array.from({ length: mostEvents }, (_, at) => [`step_${at}`, optionalId()])),
  version: version(),
})
export const gapOfForm = form({ mismatch: text({ label: 'a mismatch', max: 80 }) })

export interface Mapping {
  header: boolean
  days: DayOrder
  fields: string[]
}

/** The fields an event may have. */
export const eventFields: ImportField[] = [
  {
    name: 'when',
    label: 'When',
    required: true,
    aliases: ['when', 'date', 'time', 'timestamp', 'datetime', 'day', 'datum', 'zeit', 'happenedat', 'occurred'],
    looksLike: (cell) => readWhen(cell, 'day first') !== null || readWhen(cell, 'month first') !== null,
  },
  {
    name: 'what',
    label: 'What happened',
    required: true,
    aliases: ['what', 'event', 'description', 'activity', 'action', 'text', 'note', 'ereignis', 'happened'],
    // a sentence, so that no heading is taken for one
    looksLike: (cell) => cell.trim().length >= 20 && /\p{L}\s+\p{L}+\s+\p{L}/u.test(cell),
  },
  { name: 'channel', label: 'Channel', aliases: ['channel', 'medium', 'source', 'kanal', 'touchpoint'] },
  { name: 'step', label: 'Step', aliases: ['step', 'stage', 'phase', 'schritt', 'journeystep'] },
]

// ── The pseudonym ───────────────────────────────────────────────────────────────────────────────────────────────────

const title = /^(mr|mrs|ms|miss|dr|prof|herr|frau|madame|monsieur|m|mme)\.?\s/iu
const fullName = /^\p{Lu}[\p{Ll}'’]+(?:[ -]\p{Lu}\.?)*(?:[ -]\p{Lu}[\p{Ll}'’]+)+$/u

/** Why it cannot stand for a customer; null: it can. */
export function pseudonymRefusal(pseudonym: string): string | null {
  if (/@/.test(pseudonym) || maskText(pseudonym).text !== pseudonym)
    return 'This is an address or a number of a person. Write a pseudonym, such as “Traveller 7”.'
  if (title.test(pseudonym) || fullName.test(pseudonym))
    return 'This looks like somebody’s name. Write a pseudonym, such as “Traveller 7”.'
  return null
}

// ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface When {
  day: string
  /** `HH:MM`; null where only the day is known. */
  time: string | null
}

const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(?:Z|[+-]\d{2}:?\d{2})?)?$/i
const common = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})(?:,?\s+(\d{1,2}):(\d{2})(?::\d{2})?\s*([ap]\.?m\.?)?)?$/i

/** A day, perhaps with a time, as people and programs write them; null for anything else. */
export function readWhen(written: string, order: DayOrder): When | null {
  const cell = written.trim()
  const first = iso.exec(cell)
  if (first) return whenOf(first[1]!, first[2]!, first[3]!, first[4], first[5])
  const other = common.exec(cell)
  if (!other) return null
  const [, a = '', b = '', year = '', hour, minute, half] = other
  const [dayOfMonth, month] = order === 'day first' ? [a, b] : [b, a]
  const by24 = half && hour ? String((Number(hour) % 12) + (/^p/i.test(half) ? 12 : 0)) : hour
  return whenOf(year, month, dayOfMonth, by24, minute)
}

function whenOf(year: string, month: string, date: string, hour?: string, minute?: string): When | null {
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`
  if (!isRealDay(day)) return null
  if (hour === undefined || minute === undefined) return { day, time: null }
  if (Number(hour) > 23 || Number(minute) > 59) return null
  return { day, time: `${hour.padStart(2, '0')}:${minute}` }
}

/** Slashes mean either order: the one in which every day exists; day first where both would do. */
export function guessDays(cells: readonly string[]): DayOrder {
  const readable = (order: DayOrder) => cells.filter((cell) => readWhen(cell, order)).length
  return readable('month first') > readable('day first') ? 'month first' : 'day first'
}

export interface ReadEvent {
  when: When | null
  what: string
  channel: string
  step: string
  /** Why the line cannot be read; empty where it can. */
  problem: string
}

/** One line under a mapping. */
export function readLine(cells: readonly string[], { fields, days }: Mapping): ReadEvent {
  const cellOf = (name: string) => {
    const at = fields.indexOf(name)
    return at < 0 ? '' : (cells[at] ?? '').replace(/\s+/g, ' ').trim()
  }
  const [written, what] = [cellOf('when'), cellOf('what').slice(0, 500)]
  const when = readWhen(written, days)
  const problem = !fields.includes('when')
    ? 'No column is chosen for “When”.'
    : !fields.includes('what')
      ? 'No column is chosen for “What happened”.'
      : !written
        ? 'It says no day.'
        : !when
          ? `“${written.slice(0, 40)}” is no day that can be read.`
          : what
            ? ''
            : 'It says nothing of what happened.'
  return { when, what, channel: cellOf('channel').slice(0, 60), step: cellOf('step').slice(0, 120), problem }
}

// ── Laying events over steps ────────────────────────────────────────────────────────────────────────────────────────

export interface MapStep {
  id: string
  name: string
  description: string
  touchpointId: string | null
  touchpointName: string | null
  channel: string | null
}
export interface LaidEvent {
  id: string
  what: string
  channel: string
  namedStep: string
  journeyStepId: string | null
}

const tooCommon = new Set(
  'the and for with from that this into onto was were are not but out off its his her their you'.split(' '),
)
const stem = (word: string) => word.replace(/(ings?|ed|es|s)$/, '')
const wordsOf = (given: string) =>
  new Set(
    given
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word.length > 2 && !tooCommon.has(word))
      .map(stem),
  )
const shared = (a: ReadonlySet<string>, b: ReadonlySet<string>) => [...a].filter((word) => b.has(word)).length

/**
 * The step an event most likely happened on: the one the file names, or is named much alike; where it names none, the one that shares most
 * words with it; of equals the next one after the event before. Null where nothing is shared.
 */
export function suggestStep(
  event: Omit<LaidEvent, 'id' | 'journeyStepId'>,
  steps: readonly MapStep[],
  after: number,
): string | null {
  const wanted = event.namedStep.trim().toLowerCase()
  const called = wanted && steps.find((step) => step.name.toLowerCase() === wanted)
  if (called) return called.id
  // A step that the file names and the map does not have is a mismatch, not one to guess, unless its name is much alike.
  const named = wordsOf(event.namedStep)
  const said = wordsOf(`${event.what} ${event.namedStep}`)
  const channel = wordsOf(event.channel)
  let best: { id: string; score: number } | null = null
  for (const [at, step] of steps.entries()) {
    if (wanted && !shared(named, wordsOf(step.name))) continue
    const words =
      3 * shared(said, wordsOf(step.name)) +
      shared(said, wordsOf(step.description)) +
      2 * shared(said, wordsOf(step.touchpointName ?? '')) +
      shared(channel, wordsOf(`${step.touchpointName ?? ''} ${step.channel ?? ''}`))
    if (!words) continue
    const score = words - (at < after ? 0.4 : 0) - Math.abs(at - after) * 0.01
    if (!best || score > best.score) best = { id: step.id, score }
  }
  return best?.id ?? null
}

/** Suggests a step for each event in turn. */
export function suggestSteps(
  events: readonly Omit<LaidEvent, 'journeyStepId'>[],
  steps: readonly MapStep[],
): (string | null)[] {
  let after = 0
  return events.map((event) => {
    const found = suggestStep(event, steps, after)
    if (found) after = steps.findIndex(({ id }) => id === found)
    return found
  })
}

export const mismatchKinds = ['no step', 'out of order', 'repeated', 'never reached'] as const
export type MismatchKind = (typeof mismatchKinds)[number]
export const mismatchNames: Record<MismatchKind, string> = {
  'no step': 'On no step',
  'out of order': 'Out of order',
  repeated: 'Repeated',
  'never reached': 'Never reached',
}

export interface Mismatch {
  /** Names it for good: its kind and what it is about. */
  key: string
  kind: MismatchKind
  says: string
  /** The step it is about, or the last one reached before it. */
  stepId: string | null
}

/** Where what happened does not fit the map. Events and steps in their order. */
export function mismatchesOf(events: readonly LaidEvent[], steps: readonly MapStep[]): Mismatch[] {
  const place = new Map(steps.map(({ id }, at) => [id, at]))
  const found: Mismatch[] = []
  const times = new Map<string, number>()
  let [last, farthest] = [null as string | null, -1]
  for (const event of events) {
    const at = event.journeyStepId === null ? undefined : place.get(event.journeyStepId)
    if (at === undefined) {
      const says = `“${event.what}” happened on no step of the map.`
      found.push({ key: `no step:${event.id}`, kind: 'no step', says, stepId: last })
      continue
    }
    const step = steps[at]!
    if (step.id !== last) {
      const before = times.get(step.id) ?? 0
      times.set(step.id, before + 1)
      if (before === 0 && at < farthest) {
        const says = `“${step.name}” came after “${steps[farthest]!.name}”: the map has it before.`
        found.push({ key: `out of order:${event.id}`, kind: 'out of order', says, stepId: step.id })
      }
    }
    farthest = Math.max(farthest, at)
    last = step.id
  }
  for (const step of steps) {
    const n = times.get(step.id) ?? 0
    if (n > 1)
      found.push({
        key: `repeated:${step.id}`,
        kind: 'repeated',
        says: `“${step.name}” had to be gone through ${n} times.`,
        stepId: step.id,
      })
    if (n === 0 && events.length > 0)
      found.push({
        key: `never reached:${step.id}`,
        kind: 'never reached',
        says: `“${step.name}” was never reached.`,
        stepId: step.id,
      })
  }
  return found
}

/** How long after the event before: “20 min”, “3 h 5 min”, “2 days”; empty where only days are known and it was the same. */
export function afterWords(from: { at: Date; hasTime: boolean }, to: { at: Date; hasTime: boolean }): string {
  const minutes = Math.round((to.at.getTime() - from.at.getTime()) / 60_000)
  const days = Math.round(minutes / 1440)
  if (!from.hasTime || !to.hasTime) return days > 0 ? `${plural(days, 'day')} later` : ''
  if (minutes < 1) return 'at once'
  if (minutes < 60) return `${minutes} min later`
  if (minutes < 1440) {
    const rest = minutes % 60
    return `${Math.floor(minutes / 60)} h${rest ? ` ${rest} min` : ''} later`
  }
  return `${plural(days, 'day')} later`
}
