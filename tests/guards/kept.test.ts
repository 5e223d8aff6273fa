import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Guard } from './guards.ts'
import { keptProofs } from './kept.ts'

let root: string
let place: string
const guard: Guard = {
  ...{ promise: 'B1', guard: 'It holds.', file: 'a.ts', find: 'x', replace: 'y' },
  ...{ test: 'tests/one.test.ts tests/more', more: [{ file: 'b.ts', find: 'x', replace: 'y' }] },
}
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'sirius-kept-'))
  place = path.join(root, '.cache/guards.jsonl')
  mkdirSync(path.join(root, 'tests/more'), { recursive: true })
  for (const file of ['a.ts', 'b.ts', 'c.ts', 'tests/one.test.ts', 'tests/more/two.test.ts'])
    writeFileSync(path.join(root, file), 'x')
})
afterEach(() => rmSync(root, { recursive: true }))

test('what a stopped run found is there for the next, whatever it was writing when it stopped', () => {
  keptProofs(place, root).add({ guard, kind: 'red', test: 'it holds', file: 'tests/one.test.ts' })
  appendFileSync(place, '{"fingerprint":"0')
  expect(keptProofs(place, root).of(guard)).toEqual({ guard, kind: 'red', test: 'it holds', file: 'tests/one.test.ts' })
})

test.each(['a.ts', 'b.ts', 'tests/one.test.ts', 'tests/more/two.test.ts'])(
  'another %s is to be proven again',
  (file) => {
    keptProofs(place, root).add({ guard, kind: 'red' })
    writeFileSync(path.join(root, 'c.ts'), 'another')
    expect(keptProofs(place, root).of(guard)).toBeDefined()
    writeFileSync(path.join(root, file), 'another')
    expect(keptProofs(place, root).of(guard)).toBeUndefined()
  },
)

test('another entry is to be proven again, and so is what was not found to be needed', () => {
  keptProofs(place, root).add({ guard, kind: 'covered' })
  expect(keptProofs(place, root).of({ ...guard, replace: 'z' })).toBeUndefined()
  for (const kind of ['unnoticed', 'wrong'] as const) {
    keptProofs(place, root).add({ guard, kind })
    expect(keptProofs(place, root).of(guard)).toBeUndefined()
  }
})
