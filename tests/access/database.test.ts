// Every table, view and function of the database, as the application's role: what the code forgets, this refuses. Anything new is met here first.
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Ids, furnish } from '#tests/support/furnished.ts'
import { type World, makeWorld } from '#tests/support/world.ts'

let w: World
let ours: Ids
/** A connection of the application's role alone. */
let app: pg.Client
let relations: Relation[]
beforeAll(async () => {
  w = await makeWorld()
  ours = (await furnish(w.superuser, { id: w.ada.orgId, slug: 'bay' })).ids
  await furnish(w.superuser, { id: w.otto.orgId, slug: 'other' })
  app = new pg.Client({ connectionString: w.urls.webUrl })
  await app.connect()
  relations = (await w.superuser.query<Relation>(everyRelation)).rows
}, 60_000)
afterAll(async () => {
  await app.end()
  await w.close()
})

interface Relation {
  name: string
  kind: 'table' | 'view'
  unlogged: boolean
  /** Whether the application may read it at all. */
  readable: boolean
  columns: string[]
  keys: string[]
}

const schemas = `('public', 'history', 'access', 'as_of', 'jobs')`
const everyRelation = `
  select format('%I.%I', n.nspname, c.relname) as name, case when c.relkind in ('r', 'p') then 'table' else 'view' end as kind,
    c.relpersistence = 'u' as unlogged, has_table_privilege('sirius_app', c.oid, 'select') as readable,
    array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
    array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary) as keys
  from pg_class c join pg_namespace n on n.oid = c.relnamespace
  where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname in ${schemas} order by 1`

/** Tables of no organisation, which the application has no right on whatsoever. */
const nobodys = ['access.account', 'access.attempt', 'access.mailed_link', 'access.session', 'public.migration']

/** The names of the migrations applied, by which a server knows whether it fits. */
const versions = 'public.migration'

const tables = () => relations.filter(({ kind, name }) => kind === 'table' && !nobodys.includes(name))
const views = () => relations.filter(({ kind }) => kind === 'view')
const rowsOf = async <T extends pg.QueryResultRow>(sql: string, values: unknown[] = []) =>
  (await w.superuser.query<T>(sql, values)).rows

/** Runs in one transaction of the application's role that is then rolled back. */
async function asApp<T>(org: string | null, work: () => Promise<T>, member: string | null = null): Promise<T> {
  await app.query('begin')
  try {
    if (org !== null)
      await app.query(`select set_config('app.org_id', $1, true), set_config('app.member_id', $2, true)`, [
        org,
        member ?? '',
      ])
    return await work()
  } finally {
    await app.query('rollback')
  }
}

/** What a statement did: the number of rows, or the code with which it was refused. */
async function tried(sql: string, values: unknown[] = []): Promise<{ rows: number } | { refused: string }> {
  await app.query('savepoint before')
  try {
    const { rowCount } = await app.query(sql, values)
    return { rows: rowCount ?? 0 }
  } catch (error) {
    await app.query('rollback to before')
    return { refused: String((error as { code?: string }).code) }
  }
}

