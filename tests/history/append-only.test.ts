// H5: with the application's rights nothing of the history can be changed or taken away, nor what keeps it be switched off.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createInitiative, editInitiative } from '#app/initiatives/initiatives.server.ts'
import { makeCheckpoint } from '#app/history/checkpoints.server.ts'
import { readPrivateKey } from '#app/history/checkpoint-key.server.ts'
import { generateKeyPairSync } from 'node:crypto'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type World, makeWorld } from '#tests/support/world.ts'

let w: World
let web: pg.Client
let tables: { name: string; column: string; triggers: string[] }[]
let tracked: { name: string; triggers: string[] }[]

beforeAll(async () => {
  w = await makeWorld()
  await w.as(w.lea, async (ctx) => {
    const { id } = await createInitiative(ctx, initiativeInput({ name: 'Kept' }))
    await editInitiative(ctx, id, { ...initiativeInput({ name: 'Kept well' }), version: 1 })
  })
  const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  await w.as(w.lea, (ctx) => makeCheckpoint(ctx, readPrivateKey(pem)))
  tables = (
    await w.superuser.query(`
      select format('%I.%I', n.nspname, c.relname) as name,
        (select quote_ident(attname) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attname <> 'org_id' order by attnum limit 1) as column,
        array(select quote_ident(tgname) from pg_trigger where tgrelid = c.oid and not tgisinternal) as triggers
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('r', 'p') and (n.nspname = 'history' or (n.nspname = 'as_of' and c.relname = 'search_version')) order by 1`)
  ).rows
  tracked = (
    await w.superuser.query(`
      select tgrelid::regclass::text as name, array_agg(quote_ident(tgname)) as triggers from pg_trigger
      where tgname like 'keep\\_%' group by 1 order by 1`)
  ).rows
  web = new pg.Client({ connectionString: w.urls.webUrl })
  await web.connect()
})
afterAll(async () => {
  await web.end()
  await w.close()
})

/** Tries it with rows in sight and takes back what it might have done; gives the error's code. */
async function attempt(client: pg.Client, statement: string, role = ''): Promise<string> {
  await client.query(`begin; ${role}; select set_config('app.org_id', '${w.lea.orgId}', true)`)
  try {
    await client.query(statement)
    return 'done'
  } catch (error) {
    return (error as pg.DatabaseError).code ?? String(error)
  } finally {
    await client.query('rollback')
  }
}

const statementsOn = ({ name, column, triggers }: (typeof tables)[number]) => [
  `update ${name} set ${column} = ${column}`,
  `delete from ${name}`,
  `truncate ${name}`,
  `truncate ${name} cascade`,
  `insert into ${name} (${column}) select ${column} from ${name} limit 1`,
  `merge into ${name} t using (select 1) s on true when matched then delete`,
  `select * from ${name} for update`,
  `copy ${name} from program 'true'`,
  `lock table ${name} in access exclusive mode`,
  `drop table ${name} cascade`,
  `alter table ${name} rename to other`,
  `alter table ${name} add column other int`,
  `alter table ${name} drop column ${column}`,
  `alter table ${name} alter column ${column} drop not null`,
  `alter table ${name} disable trigger all`,
  `alter table ${name} disable row level security`,
  `alter table ${name} owner to current_user`,
  `create trigger other before insert on ${name} for each row execute function history.refuse()`,
  `create rule other as on insert to ${name} do instead nothing`,
  `create policy other on ${name} using (true)`,
  `drop policy by_organisation on ${name}`,
  ...triggers.flatMap((trigger) => [
    `drop trigger ${trigger} on ${name}`,
    `alter table ${name} disable trigger ${trigger}`,
    `alter trigger ${trigger} on ${name} rename to other`,
  ]),
]

const statementsAround = () => [
  `set session_replication_role = replica`,
  `drop schema history cascade`,
  `drop owned by sirius_owner`,
  `create table history.other (id int)`,
  `create function history.other() returns int language sql as 'select 1'`,
  `create or replace function history.refuse() returns trigger language plpgsql as $$ begin return new; end $$`,
  `create or replace function history.append(events jsonb) returns bigint language sql as 'select 1::bigint'`,
  `alter function history.append(jsonb) security invoker`,
  `drop function history.append(jsonb) cascade`,
  `select history.collect('[]')`,
  `call history.track('initiative')`,
  `update pg_catalog.pg_trigger set tgenabled = 'D'`,
  `delete from pg_catalog.pg_trigger`,
  `update as_of.initiative set name = 'x'`,
  `delete from as_of.initiative`,
]

/** The triggers that write the history hang on the tables themselves. */
const statementsOnTracked = ({ name, triggers }: (typeof tracked)[number]) => [
  `truncate ${name} cascade`,
  `alter table ${name} disable trigger all`,
  `drop table ${name} cascade`,
  ...triggers.flatMap((trigger) => [
    `drop trigger ${trigger} on ${name}`,
    `alter table ${name} disable trigger ${trigger}`,
  ]),
]

describe.each([
  ['as it signs in (sirius_web)', () => web, ''],
  ['as the role itself (sirius_app)', () => w.superuser, 'set local role sirius_app'],
] as const)('the application, %s', (_, client, role) => {
  test('can change nothing on any table of the history', async () => {
    expect(tables.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'history.event',
        'history.chain',
        'history.checkpoint',
        'history.event_subject',
        'history.initiative',
      ]),
    )
    const found: string[] = []
    let tried = 0
    for (const table of tables)
      for (const statement of statementsOn(table)) {
        tried++
        const code = await attempt(client(), statement, role)
        if (code !== '42501') found.push(`${code}: ${statement}`)
      }
    expect(found).toEqual([])
    expect(tried).toBeGreaterThan(500)
  })

  test('cannot switch off what writes the history, nor go round it', async () => {
    const found: string[] = []
    for (const statement of [...tracked.flatMap(statementsOnTracked), ...statementsAround()]) {
      const code = await attempt(client(), statement, role)
      if (code !== '42501') found.push(`${code}: ${statement}`)
    }
    expect(tracked.length).toBeGreaterThan(20)
    expect(found).toEqual([])
  })
})

test('it cannot become somebody who could', async () => {
  for (const role of ['sirius_owner', 'postgres'])
    for (const statement of [`set role ${role}`, `set session authorization ${role}`, `grant ${role} to sirius_web`])
      expect(await attempt(web, statement), statement).toMatch(/^42501$/)
})

test('granting itself rights gives it none', async () => {
  await web.query(`grant all on history.event, history.chain, history.checkpoint to sirius_web`).catch(() => {})
  const { rows } = await w.superuser.query(`
    select r.rolname, c.oid::regclass as name, p.right from pg_roles r cross join pg_class c
    cross join unnest(array['insert', 'update', 'delete', 'truncate', 'references', 'trigger']) p ("right")
    where r.rolname in ('sirius_app', 'sirius_web') and c.relkind = 'r' and c.relnamespace = 'history'::regnamespace
      and has_table_privilege(r.rolname, c.oid, p.right)`)
  expect(rows).toEqual([])
})
