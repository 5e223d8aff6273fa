// The list of guards fits the code: what each would switch off stands there, once.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { checkout } from '#app/server/config.ts'
import { guardsOf } from './guards.ts'

const texts = new Map<string, string>()
function textOf(file: string): string {
  const place = path.join(checkout, file)
  const text = texts.get(file) ?? (existsSync(place) ? readFileSync(place, 'utf8') : '')
  texts.set(file, text)
  return text
}

test('each guard of the list stands in its file exactly once', () => {
  const lost = guardsOf(checkout).flatMap((guard) => {
    const edits = [guard, ...(guard.more ?? []), ...(typeof guard.second === 'object' ? [guard.second] : [])]
    return edits.flatMap(({ file, find }) => {
      const times = textOf(file).split(find).length - 1
      return times === 1 ? [] : [`${guard.guard} “${find.slice(0, 60)}” stands ${times} times in ${file}.`]
    })
  })
  expect(lost).toEqual([])
})