describe('what the schema must look like', () => {
  test('every table but those of nobody belongs to an organisation, and forces it on everybody', async () => {
    expect(relations.filter(({ name }) => nobodys.includes(name)).map(({ name }) => name)).toEqual(nobodys)
    const rows = await rowsOf<{ name: string; forced: boolean; policies: string[] }>(`
      select format('%I.%I', n.nspname, c.relname) as name, c.relrowsecurity and c.relforcerowsecurity as forced,
        array(select concat_ws(' ', p.roles::text, p.permissive, p.cmd, p.qual, p.with_check) from pg_policies p
          where p.schemaname = n.nspname and p.tablename = c.relname and p.roles <> '{sirius_owner}') as policies
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and n.nspname in ${schemas}`)
    const own = '(org_id = ( SELECT current_org() AS current_org))'
    for (const { name, forced, policies } of rows.filter((row) => row.name !== 'public.migration')) {
      expect(forced, `${name} does not force row security`).toBe(true)
      expect(policies, name).toEqual(nobodys.includes(name) ? [] : [`{public} PERMISSIVE ALL ${own} ${own}`])
    }
    expect(tables().some(({ unlogged }) => unlogged)).toBe(true)
    for (const { name, columns } of tables()) expect(columns, name).toContain('org_id')
    const [nullable] = await rowsOf<{ names: string[] }>(`
      select array_agg(a.attrelid::regclass::text) as names from pg_attribute a join pg_class c on c.oid = a.attrelid
      where a.attname = 'org_id' and not a.attnotnull and c.relkind = 'r' and c.relnamespace in ('public'::regnamespace, 'as_of'::regnamespace)`)
    expect(nullable!.names ?? []).toEqual([])
  })

  test('every foreign key between tables of organisations carries the organisation, in its place', async () => {
    const keys = await rowsOf<{ name: string; own: string[]; theirs: string[] }>(`
      select k.conrelid::regclass || ' ' || k.conname as name,
        array(select a.attname::text from unnest(k.conkey) with ordinality u(n, i) join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.n order by i) as own,
        array(select a.attname::text from unnest(k.confkey) with ordinality u(n, i) join pg_attribute a on a.attrelid = k.confrelid and a.attnum = u.n order by i) as theirs
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      where k.contype = 'f' and n.nspname in ${schemas} and k.confrelid not in ('public.organisation'::regclass, 'access.account'::regclass)`)
    expect(keys.length).toBeGreaterThan(50)
    for (const { name, own, theirs } of keys) {
      expect(own, name).toContain('org_id')
      expect(own.indexOf('org_id'), name).toBe(theirs.indexOf('org_id'))
    }
  })

  test('every unique key of an organisation’s table leads with the organisation', async () => {
    const rows = await rowsOf<{ name: string; first: string }>(
      `
      select i.indexrelid::regclass::text as name, a.attname::text as first from pg_index i join pg_class c on c.oid = i.indrelid
      join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = i.indrelid and a.attnum = i.indkey[0]
      where i.indisunique and n.nspname in ${schemas} and format('%I.%I', n.nspname, c.relname) <> all($1) and c.relname <> 'organisation'`,
      [nobodys],
    )
    expect(rows.filter(({ first }) => first !== 'org_id')).toEqual([])
  })

  test('every view runs with the rights of whoever asks', async () => {
    const rows = await rowsOf<{ name: string; kind: string; options: string[] | null }>(`
      select c.oid::regclass::text as name, c.relkind as kind, c.reloptions as options from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where c.relkind in ('v', 'm') and n.nspname in ${schemas}`)
    expect(rows.length).toBe(views().length)
    for (const { name, kind, options } of rows) {
      expect(kind, `${name} keeps rows of its own`).toBe('v')
      expect(options ?? [], name).toContainEqual(expect.stringMatching(/^security_invoker(=true|=on)?$/))
    }
  })

  test('functions that run with their owner’s rights look names up in fixed places, and were looked at by somebody', async () => {
    const rows = await rowsOf<{ name: string; settings: string[] | null; everybody: boolean; trigger: boolean }>(`
      select n.nspname || '.' || p.proname as name, p.proconfig as settings, has_function_privilege('public', p.oid, 'execute') as everybody,
        p.prorettype = 'trigger'::regtype as trigger
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace where p.prosecdef and n.nspname in ${schemas}`)
    for (const { name, settings, everybody, trigger } of rows) {
      expect(settings ?? [], name).toContainEqual(
        expect.stringMatching(/^search_path=pg_catalog, ([a-z_]+, )?pg_temp$/),
      )
      expect(everybody && !trigger, `everybody may call ${name}`).toBe(false)
    }
    const called = rows.filter(({ trigger }) => !trigger).map(({ name }) => name)
    expect([...new Set(called)].filter((name) => !lookedAt.includes(name))).toEqual([])
  })

  test('the application reaches no other schema, and owns and bypasses nothing', async () => {
    const rows = await rowsOf<{ name: string }>(
      `select nspname::text as name from pg_namespace where has_schema_privilege('sirius_app', oid, 'usage') and nspname !~ '^pg_(toast|temp)' order by 1`,
    )
    expect(rows.map(({ name }) => name)).toEqual([
      'access',
      'as_of',
      'history',
      'information_schema',
      'jobs',
      'pg_catalog',
      'public',
    ])
    const created = await rowsOf(
      `select nspname from pg_namespace where has_schema_privilege('sirius_app', oid, 'create') and nspname !~ '^pg_'`,
    )
    expect(created).toEqual([])
  })
})

