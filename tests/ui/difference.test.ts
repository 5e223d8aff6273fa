import fc from 'fast-check'
import { expect, test } from 'vitest'
import { difference } from '#app/ui/difference.ts'

test('words, not letters', () => {
  expect(difference('We answer in two days.', 'We answer in one day.')).toEqual([
    { kind: 'same', text: 'We answer in ' },
    { kind: 'gone', text: 'two days' },
    { kind: 'new', text: 'one day' },
    { kind: 'same', text: '.' },
  ])
  expect(difference('', 'New')).toEqual([{ kind: 'new', text: 'New' }])
  expect(difference('Same', 'Same')).toEqual([{ kind: 'same', text: 'Same' }])
})

test('both texts can be read back from the difference', () => {
  const words = fc.array(fc.constantFrom('a', 'b', 'c', ' ', '\n', '.', 'café', '👍')).map((list) => list.join(''))
  fc.assert(
    fc.property(words, words, (before, after) => {
      const runs = difference(before, after)
      const of = (kind: string) =>
        runs
          .filter((run) => run.kind !== kind)
          .map((run) => run.text)
          .join('')
      return of('new') === before && of('gone') === after
    }),
  )
})

test('long texts stay quick', () => {
  const text = (n: number) => Array.from({ length: 20_000 }, (_, i) => `word${(i * n) % 977}`).join(' ')
  const start = performance.now()
  difference(text(3), text(7))
  expect(performance.now() - start).toBeLessThan(2000)
})
