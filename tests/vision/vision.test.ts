import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { linesOf } from '#app/vision/lines.ts'
import { moved } from '#app/vision/order.ts'
import { effectiveDayRefusal, visionInForce, visionMoves, visionRefusal, visionStates } from '#app/vision/vision.ts'

const version = (state: string, effectiveOn: string | null, ratified: string | null, number = 1) => ({
  number,
  state,
  effectiveOn,
  ratifiedAt: ratified === null ? null : new Date(`${ratified}T09:00:00Z`),
})

describe('the states of a vision', () => {
  it('lets each state go only where it may', () => {
    const moves = Object.fromEntries(visionStates.map((state) => [state, visionMoves({ state, archivedAt: null })]))
    expect(moves).toEqual({
      draft: ['edit', 'propose', 'archive'],
      proposed: ['send back', 'ratify'],
      ratified: [],
      superseded: [],
    })
    expect(visionMoves({ state: 'draft', archivedAt: new Date() })).toEqual(['restore'])
  })

  it('says what to do instead', () => {
    expect(visionRefusal({ state: 'draft', archivedAt: null }, 'edit')).toBeNull()
    expect(visionRefusal({ state: 'proposed', archivedAt: null }, 'edit')).toMatch(/Send it back to draft first/)
    expect(visionRefusal({ state: 'ratified', archivedAt: null }, 'edit')).toMatch(/Start a new draft/)
    expect(visionRefusal({ state: 'draft', archivedAt: new Date() }, 'propose')).toMatch(/restore it first/)
    expect(visionRefusal({ state: 'draft', archivedAt: null }, 'ratify')).toMatch(/Only a proposed version/)
  })

  it('never lets a vision take effect before the one it replaces did', () => {
    expect(effectiveDayRefusal('2026-03-01', null)).toBeNull()
    expect(effectiveDayRefusal('2026-03-01', { effectiveOn: '2026-03-01' })).toBeNull()
    expect(effectiveDayRefusal('2026-02-28', { effectiveOn: '2026-03-01' })).toMatch('01/03/2026')
  })
})

describe('the vision in force', () => {
  it('is the ratified one from its day on, and the one before until then', () => {
    const before = version('superseded', '2024-01-01', '2023-12-01', 1)
    const next = version('ratified', '2026-06-01', '2026-03-01', 2)
    expect(visionInForce([next, before], '2026-05-31')).toBe(before)
    expect(visionInForce([next, before], '2026-06-01')).toBe(next)
  })

  it('is none while nothing was ratified, or the first one has yet to take effect', () => {
    expect(visionInForce([version('draft', null, null), version('proposed', null, null)], '2026-06-01')).toBeNull()
    expect(visionInForce([version('ratified', '2026-06-02', '2026-03-01')], '2026-06-01')).toBeNull()
  })

  it('is the one ratified last among those in effect, in whatever order they come', () => {
    const first = version('superseded', '2024-01-01', '2023-12-01', 1)
    const second = version('superseded', '2025-01-01', '2024-12-01', 2)
    const third = version('ratified', '2025-01-01', '2025-02-01', 3)
    fc.assert(
      fc.property(fc.shuffledSubarray([first, second, third], { minLength: 3 }), (versions) => {
        expect(visionInForce(versions, '2026-01-01')).toBe(third)
      }),
    )
  })
})

describe('order', () => {
  it('moves one place and never loses anybody', () => {
    expect(moved(['a', 'b', 'c'], 'b', 'earlier')).toEqual(['b', 'a', 'c'])
    expect(moved(['a', 'b', 'c'], 'b', 'later')).toEqual(['a', 'c', 'b'])
    expect(moved(['a', 'b', 'c'], 'a', 'earlier')).toEqual(['a', 'b', 'c'])
    expect(moved(['a', 'b', 'c'], 'c', 'later')).toEqual(['a', 'b', 'c'])
    const anyMove = fc.constantFrom('earlier' as const, 'later' as const)
    fc.assert(
      fc.property(fc.uniqueArray(fc.string()), fc.string(), anyMove, (ids, id, move) => {
        expect([...moved(ids, id, move)].sort()).toEqual([...ids].sort())
      }),
    )
  })
})

describe('lines', () => {
  it('are one each, without blanks and typed bullets', () => {
    expect(linesOf('- Greet first\n\n  • Say the name \n– Own it\nKeep-it-short')).toEqual([
      'Greet first',
      'Say the name',
      'Own it',
      'Keep-it-short',
    ])
    expect(linesOf(' \n ')).toEqual([])
  })
})
