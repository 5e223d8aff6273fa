// What a difference is asked for in its address, and what is wrong with it. Pure.
import { isMoment, presetDays } from '#app/moment.ts'
import { type LeftOut, leftOutOf } from '#app/ui/list-query.ts'
import { type Fate, type RoomKey, changeRooms, fates } from './changed-tables.ts'

export interface AskedDifference {
  /** Moments as addresses write them; `to` null is now. */
  from: string
  to: string | null
  room?: RoomKey
  owner?: string
  what?: Fate
  /** From 1. */
  page: number
}

/** A moment as its two fields show it. */
export interface TypedMoment {
  day: string
  time: string
}

export interface Problems {
  from?: string
  to?: string
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Reads an address; what makes no sense in it is left out. Without a beginning it is a month before `today`. */
export function readAsked(url: URL, today: string): { asked: AskedDifference; problems: Problems; leftOut: LeftOut[] } {
  const given = (name: string) => url.searchParams.get(name)?.trim() ?? ''
  const [from, to] = [given('from'), given('to')]
  const owner = given('owner')
  const page = Number(given('page') || '1')
  const asked: AskedDifference = {
    from: isMoment(from) ? from : presetDays(today)[0]!.day,
    to: isMoment(to) ? to : null,
    room: changeRooms.find(({ key }) => key === given('room'))?.key,
    owner: uuid.test(owner) ? owner : undefined,
    what: fates.find((fate) => fate === given('what')),
    page: Number.isSafeInteger(page) && page > 0 && page <= 100_000 ? page : 1,
  }
  const problems: Problems = {}
  if (from && !isMoment(from)) problems.from = noDay
  if (to && !isMoment(to)) problems.to = noDay
  return { asked, problems, leftOut: leftOutOf(url, rules, moments) }
}

const moments = ['from', 'to', 'fromDay', 'fromTime', 'toDay', 'toTime']
const rules = {
  filters: { room: changeRooms.map(({ key }) => key), owner: 'id', what: fates },
  sorts: [],
  defaultSort: '',
} as const

const noDay = 'Choose a day, such as 2026-03-01.'
const noTime = 'Write the time as hours and minutes, such as 09:30, or leave it empty.'

/** The moments that the page's form sends (`fromDay`, `fromTime`, `toDay`, `toTime`) as addresses write them; null without them. */
export function readTyped(url: URL): { from: string; to: string; problems: Problems } | null {
  if (!url.searchParams.has('fromDay')) return null
  const typed = (name: string) => url.searchParams.get(name)?.trim() ?? ''
  const problems: Problems = {}
  const momentOf = (end: 'from' | 'to', optional: boolean) => {
    const [day, time] = [typed(`${end}Day`), typed(`${end}Time`)]
    if (optional && !day && !time) return ''
    const moment = time ? `${day}T${time}` : day
    if (!isMoment(day) || day.length !== 10) problems[end] = noDay
    else if (!isMoment(moment)) problems[end] = noTime
    return moment
  }
  return { from: momentOf('from', false), to: momentOf('to', true), problems }
}

/** What is wrong with two moments that are moments. */
export function judged({
  fromLater,
  toLater,
  backwards,
}: {
  fromLater: boolean
  toLater: boolean
  backwards: boolean
}): Problems {
  if (fromLater) return { from: 'This moment is still to come. Choose an earlier one.' }
  if (toLater) return { to: 'This moment is still to come. Choose an earlier one, or leave it empty.' }
  return backwards ? { to: 'The second moment has to be later than the first.' } : {}
}

/** A moment in its two fields; an instant is shown by the clock of the organisation's zone. */
export function typedMoment(moment: string | null, timeZone: string): TypedMoment {
  if (!moment) return { day: '', time: '' }
  const local = moment.endsWith('Z') ? clockIn(new Date(moment), timeZone) : moment
  const [day = '', time = ''] = local.split('T')
  return { day, time: time.slice(0, 8) }
}

/** `2026-03-02T09:30:00`, as the clock of a zone shows the moment. */
export function clockIn(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit' },
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '00'
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}:${part('second')}`
}
