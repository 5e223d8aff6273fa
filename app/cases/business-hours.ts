// When people work, and when something is due that takes so many hours of work. Pure.
import { TZDate } from '@date-fns/tz'
import { form, optionalLongText, optionalText, version, wholeNumber } from '#app/ui/schema.ts'

export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]
export const weekdayNames: Record<Weekday, string> = {
  monday: 'Monday',
  tuesday: 'Tuesday',
  wednesday: 'Wednesday',
  thursday: 'Thursday',
  friday: 'Friday',
  saturday: 'Saturday',
  sunday: 'Sunday',
}

export interface Holiday {
  day: string
  name: string
  /** Empty: closed all day. */
  hours: string
}

/** `09:00-12:30, 13:30-17:00` a day; empty: closed. */
export interface BusinessHours {
  week: Record<Weekday, string>
  holidays: readonly Holiday[]
  /** What a case opened by hand may take. */
  dueHours: number
}

const nine = '09:00-17:00'
export const defaultHours: BusinessHours = {
  week: { monday: nine, tuesday: nine, wednesday: nine, thursday: nine, friday: nine, saturday: '', sunday: '' },
  holidays: [],
  dueHours: 16,
}

// ── Reading what people write ───────────────────────────────────────────────────────────────────────────────────────

/** Minutes since midnight; 1440 is its end. */
export interface Span {
  from: number
  to: number
}

const clock = (text: string): number | null => {
  const [, hours = '', minutes = '00'] = /^(\d{1,2})(?:[:.h]?(\d\d))?$/.exec(text.trim()) ?? []
  const at = Number(hours) * 60 + Number(minutes)
  return hours && Number(minutes) < 60 && at <= 1440 ? at : null
}
const written = (at: number) => `${String(Math.floor(at / 60)).padStart(2, '0')}:${String(at % 60).padStart(2, '0')}`

/** `9-17`, `9:00–12:30, 13.30-17`; empty or `closed` is no hours. Null for what cannot be read, ends before it begins, or overlaps. */
export function readSpans(text: string): Span[] | null {
  if (/^(?:closed|none|-|–)?$/i.test(text.trim())) return []
  const spans: Span[] = []
  for (const part of text.split(/[,;]|\band\b/)) {
    const [from, to, more] = part.split(/[-–—]|\bto\b/).map(clock)
    if (from == null || to == null || more !== undefined || to <= from) return null
    spans.push({ from, to })
  }
  spans.sort((a, b) => a.from - b.from)
  return spans.some((span, at) => at > 0 && span.from < spans[at - 1]!.to) ? null : spans
}

/** As it is kept: `09:00-12:30, 13:30-17:00`. */
export const writeSpans = (spans: readonly Span[]) =>
  spans.map(({ from, to }) => `${written(from)}-${written(to)}`).join(', ')

/** `09:00–17:00`, or `closed`. */
export const hoursInWords = (text: string) => (text ? text.replaceAll('-', '–') : 'closed')

/** One holiday a line: `2026-12-24 09:00-13:00 Christmas Eve`. The first line that cannot be read is given back. */
export function readHolidays(text: string): { holidays: Holiday[] } | { problem: string } {
  const holidays: Holiday[] = []
  for (const line of text
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)) {
    const [, day = '', rest = ''] = /^(\d{4}-\d\d-\d\d)\s+(.+)$/.exec(line) ?? []
    const [, hours = ''] = /(?:^|\s)(\d{1,2}[:.]\d\d\s*[-–]\s*\d{1,2}[:.]\d\d)(?=\s|$)/.exec(rest) ?? []
    const name = rest.replace(hours, '').replace(/\s+/g, ' ').trim()
    const spans = readSpans(hours)
    const real = !Number.isNaN(Date.parse(day)) && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day)
    if (!real || !name || name.length > 120 || !spans)
      return { problem: `Line “${line.slice(0, 60)}”: write a day and a name, such as 2026-12-25 Christmas Day.` }
    if (holidays.some((one) => one.day === day)) return { problem: `${day} stands there twice.` }
    holidays.push({ day, name, hours: writeSpans(spans) })
  }
  if (holidays.length > 500) return { problem: 'Keep it to 500 holidays.' }
  return { holidays: holidays.sort((a, b) => (a.day < b.day ? -1 : 1)) }
}

