import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differ, difference, mean, netPromoterScore, t95, topBox } from '#app/kpis/score.ts'

const count = fc.integer({ min: 0, max: 5000 })

describe('net promoter score', () => {
  it('holds the published values', () => {
    const hundred = netPromoterScore({ promoters: 50, passives: 30, detractors: 20 })
    expect(hundred).toMatchObject({ value: 30, n: 100 })
    expect(hundred?.se).toBeCloseTo(7.8102, 4)
    expect(hundred?.low).toBeCloseTo(14.69, 2)
    expect(hundred?.high).toBeCloseTo(45.31, 2)
    const thousand = netPromoterScore({ promoters: 500, passives: 300, detractors: 200 })
    expect(thousand?.se).toBeCloseTo(2.4698, 4)
    expect(thousand?.low).toBeCloseTo(25.16, 2)
    expect(thousand?.high).toBeCloseTo(34.84, 2)
  })

  it('agrees with the retail file that nobody here wrote', () => {
    const score = netPromoterScore({ promoters: 8465, passives: 3953, detractors: 1194 })
    expect(score?.value).toBeCloseTo(53.42, 2)
    expect((score?.high ?? 0) - (score?.value ?? 0)).toBeCloseTo(1.09, 2)
  })

  it('is no value without responses', () => {
    expect(netPromoterScore({ promoters: 0, passives: 0, detractors: 0 })).toBeNull()
  })

  it('stays within the scale, holds its value in its band and turns with its sign', () => {
    fc.assert(
      fc.property(count, count, count, (promoters, passives, detractors) => {
        const score = netPromoterScore({ promoters, passives, detractors })
        const turned = netPromoterScore({ promoters: detractors, passives, detractors: promoters })
        if (score === null || turned === null) return expect(promoters + passives + detractors).toBe(0)
        expect(score.low).toBeGreaterThanOrEqual(-100)
        expect(score.high).toBeLessThanOrEqual(100)
        expect(score.low).toBeLessThanOrEqual(score.value)
        expect(score.high).toBeGreaterThanOrEqual(score.value)
        expect(turned.value).toBeCloseTo(-score.value, 9)
        expect(turned.se).toBeCloseTo(score.se, 9)
      }),
    )
  })

  it('has the standard error of the sample spelled out response by response', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(-100, 0, 100), { minLength: 1, maxLength: 200 }), (answers) => {
        const of = (answer: number) => answers.filter((one) => one === answer).length
        const score = netPromoterScore({ promoters: of(100), passives: of(0), detractors: of(-100) })
        const centre = answers.reduce<number>((a, b) => a + b, 0) / answers.length
        const variance = answers.reduce<number>((sum, one) => sum + (one - centre) ** 2, 0) / answers.length
        expect(score?.value).toBeCloseTo(centre, 9)
        expect(score?.se).toBeCloseTo(Math.sqrt(variance / answers.length), 6)
      }),
    )
  })
})

describe('top box', () => {
  it('holds the published values', () => {
    const some = topBox({ hits: 84, n: 120 })
    expect(some?.value).toBeCloseTo(0.7, 4)
    expect(some?.low).toBeCloseTo(0.61285, 5)
    expect(some?.high).toBeCloseTo(0.77474, 5)
    const none = topBox({ hits: 0, n: 10 })
    expect(none).toMatchObject({ value: 0, low: 0 })
    expect(none?.high).toBeCloseTo(0.27753, 5)
    const all = topBox({ hits: 10, n: 10 })
    expect(all).toMatchObject({ value: 1, high: 1 })
    expect(all?.low).toBeCloseTo(0.72247, 5)
  })

  it('is no value without responses', () => {
    expect(topBox({ hits: 0, n: 0 })).toBeNull()
  })

  it('stays within 0 and 1, mirrors and narrows with more responses', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const hits = Math.round(share * n)
        const score = topBox({ hits, n })!
        const mirrored = topBox({ hits: n - hits, n })!
        const more = topBox({ hits: 10 * hits, n: 10 * n })!
        expect(score.low).toBeGreaterThanOrEqual(0)
        expect(score.high).toBeLessThanOrEqual(1)
        expect(score.low).toBeLessThanOrEqual(score.value)
        expect(score.high).toBeGreaterThanOrEqual(score.value)
        expect(mirrored.low).toBeCloseTo(1 - score.high, 9)
        expect(more.se).toBeLessThan(score.se)
        expect(score.se).toBeGreaterThan(0)
      }),
    )
  })
})

describe('mean', () => {
  it('uses the t quantile of its degrees of freedom', () => {
    const score = mean({ mean: 5.2, sd: 1.5, n: 10 })
    expect(score?.low).toBeCloseTo(5.2 - (2.262157 * 1.5) / Math.sqrt(10), 6)
    expect(score?.high).toBeCloseTo(5.2 + (2.262157 * 1.5) / Math.sqrt(10), 6)
  })

  it('is no value without responses and has no band where none can be given', () => {
    expect(mean({ mean: 0, sd: 0, n: 0 })).toBeNull()
    expect(mean({ mean: 4, sd: null, n: 1 })).toEqual({ value: 4, n: 1, low: null, high: null, se: null })
    expect(mean({ mean: 4, sd: null, n: 30 })?.se).toBeNull()
  })

  it('has published t quantiles', () => {
    const published = { 1: 12.7062, 5: 2.5706, 9: 2.2622, 10: 2.2281, 15: 2.1314, 30: 2.0423, 60: 2.0003, 120: 1.9799 }
    for (const [degrees, t] of Object.entries(published)) expect(t95(Number(degrees))).toBeCloseTo(t, 3)
  })

  it('has quantiles that fall towards the normal one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), (degrees) => {
        expect(t95(degrees)).toBeGreaterThan(t95(degrees + 1))
        expect(t95(degrees)).toBeGreaterThan(1.95996)
      }),
    )
  })
})

describe('two periods', () => {
  const july = netPromoterScore({ promoters: 50, passives: 30, detractors: 20 })
  const august = netPromoterScore({ promoters: 60, passives: 25, detractors: 15 })

  it('do not differ while the band of their difference holds zero', () => {
    expect(difference(july, august)?.value).toBeCloseTo(15, 9)
    expect(difference(july, august)?.se).toBeCloseTo(Math.hypot(july!.se, august!.se), 9)
    expect(differ(july, august)).toBe(false)
  })

  it('differ once there are responses enough to tell', () => {
    const before = netPromoterScore({ promoters: 500, passives: 300, detractors: 200 })
    const after = netPromoterScore({ promoters: 600, passives: 250, detractors: 150 })
    expect(differ(before, after)).toBe(true)
  })

  it('never differ where one is missing or has no band', () => {
    expect(differ(july, null)).toBe(false)
    expect(differ(july, mean({ mean: 90, sd: null, n: 1 }))).toBe(false)
    // Two promoters show no spread, which is no certainty; thirty are.
    const unanimous = (promoters: number) => netPromoterScore({ promoters, passives: 0, detractors: 0 })
    expect([2, 29, 30].map((n) => difference(july, unanimous(n)) !== null)).toEqual([false, false, true])
  })

  it('differ whichever comes first, and never from themselves', () => {
    const share = fc
      .integer({ min: 1, max: 400 })
      .chain((n) => fc.record({ hits: fc.integer({ min: 0, max: n }), n: fc.constant(n) }))
    fc.assert(
      fc.property(share, share, (one, other) => {
        const [a, b] = [topBox(one), topBox(other)]
        expect(differ(a, b)).toBe(differ(b, a))
        expect(differ(a, a)).toBe(false)
      }),
    )
  })
})
