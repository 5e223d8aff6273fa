import fc from 'fast-check'
import { expect, test } from 'vitest'
import { ancestorsOf, inTreeOrder, withDescendants } from '#app/people/unit.ts'
import { archiveBlocker } from '#app/people/units.server.ts'

const unit = (id: string, parentId: string | null = null) => ({ id, name: id, parentId })
const tree = [unit('c', 'b'), unit('b', 'a'), unit('a'), unit('d', 'a'), unit('z')]

test('a tree is listed top down with its depths', () => {
  expect(inTreeOrder(tree).map(({ id, depth }) => `${id}${depth}`)).toEqual(['a0', 'b1', 'c2', 'd1', 'z0'])
})

test('what hangs under something not shown stands at the top', () => {
  expect(inTreeOrder([unit('c', 'gone')])).toEqual([{ ...unit('c', 'gone'), depth: 0 }])
})

test('what is below and above a unit', () => {
  expect([...withDescendants(tree, 'a')].sort()).toEqual(['a', 'b', 'c', 'd'])
  expect(ancestorsOf(tree, 'c').map(({ id }) => id)).toEqual(['a', 'b'])
})

test('every forest is listed whole, each unit once and after its parent', () => {
  const forest = fc
    .array(fc.nat(), { maxLength: 40 })
    .map((parents) =>
      parents.map((parent, at) => unit(`u${at}`, at > 0 && parent % (at + 1) < at ? `u${parent % (at + 1)}` : null)),
    )
  fc.assert(
    fc.property(forest, (units) => {
      const ordered = inTreeOrder(units)
      expect(ordered).toHaveLength(units.length)
      const place = new Map(ordered.map(({ id }, at) => [id, at]))
      for (const { id, parentId, depth } of ordered) {
        if (parentId) expect(place.get(parentId)!).toBeLessThan(place.get(id)!)
        expect(depth).toBe(ancestorsOf(units, id).length)
        expect(withDescendants(units, id).has(id)).toBe(true)
      }
    }),
  )
})

test('what keeps a unit from being archived is one sentence', () => {
  expect(archiveBlocker({ people: 0, units: 0 })).toBeNull()
  expect(archiveBlocker({ people: 1, units: 0 })).toMatch(/^There is still one person in it/)
  expect(archiveBlocker({ people: 3, units: 1 })).toMatch(/^There are still 3 people and one unit in it/)
})