export const writeHolidays = (holidays: readonly Holiday[]) =>
  holidays.map(({ day, name, hours }) => [day, hours, name].filter(Boolean).join(' ')).join('\n')

const hours = () => optionalText({ max: 100 })
export const businessHoursForm = form({
  monday: hours(),
  tuesday: hours(),
  wednesday: hours(),
  thursday: hours(),
  friday: hours(),
  saturday: hours(),
  sunday: hours(),
  dueHours: wholeNumber({ min: 1, max: 400, label: 'the hours' }),
  holidays: optionalLongText({ max: 40_000 }),
  version: version(),
})

// ── Due ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Longer than this nobody looks for working hours: every week has some. */
const mostDays = 4_000
const minute = 60_000

/**
 * The moment at which `hours` of open time have passed since `start`. Hours are those that really pass: a night shift over the change of
 * clocks is an hour shorter or longer. Throws where nobody ever works.
 */
export function dueAfter(start: Date, hours: number, schedule: BusinessHours, timeZone: string): Date {
  let left = Math.round(hours * 60) * minute
  let day = localDay(start, timeZone)
  for (let looked = 0; looked < mostDays; looked++, day = nextDay(day))
    for (const { from, to } of openOn(day, schedule, timeZone)) {
      const begins = Math.max(from, start.getTime())
      if (to <= begins) continue
      if (to - begins >= left) return new Date(begins + left)
      left -= to - begins
    }
  throw new RangeError('nobody ever works')
}

/** The open times of a calendar day, as moments in their order: while the clock shows an open time, also where it shows it twice. */
function openOn(day: string, schedule: BusinessHours, timeZone: string) {
  const holiday = schedule.holidays.find((one) => one.day === day)
  const weekday = weekdays[(new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7]!
  const spans = readSpans(holiday ? holiday.hours : schedule.week[weekday]) ?? []
  const midnight = Date.parse(`${day}T00:00:00Z`)
  return stretchesOf(day, timeZone)
    .flatMap(({ from, to, offset }) =>
      spans.map((span) => ({
        from: Math.max(from, midnight + span.from * minute + offset),
        to: Math.min(to, midnight + span.to * minute + offset),
      })),
    )
    .filter(({ from, to }) => from < to)
}

interface Stretch {
  from: number
  to: number
  /** From what the clock shows to UTC, in milliseconds. */
  offset: number
}

/** A day is one stretch, or several where its clocks change. */
function stretchesOf(day: string, timeZone: string): Stretch[] {
  const offsetAt = (at: number) => new TZDate(at, timeZone).getTimezoneOffset() * minute
  const [begins, ends] = [midnightOf(day, timeZone), midnightOf(nextDay(day), timeZone)]
  const step = ends - begins === 24 * 60 * minute ? ends - begins : 15 * minute
  const stretches: Stretch[] = []
  for (let at = begins; at < ends; at += step) {
    const last = stretches.at(-1)
    const offset = offsetAt(at)
    if (last?.offset === offset) last.to = at + step
    else stretches.push({ from: at, to: at + step, offset })
  }
  return stretches
}

function midnightOf(day: string, timeZone: string): number {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  return new TZDate(year, month - 1, date, 0, 0, 0, 0, timeZone).getTime()
}

function localDay(at: Date, timeZone: string): string {
  const local = new TZDate(at.getTime(), timeZone)
  return [local.getFullYear(), local.getMonth() + 1, local.getDate()].map((n) => String(n).padStart(2, '0')).join('-')
}

const nextDay = (day: string) => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
