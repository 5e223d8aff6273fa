/** The periods a KPI is measured in: weeks (from Monday), months, quarters and years, each named by its first day. */

export const frequencies = ['weekly', 'monthly', 'quarterly', 'yearly'] as const
export type Frequency = (typeof frequencies)[number]

/** How many days after a period's end its value may still arrive before anyone is asked for it. */
export const graceDaysFor: Record<Frequency, number> = { weekly: 3, monthly: 10, quarterly: 15, yearly: 30 }

const monthsIn = { monthly: 1, quarterly: 3, yearly: 12 } as const
const monthNames = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const
const dayLength = 86_400_000

/** Days since 1970-01-01 of a calendar day; calendar days have no zone, so UTC serves. */
function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / dayLength
}

function dayOf(number: number): string {
  return new Date(number * dayLength).toISOString().slice(0, 10)
}

export function addDays(day: string, days: number): string {
  return dayOf(dayNumber(day) + days)
}

/** Whole days from the first day to the second; negative if the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from)
}

/** The first day of the period that holds this day. */
export function periodOf(day: string, frequency: Frequency): string {
  if (frequency === 'weekly') return dayOf(mondayOf(dayNumber(day)))
  const month = Number(day.slice(5, 7)) - 1
  return firstOf(Number(day.slice(0, 4)), month - (month % monthsIn[frequency]))
}

export function nextPeriod(period: string, frequency: Frequency): string {
  return shift(period, frequency, 1)
}

export function previousPeriod(period: string, frequency: Frequency): string {
  return shift(period, frequency, -1)
}

/** Every period from the one that holds `from` to the one that holds `to`, both included, so that gaps stay gaps. */
export function periodsBetween(from: string, to: string, frequency: Frequency): string[] {
  const last = periodOf(to, frequency)
  const periods: string[] = []
  for (let at = periodOf(from, frequency); at <= last; at = nextPeriod(at, frequency)) periods.push(at)
  return periods
}

/** `Week 5, 2011`, `Jan 2011`, `Q1 2011` or `2011`; `parsePeriod` reads each of them back. */
export function periodLabel(period: string, frequency: Frequency): string {
  const year = period.slice(0, 4)
  const month = Number(period.slice(5, 7)) - 1
  if (frequency === 'yearly') return year
  if (frequency === 'quarterly') return `Q${Math.floor(month / 3) + 1} ${year}`
  if (frequency === 'monthly') return `${monthNames[month]} ${year}`
  const thursday = dayNumber(period) + 3
  const weekYear = dayOf(thursday).slice(0, 4)
  return `Week ${Math.floor((thursday - dayNumber(`${weekYear}-01-01`)) / 7) + 1}, ${weekYear}`
}

/**
 * Reads a period as people and files write it. A full date stands for the period that holds it; every other form must name
 * exactly one period of this frequency (a month is no quarter), so that twelve months are never folded into one year unseen.
 */
export function parsePeriod(text: string, frequency: Frequency): string | null {
  const written = text.trim()
  const date = /^(\d{4})-(\d{2})-(\d{2})$/.exec(written)
  if (date) return isDay(written) ? periodOf(written, frequency) : null
  const found = readers[frequency](written)
  return found !== null && found >= '1900' && found < '2200' ? found : null
}

/** The first day on which a period's value is asked for: its end plus the days of grace. */
export function valueDueOn(period: string, frequency: Frequency, graceDays = graceDaysFor[frequency]): string {
  return addDays(nextPeriod(period, frequency), graceDays)
}

/** The period whose value is asked for from this day on: `valueDueOn` read backwards. */
export function periodDueOn(dueOn: string, frequency: Frequency, graceDays = graceDaysFor[frequency]): string {
  return previousPeriod(periodOf(addDays(dueOn, -graceDays), frequency), frequency)
}

/** The periods between the first and the last of these that are not among them, oldest first. */
export function gapsBetween(periods: readonly string[], frequency: Frequency): string[] {
  const sorted = [...periods].sort()
  const there = new Set(sorted)
  const [first, last] = [sorted[0], sorted[sorted.length - 1]]
  return first && last ? periodsBetween(first, last, frequency).filter((period) => !there.has(period)) : []
}

function shift(period: string, frequency: Frequency, by: 1 | -1): string {
  const first = periodOf(period, frequency)
  if (frequency === 'weekly') return addDays(first, 7 * by)
  return firstOf(Number(first.slice(0, 4)), Number(first.slice(5, 7)) - 1 + by * monthsIn[frequency])
}

function firstOf(year: number, month: number): string {
  // Months beyond December or before January carry over; `Date.UTC` would take the year 11 for 1911.
  const months = year * 12 + month
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}-01`
}

function mondayOf(day: number): number {
  return day - ((((day + 3) % 7) + 7) % 7)
}

function isDay(day: string): boolean {
  const number = dayNumber(day)
  return !Number.isNaN(number) && dayOf(number) === day && day >= '1900' && day < '2200'
}

const readers: Record<Frequency, (text: string) => string | null> = {
  yearly: (text) => (/^\d{4}$/.test(text) ? firstOf(Number(text), 0) : null),
  quarterly: (text) => {
    const found = /^(\d{4})[ -]?Q([1-4])$/i.exec(text) ?? swapped(/^Q([1-4])[ -](\d{4})$/i.exec(text))
    return found ? firstOf(Number(found[1]), 3 * (Number(found[2]) - 1)) : null
  },
  monthly: (text) => {
    const named = /^([a-z]{3,9})\.?[ -](\d{4})$/i.exec(text)
    if (named) return firstOfNamedMonth(named[1] ?? '', Number(named[2]))
    const found = /^(\d{4})[-/](\d{1,2})$/.exec(text) ?? swapped(/^(\d{1,2})\/(\d{4})$/.exec(text))
    const month = Number(found?.[2])
    return found && month >= 1 && month <= 12 ? firstOf(Number(found[1]), month - 1) : null
  },
  weekly: (text) => {
    const found = /^(\d{4})[ -]?W(\d{1,2})$/i.exec(text) ?? swapped(/^W(?:eek )?(\d{1,2}),? (\d{4})$/i.exec(text))
    return found ? firstOfWeek(Number(found[1]), Number(found[2])) : null
  },
}

function swapped(found: RegExpExecArray | null): [string, string | undefined, string | undefined] | null {
  return found && [found[0], found[2], found[1]]
}

const longMonthNames = 'january february march april may june july august september october november december'.split(
  ' ',
)

function firstOfNamedMonth(name: string, year: number): string | null {
  const wanted = name.toLowerCase()
  const month = longMonthNames.findIndex(
    (long) => long === wanted || long.slice(0, 3) === wanted || (wanted === 'sept' && long === 'september'),
  )
  return month < 0 ? null : firstOf(year, month)
}

/** ISO 8601: week 1 holds 4 January; years have 52 or 53 weeks. */
function firstOfWeek(year: number, week: number): string | null {
  if (week < 1 || year < 1900) return null
  const monday = dayOf(mondayOf(dayNumber(`${year}-01-04`)) + 7 * (week - 1))
  return monday < dayOf(mondayOf(dayNumber(`${year + 1}-01-04`))) ? monday : null
}
