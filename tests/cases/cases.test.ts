import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Conflict } from '#app/access/problems.ts'
import { eraseEntry, listEntries, logEntry } from '#app/cases/case-log.server.ts'
import { caseListRules, countLoops, listCases } from '#app/cases/case-list.server.ts'
import { listReached } from '#app/cases/case-steps.server.ts'
import { archiveCase, assignCase, editCase, findCase, moveCase, openCase, recordFact } from '#app/cases/cases.server.ts'
import type { CaseState, Fact } from '#app/cases/customer-case.ts'
import { timelineOf } from '#app/history/timeline.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { type Person, type World, makeWorld } from '#tests/support/world.ts'
import { makePlace, newCase, respond } from './cases-world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const open = (given: Record<string, string | null> = {}, by: Person = w.lea) =>
  w.as(by, (ctx) => openCase(ctx, newCase(given)))
const find = (id: string) => w.as(w.lea, (ctx) => findCase(ctx, id))
const move = async (by: Person, id: string, to: CaseState, reason: string | null = null) => {
  const { version } = await find(id)
  return w.as(by, (ctx) => moveCase(ctx, id, { to, reason, version }))
}
const say = async (by: Person, id: string, fact: Fact, given: Record<string, string | null> = {}) => {
  const { version } = await find(id)
  const form = { to: 'set' as const, on: '2026-01-05', evidence: 'Phoned', url: null, reason: null, ...given, version }
  return w.as(by, (ctx) => recordFact(ctx, id, fact, form as never))
}
const forbidden = { status: 403 }

describe('opening', () => {
  test('numbers are given without gaps or doubles, also at the same moment', async () => {
    const before = await open()
    const many = await Promise.all(Array.from({ length: 5 }, () => open({}, w.cora)))
    expect(many.map(({ number }) => number - before.number).sort()).toEqual([1, 2, 3, 4, 5])
  })

  test('it goes to the step’s process owner, else the touchpoint’s, else the post’s, else the queue', async () => {
    const all = await makePlace(w, { step: w.bo, touchpoint: w.ben, post: w.cora })
    const ownerOf = async (place: { post: string }, given: Record<string, string | null> = {}) =>
      (await find((await open({ listeningPostId: place.post, ...given }, w.cora)).id)).ownerName
    expect(await ownerOf(all)).toBe('Bo Quay')
    expect(await ownerOf(await makePlace(w, { touchpoint: w.ben, post: w.cora }))).toBe('Ben Reed')
    expect(await ownerOf(await makePlace(w, { post: w.cora }))).toBe('Cora Lane')
    expect(await ownerOf(await makePlace(w))).toBeNull()
    // Only leaders name somebody else.
    expect(await ownerOf(all, { ownerId: w.eva.memberId })).toBe('Bo Quay')
    const named = await open({ listeningPostId: all.post, ownerId: w.eva.memberId })
    expect((await find(named.id)).ownerName).toBe('Eva Stone')
  })

  test('about a response it belongs where that was given, once', async () => {
    const place = await makePlace(w, { step: w.bo })
    const [response] = await respond(w, place, [{ score: 1, text: 'No bag, no word' }])
    const { id, number } = await open({ responseId: response! }, w.cora)
    expect(await find(id)).toMatchObject({
      journeyStepId: place.step,
      touchpointId: place.touchpoint,
      ownerName: 'Bo Quay',
    })
    await expect(open({ responseId: response! })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining(`Case ${number}`),
    })
    await expect(open({ responseId: w.lea.memberId })).rejects.toMatchObject({ status: 404 })
  })

  test('what is written about customers is masked, and the history never holds the log', async () => {
    const { id } = await open({ title: 'Ask kim@home.example', account: 'Call +49 170 1234567 about the blue bag' })
    expect((await find(id)).title).toBe('Ask [e-mail]')
    const { entries } = await w.as(w.lea, (ctx) => listEntries(ctx, id))
    expect(entries[0]).toMatchObject({ body: 'Call [phone] about the blue bag', masked: 1, kind: 'note' })
    const { rows } = await w.superuser.query(`select 1 from history.event where body like '%blue bag%'`)
    expect(rows).toEqual([])
  })
})

