import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ruleProblems } from '#app/cases/case-rule.ts'
import { archiveRule, createRule, editRule, switchRule } from '#app/cases/case-rules.server.ts'
import { openCase } from '#app/cases/cases.server.ts'
import { applyRules } from '#app/cases/opening.server.ts'
import { countWaiting, previewRule } from '#app/cases/rule-matching.server.ts'
import { type Person, type World, makeWorld } from '#tests/support/world.ts'
import { type Place, makePlace, newCase, respond } from './cases-world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const ruleOf = (place: Place, given: Record<string, unknown> = {}) => ({
  ...{ name: `Bags ${place.post.slice(0, 6)}`, listeningPostId: place.post, questionId: place.score },
  ...{ scoreAtLeast: null, scoreAtMost: 2, words: null, dueHours: 8, ownerId: null, lookBackDays: 14, dailyLimit: 50 },
  ...given,
})
const make = async (place: Place, given: Record<string, unknown> = {}, by: Person = w.lea) => {
  const rule = ruleOf(place, given)
  const { id } = await w.as(by, (ctx) => createRule(ctx, rule))
  return { id, rule: { ...rule, id, words: rule.words ?? '' } }
}
const on = (id: string, by: Person = w.lea) => w.as(by, (ctx) => switchRule(ctx, id, { to: 'on', version: 1 }))
const casesOf = async (id: string) =>
  (
    await w.superuser.query<{
      number: number
      title: string
      owner_id: string | null
      opened_by: null
      response_id: string
    }>(
      'select number, title, owner_id, opened_by, response_id from customer_case where case_rule_id = $1 order by number',
      [id],
    )
  ).rows
const run = () => applyRules({ slug: 'bay' })

describe('rules', () => {
  test('open a case for each response they mean, once, however often and in however many jobs they run', async () => {
    const place = await makePlace(w, { step: w.bo })
    const { id } = await make(place)
    const [low] = await respond(w, place, [
      { score: 1, text: 'Lost' },
      { score: 5 },
      { score: 3 },
      { text: 'No score' },
    ])
    await run()
    expect(await casesOf(id)).toEqual([]) // still off
    await on(id)
    expect((await Promise.all([run(), run(), run()])).reduce((sum, n) => sum + n)).toBe(1)
    await run()
    const found = await casesOf(id)
    expect(found).toMatchObject([
      { response_id: low, opened_by: null, owner_id: w.bo.memberId, title: expect.stringMatching(/^Bags .*: Bags 1$/) },
    ])
    const [one] = await respond(w, place, [{ score: 2 }])
    await w.as(w.cora, (ctx) => openCase(ctx, newCase({ responseId: one! })))
    expect(await run()).toBe(0) // by hand already
  })

  test('old responses open nothing, and no more than a day may bring', async () => {
    const place = await makePlace(w)
    const { id, rule } = await make(place, { lookBackDays: 7, dailyLimit: 3, ownerId: w.ben.memberId })
    await respond(w, place, [
      ...Array.from({ length: 4 }, () => ({ score: 1, daysAgo: 40 })),
      ...Array.from({ length: 4 }, () => ({ score: 1, daysAgo: 8 })),
      ...Array.from({ length: 5 }, () => ({ score: 1, daysAgo: 2 })),
    ])
    const preview = await w.as(w.lea, (ctx) => previewRule(ctx, rule, 30))
    expect(preview).toMatchObject({ matched: 9, opened: 6 })
    await on(id)
    expect(await run()).toBe(3)
    expect(await run()).toBe(0)
    expect((await casesOf(id)).map(({ owner_id }) => owner_id)).toEqual(Array(3).fill(w.ben.memberId))
    expect(await w.as(w.lea, (ctx) => countWaiting(ctx, rule))).toBe(2)
  })

  test('words are found as written or accented, and all that is given must hold', async () => {
    const place = await makePlace(w)
    const { id } = await make(place, { words: 'lost bag\nréfund', scoreAtMost: 4 })
    const [said, accented] = await respond(w, place, [
      { score: 4, text: 'They LOST BAG number two' },
      { score: 1, text: 'I want a refund' },
      { score: 1, text: 'The bag was lost' },
      { score: 5, text: 'lost bag' },
    ])
    await on(id)
    await run()
    expect((await casesOf(id)).map(({ response_id }) => response_id).sort()).toEqual([said, accented].sort())
  })

  test('only leaders make and switch them; a rule that means everything is refused', async () => {
    const place = await makePlace(w)
    await expect(make(place, {}, w.bo)).rejects.toMatchObject({ status: 403 })
    const { id, rule } = await make(place)
    await expect(on(id, w.bo)).rejects.toMatchObject({ status: 403 })
    await expect(w.as(w.bo, (ctx) => editRule(ctx, id, { ...rule, version: 1 }))).rejects.toMatchObject({ status: 403 })
    const all = { listeningPostId: null, questionId: null, scoreAtLeast: null, scoreAtMost: null, words: '' }
    expect(ruleProblems(all)).toHaveProperty('listeningPostId')
    expect(ruleProblems({ ...all, scoreAtMost: 2 })).toHaveProperty('questionId')
    const other = await makePlace(w)
    await expect(make(place, { name: 'Mixed', questionId: other.score })).rejects.toMatchObject({ status: 422 })
    await on(id)
    await w.as(w.lea, (ctx) => archiveRule(ctx, id, { reason: null, version: 2 }))
    await respond(w, place, [{ score: 1 }])
    expect(await run()).toBe(0)
  })
})
