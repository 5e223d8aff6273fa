/**
 * A past moment as it stands in an address: `/demo@2026-03-01/initiatives` is the list of initiatives as recorded by the end
 * of that day. It belongs to the organisation's part of the address, so every link of a past page stays in the past by itself. Pure.
 */

/** An organisation's part of an address: its slug and, where one looks back, the moment. */
export interface Place {
  slug: string
  /** As written: `2026-03-01` (its end), `2026-03-01T09:30[:15]` (in the organisation's zone) or `…T08:30:15.250Z` (anywhere's). */
  moment: string | null
}

/** Addresses know no moment before it. */
export const firstMoment = new Date('2000-01-01T00:00:00Z')

const place = /^([a-z][a-z0-9-]{1,39})(?:@([0-9TZ:.-]{10,24}))?$/
const written = /^(2\d{3}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.(\d{3}))?)?(Z)?)?$/

/** Null for what is no organisation's address or names no moment that ever was or will be. */
export function placeOf(segment: string | undefined): Place | null {
  const [, slug, moment = null] = place.exec(segment ?? '') ?? []
  if (!slug || (moment !== null && !isMoment(moment))) return null
  return { slug, moment }
}

/** Whether an organisation's part of an address looks back. */
export const isPast = (segment: string) => Boolean(placeOf(segment)?.moment)

/** Whether it is a moment as addresses write it; 30 February is none. */
export function isMoment(text: string): boolean {
  const [whole, day, time = '00:00', second = '00', ms = '000'] = written.exec(text) ?? []
  if (!whole) return false
  const at = new Date(`${day}T${time}:${second}.${ms}Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString() === `${day}T${time}:${second}.${ms}Z`
}

/** What an address names as a past moment that is none, and the same page as it is today; null where there is nothing of the kind. */
export function oddMoment(path: string): { moment: string; present: string } | null {
  const [, slug, moment = '', rest = ''] = /^\/([a-z][a-z0-9-]{1,39})(?:@|%40)([^/?#]*)(.*)$/s.exec(path) ?? []
  if (!slug || placeOf(`${slug}@${decoded(moment)}`)) return null
  return { moment: decoded(moment), present: `/${slug}${rest}` }
}

/** The organisation's part of an address as of a moment: the slug alone for the present. */
export const segmentOf = ({ slug, moment }: Place) => (moment ? `${slug}@${moment}` : slug)

/** A moment as an address writes it, exact to the millisecond and never before it: what was recorded then is shown. */
export const instantOf = (at: Date) => at.toISOString()

/** The same page as of another moment, or of the present: only the first part of the path changes. */
export function samePageAt(path: string, moment: string | null): string {
  const [, first = '', rest = ''] = /^\/([^/?#]*)(.*)$/s.exec(path) ?? []
  const at = placeOf(decoded(first))
  return at ? `/${segmentOf({ slug: at.slug, moment })}${rest}` : path
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    return segment
  }
}

/** The days looked back at most, from a calendar day: a month, a quarter and a year before it. */
export function presetDays(today: string): { label: string; day: string }[] {
  return [
    { label: 'A month ago', day: monthsBefore(today, 1) },
    { label: 'A quarter ago', day: monthsBefore(today, 3) },
    { label: 'A year ago', day: monthsBefore(today, 12) },
  ]
}

/** The same day of an earlier month, or its last: 31 May less three months is the end of February. */
function monthsBefore(day: string, months: number): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month - months, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 - months, Math.min(date, last))).toISOString().slice(0, 10)
}

/** The rooms whose pages can be read as of a past moment; everything else is as it is today. */
const roomsWithAPast = new Set(
  'executive strategy chain search search.json history vision values pillars outcomes personas persona-experiences pictures segments customer-counts effort-and-value observations visits gaps reconstructions kpis people units initiatives action-plans action-items journeys touchpoints listening-posts coverage cases stories themes feedback journey-steps journey-phases'.split(
    ' ',
  ),
)

export function hasPast(pathname: string): boolean {
  const [, room = '', part] = pathname
    .replace(/\.data$/, '')
    .split('/')
    .filter(Boolean)
  if (room === 'history' && part === 'proof') return false // what is proved is everything up to now
  return room === '' || room === '_root' || roomsWithAPast.has(room)
}

/**
 * The moment as SQL, given that `o.time_zone` is the organisation's zone. Only for what `isMoment` says yes to: nothing else is
 * safe to write into a statement.
 */
export function momentSql(moment: string): string {
  if (!isMoment(moment)) throw new RangeError(`not a moment: ${moment}`)
  if (moment.length === 10)
    return `(('${moment}'::date + 1)::timestamp at time zone o.time_zone - interval '1 microsecond')`
  return moment.endsWith('Z') ? `'${moment}'::timestamptz` : `('${moment}'::timestamp at time zone o.time_zone)`
}
