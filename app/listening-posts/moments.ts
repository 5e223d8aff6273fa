// When an answer was given, as exports write it: many ways, in a zone that stands elsewhere or nowhere. Pure.

export const dayOrders = ['year first', 'day first', 'month first'] as const
export type DayOrder = (typeof dayOrders)[number]

/** A moment as written: no zone is known yet, unless the text says one. */
export interface WrittenMoment {
  year: number
  month: number
  day: number
  /** Null where only the day is given. */
  time: { hour: number; minute: number; second: number; milli: number } | null
  /** Minutes east of UTC where the text says so. */
  offset: number | null
}

const monthNames: Record<string, number> = {}
for (const [month, ...names] of [
  [1, 'jan', 'januar', 'janv', 'janvier', 'ene', 'enero', 'gen', 'gennaio', 'janeiro'],
  [2, 'feb', 'februar', 'févr', 'fevr', 'février', 'febrero', 'febbraio', 'fev', 'fevereiro'],
  [3, 'mar', 'märz', 'mär', 'mrz', 'mars', 'marzo', 'março', 'mrt', 'maart'],
  [4, 'apr', 'avr', 'avril', 'abr', 'abril', 'aprile'],
  [5, 'may', 'mai', 'mayo', 'mag', 'maggio', 'maio', 'mei'],
  [6, 'jun', 'juni', 'juin', 'junio', 'giu', 'giugno', 'junho'],
  [7, 'jul', 'juli', 'juil', 'juillet', 'julio', 'lug', 'luglio', 'julho'],
  [8, 'aug', 'août', 'aout', 'ago', 'agosto', 'augustus'],
  [9, 'sep', 'sept', 'septiembre', 'septembre', 'set', 'settembre', 'setembro'],
  [10, 'oct', 'okt', 'oktober', 'octobre', 'octubre', 'ott', 'ottobre', 'out', 'outubro'],
  [11, 'nov', 'novembre', 'noviembre', 'novembro'],
  [12, 'dec', 'dez', 'dezember', 'déc', 'décembre', 'dic', 'diciembre', 'dicembre', 'dezembro'],
] as [number, ...string[]][])
  for (const name of names) monthNames[name] = month
for (const [at, name] of [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
].entries())
  monthNames[name] = at + 1

const clock = String.raw`(?:[T ,]+(?:at |um |à )?(\d{1,2})[:.h](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)? ?(AM|PM|am|pm|a\.m\.|p\.m\.)?)?`
const zone = String.raw` ?(Z|UTC|GMT|(?:UTC|GMT)?[+-]\d{2}:?\d{2}|(?:UTC|GMT)[+-]\d{1,2})?(?: ?\(?[A-Z]{2,5}\)?)?`
const yearFirst = new RegExp(`^(\\d{4})[-/.](\\d{1,2})[-/.](\\d{1,2})${clock}${zone}$`)
const numbers = new RegExp(`^(\\d{1,2})[-/.](\\d{1,2})[-/.](\\d{4}|\\d{2})${clock}${zone}$`)
const dayName = new RegExp(
  `^(?:[\\p{L}]{2,10}[.,]? +)?(\\d{1,2})(?:\\.|st|nd|rd|th)?[ -]+([\\p{L}]{3,10})\\.?,?[ -]+(\\d{4}|\\d{2})${clock}${zone}$`,
  'u',
)
const nameDay = new RegExp(
  `^(?:[\\p{L}]{2,10}[.,]? +)?([\\p{L}]{3,10})\\.? +(\\d{1,2})(?:st|nd|rd|th)?,? +(\\d{4})${clock}${zone}$`,
  'u',
)

/** Reads a moment; null where the text is none. `order` decides where the text itself does not. Unix seconds and milliseconds are read too. */
export function readMoment(text: string, order: DayOrder): WrittenMoment | null {
  const written = text.trim().replace(/\s+/g, ' ')
  if (/^1\d{9}(?:\.\d+)?$|^1\d{12}$/.test(written)) return ofUnix(Number(written))
  let match = yearFirst.exec(written)
  if (match) return checked(match[1]!, match[2]!, match[3]!, match)
  match = numbers.exec(written)
  if (match) {
    const [first, second] = [match[1]!, match[2]!]
    return order === 'month first' ? checked(match[3]!, first, second, match) : checked(match[3]!, second, first, match)
  }
  match = dayName.exec(written)
  if (match) return checked(match[3]!, monthNumber(match[2]!), match[1]!, match)
  match = nameDay.exec(written)
  return match ? checked(match[3]!, monthNumber(match[1]!), match[2]!, match) : null
}

const monthNumber = (name: string) => String(monthNames[name.toLowerCase()] ?? 0)

function ofUnix(value: number): WrittenMoment {
  const at = new Date(value > 1e11 ? value : value * 1000)
  return {
    year: at.getUTCFullYear(),
    month: at.getUTCMonth() + 1,
    day: at.getUTCDate(),
    time: {
      hour: at.getUTCHours(),
      minute: at.getUTCMinutes(),
      second: at.getUTCSeconds(),
      milli: at.getUTCMilliseconds(),
    },
    offset: 0,
  }
}

