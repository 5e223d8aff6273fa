import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listEntries } from '#app/cases/case-log.server.ts'
import { findCase, openCase } from '#app/cases/cases.server.ts'
import { blanks, replyDraft } from '#app/cases/reply-task.ts'
import { doReplies, doReply, findReplyTask, listDoable } from '#app/cases/reply-tasks.server.ts'
import { dutiesOf, listDuties } from '#app/dashboards/duties.server.ts'
import { moveInitiative } from '#app/initiatives/initiatives.server.ts'
import { type Person, type World, makeWorld } from '#tests/support/world.ts'
import { makePlace, newCase, respond, write } from './cases-world.ts'

/** What customers said is of yesterday at most. */
const today = new Date().toISOString().slice(0, 10)
let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

/** A running initiative on a gap: a case escalated to it, a case of a response behind its theme, a response without a case, and five more behind the theme. */
async function evidence() {
  const place = await makePlace(w, { step: w.bo })
  const [initiative, gap, theme] = [randomUUID(), randomUUID(), randomUUID()]
  const [inGap, ...tagged] = await respond(
    w,
    place,
    Array.from({ length: 7 }, () => ({ score: 1, text: 'Late bag' })),
  )
  const escalated = await w.as(w.lea, (ctx) =>
    openCase(ctx, newCase({ title: 'Wrote twice', touchpointId: place.touchpoint })),
  )
  const behind = await w.as(w.lea, (ctx) => openCase(ctx, newCase({ responseId: tagged[0]! })))
  await write(w, [
    [
      `insert into initiative (id, name, stage, owner_id, owner_accepted_at) values ($1, 'Faster belts', 'running', $2, now())`,
      [initiative, w.ben.memberId],
    ],
    [`insert into gap (id, name) values ($1, 'Bags come late')`, [gap]],
    [`insert into theme (id, name, owner_id) values ($1, $2, $3)`, [theme, `Bags ${theme}`, w.cora.memberId]],
    [`insert into initiative_gap (initiative_id, gap_id) values ($1, $2)`, [initiative, gap]],
    [`insert into gap_theme (gap_id, theme_id) values ($1, $2)`, [gap, theme]],
    [
      `insert into gap_response (gap_id, response_id, answered_on) select $1, id, answered_on from response where id = $2`,
      [gap, inGap],
    ],
    [
      `insert into response_theme (theme_id, response_id, answered_on) select $1, id, answered_on from response where id = any($2)`,
      [theme, tagged],
    ],
    [`update customer_case set gap_id = $1 where id = $2`, [gap, escalated.id]],
  ])
  return { initiative, escalated: escalated.id, behind: behind.id, inGap: inGap! }
}

const end = (id: string, to: 'finished' | 'stopped', by: Person = w.ben) =>
  w.as(by, async (ctx) => {
    const { version } = await ctx.db
      .selectFrom('initiative')
      .where('id', '=', id)
      .select('version')
      .executeTakeFirstOrThrow()
    await moveInitiative(ctx, id, { to, reason: 'It is over', version })
  })

