/** Words for numbers, days, moments and periods, in the reader's locale. Pure: the same on the server and in the browser. */

export type Locale = string
export type PeriodFrequency = 'weekly' | 'monthly' | 'quarterly' | 'yearly'

const defaultLocale: Locale = 'en-GB'
const dayLength = 86_400_000
/** Locales come from people's settings; one that Intl does not know falls back to the default instead of failing. */
const kept = new Map<string, Intl.NumberFormat | Intl.DateTimeFormat | Intl.PluralRules | Intl.RelativeTimeFormat>()

function keep<T extends Intl.NumberFormat | Intl.DateTimeFormat | Intl.PluralRules | Intl.RelativeTimeFormat>(
  key: string,
  make: (locale: Locale) => T,
  locale: Locale,
): T {
  const found = kept.get(`${key}|${locale}`)
  if (found) return found as T
  let made: T
  try {
    made = make(locale)
  } catch {
    made = make(defaultLocale)
  }
  if (kept.size > 500) kept.clear()
  kept.set(`${key}|${locale}`, made)
  return made
}

const numbers = (options: Intl.NumberFormatOptions, locale: Locale) =>
  keep(`n${JSON.stringify(options)}`, (l) => new Intl.NumberFormat(l, options), locale)
const dates = (options: Intl.DateTimeFormatOptions, locale: Locale) =>
  keep(`d${JSON.stringify(options)}`, (l) => new Intl.DateTimeFormat(l, options), locale)

/** Node and browsers disagree about narrow no-break spaces; one kind keeps their markup equal. */
const evenSpaces = (text: string) => text.replace(/\u202f/g, '\u00a0')

/** A hyphen is too short for a minus, and a line may break after one. Inputs and files are not written with these formatters. */
const trueMinus = (text: string) => text.replace('-', '−')

const dateAt = (day: string) => new Date(`${day.slice(0, 10)}T00:00:00Z`)
const isDayText = (day: string) => /^\d{4}-\d{2}-\d{2}/.test(day) && !Number.isNaN(dateAt(day).getTime())