/** What each of these tells or does was thought through: before an organisation is known, or within the one that is set. */
const lookedAt = [
  ...[
    'any_organisation',
    'create_account',
    'create_organisation',
    'create_session',
    'end_expired_sessions',
    'end_session',
    'renew_session',
  ],
  ...[
    'end_sessions',
    'every_membership',
    'find_account',
    'find_intake',
    'find_link',
    'find_organisation',
    'find_session',
    'forgive_try',
  ],
  ...['list_memberships', 'list_organisations', 'list_sessions', 'open', 'read_account', 'reauthenticate_session'],
  ...['rename_account', 'save_link', 'set_password', 'touch_session', 'try', 'use_link', 'withdraw_links'],
  ...['withdraw_reset_links', 'withdraw_set_up_links'],
]
  .map((name) => `access.${name}`)
  .concat('history.append', 'history.keep_checkpoint', 'jobs.enqueue', 'public.search_matches', 'as_of.search_matches')
  .concat(
    'public.keep_year',
    'public.recount_scores',
    'public.recount_or_ask',
    'public.responses_with',
    'public.response_matches',
  )

describe('reading', () => {
  test('without an organisation, or with an empty one: 0 rows of every table and view', async () => {
    let asked = 0
    for (const org of [null, '', '00000000-0000-0000-0000-000000000000'])
      await asApp(org, async () => {
        await app.query(`select set_config('app.as_of', now()::text, true)`)
        for (const { name, readable } of relations.filter((one) => one.name !== versions)) {
          const outcome = await tried(`select 1 from ${name} limit 1`)
          expect(outcome, `${name} with organisation ${org}`).toEqual(readable ? { rows: 0 } : { refused: '42501' })
          asked++
        }
      })
    console.log(`reading without an organisation: ${asked} questions to ${relations.length} tables and views, 0 rows`)
  })

  test('with another organisation: its own rows, and none of ours', async () => {
    const filled = new Set<string>()
    await asApp(w.otto.orgId, async () => {
      for (const moment of ['', new Date().toISOString()]) {
        await app.query(`select set_config('app.as_of', $1, true)`, [moment])
        for (const { name, readable, columns } of relations.filter((one) => one.readable)) {
          const { rows } = await app.query(
            `select count(*) filter (where ${columns.includes('org_id') ? 'org_id = $1' : 'false and $1::text is null'})::int as foreign_rows, count(*)::int as all_rows from ${name}`,
            [w.ada.orgId],
          )
          expect(rows[0].foreign_rows, `${name} ${readable}`).toBe(0)
          if (rows[0].all_rows > 0) filled.add(name)
        }
      }
    })
    // Were there nothing to see at all, it would prove nothing.
    const empty = relations.filter(({ name, readable }) => readable && !filled.has(name)).map(({ name }) => name)
    expect(empty.filter((name) => !mayBeEmpty.test(name))).toEqual([])
  })

  test('what runs with its owner’s rights tells only of the organisation that is set', async () => {
    for (const path of ['public', 'as_of, public']) {
      const found = (org: string | null) =>
        asApp(org, async () => {
          await app.query(`select set_config('search_path', $1, true), set_config('app.as_of', now()::text, true)`, [
            path,
          ])
          return (await app.query(`select id from search_matches('name', true)`)).rows.map(({ id }) => id as string)
        })
      expect(await found(null)).toEqual([])
      expect(await found(w.otto.orgId)).not.toContain(ours.idea)
      expect(await found(w.ada.orgId), path).toContain(ours.idea)
    }
  })
})

/** Filled only when somebody looks back, or when checkpoints are made. */
const mayBeEmpty =
  /^as_of\.(judged_|(plan|kpi|initiative)_standing)|^history\.(checkpoint|chain|event|event_subject)$|^public\.checkpoint_delivery$/

