import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type BusinessHours,
  defaultHours,
  dueAfter,
  readHolidays,
  readSpans,
  weekdays,
  writeHolidays,
  writeSpans,
} from '#app/cases/business-hours.ts'

const due = (start: string, hours: number, schedule: BusinessHours = defaultHours, zone = 'Europe/Berlin') =>
  dueAfter(new Date(start), hours, schedule, zone).toISOString()

describe('business hours', () => {
  test('count only while people work: evenings, weekends, holidays and half days are left out', () => {
    expect(due('2026-11-26T10:00:00Z', 4)).toBe('2026-11-26T14:00:00.000Z') // Thursday 11 to 15 in Berlin
    expect(due('2026-11-26T15:00:00Z', 4)).toBe('2026-11-27T11:00:00.000Z') // one hour left of Thursday
    expect(due('2026-11-27T15:00:00Z', 4)).toBe('2026-11-30T11:00:00.000Z') // over the weekend
    expect(due('2026-11-28T12:00:00Z', 8)).toBe('2026-11-30T16:00:00.000Z') // begun on a Saturday: all of Monday
    const christmas = {
      ...defaultHours,
      holidays: [
        { day: '2026-12-24', name: 'Christmas Eve', hours: '09:00-12:00' },
        { day: '2026-12-25', name: 'Christmas Day', hours: '' },
      ],
    }
    expect(due('2026-12-23T15:00:00Z', 5, christmas)).toBe('2026-12-28T09:00:00.000Z') // 1 h, 3 h, then Monday
  })

  test('change of clocks: the hours that pass count', () => {
    const night = { ...defaultHours, week: { ...defaultHours.week, sunday: '00:00-06:00' } }
    // 29 March 2026: 02:00 is followed by 03:00, so the night has five hours.
    expect(due('2026-03-28T12:00:00Z', 5, night)).toBe('2026-03-29T04:00:00.000Z')
    expect(due('2026-10-24T12:00:00Z', 7, night)).toBe('2026-10-25T05:00:00.000Z')
    // 5 April 2026 in Auckland: 03:00 is followed by 02:00, and who closes at 02:00 closes when the clock first shows it.
    const early = { week: { ...night.week, sunday: '00:00-02:00', monday: '00:00-24:00' }, holidays: [], dueHours: 8 }
    expect(due('2026-04-04T11:00:00Z', 3, early, 'Pacific/Auckland')).toBe('2026-04-05T13:00:00.000Z')
  })

  test('whatever the week, the zone and the start: exactly so many open minutes lie between', () => {
    const quarter = fc.integer({ min: 0, max: 96 }).map((n) => n * 15)
    const span = fc.tuple(quarter, quarter).filter(([from, to]) => from < to)
    const text = span.map(([from, to]) => writeSpans([{ from, to }]))
    const day = fc.oneof(fc.constant(''), text)
    const week = fc
      .tuple(text, ...weekdays.slice(1).map(() => day))
      .map((days) => Object.fromEntries(weekdays.map((weekday, at) => [weekday, days[at]!])) as BusinessHours['week'])
    const zone = fc.constantFrom('Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC')
    const start = fc.integer({ min: 0, max: 4 * 24 * 120 }).map((n) => new Date(Date.UTC(2026, 1, 20) + n * 900_000))
    fc.assert(
      fc.property(week, zone, start, fc.integer({ min: 1, max: 30 }), (days, timeZone, from, hours) => {
        const holidays = [{ day: '2026-03-30', name: 'Off', hours: '' }]
        const schedule = { week: days, holidays, dueHours: 8 }
        const until = dueAfter(from, hours, schedule, timeZone)
        expect(openQuarters(from, until, schedule, timeZone)).toBe(hours * 4)
        // Open right up to the moment it is due.
        expect(openQuarters(new Date(until.getTime() - 900_000), until, schedule, timeZone)).toBe(1)
      }),
      { numRuns: 60 },
    )
  })

  test('are read as people write them', () => {
    const kept = (text: string) => {
      const spans = readSpans(text)
      return spans && writeSpans(spans)
    }
    expect(kept('9-17')).toBe('09:00-17:00')
    expect(kept('13.30–17; 9:00 to 12:30')).toBe('09:00-12:30, 13:30-17:00')
    expect(kept('closed')).toBe('')
    expect(kept('0-24')).toBe('00:00-24:00')
    for (const wrong of ['17-9', 'nine', '9-25', '9-12, 11-13', '9-', '9-10-11']) expect(kept(wrong)).toBeNull()
    const read = readHolidays('2026-12-25 Christmas Day\n2026-12-24 9:00-13:00 Christmas Eve')
    expect('holidays' in read && writeHolidays(read.holidays)).toBe(
      '2026-12-24 09:00-13:00 Christmas Eve\n2026-12-25 Christmas Day',
    )
    for (const wrong of ['2026-02-30 Never', 'Christmas', '2026-12-25', '2026-12-25 A\n2026-12-25 B'])
      expect(readHolidays(wrong)).toHaveProperty('problem')
  })
})

/** Counted another way: quarter by quarter, by the clock on the wall. */
function openQuarters(from: Date, until: Date, { week, holidays }: BusinessHours, timeZone: string): number {
  const wall = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    ...{ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', weekday: 'long' },
    hourCycle: 'h23',
  })
  let open = 0
  for (let at = from.getTime(); at < until.getTime(); at += 900_000) {
    const parts = Object.fromEntries(wall.formatToParts(at).map(({ type, value }) => [type, value]))
    const day = `${parts.year}-${parts.month}-${parts.day}`
    const holiday = holidays.find((one) => one.day === day)
    const hours = holiday ? holiday.hours : week[parts.weekday!.toLowerCase() as (typeof weekdays)[number]]
    const minute = Number(parts.hour) * 60 + Number(parts.minute)
    if (readSpans(hours)!.some((span) => span.from <= minute && minute < span.to)) open++
  }
  return open
}
