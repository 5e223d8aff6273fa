import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { itemProgress, progressOf, progressOfInitiative } from '#app/action-plans/progress.ts'

const weighted = fc.record({
  id: fc.uuid(),
  weight: fc.integer({ min: 1, max: 20 }),
  progress: fc.integer({ min: 0, max: 100 }),
})
const items = fc.uniqueArray(weighted, { minLength: 1, maxLength: 30, selector: (item) => item.id })

describe('progress', () => {
  it('is the weighted mean of its items', () => {
    expect(
      progressOf([
        { weight: 1, progress: 100 },
        { weight: 3, progress: 20 },
      ]),
    ).toBe(40)
    expect(itemProgress({ doneOn: '2024-02-01', progress: 30 })).toBe(100)
    expect(itemProgress({ doneOn: null, progress: 30 })).toBe(30)
  })

  it('is no data, never 0 or 100, for nothing', () => {
    expect(progressOf([])).toBeNull()
    expect(progressOf([{ weight: 0, progress: 100 }])).toBeNull()
    expect(progressOf([{ weight: 1, progress: null }])).toBeNull()
    expect(progressOfInitiative([])).toBeNull()
    expect(progressOfInitiative([{ id: 'a', progress: null }])).toBeNull()
  })

  it('of an initiative leaves out plans with nothing in them', () => {
    expect(
      progressOfInitiative([
        { id: 'a', progress: 60 },
        { id: 'b', progress: null },
      ]),
    ).toBe(60)
    expect(
      progressOfInitiative([
        { id: 'a', progress: 60 },
        { id: 'b', progress: 0 },
      ]),
    ).toBe(30)
    expect(
      progressOfInitiative([
        { id: 'a', weight: 3, progress: 60 },
        { id: 'b', progress: 0 },
      ]),
    ).toBe(45)
  })

  it('never counts a thing twice, however often it is linked', () => {
    fc.assert(
      fc.property(items, fc.array(fc.nat(), { maxLength: 40 }), (list, links) => {
        const again = links.map((at) => list[at % list.length]!)
        expect(progressOf([...list, ...again])).toBeCloseTo(progressOf(list)!, 9)
        const plans = (of: typeof list) => of.map(({ id, progress }) => ({ id, progress }))
        expect(progressOfInitiative(plans([...list, ...again]))).toBeCloseTo(progressOfInitiative(plans(list))!, 9)
      }),
    )
  })

  it('lies between its least and its most advanced item, whatever their order and the unit of the weights', () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 9 }), (list, factor) => {
        const progress = progressOf(list)!
        const all = list.map((item) => item.progress)
        expect(progress).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9)
        expect(progress).toBeLessThanOrEqual(Math.max(...all) + 1e-9)
        expect(progressOf([...list].reverse())).toBeCloseTo(progress, 9)
        expect(progressOf(list.map((item) => ({ ...item, weight: item.weight * factor })))).toBeCloseTo(progress, 9)
      }),
    )
  })

  it('never falls when an item advances', () => {
    fc.assert(
      fc.property(items, fc.nat(), fc.integer({ min: 0, max: 100 }), (list, at, gain) => {
        const advanced = list.map((item, index) =>
          index === at % list.length ? { ...item, progress: Math.min(100, item.progress + gain) } : item,
        )
        expect(progressOf(advanced)!).toBeGreaterThanOrEqual(progressOf(list)! - 1e-9)
      }),
    )
  })
})
