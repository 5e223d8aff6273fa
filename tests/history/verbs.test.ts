// The history is found by its verbs: every verb that the source records must be known, have words, and belong to a deed.
import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { abilities } from '#app/access/policy.ts'
import { deeds, everyVerbOf, verbWords, verbs, verbsOf } from '#app/history/verbs.ts'
import { orderMoves } from '#app/vision/order.ts'

const app = path.resolve(import.meta.dirname, '../../app')
const kinds = [...new Set(verbs.map((verb) => verb.split('.')[0]!))]

/** Every `kind.past-tense` between quotes that is no ability. */
const recorded = (readdirSync(app, { recursive: true }) as string[])
  .filter((name) => name.endsWith('.server.ts'))
  .flatMap((name) => [...readFileSync(path.join(app, name), 'utf8').matchAll(/'([a-z_]+)\.([a-z-]+)'/g)])
  .filter(([, kind]) => kinds.includes(kind!))
  .map(([, kind, past]) => `${kind}.${past}`)
  .filter((verb) => !(verb in abilities))

describe('verbs', () => {
  test('that the source records are known', () => {
    expect(recorded.length).toBeGreaterThan(60)
    expect([...new Set(recorded)].filter((verb) => !verbs.includes(verb))).toEqual([])
    for (const move of orderMoves) expect(verbs).toContain(`pillar.moved-${move}`)
  })

  test('belong to exactly one deed each', () => {
    const pasts = Object.values(deeds).flatMap(({ pastTenses }) => pastTenses)
    expect(new Set(pasts).size).toBe(pasts.length)
    expect(verbs.filter((verb) => !pasts.includes(verb.split('.')[1]!))).toEqual([])
  })

  test('are found by kind, by deed and by both', () => {
    expect(everyVerbOf(['action_plan'])).toContain('plan_update.made') // an update is about its plan
    expect(verbsOf(['due'])).toEqual(['milestone.due-moved', 'action_item.due-set', 'action_item.due-moved'])
    expect(verbsOf(['due', 'archived'], ['milestone'])).toEqual(['milestone.archived', 'milestone.due-moved'])
    expect(verbsOf(['due'], ['kpi'])).toEqual([])
  })

  test('have words that a name may follow', () => {
    expect(verbWords('action_item.due-moved')).toBe('moved the due date of')
    for (const verb of verbs) expect(verbWords(verb), verb).toMatch(/^[a-zA-Z][a-zA-Z ]+:?$/)
  })
})
