// How effort and budget are split between segments, and the words for what comes out.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addUp,
  besideEstimate,
  changesSince,
  measured,
  valueInWords,
  worthInWords,
} from '#app/personas/customer-count.ts'
import {
  type Outlay,
  balanceInWords,
  byImbalance,
  imbalanceOf,
  splitEvenly,
  spentBySegment,
  verdictOf,
} from '#app/personas/effort-and-value.ts'

const hundredths = fc.integer({ min: 0, max: 1e11 }).map((value) => value / 100)
const cents = (value: number) => Math.round(value * 100)
const sum = (values: readonly number[]) => values.reduce((total, value) => total + cents(value), 0)

describe('splitting', () => {
  test('loses nothing, and parts differ by a hundredth at most', () => {
    fc.assert(
      fc.property(hundredths, fc.integer({ min: 1, max: 40 }), (value, parts) => {
        const split = splitEvenly(value, parts)
        expect(split).toHaveLength(parts)
        expect(sum(split)).toBe(cents(value))
        expect(cents(Math.max(...split)) - cents(Math.min(...split))).toBeLessThanOrEqual(1)
      }),
    )
    expect(splitEvenly(100, 3)).toEqual([33.34, 33.33, 33.33])
  })

  test('what goes to all segments and to none is what the initiatives cost', () => {
    const segment = fc.constantFrom('a', 'b', 'c', 'd')
    const outlay: fc.Arbitrary<Outlay> = fc.record({
      effortDays: fc.option(fc.integer({ min: 0, max: 1e8 }).map((value) => value / 100)),
      budget: fc.option(hundredths),
      segmentIds: fc.array(segment, { maxLength: 5 }),
    })
    fc.assert(
      fc.property(fc.array(outlay, { maxLength: 30 }), (outlays) => {
        const spent = [...spentBySegment(outlays).values()]
        expect(sum(spent.map(({ effortDays }) => effortDays))).toBe(sum(outlays.map((one) => one.effortDays ?? 0)))
        expect(sum(spent.map(({ budget }) => budget))).toBe(sum(outlays.map((one) => one.budget ?? 0)))
        const places = outlays.reduce((count, { segmentIds }) => count + (new Set(segmentIds).size || 1), 0)
        expect(spent.reduce((count, { initiatives }) => count + initiatives, 0)).toBe(places)
      }),
    )
  })

  test('two personas of one segment do not count it twice', () => {
    const spent = spentBySegment([{ effortDays: 10, budget: null, segmentIds: ['a', 'a', 'b'] }])
    expect(spent.get('a')).toEqual({ effortDays: 5, budget: 0, initiatives: 1 })
    expect(spent.get('b')!.effortDays).toBe(5)
  })
})

describe('the balance', () => {
  const shares = { share: 55, valueShare: 61.2, effortShare: 12.3, budgetShare: 0.2 }
  test('is said in one sentence', () => {
    expect(balanceInWords(shares)).toBe(
      'Holds 61% of the value, gets 12% of the effort and less than 1% of the budget.',
    )
    expect(balanceInWords({ ...shares, valueShare: null, budgetShare: null })).toBe(
      'Is 55% of the customers, its value is not measured, gets 12% of the effort.',
    )
    expect(balanceInWords({ share: null, valueShare: null, effortShare: null, budgetShare: null })).toBe(
      'Is not measured; nobody has said what is spent.',
    )
  })
  test('puts the largest imbalance first and what cannot be compared last', () => {
    const row = (name: string, valueShare: number | null, effortShare: number | null) => ({
      ...{ name, share: null, valueShare, effortShare, budgetShare: null },
    })
    const rows = [row('even', 20, 21), row('unknown', null, 5), row('poor', 61, 12), row('rich', 10, 40)]
    expect(byImbalance(rows).map(({ name }) => name)).toEqual(['poor', 'rich', 'even', 'unknown'])
    expect(rows.map(verdictOf)).toEqual(['in balance', null, 'gets less', 'gets more'])
    expect(imbalanceOf({ share: 30, valueShare: null, effortShare: null, budgetShare: 10 })).toBe(20)
  })
})

describe('what was measured', () => {
  const sums = { customers: 3875, knownValues: 3875, valueSum: 257294.15, knownLeft: 3875, leftCount: 1655 }
  const whole = { customers: 7043, valueSum: 456116.6 }
  const month = { valueName: 'Monthly charges', valueUnit: 'money a month', currency: 'EUR' }
  const now = { ...measured(sums, whole), ...month }

  test('is shares, a mean and who left; null where nothing is known', () => {
    expect(now.share).toBeCloseTo(55.0192, 4)
    expect(now.valueShare).toBeCloseTo(56.4097, 3)
    expect(now.mean).toBeCloseTo(66.39849, 5)
    expect(now.leftShare).toBeCloseTo(42.7097, 4)
    expect(measured({ ...sums, knownValues: 0, valueSum: 0, knownLeft: 0 }, whole)).toMatchObject({
      ...{ valueShare: null, mean: null, leftShare: null },
    })
    expect(addUp([sums, sums]).valueSum).toBe(514588.3)
  })
  test('stands beside the estimate and the rating in words', () => {
    expect(besideEstimate(55.02, 40)).toBe('15 points more than the estimated 40%')
    expect(besideEstimate(12, 15.5)).toBe('3.5 points less than the estimated 15.5%')
    expect(besideEstimate(40.3, 40)).toBe('as estimated (40%)')
    expect(worthInWords(now)).toBe(
      'measured: 56.4% of the value with 55.0% of the customers; each is worth about the average',
    )
    expect(valueInWords(66.39849, month)).toBe('€66.40 a month')
  })
  test('is compared with the count before, values only where both counted the same', () => {
    const then = { ...measured({ ...sums, customers: 3000, leftCount: 1500 }, whole), ...month }
    expect(changesSince(now, then)).toContain('customers +875')
    expect(changesSince(now, then).join()).toMatch(/mean value \+€0 a month/)
    expect(changesSince(now, { ...then, currency: 'USD' }).join()).not.toMatch(/value/)
  })
})