describe('states', () => {
  test('follow ISO 10002; closing needs told and resolved, or a reason; reopening says why', async () => {
    const { id } = await open({ ownerId: w.bo.memberId })
    await expect(move(w.ben, id, 'acknowledged')).rejects.toMatchObject(forbidden)
    await move(w.bo, id, 'acknowledged')
    await expect(move(w.bo, id, 'answered')).rejects.toMatchObject({ status: 422 })
    await expect(move(w.bo, id, 'closed')).rejects.toMatchObject({
      message: 'The customer was not told and its cause is not resolved. Say why it ends all the same.',
    })
    await say(w.bo, id, 'told')
    await move(w.bo, id, 'answered')
    await expect(move(w.bo, id, 'closed')).rejects.toMatchObject({ message: /^Its cause is not resolved/ })
    await move(w.bo, id, 'closed', 'The belt is to be replaced next year')
    expect(await find(id)).toMatchObject({ state: 'closed', closedReason: 'The belt is to be replaced next year' })
    await expect(move(w.bo, id, 'investigating')).rejects.toMatchObject({ status: 422 })
    await move(w.bo, id, 'investigating', 'They wrote again')
    expect(await find(id)).toMatchObject({ state: 'investigating', closedAt: null, closedReason: '' })
    await say(w.bo, id, 'resolved')
    await move(w.bo, id, 'closed')
    const reached = await w.as(w.lea, (ctx) => listReached(ctx, id))
    expect(reached.map(({ state, who }) => `${state} ${who}`)).toEqual([
      'received Lea Dawn',
      'acknowledged Bo Quay',
      'investigating Bo Quay',
      'answered Bo Quay',
      'closed Bo Quay',
    ])
  })
})

describe('told and resolved', () => {
  test('nobody is answered before they said anything', async () => {
    const [response] = await respond(w, await makePlace(w, { step: w.bo }), [{ score: 1, text: 'No bag, no word' }])
    const { id } = await open({ responseId: response! })
    const early = expect.stringMatching(/^The customer said it on .+ Choose that day or a later one\.$/) as string
    await expect(say(w.bo, id, 'told', { on: '2025-01-03' })).rejects.toMatchObject({ errors: { on: early } })
    const log = (kind: 'reply' | 'note') =>
      w.as(w.bo, (ctx) => logEntry(ctx, id, { kind, happenedOn: '2025-01-03', body: 'It was foreseen' }))
    await expect(log('reply')).rejects.toMatchObject({ errors: { happenedOn: early } })
    await log('note')
    await say(w.bo, id, 'resolved', { on: '2025-01-03' })
  })

  test('are two facts: each set with evidence, corrected and withdrawn with a reason', async () => {
    const { id } = await open({ ownerId: w.bo.memberId })
    await expect(say(w.ben, id, 'told')).rejects.toMatchObject(forbidden)
    await expect(say(w.bo, id, 'told', { evidence: null })).rejects.toMatchObject({
      errors: { evidence: expect.any(String) },
    })
    await expect(say(w.bo, id, 'told', { on: '2199-01-01' })).rejects.toMatchObject({
      errors: { on: expect.any(String) },
    })
    await say(w.bo, id, 'told', { evidence: 'Wrote to kim@home.example' })
    expect(await find(id)).toMatchObject({
      toldOn: '2026-01-05',
      tellerName: 'Bo Quay',
      toldEvidence: 'Wrote to [e-mail]',
      resolvedOn: null,
    })
    await expect(say(w.bo, id, 'told', { on: '2026-01-06' })).rejects.toMatchObject({
      errors: { reason: expect.any(String) },
    })
    await say(w.bo, id, 'told', { on: '2026-01-06', reason: 'It was the day after' })
    await expect(say(w.bo, id, 'resolved', { to: 'withdrawn', reason: 'x' })).rejects.toMatchObject({ status: 422 })
    await say(w.bo, id, 'told', { to: 'withdrawn', reason: 'It was another customer' })
    expect(await find(id)).toMatchObject({ toldOn: null, toldBy: null, toldEvidence: '' })
    const { events } = await w.as(w.lea, (ctx) => timelineOf(ctx, 'customer_case', id))
    expect(events.map(({ verbText }) => verbText)).toEqual([
      'withdrew that the customer was told in',
      'corrected that the customer was told in',
      'recorded that the customer was told in',
      'opened',
    ])
    await expect(
      w.as(w.bo, (ctx) =>
        recordFact(ctx, id, 'told', {
          to: 'set',
          on: '2026-01-05',
          evidence: 'x',
          url: null,
          reason: null,
          version: 1,
        }),
      ),
    ).rejects.toBeInstanceOf(Conflict)
  })

  test('make four combinations, each a filter of the list', async () => {
    const place = await makePlace(w)
    const make = async (...facts: Fact[]) => {
      const { id } = await open({ touchpointId: place.touchpoint })
      for (const fact of facts) await say(w.lea, id, fact)
      return id
    }
    await make('told', 'resolved')
    await make('told')
    const quiet = await make('resolved')
    await make()
    await make()
    const query = readListQuery(`/bay/cases?touchpoint=${place.touchpoint}&loop=quiet+fix`, caseListRules)
    expect(await w.as(w.lea, (ctx) => countLoops(ctx, query))).toEqual({
      'closed loop': 1,
      'promise open': 1,
      'quiet fix': 1,
      'nothing yet': 2,
    })
    expect((await w.as(w.lea, (ctx) => listCases(ctx, query))).rows.map(({ id }) => id)).toEqual([quiet])
  })
})