describe('when an initiative ends', () => {
  test('each case, each response and each theme behind it is owed one reply, asked for once', async () => {
    const { initiative, escalated, behind, inGap } = await evidence()
    await end(initiative, 'finished')
    const tasks = await w.as(w.lea, (ctx) => listDoable(ctx, initiative))
    expect(
      tasks
        .map(({ customerCaseId }) => customerCaseId)
        .filter(Boolean)
        .sort(),
    ).toEqual([escalated, behind].sort())
    expect(tasks.find(({ responseId }) => responseId)).toMatchObject({ responseId: inGap, ownerName: 'Ben Reed' })
    expect(tasks.find(({ themeId }) => themeId)).toMatchObject({ reach: 5, ownerName: 'Cora Lane' })
    expect(tasks.find(({ customerCaseId }) => customerCaseId === behind)).toMatchObject({ ownerName: 'Bo Quay' })
    await w.as(w.ben, (ctx) => moveInitiative(ctx, initiative, { to: 'running', reason: 'Not yet', version: 2 }))
    await end(initiative, 'finished')
    expect(await w.as(w.lea, (ctx) => listDoable(ctx, initiative))).toHaveLength(tasks.length)
  })

  test('a reply needs words of one’s own; it stands in the case’s log, and the customer counts as told', async () => {
    const { initiative, behind } = await evidence()
    await end(initiative, 'stopped')
    const task = (await w.as(w.bo, (ctx) => listDoable(ctx, initiative))).find((one) => one.customerCaseId === behind)!
    const tell = (by: Person, text: string) =>
      w.as(by, (ctx) => doReply(ctx, task.id, { to: 'done', on: today, text, reason: null, version: 1 }))
    await expect(tell(w.cora, 'We stopped it')).rejects.toMatchObject({ status: 403 })
    await expect(tell(w.bo, task.draft)).rejects.toMatchObject({
      errors: { text: expect.stringContaining(blanks.stopped) },
    })
    expect(
      (await w.as(w.bo, (ctx) => listDuties(ctx), new Date(Date.now() + 10 * 86_400_000))).map(({ kind }) => kind),
    ).toContain('reply')
    await tell(w.bo, 'We stopped it, Kim Vega: the belt is to be replaced as a whole')
    expect(await w.as(w.bo, (ctx) => findCase(ctx, behind))).toMatchObject({
      toldOn: today,
      tellerName: 'Bo Quay',
      state: 'acknowledged',
      resolvedOn: null,
    })
    const { entries } = await w.as(w.bo, (ctx) => listEntries(ctx, behind))
    expect(entries[0]).toMatchObject({ kind: 'reply', body: expect.stringContaining('replaced as a whole') })
    expect((await w.as(w.bo, (ctx) => findReplyTask(ctx, task.id))).state).toBe('done')
    const { rows } = await w.superuser.query(`select 1 from history.event where body like '%Kim Vega%'`)
    expect(rows).toEqual([])
    await expect(tell(w.bo, 'Again')).rejects.toMatchObject({ name: 'Error' })
  })

  test('several are told in one go, by those who may, all or none', async () => {
    const { initiative } = await evidence()
    await end(initiative, 'finished')
    const mine = await w.as(w.bo, (ctx) => listDoable(ctx, initiative))
    const all = await w.as(w.lea, (ctx) => listDoable(ctx, initiative))
    const tell = (by: Person, ids: string[]) =>
      w.as(by, (ctx) =>
        doReplies(ctx, {
          ids,
          on: today,
          text: 'The belts run faster. We cannot tell yet whether bags come sooner.',
        }),
      )
    await expect(
      tell(
        w.bo,
        all.map(({ id }) => id),
      ),
    ).rejects.toMatchObject({ status: 403 })
    expect(await w.as(w.bo, (ctx) => listDoable(ctx, initiative))).toHaveLength(mine.length)
    await tell(
      w.lea,
      all.map(({ id }) => id),
    )
    expect(await w.as(w.lea, (ctx) => listDoable(ctx, initiative))).toEqual([])
  })

  test('a draft never says that it helped', () => {
    for (const ended of ['finished', 'stopped'] as const) {
      const draft = replyDraft({ initiative: 'Faster belts', ended, toldUsOn: '2026-01-05' })
      expect(draft).not.toMatch(/improved|better|thanks to|because of|caused|solved|fixed/i)
      expect(draft).toContain('You told us about this on 5 Jan 2026.')
    }
  })
})

test('cases that nobody owns wait for every leader; those near due for their owner until the customer is told', async () => {
  const none = await w.as(w.cora, (ctx) => openCase(ctx, newCase({ title: 'Nobody’s' })))
  const people = await w.as(w.lea, async (ctx) =>
    dutiesOf(ctx, [
      { memberId: w.lea.memberId, role: 'cx_leader', unitId: null },
      { memberId: w.bo.memberId, role: 'business_owner', unitId: null },
    ]),
  )
  expect(people.filter(({ id }) => id === none.id)).toMatchObject([
    { kind: 'case without owner', memberId: w.lea.memberId },
  ])
  const own = await w.as(w.lea, (ctx) => openCase(ctx, newCase({ ownerId: w.eva.memberId })))
  const kinds = async (days: number) =>
    (await w.as(w.eva, (ctx) => listDuties(ctx), new Date(Date.now() + days * 86_400_000))).map(({ id }) => id)
  expect(await kinds(6)).toContain(own.id)
  await write(w, [[`update customer_case set told_on = current_date, told_by = owner_id where id = $1`, [own.id]]])
  expect(await kinds(6)).not.toContain(own.id)
})
