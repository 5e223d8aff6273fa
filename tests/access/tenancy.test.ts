// What the database refuses, whatever the code forgets.
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInitiative } from '#app/initiatives/initiatives.server.ts'
import { pool } from '#db/database.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type World, makeWorld } from '#tests/support/world.ts'

let w: World
let initiativeId: string
beforeAll(async () => {
  w = await makeWorld()
  initiativeId = (await w.as(w.lea, (ctx) => createInitiative(ctx, initiativeInput({ name: 'Ours' })))).id
})
afterAll(() => w.close())

const organisationTables = () =>
  w.superuser.query<{ name: string; forced: boolean; policies: string }>(`
    select format('%I.%I', n.nspname, c.relname) as name, c.relforcerowsecurity and c.relrowsecurity as forced,
      (select count(*) from pg_policy p where p.polrelid = c.oid) as policies
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('public', 'history') and c.relname <> 'migration'`)

describe('tenancy lives in the database', () => {
  test('every table has forced row security, a policy and an organisation', async () => {
    const { rows } = await organisationTables()
    expect(rows.length).toBeGreaterThan(40)
    for (const table of rows) {
      expect(table, table.name).toMatchObject({ forced: true })
      expect(Number(table.policies), table.name).toBeGreaterThan(0)
    }
  })

  test('every foreign key between organisation tables carries the organisation, every unique key leads with it', async () => {
    const { rows: keys } = await w.superuser.query(`
      select conrelid::regclass as table, conname, (select array_agg(a.attname::text) from unnest(conkey) k join pg_attribute a on a.attrelid = conrelid and a.attnum = k) as columns
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace
        and confrelid not in ('organisation'::regclass, 'access.account'::regclass)`)
    for (const key of keys) expect(key.columns, `${key.table}.${key.conname}`).toContain('org_id')
    const { rows: uniques } = await w.superuser.query(`
      select i.indexrelid::regclass as name, a.attname as first from pg_index i join pg_class c on c.oid = i.indrelid
      left join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0] -- none: it leads with an expression
      where i.indisunique and c.relnamespace = 'public'::regnamespace and c.relname not in ('migration', 'organisation')`)
    for (const unique of uniques) expect(unique.first, unique.name).toBe('org_id')
  })

  test('views run with the rights of whoever asks', async () => {
    const { rows } = await w.superuser.query(`
      select c.oid::regclass as name, c.reloptions from pg_class c where c.relkind in ('v', 'm')
      and c.relnamespace in (select oid from pg_namespace where nspname in ('public', 'as_of', 'history', 'access', 'jobs'))`)
    expect(rows.length).toBeGreaterThan(10)
    for (const view of rows)
      expect(
        view.reloptions?.some((option: string) => /^security_invoker(=true)?$/.test(option)),
        view.name,
      ).toBe(true)
  })

  test('without an organisation, or with an empty one, there are no rows and no errors', async () => {
    const { rows: tables } = await organisationTables()
    const client = await pool().connect()
    try {
      for (const setting of [null, '']) {
        await client.query('begin')
        if (setting !== null) await client.query(`select set_config('app.org_id', $1, true)`, [setting])
        for (const { name } of tables) {
          const { rows } = await client.query(`select count(*)::int as n from ${name}`)
          expect(rows[0].n, name).toBe(0)
        }
        await client.query('rollback')
      }
    } finally {
      client.release()
    }
  })

  test('the next user of a connection has no organisation, member or clock of the one before', async () => {
    await w.as(w.lea, async (ctx) => expect(ctx.org.slug).toBe('bay'))
    const clients = await Promise.all(Array.from({ length: 20 }, () => pool().connect()))
    try {
      for (const client of clients)
        for (const name of ['app.org_id', 'app.member_id', 'app.now', 'app.request_id']) {
          const { rows } = await client.query('select current_setting($1, true) as value', [name])
          expect(rows[0].value || null, name).toBeNull()
        }
    } finally {
      for (const client of clients) client.release()
    }
  })

  test('with another organisation, ours is neither seen nor changed nor pointed at', async () => {
    const seen = await w.as(w.otto, (ctx) => ctx.db.selectFrom('initiative').select('id').execute())
    expect(seen).toEqual([])
    const moved = await w.as(w.otto, (ctx) =>
      ctx.db.updateTable('initiative').set({ name: 'Taken' }).where('id', '=', initiativeId).executeTakeFirst(),
    )
    expect(moved.numUpdatedRows).toBe(0n)
    const pointing = w.as(w.otto, (ctx) =>
      ctx.db.insertInto('actionPlan').values({ id: w.otto.memberId, initiativeId, name: 'Across' }).execute(),
    )
    await expect(pointing).rejects.toMatchObject({ code: '23503' })
    const forged = w.as(w.otto, (ctx) =>
      sql`insert into unit (org_id, id, name) values (${w.lea.orgId}, gen_random_uuid(), 'Forged')`.execute(ctx.db),
    )
    await expect(forged).rejects.toMatchObject({ code: '42501' })
  })

  test('the application’s role can neither read accounts nor become anybody', async () => {
    const client = new pg.Client({ connectionString: w.urls.webUrl })
    await client.connect()
    try {
      for (const table of ['account', 'session', 'mailed_link', 'attempt'])
        await expect(client.query(`select * from access.${table}`)).rejects.toMatchObject({ code: '42501' })
      await expect(client.query('set role sirius_owner')).rejects.toMatchObject({ code: '42501' })
      await expect(client.query('select graphile_worker.add_job($1)', ['x'])).rejects.toMatchObject({ code: '42501' })
      const { rows } = await client.query(
        'select rolsuper, rolbypassrls, rolcreaterole from pg_roles where rolname = current_user',
      )
      expect(rows[0]).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false })
    } finally {
      await client.end()
    }
  })
})
