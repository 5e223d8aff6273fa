// What the chain and the past owe us at their edges: concurrent writers, forged links, and the very moment of a change.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { verifyChain } from '#app/history/verify.server.ts'
import { createInitiative, editInitiative } from '#app/initiatives/initiatives.server.ts'
import { linkKpi, unlinkKpi } from '#app/initiatives/kpi-links.server.ts'
import { createKpi } from '#app/kpis/kpis.server.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { kpiInput } from '#tests/kpis/kpi-world.ts'
import { type World, addOrganisation, addPerson, makeWorld } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const create = (name: string, now?: Date) => w.as(w.lea, (ctx) => createInitiative(ctx, initiativeInput({ name })), now)

test('twenty changes at once make one chain', async () => {
  const before = (await verifyChain(w.lea.orgId)).events
  const made = await Promise.allSettled(Array.from({ length: 20 }, (_, at) => create(`At once ${at}`)))
  expect(made.filter(({ status }) => status === 'rejected')).toEqual([])
  expect(await verifyChain(w.lea.orgId)).toMatchObject({ events: before + 20, broken: null })
})

describe('the application’s role', () => {
  test.each([
    ['moves the head', `update history.chain set size = 0`],
    ['removes the head', `delete from history.chain`],
    ['adds an event', `insert into history.event select * from history.event limit 1`],
    ['takes an event off a timeline', `delete from history.event_subject`],
    ['empties the events', `truncate history.event cascade`],
    ['calls the collector itself', `select history.collect('[]')`],
  ])('the application may move neither the chain nor what events stand on: %s', async (_, statement) => {
    await create('A reason to look')
    const attempt = w.as(w.lea, (ctx) => sql.raw(statement).execute(ctx.db))
    await expect(attempt).rejects.toMatchObject({ code: '42501', message: expect.stringMatching('permission denied') })
  })

  test('reads its own organisation’s events', async () => {
    await create('Something to read')
    const read = await w.as(w.lea, (ctx) => ctx.db.selectFrom('history.event').select('seq').execute())
    expect(read.length).toBeGreaterThan(0)
  })
})

test.each([
  ['update', `update history.event set title = 'x'`],
  ['delete', 'delete from history.event'],
  ['truncate', 'truncate history.event cascade'],
])('events are append-only for their owner too: %s', async (_, statement) => {
  await create('Kept for ever')
  const owner = new pg.Client({ connectionString: w.urls.ownerUrl })
  await owner.connect()
  try {
    await owner.query(`select set_config('app.org_id', $1, false)`, [w.lea.orgId])
    expect((await owner.query('select 1 from history.event')).rowCount).toBeGreaterThan(0)
    await expect(owner.query(statement)).rejects.toMatchObject({ message: 'history is append-only' })
  } finally {
    await owner.end()
  }
})

describe('verifying', () => {
  let orgId: string
  let slug: string
  let org = 0
  beforeEach(async () => {
    slug = `chain-${++org}`
    orgId = await addOrganisation(w.superuser, slug, 'Chain Company')
    const leader = await addPerson(w.superuser, { slug, id: orgId }, `Lena Link${org}`, 'cx_leader')
    for (const name of ['One', 'Two', 'Three', 'Four'])
      await w.as(leader, (ctx) => createInitiative(ctx, initiativeInput({ name })))
    expect(await verifyChain(orgId)).toMatchObject({ events: 4, broken: null })
  })

  /** What a superuser who knows the rules would do: changes rows and makes the hashes fit from there on. */
  async function forge(statement: string, { refit = true } = {}) {
    await w.superuser.query('alter table history.event disable trigger user')
    await w.superuser.query(statement, [orgId])
    if (refit) {
      const { rows } = await w.superuser.query(
        'select seq, body, prev_hash, hash from history.event where org_id = $1 order by seq',
        [orgId],
      )
      let hash: Buffer = createHash('sha256').update(orgId).digest()
      for (const { seq, body } of rows) {
        const next = createHash('sha256').update(hash).update(body, 'utf8').digest()
        const values = [orgId, seq, hash, next]
        await w.superuser.query(
          'update history.event set prev_hash = $3, hash = $4 where org_id = $1 and seq = $2',
          values,
        )
        hash = next
      }
      await w.superuser.query('update history.chain set size = $2, hash = $3 where org_id = $1', [
        orgId,
        rows.length,
        hash,
      ])
    }
    await w.superuser.query('alter table history.event enable trigger user')
    return (await verifyChain(orgId)).broken?.seq
  }

  test('a text of which nothing is shown is found to be another', async () => {
    const changed = `update history.event set body = replace(body, '"changes"', ' "changes"') where org_id = $1 and seq = 3`
    expect(await forge(changed, { refit: false })).toBe(3)
  })

  test('what lists show of an event is what its text says', async () => {
    expect(
      await forge(`update history.event set title = 'Other' where org_id = $1 and seq = 3`, { refit: false }),
    ).toBe(3)
  })

  test('a bent link is found though every hash fits', async () => {
    const bent = `update history.event set prev_hash = sha256(prev_hash) where org_id = $1 and seq = 3`
    expect(await forge(bent, { refit: false })).toBe(3)
  })

  test('a gap is found though every later hash was made to fit', async () => {
    expect(await forge('delete from history.event where org_id = $1 and seq = 2')).toBe(2)
  })

  test('an event that tells of another organisation is found though its hash fits', async () => {
    expect(
      await forge(
        `update history.event set body = replace(body, $1::uuid::text, '${w.otto.orgId}') where org_id = $1::uuid and seq = 2`,
      ),
    ).toBe(2)
  })
})

