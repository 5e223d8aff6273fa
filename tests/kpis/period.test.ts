import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  daysBetween,
  frequencies,
  periodDueOn,
  gapsBetween,
  nextPeriod,
  parsePeriod,
  periodLabel,
  periodOf,
  periodsBetween,
  previousPeriod,
  valueDueOn,
} from '#app/kpis/period.ts'

const day = fc.integer({ min: 0, max: 60_000 }).map((days) => addDays('1950-01-01', days))
const frequency = fc.constantFrom(...frequencies)

describe('periods', () => {
  it('begin on their first day', () => {
    expect(periodOf('2011-02-03', 'weekly')).toBe('2011-01-31')
    expect(periodOf('2011-02-28', 'monthly')).toBe('2011-02-01')
    expect(periodOf('2011-06-30', 'quarterly')).toBe('2011-04-01')
    expect(periodOf('2012-02-29', 'yearly')).toBe('2012-01-01')
  })

  it('follow one another over year ends and leap days', () => {
    expect(nextPeriod('2011-12-01', 'monthly')).toBe('2012-01-01')
    expect(previousPeriod('2012-01-01', 'quarterly')).toBe('2011-10-01')
    expect(nextPeriod('2012-02-27', 'weekly')).toBe('2012-03-05')
  })

  it('come without gaps between two days', () => {
    expect(periodsBetween('2011-11-15', '2012-02-01', 'monthly')).toEqual([
      '2011-11-01',
      '2011-12-01',
      '2012-01-01',
      '2012-02-01',
    ])
    expect(periodsBetween('2012-02-01', '2011-11-15', 'monthly')).toEqual([])
  })

  it('hold every day exactly once', () => {
    fc.assert(
      fc.property(day, frequency, (at, every) => {
        const period = periodOf(at, every)
        expect(period <= at && at < nextPeriod(period, every)).toBe(true)
        expect(periodOf(period, every)).toBe(period)
        expect(previousPeriod(nextPeriod(period, every), every)).toBe(period)
      }),
    )
  })

  it('between two days are sorted, distinct, and hold both ends', () => {
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 900 }), frequency, (from, length, every) => {
        const to = addDays(from, length)
        const periods = periodsBetween(from, to, every)
        expect(periods[0]).toBe(periodOf(from, every))
        expect(periods.at(-1)).toBe(periodOf(to, every))
        for (const [at, period] of periods.entries())
          if (at > 0) expect(period).toBe(nextPeriod(periods[at - 1]!, every))
      }),
    )
  })

  it('are days apart as the calendar has it', () => {
    expect(daysBetween('2012-02-28', '2012-03-01')).toBe(2)
    expect(addDays('2012-03-01', -1)).toBe('2012-02-29')
  })
})

describe('written periods', () => {
  it.each([
    ['2011-01', 'monthly', '2011-01-01'],
    ['2011-01-01', 'monthly', '2011-01-01'],
    ['2011-01-31', 'monthly', '2011-01-01'],
    ['01/2011', 'monthly', '2011-01-01'],
    ['Jan 2011', 'monthly', '2011-01-01'],
    [' january 2011 ', 'monthly', '2011-01-01'],
    ['2011 Q1', 'quarterly', '2011-01-01'],
    ['Q1 2011', 'quarterly', '2011-01-01'],
    ['2011-Q1', 'quarterly', '2011-01-01'],
    ['2011', 'yearly', '2011-01-01'],
    ['2011-W05', 'weekly', '2011-01-31'],
    ['2009-W53', 'weekly', '2009-12-28'],
  ] as const)('%s is read', (text, every, period) => {
    expect(parsePeriod(text, every)).toBe(period)
  })

  it.each([
    ['', 'monthly'],
    ['2011-13', 'monthly'],
    ['13/2011', 'monthly'],
    ['2011-02-30', 'monthly'],
    ['2011-00', 'monthly'],
    ['2011 Q5', 'quarterly'],
    ['2011-W54', 'weekly'],
    ['2010-W53', 'weekly'],
    ['2011-01', 'quarterly'],
    ['2011', 'monthly'],
    ['Jan 2011', 'yearly'],
    ['01/02/2011', 'monthly'],
    ['Foo 2011', 'monthly'],
    ['0011', 'yearly'],
    ['last month', 'monthly'],
  ] as const)('“%s” is not guessed at as %s', (text, every) => {
    expect(parsePeriod(text, every)).toBeNull()
  })

  it('come back from their labels and from any day within', () => {
    fc.assert(
      fc.property(day, frequency, (at, every) => {
        const period = periodOf(at, every)
        expect(parsePeriod(periodLabel(period, every), every)).toBe(period)
        expect(parsePeriod(at, every)).toBe(period)
      }),
    )
  })

  it('are null or a first day, whatever is typed', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9QWa-z/ -]{1,10}$/)), frequency, (text, every) => {
        const period = parsePeriod(text, every)
        return period === null || periodOf(period, every) === period
      }),
    )
  })
})

describe('a value', () => {
  it('is due once its period has ended and the days of grace are over', () => {
    expect(valueDueOn('2011-01-01', 'monthly', 10)).toBe('2011-02-11')
  })

  it('is asked for from a day that names its period', () => {
    expect(periodDueOn('2011-02-11', 'monthly')).toBe('2011-01-01')
    fc.assert(
      fc.property(day, frequency, (at, every) => {
        const period = periodOf(at, every)
        return periodDueOn(valueDueOn(period, every), every) === period
      }),
    )
  })
})

describe('gaps', () => {
  it('are the periods between values that have none', () => {
    expect(gapsBetween(['2011-05-01', '2010-11-01', '2011-02-01'], 'monthly')).toEqual([
      '2010-12-01',
      '2011-01-01',
      '2011-03-01',
      '2011-04-01',
    ])
    expect(gapsBetween(['2011-01-01', '2011-04-01'], 'quarterly')).toEqual([])
    expect(gapsBetween([], 'weekly')).toEqual([])
  })
})
