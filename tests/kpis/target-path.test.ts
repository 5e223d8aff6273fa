import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#app/kpis/period.ts'
import { againstTarget, targetAt } from '#app/kpis/target-path.ts'

const path = [
  { dueOn: '2024-01-01', value: 20 },
  { dueOn: '2024-01-11', value: 30 },
  { dueOn: '2024-01-31', value: 25 },
]

describe('target path', () => {
  it('is linear between targets, level after the last and absent before the first', () => {
    expect(targetAt(path, '2023-12-31')).toBeNull()
    expect(targetAt(path, '2024-01-01')).toBe(20)
    expect(targetAt(path, '2024-01-06')).toBeCloseTo(25, 9)
    expect(targetAt(path, '2024-01-11')).toBe(30)
    expect(targetAt(path, '2024-01-21')).toBeCloseTo(27.5, 9)
    expect(targetAt(path, '2025-01-01')).toBe(25)
    expect(targetAt([], '2024-01-01')).toBeNull()
  })

  it('never leaves the range of its two neighbours', () => {
    const targets = fc
      .uniqueArray(fc.record({ day: fc.integer({ min: 0, max: 900 }), value: fc.integer({ min: -500, max: 500 }) }), {
        minLength: 1,
        selector: (target) => target.day,
      })
      .map((list) => list.sort((a, b) => a.day - b.day))
    fc.assert(
      fc.property(targets, fc.integer({ min: -50, max: 950 }), (list, at) => {
        const found = targetAt(
          list.map(({ day, value }) => ({ dueOn: addDays('2020-01-01', day), value })),
          addDays('2020-01-01', at),
        )
        const first = list[0]!
        if (at < first.day) return found === null
        const before = list.filter(({ day }) => day <= at).at(-1)!
        const after = list.find(({ day }) => day > at) ?? before
        expect(found).toBeGreaterThanOrEqual(Math.min(before.value, after.value) - 1e-9)
        expect(found).toBeLessThanOrEqual(Math.max(before.value, after.value) + 1e-9)
      }),
    )
  })
})

describe('against the target', () => {
  it('is met, missed, or missed by no more than chance', () => {
    expect(againstTarget(31, { low: 28, high: 34 }, 30, 'up')).toBe('met')
    expect(againstTarget(29, { low: 26, high: 32 }, 30, 'up')).toBe('within the band')
    expect(againstTarget(29, { low: 28.5, high: 29.5 }, 30, 'up')).toBe('missed')
    expect(againstTarget(29, null, 30, 'up')).toBe('missed')
    expect(againstTarget(29, { low: null, high: null }, 30, 'up')).toBe('missed')
    expect(againstTarget(29, null, null, 'up')).toBe('no target')
    expect(againstTarget(12, { low: 9, high: 15 }, 10, 'down')).toBe('within the band')
    expect(againstTarget(0.1 + 0.2, null, 0.3, 'down')).toBe('met')
  })

  it('reads the same in a mirror', () => {
    const small = fc.integer({ min: -1000, max: 1000 })
    fc.assert(
      fc.property(small, fc.nat(200), small, (value, half, target) => {
        const up = againstTarget(value, { low: value - half, high: value + half }, target, 'up')
        const down = againstTarget(-value, { low: -value - half, high: -value + half }, -target, 'down')
        expect(up).toBe(down)
        expect(up).toBe(value >= target ? 'met' : value + half >= target ? 'within the band' : 'missed')
      }),
    )
  })
})