function checked(yearText: string, monthText: string, dayText: string, match: RegExpExecArray): WrittenMoment | null {
  const [, , , , hourText, minuteText, secondText, fraction, half, zoneText] = match
  const year = Number(yearText) + (yearText.length === 2 ? 2000 : 0)
  const [month, day] = [Number(monthText), Number(dayText)]
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate()
  if (year < 1990 || year > 2100 || month < 1 || month > 12 || day < 1 || day > last) return null
  const moment = { year, month, day, offset: offsetOf(zoneText) }
  if (hourText === undefined) return { ...moment, time: null }
  let hour = Number(hourText)
  if (half && (hour < 1 || hour > 12)) return null
  if (half) hour = (hour % 12) + (/^p/i.test(half) ? 12 : 0)
  const [minute, second] = [Number(minuteText), Number(secondText ?? 0)]
  if (hour > 23 || minute > 59 || second > 59) return null
  return { ...moment, time: { hour, minute, second, milli: Number((fraction ?? '0').padEnd(3, '0').slice(0, 3)) } }
}

function offsetOf(text: string | undefined): number | null {
  if (!text) return null
  const match = /([+-])(\d{1,2}):?(\d{2})?$/.exec(text)
  if (!match) return 0
  return (match[1] === '-' ? -1 : 1) * (Number(match[2]) * 60 + Number(match[3] ?? 0))
}

/** Which way round days and months stand, as the samples show; null where nothing tells, and both ways are possible. */
export function guessDayOrder(samples: readonly string[]): DayOrder | null {
  let [dayFirst, monthFirst, unclear] = [0, 0, 0]
  for (const sample of samples) {
    const match = /^(\d{1,2})([-/.])(\d{1,2})[-/.]\d{2,4}(?!\d)/.exec(sample.trim())
    if (!match) continue
    const [first, second] = [Number(match[1]), Number(match[3])]
    if (first > 12 && second <= 12) dayFirst++
    else if (second > 12 && first <= 12) monthFirst++
    else if (first !== second && match[2] === '.') dayFirst++
    else if (first !== second) unclear++
  }
  if (dayFirst + monthFirst + unclear === 0) return 'year first'
  if (dayFirst && monthFirst) return null
  // Days in order of time: in the right reading they do not leap about.
  if (!dayFirst && !monthFirst) return smoother(samples)
  return dayFirst ? 'day first' : 'month first'
}

/** The reading in which the samples span far less time; null where neither does. */
function smoother(samples: readonly string[]): DayOrder | null {
  const steps = (order: DayOrder) => {
    const times = samples.flatMap((sample) => {
      const moment = readMoment(sample, order)
      return moment ? [Date.UTC(moment.year, moment.month - 1, moment.day) / 86_400_000] : []
    })
    return times.slice(1).reduce((sum, time, at) => sum + Math.abs(time - times[at]!), 0)
  }
  const [byDay, byMonth] = [steps('day first'), steps('month first')]
  if (samples.length < 8) return null
  if (byDay * 4 < byMonth) return 'day first'
  return byMonth * 4 < byDay ? 'month first' : null
}

// An hour of a zone has one offset (its changes fall on whole hours or half hours of UTC).
const offsets = new Map<string, Map<number, number>>()
const formats = new Map<string, Intl.DateTimeFormat>()

/** Minutes east of UTC that a zone's clocks show at a moment. */
function offsetAt(ms: number, timeZone: string): number {
  const slot = Math.floor(ms / 900_000)
  let known = offsets.get(timeZone)
  if (!known) offsets.set(timeZone, (known = new Map()))
  const found = known.get(slot)
  if (found !== undefined) return found
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    })
    formats.set(timeZone, format)
  }
  const parts = Object.fromEntries(format.formatToParts(slot * 900_000).map(({ type, value }) => [type, Number(value)]))
  const local = Date.UTC(parts.year!, parts.month! - 1, parts.day, parts.hour, parts.minute)
  const offset = Math.round((local - slot * 900_000) / 60_000)
  if (known.size > 50_000) known.clear()
  known.set(slot, offset)
  return offset
}

/** The moment (milliseconds) that a zone's clocks show; in the hour that is skipped in spring, the one after; in the one that comes twice, the first. */
export function instantOf(written: WrittenMoment, timeZone: string): number {
  const { hour, minute, second, milli } = written.time ?? { hour: 12, minute: 0, second: 0, milli: 0 }
  const local = Date.UTC(written.year, written.month - 1, written.day, hour, minute, second, milli)
  if (written.offset !== null) return local - written.offset * 60_000
  const first = local - offsetAt(local - 86_400_000, timeZone) * 60_000
  if (offsetAt(first, timeZone) * 60_000 === local - first) return first
  const second_ = local - offsetAt(local + 86_400_000, timeZone) * 60_000
  return offsetAt(second_, timeZone) * 60_000 === local - second_ ? second_ : first
}

/** The calendar day of a moment in a zone. */
export function dayIn(ms: number, timeZone: string): string {
  return new Date(ms + offsetAt(ms, timeZone) * 60_000).toISOString().slice(0, 10)
}

export const isTimeZone = (name: string) => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}