describe('writing', () => {
  test('into, over and out of another organisation: refused, or 0 rows, on every table', async () => {
    let asked = 0
    for (const org of [null, '', w.otto.orgId])
      for (const { name, columns } of [...tables(), ...relations.filter((one) => nobodys.includes(one.name))]) {
        const list = columns.map((column) => `"${column}"`).join(', ')
        const row = (
          await rowsOf<{ row: object }>(
            `select to_jsonb(t) as row from ${name} t ${columns.includes('org_id') && !nobodys.includes(name) ? 'where org_id = $1' : 'where $1::uuid is not null'} limit 1`,
            [w.ada.orgId],
          )
        )[0]?.row
        const copy = { ...(row ?? {}), org_id: w.ada.orgId }
        const before = await countOf(name)
        const outcomes = await asApp(org, async () => ({
          insert: await tried(
            `insert into ${name} (${list}) select ${list} from jsonb_populate_record(null::${name}, $1)`,
            [copy],
          ),
          update: await tried(
            `update ${name} set "${columns[0]}" = "${columns[0]}"`.concat(
              columns.includes('org_id') ? ` where org_id = '${w.ada.orgId}'` : '',
            ),
          ),
          steal: columns.includes('org_id')
            ? await tried(`update ${name} set org_id = '${w.otto.orgId}' where org_id = '${w.ada.orgId}'`)
            : null,
          give: columns.includes('org_id') ? await tried(`update ${name} set org_id = '${w.ada.orgId}'`) : null,
          remove: await tried(
            `delete from ${name}`.concat(columns.includes('org_id') ? ` where org_id = '${w.ada.orgId}'` : ''),
          ),
          empty: await tried(`truncate ${name} cascade`),
        }))
        for (const [what, outcome] of Object.entries(outcomes)) {
          if (!outcome) continue
          asked++
          const nothing = what === 'insert' || what === 'empty' ? false : 'rows' in outcome && outcome.rows === 0
          const refused = 'refused' in outcome && /^(42501|23503|23514|23502)$/.test(outcome.refused)
          const strict = what === 'insert' ? 'refused' in outcome && outcome.refused === '42501' : true
          expect(nothing || (refused && strict), `${what} ${name} with ${org}: ${JSON.stringify(outcome)}`).toBe(true)
        }
        expect(await countOf(name), name).toBe(before)
      }
    console.log(
      `writing elsewhere: ${asked} statements on ${tables().length + nobodys.length} tables, all refused or 0 rows`,
    )
  })

  test('no row of another organisation can point at ours, by any foreign key', async () => {
    const keys = await rowsOf<{ source: string; column: string; target: string; to: string }>(`
      select k.conrelid::regclass::text as source, a.attname::text as column, k.confrelid::regclass::text as target, b.attname::text as to
      from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace
      cross join unnest(k.conkey, k.confkey) as u(own, their)
      join pg_attribute a on a.attrelid = k.conrelid and a.attnum = u.own and a.attname <> 'org_id' and a.atttypid <> 'date'::regtype
      join pg_attribute b on b.attrelid = k.confrelid and b.attnum = u.their
      where k.contype = 'f' and n.nspname in ('public', 'as_of') and k.confrelid not in ('public.organisation'::regclass, 'access.account'::regclass)`)
    const outcomes: string[] = []
    for (const { source, column, target, to } of keys) {
      const [ofOurs] = await rowsOf<{ value: unknown }>(
        `select ${to} as value from ${target} where org_id = $1 limit 1`,
        [w.ada.orgId],
      )
      const [ofTheirs] = await rowsOf(`select 1 from ${source} where org_id = $1`, [w.otto.orgId])
      if (!ofOurs || !ofTheirs) continue
      const outcome = await asApp(w.otto.orgId, async () => {
        const answer = await tried(`update ${source} set ${column} = $1`, [ofOurs.value])
        return 'rows' in answer ? await tried('set constraints all immediate') : answer
      })
      outcomes.push(`${source}.${column}`)
      // 23505, 23514: it would have to be the very same row twice, or its own.
      expect(
        'refused' in outcome && /^(23503|42501|23505|23514)$/.test(outcome.refused),
        `${source}.${column}: ${JSON.stringify(outcome)}`,
      ).toBe(true)
    }
    console.log(`pointing at ours: ${outcomes.length} of ${keys.length} columns of foreign keys tried, all refused`)
    expect(outcomes.length).toBeGreaterThan(45)
  })
})

const countOf = async (name: string) => (await rowsOf<{ n: string }>(`select count(*) as n from ${name}`))[0]!.n
