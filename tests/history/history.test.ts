import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newId } from '#app/access/context.server.ts'
import { record } from '#app/history/record.server.ts'
import { editKpiLink, linkKpi } from '#app/initiatives/kpi-links.server.ts'
import { createInitiative, editInitiative, findInitiative } from '#app/initiatives/initiatives.server.ts'
import { verifyChain } from '#app/history/verify.server.ts'
import { timelineOf } from '#app/history/timeline.server.ts'
import { type World, makeWorld } from '#tests/support/world.ts'
import { initiativeInput } from '#tests/support/inputs.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const create = (name: string, now?: Date) => w.as(w.lea, (ctx) => createInitiative(ctx, initiativeInput({ name })), now)

describe('history', () => {
  test('each change has one event whose hash follows from the one before', async () => {
    const { id } = await create('Shorter queues')
    await w.as(w.lea, (ctx) =>
      editInitiative(ctx, id, { ...initiativeInput({ name: 'Much shorter queues' }), version: 1 }),
    )
    const { rows } = await w.superuser.query('select * from history.event where org_id = $1 order by seq', [
      w.lea.orgId,
    ])
    let hash = createHash('sha256').update(w.lea.orgId).digest()
    for (const [at, event] of rows.entries()) {
      expect(Number(event.seq)).toBe(at + 1)
      expect(event.prev_hash.equals(hash)).toBe(true)
      hash = createHash('sha256').update(hash).update(event.body, 'utf8').digest()
      expect(event.hash.equals(hash)).toBe(true)
    }
    expect(rows.map((event) => event.verb)).toEqual(['initiative.created', 'initiative.edited'])
    const edited = JSON.parse(rows[1].body)
    expect(edited).toMatchObject({ actor: w.lea.memberId, kind: 'initiative', id })
    expect(edited.changes[0]).toMatchObject({
      before: { name: 'Shorter queues' },
      after: { name: 'Much shorter queues' },
    })
  })

  test('several events of one transaction each tell their own change', async () => {
    await w.as(w.lea, async (ctx) => {
      const { id } = await createInitiative(ctx, initiativeInput({ name: 'First' }))
      await editInitiative(ctx, id, { ...initiativeInput({ name: 'Second' }), version: 1 })
      await editInitiative(ctx, id, { ...initiativeInput({ name: 'Third' }), version: 2 })
      await createInitiative(ctx, initiativeInput({ name: 'Another' }))
    })
    const { rows } = await w.superuser.query(
      `select body::jsonb -> 'changes' -> 0 -> 'after' ->> 'name' as name from history.event where org_id = $1 order by seq desc limit 4`,
      [w.lea.orgId],
    )
    expect(rows.map(({ name }) => name)).toEqual(['Another', 'Third', 'Second', 'First'])
  })

  test('a changed row beside a record is told by the event about that record', async () => {
    await w.as(w.lea, async (ctx) => {
      const first = await createInitiative(ctx, initiativeInput({ name: 'One' }))
      const second = await createInitiative(ctx, initiativeInput({ name: 'Two' }))
      const link = { hypothesis: 'h', expectedDirection: 'up', expectedSize: null, confidence: 'low' } as const
      const kpi = { id: newId(ctx), name: 'Ease of use', kind: 'perception', direction: 'up', frequency: 'monthly' }
      await ctx.db.insertInto('kpi').values(kpi).execute()
      record(ctx, { verb: 'kpi.created', kind: 'kpi', id: kpi.id, title: kpi.name })
      await linkKpi(ctx, first.id, { kpiId: kpi.id, ...link })
      const { id } = await linkKpi(ctx, second.id, { kpiId: kpi.id, ...link })
      await editKpiLink(ctx, second.id, id, { ...link, hypothesis: 'better', version: 1 })
    })
    const { rows } = await w.superuser.query(
      `select title, body::jsonb -> 'changes' as changes from history.event where org_id = $1 and body like '%better%'`,
      [w.lea.orgId],
    )
    expect(rows).toHaveLength(1)
    expect(rows[0].title).toBe('Two')
    expect(JSON.stringify(rows[0].changes)).not.toContain('refs')
  })

  test('a change that nobody recorded does not commit', async () => {
    const { id } = await create('Calmer gates')
    const silent = w.as(w.lea, (ctx) =>
      ctx.db.updateTable('initiative').set({ name: 'Quietly renamed' }).where('id', '=', id).execute(),
    )
    await expect(silent).rejects.toThrow('was not recorded')
    expect((await w.as(w.lea, (ctx) => findInitiative(ctx, id))).name).toBe('Calmer gates')
  })

  test.each([
    ['update', `update history.event set title = 'x'`],
    ['delete', 'delete from history.event'],
    ['insert', `insert into history.chain (org_id, hash) values (gen_random_uuid(), '')`],
    ['truncate', 'truncate history.event cascade'],
    ['typed history', `update history.initiative set name = 'x'`],
  ])('the application may not rewrite history: %s', async (_, statement) => {
    await expect(w.as(w.lea, (ctx) => sql.raw(statement).execute(ctx.db))).rejects.toThrow('permission denied')
  })

  test('the same query reads the past', async () => {
    const before = new Date('2026-01-10T10:00:00Z')
    const after = new Date('2026-03-10T10:00:00Z')
    const { id } = await create('Old name', before)
    await w.as(w.lea, (ctx) => editInitiative(ctx, id, { ...initiativeInput({ name: 'New name' }), version: 1 }), after)
    const nameAt = (moment: string) =>
      w.as(w.lea, async (ctx) => {
        await sql`select set_config('search_path', 'as_of, public', true), set_config('app.as_of', ${moment}, true)`.execute(
          ctx.db,
        )
        return (await ctx.db.selectFrom('initiative').select('name').where('id', '=', id).executeTakeFirst())?.name
      })
    expect(await nameAt('2026-01-01T00:00:00Z')).toBeUndefined()
    expect(await nameAt('2026-02-01T00:00:00Z')).toBe('Old name')
    expect(await nameAt('2026-04-01T00:00:00Z')).toBe('New name')
  })

  test('verifying finds the first event that was rewritten, removed or moved', async () => {
    const client = w.superuser
    const id = w.lea.orgId
    expect(await verifyChain(id)).toMatchObject({ broken: null })
    const tampered = async (sql: string) => {
      await client.query('alter table history.event disable trigger user')
      await client.query('create temporary table kept as select * from history.event where org_id = $1', [id])
      await client.query(sql)
      const { broken } = await verifyChain(id)
      await client.query(`delete from history.event where org_id = '${id}'`)
      await client.query('insert into history.event select * from kept')
      await client.query('drop table kept')
      await client.query('alter table history.event enable trigger user')
      return broken?.seq
    }
    const at = `where org_id = '${id}' and seq`
    expect(await tampered(`update history.event set body = replace(body, 'Shorter', 'Longer') ${at} = 1`)).toBe(1)
    expect(await tampered(`delete from history.event ${at} = 2`)).toBe(2)
    expect(
      await tampered(
        `update history.event e set body = o.body, hash = o.hash from history.event o where e.org_id = o.org_id and e.org_id = '${id}' and e.seq = 1 and o.seq = 2`,
      ),
    ).toBe(1)
    const size = (await verifyChain(id)).events
    expect(await tampered(`delete from history.event ${at} = ${size}`)).toBe(size)
    expect(await verifyChain(id)).toMatchObject({ events: size, broken: null })
  })

  test('a timeline says what changed in words', async () => {
    const { id } = await create('Warm welcome')
    await w.as(w.lea, (ctx) =>
      editInitiative(ctx, id, { ...initiativeInput({ name: 'Warm welcome', ownerId: w.bo.memberId }), version: 1 }),
    )
    const { events } = await w.as(w.lea, (ctx) => timelineOf(ctx, 'initiative', id))
    expect(events[0]).toMatchObject({ who: 'Lea Dawn', verbText: 'edited', title: 'Warm welcome' })
    expect(events[0]!.changes).toContainEqual({ label: 'Owner', before: '', after: 'Bo Quay' })
  })
})
