// When a post has fed no decision for too long; counting without forgetting; scales and columns as people correct them.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { guessScale, readFigure, readScale, wordScaleOf } from '#app/listening-posts/answers.ts'
import { silenceOf, silenceWords } from '#app/listening-posts/listening-post.ts'
import { dayIn, guessDayOrder, instantOf, readMoment } from '#app/listening-posts/moments.ts'
import { Tally } from '#app/listening-posts/tally.ts'

describe('a post that feeds no decision', () => {
  const of = (lastDecision: string | null) => ({ lastDecision, since: '2026-01-01', decisionDays: 30 })
  test('raises an alarm from the day after its longest time', () => {
    expect(silenceOf(of('2026-02-01'), '2026-03-03')).toEqual({ state: 'fed a decision', days: 30 })
    expect(silenceOf(of('2026-02-01'), '2026-03-04')).toEqual({ state: 'long ago', days: 31 })
    expect(silenceOf(of(null), '2026-01-20')).toEqual({ state: 'too early', days: 19 })
    expect(silenceOf(of(null), '2026-02-20').state).toBe('fed no decision')
    expect(silenceWords(silenceOf(of('2026-02-01'), '2026-02-02'))).toBe('Fed a decision yesterday')
  })
  test('has nothing to do with what was decided before it was set up', () => {
    const silent = silenceOf({ ...of('2025-07-01'), decisionDays: 90 }, '2026-01-01')
    expect([silent, silenceWords(silent)]).toEqual([{ state: 'too early', days: 0 }, 'No decision yet'])
  })
})

test('a tally counts as a map does', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 4 }), { maxLength: 3000 }), (texts) => {
      const [tally, map] = [new Tally(), new Map<string, number>()]
      for (const text of texts) {
        expect(tally.put(text, (before) => before + 1)).toBe(map.get(text) ?? 0)
        map.set(text, (map.get(text) ?? 0) + 1)
      }
    }),
    { numRuns: 50 },
  )
})

describe('answers', () => {
  test.each([
    ['9', 9],
    ['9,5', 9.5],
    ['10 - Extremely likely', 10],
    ['0 = Not at all likely', 0],
    ['8/10', 8],
    ['4 stars', 4],
    ['★★★☆☆', 3],
    ['18-24', null],
    ['2 or more', null],
    ['', null],
    ['1e3', null],
  ])('%s is %s', (text, figure) => expect(readFigure(text)).toBe(figure))
  test('have the narrowest usual scale, and one outlier does not widen it', () => {
    expect(guessScale([1, 2, 5])).toEqual({ low: 1, high: 5 })
    expect(guessScale([...Array<number>(99).fill(4), 11])).toEqual({ low: 1, high: 5 })
    expect(guessScale([0, 7, 10])).toEqual({ low: 0, high: 10 })
    expect(guessScale([5000])).toBeNull()
    expect(readScale('1 to 7')).toEqual({ low: 1, high: 7 })
    expect(readScale('7-1')).toBeNull()
    expect(wordScaleOf(['Very satisfied', 'Dissatisfied'])?.get('very satisfied')).toBe(5)
    expect(wordScaleOf(['yes', 'no'])).toBeNull()
  })
})

describe('moments', () => {
  test.each([
    ['2021-07-23 09:00:09', 'day first', '2021-07-23T13:00:09.000Z'],
    ['4/22/2016 19:57:50', 'month first', '2016-04-22T23:57:50.000Z'],
    ['22.04.16 7:57 PM', 'day first', '2016-04-22T23:57:00.000Z'],
    ['2024-05-01T10:00:00.000Z', 'day first', '2024-05-01T10:00:00.000Z'],
    ['2024-05-01T10:00:00+02:00', 'day first', '2024-05-01T08:00:00.000Z'],
    ['May 3, 2024 at 1:05 pm', 'day first', '2024-05-03T17:05:00.000Z'],
    ['3. Mai 2024', 'day first', '2024-05-03T16:00:00.000Z'],
    ['1767607200', 'day first', '2026-01-05T10:00:00.000Z'],
  ] as const)('%s', (text, order, iso) => {
    expect(new Date(instantOf(readMoment(text, order)!, 'America/New_York')).toISOString()).toBe(iso)
  })
  test.each(['2021-02-29', '13/13/2020', '25:00', '2020-01-01 24:10', 'yesterday', '99'])('%s is none', (text) =>
    expect(readMoment(text, 'day first')).toBeNull(),
  )
  test('go to and from every zone, also where clocks change', () => {
    const zones = fc.constantFrom('Europe/Berlin', 'America/Denver', 'Asia/Kolkata', 'Pacific/Auckland', 'UTC')
    const hours = fc.integer({ min: 0, max: 24 * 365 * 12 }).map((hour) => Date.UTC(2014, 0, 1) + hour * 3_600_000)
    fc.assert(
      fc.property(hours, zones, (at, zone) => {
        const shown = new Intl.DateTimeFormat('sv-SE', {
          timeZone: zone,
          dateStyle: 'short',
          timeStyle: 'medium',
        }).format(at)
        const read = instantOf(readMoment(shown, 'year first')!, zone)
        expect([at, at - 3_600_000]).toContain(read) // the hour that comes twice
        expect(dayIn(at, zone)).toBe(shown.slice(0, 10))
      }),
      { numRuns: 200 },
    )
  })
  test('show which way round they are, or leave it open', () => {
    expect(guessDayOrder(['01/02/2024', '25/02/2024'])).toBe('day first')
    expect(guessDayOrder(['01/02/2024', '02/25/2024'])).toBe('month first')
    expect(guessDayOrder(['01/02/2024', '03/04/2024'])).toBeNull()
    expect(guessDayOrder(['2024-01-02'])).toBe('year first')
    expect(guessDayOrder(['01/02/2024', '25/02/2024', '02/25/2024'])).toBeNull()
  })
})
