// Whatever one changes from an older version changes nothing: every command of cases, rules, hours and replies says so.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Context } from '#app/access/context.server.ts'
import { Conflict } from '#app/access/problems.ts'
import { defaultHours } from '#app/cases/business-hours.ts'
import { editBusinessHours, findBusinessHours } from '#app/cases/business-hours.server.ts'
import { archiveRule, createRule, editRule, switchRule } from '#app/cases/case-rules.server.ts'
import { archiveCase, assignCase, editCase, moveCase, openCase, recordFact } from '#app/cases/cases.server.ts'
import { doReply } from '#app/cases/reply-tasks.server.ts'
import { type World, makeWorld } from '#tests/support/world.ts'
import { makePlace, newCase, write } from './cases-world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const reason = 'Because'
const hours = { ...defaultHours.week, dueHours: 8, holidays: '2030-12-25 Christmas Day' }

test('from an older version nothing is changed; from the present one it is', async () => {
  const aCase = async () => (await w.as(w.lea, (ctx) => openCase(ctx, newCase()))).id
  const place = await makePlace(w)
  const rule = {
    ...{ listeningPostId: place.post, questionId: null, scoreAtLeast: null, scoreAtMost: null, words: null },
    ...{ dueHours: 8, ownerId: null, lookBackDays: 7, dailyLimit: 5 },
  }
  const aRule = async () => (await w.as(w.lea, (ctx) => createRule(ctx, { ...rule, name: randomUUID() }))).id
  const aReply = async () => {
    const [id, initiative] = [randomUUID(), randomUUID()]
    await write(w, [
      [`insert into initiative (id, name) values ($1, 'Faster belts')`, [initiative]],
      [
        `insert into reply_task (id, initiative_id, customer_case_id, due_on, draft) values ($1, $2, $3, current_date, 'x')`,
        [id, initiative, await aCase()],
      ],
    ])
    return id
  }
  const theHours = async () => {
    const { version } = await w.as(w.lea, (ctx) => findBusinessHours(ctx))
    if (!version) await w.as(w.lea, (ctx) => editBusinessHours(ctx, { ...hours, version }))
    return ''
  }
  const place0 = { journeyStepId: null, touchpointId: null }
  const fact = { to: 'set' as const, on: '2026-01-05', evidence: 'Phoned', url: null, reason }
  const commands: [() => Promise<string>, (ctx: Context, id: string, version: number) => Promise<unknown>][] = [
    [aCase, (ctx, id, version) => editCase(ctx, id, { title: 'Renamed', ...place0, version })],
    [aCase, (ctx, id, version) => assignCase(ctx, id, { ownerId: w.bo.memberId, reason, version })],
    [aCase, (ctx, id, version) => moveCase(ctx, id, { to: 'acknowledged', reason: null, version })],
    [aCase, (ctx, id, version) => recordFact(ctx, id, 'told', { ...fact, version })],
    [aCase, (ctx, id, version) => archiveCase(ctx, id, { reason, version })],
    [aRule, (ctx, id, version) => editRule(ctx, id, { ...rule, name: randomUUID(), version })],
    [aRule, (ctx, id, version) => switchRule(ctx, id, { to: 'on', version })],
    [aRule, (ctx, id, version) => archiveRule(ctx, id, { reason, version })],
    [theHours, (ctx, _, version) => editBusinessHours(ctx, { ...hours, dueHours: 9, version })],
    [aReply, (ctx, id, version) => doReply(ctx, id, { to: 'dropped', on: '2026-01-05', text: null, reason, version })],
  ]
  for (const [make, change] of commands) {
    const id = await make()
    await expect(
      w.as(w.lea, (ctx) => change(ctx, id, 0)),
      String(change),
    ).rejects.toBeInstanceOf(Conflict)
    await w.as(w.lea, (ctx) => change(ctx, id, 1))
  }
})

test('hours are said by leaders, as they can be read, with at least one day to work', async () => {
  const { version } = await w.as(w.lea, (ctx) => findBusinessHours(ctx))
  const edit = (given: object, by = w.lea) => w.as(by, (ctx) => editBusinessHours(ctx, { ...hours, ...given, version }))
  await expect(edit({}, w.bo)).rejects.toMatchObject({ status: 403 })
  await expect(edit({ monday: '17-9' })).rejects.toMatchObject({ errors: { monday: expect.any(String) } })
  const closed = Object.fromEntries(Object.keys(defaultHours.week).map((weekday) => [weekday, '']))
  await expect(edit(closed)).rejects.toMatchObject({ errors: { monday: expect.stringContaining('nothing would') } })
  await edit({ monday: '9-12:30, 13:30-17', holidays: '2030-12-26 Boxing Day\n2030-12-24 9:00-13:00 Christmas Eve' })
  expect(await w.as(w.lea, (ctx) => findBusinessHours(ctx))).toMatchObject({
    week: { monday: '09:00-12:30, 13:30-17:00' },
    holidays: [
      { day: '2030-12-24', hours: '09:00-13:00' },
      { day: '2030-12-26', hours: '' },
    ],
  })
})
