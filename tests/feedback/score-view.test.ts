// Which days the scores page shows, and which answers stand behind each of its numbers.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysOf, inboxFilters, rangeOf, readScoreView } from '#app/feedback/score-view.ts'
import { frequencies, periodsBetween } from '#app/kpis/period.ts'

const asked = (query: string) => readScoreView(`http://sirius.example/bay/feedback/scores?${query}`)
const day = fc
  .date({ min: new Date('2001-01-01'), max: new Date('2090-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10))

describe('the scores page', () => {
  test('takes days from its address, and leaves what is no day', () => {
    expect(asked('from=2026-01-05&to=2026-03-01')).toMatchObject({ from: '2026-01-05', to: '2026-03-01' })
    expect(asked('from=2026-02-30&to=0002-03-01')).toMatchObject({ from: null, to: null })
    expect(asked('from=&to=')).toMatchObject({ from: null, to: null })
  })

  test('shows the usual number of periods where nothing is asked, or a beginning after the end', () => {
    expect(rangeOf('2026-03-10', 'monthly', null)).toEqual({ from: '2025-03-01', to: '2026-03-10', cut: false })
    expect(rangeOf('2026-03-10', 'yearly', '2026-04-01')).toMatchObject({ from: '2022-01-01', cut: false })
  })

  test('begins with the day asked for, and shows the latest sixty periods where that would be more', () => {
    expect(rangeOf('2026-03-10', 'monthly', '2026-01-15')).toEqual({ from: '2026-01-15', to: '2026-03-10', cut: false })
    const long = rangeOf('2026-03-10', 'weekly', '2011-01-01')
    expect(long.cut).toBe(true)
    expect(periodsBetween(long.from, long.to, 'weekly')).toHaveLength(60)
  })

  test('no number opens answers of days that are not shown, and together they open all of them', () => {
    fc.assert(
      fc.property(day, day, fc.constantFrom(...frequencies), (one, other, frequency) => {
        const { from, to } = rangeOf(one > other ? one : other, frequency, one > other ? other : one)
        const days = periodsBetween(from, to, frequency).map((period) => daysOf(period, frequency, { from, to }))
        expect(days[0]!.from).toBe(from)
        expect(days.at(-1)!.to).toBe(to)
        for (const [at, next] of days.slice(1).entries()) {
          expect(days[at]!.from <= days[at]!.to).toBe(true)
          expect(Date.parse(next.from) - Date.parse(days[at]!.to)).toBe(86_400_000)
        }
      }),
    )
    const view = { question: 'q', facet: 'segment' as const }
    expect(inboxFilters(view, 'k', { from: '2026-01-01', to: '2026-01-31' })).toEqual({
      ...{ question: 'q', segment: 'k', from: '2026-01-01', to: '2026-01-31' },
    })
  })
})