/** `1,234.5`, `−12`; without `decimals` at most two, and no trailing zeros. */
export function formatNumber(value: number, decimals?: number, locale: Locale = defaultLocale): string {
  const options =
    decimals === undefined
      ? { maximumFractionDigits: 2 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  const text = evenSpaces(numbers(options, locale).format(value))
  return /[1-9]/.test(text) ? trueMinus(text) : text.replace(/[-−]/, '')
}

/** `value` is in percent (0..100), as it is stored: 42.5 becomes `42.5%`. */
export function formatPercent(value: number, decimals = 0, locale: Locale = defaultLocale): string {
  return `${formatNumber(value, decimals, locale)}%`
}

/** `currency` is an ISO 4217 code; an unknown one is written after the number. */
export function formatCurrency(value: number, currency: string, locale: Locale = defaultLocale): string {
  if (!/^[A-Za-z]{3}$/.test(currency)) return `${formatNumber(value, undefined, locale)} ${currency}`.trim()
  const options = { style: 'currency', currency, maximumFractionDigits: Number.isInteger(value) ? 0 : 2 } as const
  return trueMinus(evenSpaces(numbers(options, locale).format(value)))
}

/** `31 Jan 2026` from `2026-01-31`. Calendar days have no zone. */
export function formatDay(day: string, locale: Locale = defaultLocale): string {
  if (!isDayText(day)) return day
  return evenSpaces(
    dates({ day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' }, locale).format(dateAt(day)),
  )
}

/** `Saturday, 31 January 2026`, for headings and print. */
export function formatLongDay(day: string, locale: Locale = defaultLocale): string {
  if (!isDayText(day)) return day
  return evenSpaces(dates({ dateStyle: 'full', timeZone: 'UTC' }, locale).format(dateAt(day)))
}

/** `31 Jan 2026, 14:05` in the reader's zone; accepts a Date, an ISO string or milliseconds. */
export function formatMoment(at: Date | string | number, locale: Locale = defaultLocale, timeZone = 'UTC'): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return String(at)
  const options = { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' } as const
  const known = isTimeZone(timeZone) ? timeZone : 'UTC'
  return evenSpaces(dates({ ...options, timeZone: known }, locale).format(date))
}

const zones = new Map<string, boolean>()

function isTimeZone(timeZone: string): boolean {
  const found = zones.get(timeZone)
  if (found !== undefined) return found
  let known = true
  try {
    new Intl.DateTimeFormat('en', { timeZone })
  } catch {
    known = false
  }
  if (zones.size < 1000) zones.set(timeZone, known)
  return known
}

/** Whole days from `today` to `day`: negative is the past. */
export function daysFrom(today: string, day: string): number {
  return Math.round((dateAt(day).getTime() - dateAt(today).getTime()) / dayLength)
}

/** `today`, `tomorrow`, `in 3 days`, `2 days late`: for days by which something is due. */
export function relativeDay(day: string, today: string): string {
  const days = daysFrom(today, day)
  if (days === 0) return 'today'
  if (days === 1) return 'tomorrow'
  if (days < 0) return `${span(-days)} late`
  return `in ${span(days)}`
}

/** `today`, `yesterday`, `3 days ago`: for days on which something happened. */
export function agoDay(day: string, today: string): string {
  const days = daysFrom(today, day)
  if (days === 0) return 'today'
  if (days === -1) return 'yesterday'
  return days < 0 ? `${span(-days)} ago` : relativeDay(day, today)
}

function span(days: number): string {
  if (days < 60) return plural(days, 'day')
  if (days < 730) return plural(Math.round(days / 30.44), 'month')
  return plural(Math.round(days / 365.25), 'year')
}

/** `Jan 2026`, `Q1 2026`, `2026`, `week of 5 Jan 2026`; a period is named by its first day. */
export function formatPeriod(period: string, frequency: PeriodFrequency, locale: Locale = defaultLocale): string {
  if (!isDayText(period)) return period
  const year = period.slice(0, 4)
  if (frequency === 'yearly') return year
  if (frequency === 'quarterly') return `Q${Math.floor((Number(period.slice(5, 7)) - 1) / 3) + 1} ${year}`
  if (frequency === 'weekly') return `week of ${formatDay(period, locale)}`
  return evenSpaces(dates({ month: 'short', year: 'numeric', timeZone: 'UTC' }, locale).format(dateAt(period)))
}

/** A measured value with its unit: `42.5%`, `€1,200`, `3.2 days`; null is `no data`, never 0. */
export function formatValue(
  value: number | null | undefined,
  unit = '',
  decimals?: number,
  locale: Locale = defaultLocale,
): string {
  if (value === null || value === undefined || Number.isNaN(value)) return 'no data'
  const text = formatNumber(value, decimals, locale)
  const sign = unit.trim()
  if (!sign) return text
  if (sign === '%' || sign === 'percent') return `${text}%`
  if (/^[€$£¥]$/.test(sign)) return text.startsWith('−') ? `−${sign}${text.slice(1)}` : `${sign}${text}`
  return `${text}\u00a0${sign}`
}

/** `+3.2`, `−1` or `±0`: a change says its direction even where the colour does not show. */
export function formatChange(
  value: number | null | undefined,
  unit = '',
  decimals?: number,
  locale: Locale = defaultLocale,
): string {
  if (value === null || value === undefined) return 'no data'
  const size = formatValue(Math.abs(value), unit, decimals, locale)
  if (!/[1-9]/.test(size)) return `±${size}`
  return `${value > 0 ? '+' : '−'}${size}`
}

/** `1 item`, `3 items`, `0 people` with `plural(0, 'person', 'people')`. */
export function plural(count: number, one: string, many = `${one}s`, locale: Locale = defaultLocale): string {
  return `${formatNumber(count, undefined, locale)} ${count === 1 ? one : many}`
}

/** Up to two letters that stand for a name: `Ada Lovelace` is `AL`. */
export function initials(name: string): string {
  const words = name
    .trim()
    .split(/[\s_.-]+/u)
    .filter((word) => /[\p{L}\p{N}]/u.test(word))
  const first = words[0]
  if (!first) return '?'
  const last = words.length > 1 ? words[words.length - 1]! : ''
  return `${[...first][0] ?? ''}${[...last][0] ?? ''}`.toUpperCase()
}

/** `a`, `a and b`, `a, b and c`. */
export function inWords(list: readonly string[]): string {
  if (list.length < 2) return list[0] ?? ''
  return `${list.slice(0, -1).join(', ')} and ${list[list.length - 1]}`
}

/** The first sentence of a text, for lists and titles. */
export function shortly(text: string, most = 120): string {
  const line = text.replace(/\s+/g, ' ').trim()
  const sentence = /^.{20,}?[.!?](?=\s|$)/u.exec(line)?.[0] ?? line
  return sentence.length <= most ? sentence : `${sentence.slice(0, most - 1).trimEnd()}…`
}
