import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { missingHalves, outcomeStateRefusal } from '#app/vision/outcome.ts'
import { pillarArchiveRefusal } from '#app/vision/pillar.ts'
import { fewestRatings, ratingSummary, ratingWords } from '#app/vision/rating.ts'

describe('the halves of an outcome’s measure', () => {
  it('are missing where there is no KPI in use, or no question', () => {
    const whole = { whatKpiId: 'k', howQuestion: 'Does it feel easy?' }
    expect(missingHalves(whole)).toEqual([])
    expect(missingHalves({ ...whole, whatKpiId: null })).toEqual(['what'])
    expect(missingHalves({ ...whole, whatKpiArchived: true })).toEqual(['what'])
    expect(missingHalves({ ...whole, howQuestion: '  ' })).toEqual(['how'])
    expect(missingHalves({ whatKpiId: null, howQuestion: '' })).toEqual(['what', 'how'])
  })

  it('lets a state change only to another', () => {
    expect(outcomeStateRefusal('open', 'achieved')).toBeNull()
    expect(outcomeStateRefusal('achieved', 'achieved')).toMatch(/already/)
  })

  it('keeps a pillar that still holds outcomes', () => {
    expect(pillarArchiveRefusal(0)).toBeNull()
    expect(pillarArchiveRefusal(1)).toMatch(/^One outcome still stands/)
    expect(pillarArchiveRefusal(4)).toMatch(/^4 outcomes/)
  })
})

describe('a rating summary', () => {
  it('gives average, spread and n', () => {
    expect(ratingSummary([0, 1, 2, 0, 1])).toEqual({ n: 4, average: 3.25, low: 2, high: 5, counts: [0, 1, 2, 0, 1] })
    expect(ratingWords(ratingSummary([0, 1, 2, 0, 1]))).toBe('3.3 of 5, from 2 to 5, 4 people')
    expect(ratingWords(ratingSummary([0, 0, 0, 3, 0]))).toBe('4.0 of 5, all 4, 3 people')
  })

  it('gives no figure for too few people', () => {
    expect(ratingSummary([1, 0, 0, 0, 1])).toMatchObject({ n: 2, average: null, low: null, high: null })
    expect(ratingWords(ratingSummary([1, 0, 0, 0, 1]))).toBe('too few ratings (2 of 3)')
    expect(ratingWords(ratingSummary([]))).toBe('not rated yet')
  })

  it('stays within the ratings that were given', () => {
    const counts = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 5, maxLength: 5 })
    fc.assert(
      fc.property(counts, (given) => {
        const { n, average, low, high } = ratingSummary(given)
        expect(n).toBe(given.reduce((sum, count) => sum + count, 0))
        if (n < fewestRatings) return expect(average).toBeNull()
        expect(average).toBeGreaterThanOrEqual(low!)
        expect(average).toBeLessThanOrEqual(high!)
        expect(given[low! - 1]).toBeGreaterThan(0)
        expect(given[high! - 1]).toBeGreaterThan(0)
      }),
    )
  })
})