describe('work on a case', () => {
  test('a first reply acknowledges it; a note does not; words can be taken out for good', async () => {
    const { id } = await open({ ownerId: w.bo.memberId })
    const log = (by: Person, kind: 'reply' | 'note', happenedOn = '2026-01-05') =>
      w.as(by, (ctx) => logEntry(ctx, id, { kind, happenedOn, body: 'The customer is Kim Vega' }))
    await expect(log(w.cora, 'note')).rejects.toMatchObject(forbidden)
    await expect(log(w.bo, 'note', '2199-01-01')).rejects.toMatchObject({ status: 422 })
    await log(w.bo, 'note')
    expect((await find(id)).state).toBe('received')
    await log(w.bo, 'reply')
    expect((await find(id)).state).toBe('acknowledged')
    const { entries } = await w.as(w.lea, (ctx) => listEntries(ctx, id))
    await expect(w.as(w.cora, (ctx) => eraseEntry(ctx, id, entries[0]!.id, 'Names'))).rejects.toMatchObject(forbidden)
    for (const entry of entries) await w.as(w.bo, (ctx) => eraseEntry(ctx, id, entry.id, 'It named them'))
    const { rows } = await w.superuser.query(`select 1 from case_entry where body like '%Vega%'`)
    expect(rows).toEqual([])
  })

  test('it is handed over with a reason, edited and archived by those who may', async () => {
    const { id } = await open({ ownerId: w.bo.memberId })
    const hand = (by: Person, ownerId: string | null, version: number) =>
      w.as(by, (ctx) => assignCase(ctx, id, { ownerId, reason: 'Ben runs the belts', version }))
    await expect(hand(w.ben, w.ben.memberId, 1)).rejects.toMatchObject(forbidden)
    await expect(hand(w.bo, w.bo.memberId, 1)).rejects.toMatchObject({ status: 422 })
    await hand(w.bo, w.ben.memberId, 1)
    await expect(hand(w.bo, null, 2)).rejects.toMatchObject(forbidden)
    await w.as(w.ben, (ctx) =>
      editCase(ctx, id, { title: 'Two bags', journeyStepId: null, touchpointId: null, version: 2 }),
    )
    await expect(w.as(w.ben, (ctx) => archiveCase(ctx, id, { reason: null, version: 3 }))).rejects.toMatchObject(
      forbidden,
    )
    await w.as(w.lea, (ctx) => archiveCase(ctx, id, { reason: null, version: 3 }))
    await expect(move(w.ben, id, 'acknowledged')).rejects.toMatchObject({ status: 422 })
    expect(await find(id)).toMatchObject({ title: 'Two bags', ownerName: 'Ben Reed' })
  })
})