describe('the past', () => {
  const pastNames = (moment: string, id: string) =>
    w.as(w.lea, async (ctx) => {
      await sql`select set_config('search_path', 'as_of, public', true), set_config('app.as_of', ${moment}, true)`.execute(
        ctx.db,
      )
      return (await ctx.db.selectFrom('initiative').select('name').where('id', '=', id).execute()).map(
        ({ name }) => name,
      )
    })

  test('at the very moment of a change the new row stands, and it alone', async () => {
    const { id } = await create('First', new Date('2026-02-01T10:00:00Z'))
    await w.as(
      w.lea,
      (ctx) => editInitiative(ctx, id, { ...initiativeInput({ name: 'Second' }), version: 1 }),
      new Date('2026-03-01T10:00:00Z'),
    )
    expect(await pastNames('2026-02-01T09:59:59.999999Z', id)).toEqual([])
    expect(await pastNames('2026-02-01T10:00:00Z', id)).toEqual(['First'])
    expect(await pastNames('2026-03-01T09:59:59.999999Z', id)).toEqual(['First'])
    expect(await pastNames('2026-03-01T10:00:00Z', id)).toEqual(['Second'])
    expect(await pastNames('2026-03-01T10:00:00.000001Z', id)).toEqual(['Second'])
  })

  test('words are found as they were, to the very moment, and in one’s own organisation only', async () => {
    const at = (day: string) => new Date(`2026-${day}T10:00:00Z`)
    const { id } = await create('Zephyr lounges', at('02-01'))
    await w.as(w.otto, (ctx) => createInitiative(ctx, initiativeInput({ name: 'Zephyr of others' })), at('02-01'))
    await w.as(
      w.lea,
      (ctx) => editInitiative(ctx, id, { ...initiativeInput({ name: 'Zephyr gardens' }), version: 1 }),
      at('03-01'),
    )
    const foundAt = (moment: string) =>
      w.as(w.lea, async (ctx) => {
        await sql`select set_config('search_path', 'as_of, public', true), set_config('app.as_of', ${moment}, true)`.execute(
          ctx.db,
        )
        const entries = await sql<{ title: string }>`select title from search_entry where id = ${id}`.execute(ctx.db)
        const found = await sql<{ title: string }>`select title from search_matches('zephyr', true)`.execute(ctx.db)
        expect(found.rows).toEqual(entries.rows)
        return found.rows.map(({ title }) => title)
      })
    expect(await foundAt('2026-02-01T09:59:59.999999Z')).toEqual([])
    expect(await foundAt('2026-02-01T10:00:00Z')).toEqual(['Zephyr lounges'])
    expect(await foundAt('2026-03-01T09:59:59.999999Z')).toEqual(['Zephyr lounges'])
    expect(await foundAt('2026-03-01T10:00:00Z')).toEqual(['Zephyr gardens'])
  })

  test('a row that was removed is gone from then on, and there before', async () => {
    const at = (day: string) => new Date(`2026-${day}T10:00:00Z`)
    const link = { hypothesis: 'h', expectedDirection: 'up', expectedSize: null, confidence: 'low' } as const
    const { id } = await create('Linked and unlinked', at('02-01'))
    const kpi = await w.as(w.lea, (ctx) => createKpi(ctx, kpiInput()), at('02-01'))
    const made = await w.as(w.lea, (ctx) => linkKpi(ctx, id, { kpiId: kpi.id, ...link }), at('02-02'))
    await w.as(w.lea, (ctx) => unlinkKpi(ctx, id, made.id, { version: 1, reason: 'Measured twice' }), at('02-03'))
    const linksAt = (moment: string) =>
      w.as(w.lea, async (ctx) => {
        await sql`select set_config('search_path', 'as_of, public', true), set_config('app.as_of', ${moment}, true)`.execute(
          ctx.db,
        )
        return (await ctx.db.selectFrom('initiativeKpi').select('id').where('initiativeId', '=', id).execute()).length
      })
    expect(await linksAt('2026-02-01T12:00:00Z')).toBe(0)
    expect(await linksAt('2026-02-02T12:00:00Z')).toBe(1)
    expect(await linksAt('2026-02-03T10:00:00Z')).toBe(0)
    expect(await linksAt('2026-06-01T10:00:00Z')).toBe(0)
  })
})
