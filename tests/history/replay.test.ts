// H1: every change has its event and every event's change its row, after whatever happened; and what is changed behind the app is found.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Context, actingAs, newId } from '#app/access/context.server.ts'
import { createOrganisation } from '#app/access/set-up.server.ts'
import { record } from '#app/history/record.server.ts'
import { replayHistory } from '#app/history/verify-replay.server.ts'
import { verifyProof } from '#app/history/verify.server.ts'
import { createInitiative, editInitiative } from '#app/initiatives/initiatives.server.ts'
import { insertKpiValuesInBulk } from '#app/kpis/kpi-values-in-bulk.server.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { type World, makeWorld } from '#tests/support/world.ts'

let w: World
let org: { id: string; slug: string }
const email = 'ann@replay.example'
beforeAll(async () => {
  w = await makeWorld()
  const { organisationId } = await createOrganisation({
    ...{ slug: 'replay', name: 'Replay Company', timeZone: 'Europe/Lisbon', password: 'a password that nobody uses' },
    ...{ adminName: 'Ann Keeper', adminEmail: email },
  })
  org = { id: organisationId, slug: 'replay' }
})
afterAll(() => w.close())

const act = <T>(work: (ctx: Context) => Promise<T>, now?: Date) => actingAs({ slug: 'replay', email, now }, work)
const replay = () => replayHistory(org)
const eventCount = async () => Number((await one('select count(*) as n from history.event where org_id = $1')).n)
const one = async (text: string) => (await w.superuser.query(text, [org.id])).rows[0]

class TakenBack extends Error {}

// ── Random changes ──────────────────────────────────────────────────────────────────────────────────────────────────

interface Known {
  initiatives: { id: string; version: number }[]
  values: string[]
  kpis: string[]
  links: Set<string>
}

type Act = (ctx: Context, known: Known, n: number) => Promise<void>

/** Changes as rooms make them, and rougher ones: several of one row, rows beside, removals, bulk, nothing at all. */
const acts: Record<string, Act> = {
  async add(ctx, known, n) {
    const { id } = await createInitiative(
      ctx,
      initiativeInput({ name: `Initiative ${n} “ü” \\ \n`, purpose: 'p'.repeat(n % 50) }),
    )
    known.initiatives.push({ id, version: 1 })
  },
  async edit(ctx, known, n) {
    const one = known.initiatives[n % known.initiatives.length]
    if (!one) return
    await editInitiative(ctx, one.id, {
      ...initiativeInput({ name: `Edited ${n}`, aboutPeople: n % 2 === 0 }),
      version: one.version,
    })
    one.version = (
      await ctx.db.selectFrom('initiative').select('version').where('id', '=', one.id).executeTakeFirstOrThrow()
    ).version
  },
  async editTwiceForOneEvent(ctx, known, n) {
    const one = known.initiatives[n % known.initiatives.length]
    if (!one) return
    for (const name of [`First ${n}`, `Second ${n}`])
      await ctx.db.updateTable('initiative').set({ name, updatedAt: ctx.now }).where('id', '=', one.id).execute()
    await ctx.db.updateTable('initiative').set({ stage: 'proposed' }).where('id', '=', one.id).execute()
    record(ctx, { verb: 'initiative.edited', kind: 'initiative', id: one.id, title: 'Twice' })
  },
  async touchWithoutChanging(ctx, known, n) {
    const one = known.initiatives[n % known.initiatives.length]
    if (!one) return
    await sql`update initiative set name = name where id = ${one.id}`.execute(ctx.db)
    record(ctx, { verb: 'initiative.edited', kind: 'initiative', id: one.id, title: 'Touched' })
  },
  async addValue(ctx, known, n) {
    const id = newId(ctx)
    await ctx.db
      .insertInto('coreValue')
      .values({ id, name: `Value ${n} ${id}`, position: n })
      .execute()
    record(ctx, { verb: 'core_value.created', kind: 'core_value', id, title: `Value ${n}` })
    known.values.push(id)
  },
  async linkOrUnlink(ctx, known, n) {
    const initiative = known.initiatives[n % known.initiatives.length]
    const value = known.values[n % known.values.length]
    if (!initiative || !value) return
    const link = { initiativeId: initiative.id, coreValueId: value }
    const key = `${initiative.id} ${value}`
    const there = await ctx.db
      .selectFrom('initiativeCoreValue')
      .selectAll()
      .where('initiativeId', '=', initiative.id)
      .where('coreValueId', '=', value)
      .executeTakeFirst()
    if (there)
      await ctx.db
        .deleteFrom('initiativeCoreValue')
        .where('initiativeId', '=', initiative.id)
        .where('coreValueId', '=', value)
        .execute()
    else await ctx.db.insertInto('initiativeCoreValue').values(link).execute()
    known.links.add(key)
    const also = [{ kind: 'core_value', id: value }]
    record(ctx, { verb: 'initiative.edited', kind: 'initiative', id: initiative.id, title: 'Linked', also })
  },
  async addAndRemoveAtOnce(ctx, _, n) {
    const id = newId(ctx)
    await ctx.db
      .insertInto('unit')
      .values({ id, name: `Unit ${n} ${id}` })
      .execute()
    await ctx.db.deleteFrom('unit').where('id', '=', id).execute()
    record(ctx, { verb: 'unit.archived', kind: 'unit', id, title: 'Gone again' })
  },
  async addKpi(ctx, known, n) {
    const kpi = {
      id: newId(ctx),
      name: `KPI ${n} ${newId(ctx)}`,
      kind: 'perception',
      direction: 'up',
      frequency: 'monthly',
    }
    await ctx.db.insertInto('kpi').values(kpi).execute()
    record(ctx, { verb: 'kpi.created', kind: 'kpi', id: kpi.id, title: kpi.name })
    known.kpis.push(kpi.id)
  },
  async importValues(ctx, known, n) {
    const kpiId = known.kpis[n % known.kpis.length]
    if (!kpiId) return
    const rows = Array.from({ length: 1 + (n % 7) }, (_, at) => ({
      ...{ kpiId, period: `2025-${String(1 + ((n + at) % 12)).padStart(2, '0')}-01`, value: (n * 7.31 + at) / 3 },
      ...{ n: n % 2 ? 10 : null, sd: null, promoters: null, detractors: null, note: n % 3 ? '' : `note ${n}` },
    }))
    const { digest } = await insertKpiValuesInBulk(ctx, rows)
    if (digest.rows) record(ctx, { verb: 'kpi.values-imported', kind: 'kpi', id: kpiId, title: 'Imported', digest })
  },
  async changeImportedValue(ctx, known, n) {
    const kpiId = known.kpis[n % known.kpis.length]
    if (!kpiId) return
    const row = await ctx.db
      .selectFrom('kpiValue')
      .select('id')
      .where('kpiId', '=', kpiId)
      .orderBy('period')
      .limit(1)
      .executeTakeFirst()
    if (!row) return
    await ctx.db
      .updateTable('kpiValue')
      .set({ value: n + 0.125, note: 'typed' })
      .where('id', '=', row.id)
      .execute()
    record(ctx, { verb: 'kpi.value-restated', kind: 'kpi', id: kpiId, title: 'Restated' })
  },
}

const oneAct = fc.record({ act: fc.constantFrom(...Object.keys(acts)), n: fc.nat(1000) })
const inBulk = (name: string) => name === 'importValues'
/** One transaction; what writes in bulk stands alone in it, as in the app. */
const transactions = fc.array(
  fc.record({
    acts: fc.array(oneAct, { minLength: 1, maxLength: 4 }),
    takenBack: fc.boolean(),
    minutes: fc.integer({ min: 1, max: 600 }),
  }),
  { minLength: 6, maxLength: 14 },
)

test('40 random histories, half of their transactions taken back, rebuild every table exactly', async () => {
  const known: Known = { initiatives: [], values: [], kpis: [], links: new Set() }
  let clock = Date.parse('2026-01-01T00:00:00Z')
  let [takenBack, done] = [0, 0]
  await fc.assert(
    fc.asyncProperty(transactions, async (history) => {
      for (const step of history) {
        const bulk = step.acts.find(({ act }) => inBulk(act))
        const chosen = bulk ? [bulk] : step.acts
        const before = { known: structuredClone(known), events: await eventCount() }
        clock += step.minutes * 60_000
        try {
          await act(async (ctx) => {
            for (const { act, n } of chosen) await acts[act]!(ctx, known, n)
            if (step.takenBack) throw new TakenBack()
          }, new Date(clock))
          done++
        } catch (error) {
          if (!(error instanceof TakenBack)) throw error
          Object.assign(known, before.known)
          expect(await eventCount()).toBe(before.events)
          takenBack++
        }
      }
      expect((await replay()).problems).toEqual([])
    }),
    { numRuns: 40 },
  )
  expect(takenBack).toBeGreaterThan(100)
  expect(done).toBeGreaterThan(100)
  const { tables, rows, versions, changes, bulkWrites } = await replay()
  expect(tables).toBeGreaterThan(20)
  for (const count of [rows, versions, changes, bulkWrites]) expect(count).toBeGreaterThan(20)
  expect((await verifyProof(org)).problems).toEqual([])
}, 300_000)

test('1,000 transactions taken back leave no change and no event behind', async () => {
  const before = await eventCount()
  const one = async (n: number) => {
    const done = act(async (ctx) => {
      await createInitiative(ctx, initiativeInput({ name: `Taken back ${n}` }))
      if (n % 2) await sql`select history.append(${JSON.stringify(ctx.events)}::jsonb)`.execute(ctx.db)
      throw new TakenBack()
    })
    await expect(done).rejects.toBeInstanceOf(TakenBack)
  }
  for (let n = 0; n < 1000; n += 10) await Promise.all(Array.from({ length: 10 }, (_, at) => one(n + at)))
  expect(await eventCount()).toBe(before)
  expect((await replay()).problems).toEqual([])
}, 120_000)

test('two bulk writes of one moment are told apart by what they are about', async () => {
  const now = new Date('2030-01-01T00:00:00Z')
  const kpis: string[] = []
  for (const name of ['Beside', 'Each other'])
    await act(async (ctx) => {
      const kpi = { id: newId(ctx), name, kind: 'perception', direction: 'up', frequency: 'monthly' }
      await ctx.db.insertInto('kpi').values(kpi).execute()
      record(ctx, { verb: 'kpi.created', kind: 'kpi', id: kpi.id, title: name })
      kpis.push(kpi.id)
    })
  for (const kpiId of [...kpis, ...kpis.slice(0, 1)])
    await act(async (ctx) => {
      const figures = { n: null, sd: null, promoters: null, detractors: null, note: '' }
      const rows = ['2029-01-01', '2029-02-01'].map((period) => ({ kpiId, period, value: kpis.length, ...figures }))
      const { digest } = await insertKpiValuesInBulk(ctx, rows)
      if (digest.rows) record(ctx, { verb: 'kpi.values-imported', kind: 'kpi', id: kpiId, title: 'Imported', digest })
    }, now)
  expect((await replay()).problems).toEqual([])
})

// ── Behind the app's back ───────────────────────────────────────────────────────────────────────────────────────────

/** A superuser whom no trigger sees. */
async function silently(text: string, values: unknown[] = []) {
  await w.superuser.query('set session_replication_role = replica')
  try {
    return await w.superuser.query(text, values)
  } finally {
    await w.superuser.query('reset session_replication_role')
  }
}

const columns = `
  select c.oid::regclass::text as table, quote_ident(a.attname) as column, format_type(a.atttypid, null) as type
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace in ('public'::regnamespace, 'history'::regnamespace) and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
    and c.relname in ('initiative', 'core_value', 'kpi', 'kpi_value', 'organisation', 'member') and a.attname not in ('id', 'org_id') order by 1, 2`

const otherThan: Record<string, string> = {
  text: `coalesce($c, '') || ' '`,
  boolean: 'not $c',
  integer: 'coalesce($c, 0) + 1',
  numeric: `coalesce($c, 0) + 0.000000000000000001`,
  date: `coalesce($c, '2026-01-01') + 1`,
  uuid: 'gen_random_uuid()',
  'timestamp with time zone': `case when $c = 'infinity' then now() else coalesce($c, now()) + interval '1 microsecond' end`,
}

describe('found', () => {
  test('nothing, before anything was done', async () => {
    expect((await replay()).problems).toEqual([])
  })

  test('100 of 100 changed columns, in the tables and in their kept versions', async () => {
    const { rows: all } = await w.superuser.query<{ table: string; column: string; type: string }>(columns)
    let tried = 0
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...all), fc.nat(10_000), async ({ table, column, type }, n) => {
        const { count } = await one(`select count(*)::int as count from ${table} where org_id = $1`)
        const { ctid, old } = await one(
          `select ctid, to_jsonb(t)::text as old from ${table} t where org_id = $1 order by id, ctid limit 1 offset ${n % count}`,
        )
        const changed = await silently(
          `update ${table} set ${column} = ${otherThan[type]!.replaceAll('$c', column)} where ctid = $1 returning ctid`,
          [ctid],
        ).catch((error: { code: string }) => (/^23/.test(error.code) ? null : Promise.reject(error)))
        fc.pre(changed !== null) // the table itself refuses it
        const { problems } = await replay()
        await silently(
          `update ${table} set ${column} = (select r.${column} from jsonb_populate_record(null::${table}, $2::jsonb) r) where ctid = $1`,
          [changed!.rows[0].ctid, old],
        )
        expect(problems.length, `${table}.${column}`).toBeGreaterThan(0)
        tried++
      }),
      { numRuns: 100 },
    )
    expect(tried).toBeGreaterThanOrEqual(100)
    expect((await replay()).problems).toEqual([])
  }, 120_000)

  /** Does something, looks what replaying finds, and puts the copies of these tables back. */
  async function foundAfter(tables: string[], ...statements: string[]): Promise<string[]> {
    for (const [at, table] of tables.entries())
      await w.superuser.query(`create temporary table kept_${at} as table ${table}`)
    for (const statement of statements) await silently(statement.replaceAll('$org', `'${org.id}'`))
    const { problems } = await replay()
    for (const [at, table] of tables.entries()) {
      await silently(`delete from ${table}`)
      await silently(`insert into ${table} table kept_${at}`)
      await w.superuser.query(`drop table kept_${at}`)
    }
    expect((await replay()).problems).toEqual([])
    return problems
  }
  const last = (table: string) => `ctid = (select ctid from ${table} where org_id = $org order by id desc limit 1)`
  const imported = (table: string) =>
    `ctid = (select ctid from ${table} where org_id = $org and source = 'imported' and version = 1 order by id limit 1)`

  test.each([
    [
      'a row taken away',
      ['initiative'],
      `delete from initiative where ${last('initiative')}`,
      /^Initiative .*changed, or removed, behind/,
    ],
    [
      'a row added',
      ['core_value'],
      `insert into core_value (org_id, id, name) values ($org, gen_random_uuid(), 'Smuggled')`,
      /^Value .* is there, but the history does not know it/,
    ],
    [
      'a version taken away',
      ['history.core_value'],
      `delete from history.core_value where ${last('history.core_value')}`,
      /is there, but the history does not know it/,
    ],
    [
      'a version added',
      ['history.unit'],
      `insert into history.unit (org_id, id, name, recorded_from, recorded_to) values ($org, gen_random_uuid(), 'x', '2026-01-01', '2026-01-02')`,
      /no event says so/,
    ],
    [
      'an imported value changed everywhere',
      ['kpi_value', 'history.kpi_value'],
      `update kpi_value set value = value + 1 where ${imported('kpi_value')}; update history.kpi_value h set value = t.value from kpi_value t where t.id = h.id and t.org_id = h.org_id and h.version = t.version`,
      /^The \d+ rows? that event \d+ \(Imported\) wrote at .* their hash differs/,
    ],
    [
      'an event taken off a timeline',
      ['history.event_subject'],
      `delete from history.event_subject where org_id = $org and seq = 2`,
      /^Event 2 is missing on a timeline/,
    ],
    [
      'an event put on another timeline',
      ['history.event_subject'],
      `insert into history.event_subject values ($org, 'unit', gen_random_uuid(), 2)`,
      /^Event 2 stands on a timeline it does not name/,
    ],
  ] as const)('%s', async (_, tables, statement, words) => {
    expect(await foundAfter([...tables], ...statement.split('; '))).toContainEqual(expect.stringMatching(words))
  })

  test('a trigger that is switched off', async () => {
    await w.superuser.query('alter table unit disable trigger keep_updated')
    expect((await replay()).problems).toEqual(['The trigger that keeps the history is off: public.unit keep_updated.'])
    await w.superuser.query('alter table unit enable trigger keep_updated')
    await w.superuser.query('drop trigger append_only on history.event')
    expect((await replay()).problems).toEqual(['The trigger that keeps the history is off: history.event append_only.'])
    await w.superuser.query(
      'create trigger append_only before update or delete on history.event for each row execute function history.refuse()',
    )
  })

  test('a change that the application’s own rights let past the event', async () => {
    const unit = (name: string) => ({ id: '018f0000-0000-7000-8000-00000000000' + name.length, name })
    await act(async (ctx) => {
      await sql`select set_config('app.bulk', 'on', true)`.execute(ctx.db)
      await ctx.db.insertInto('unit').values(unit('Bulk')).execute()
    })
    expect((await replay()).problems).toEqual([
      expect.stringMatching(/^Unit "Bulk" .* was changed at .* and no event says so\.$/),
    ])
    await act(async (ctx) => {
      await ctx.db.insertInto('unit').values(unit('Quiet')).execute()
      await sql`select set_config('app.changes', '', true)`.execute(ctx.db)
    })
    expect((await replay()).problems).toHaveLength(2)
    await silently(`delete from unit where org_id = $1 and name in ('Bulk', 'Quiet')`, [org.id])
    await silently(`delete from history.unit where org_id = $1 and name in ('Bulk', 'Quiet')`, [org.id])
    expect((await replay()).problems).toEqual([])
  })

  test('nothing, though a table got a column since, and another time zone', async () => {
    await w.superuser.query('alter table kpi_value add column later text')
    await w.superuser.query(`call history.track('kpi_value')`)
    expect((await replay()).problems).toEqual([])
    await act(async (ctx) => {
      await sql`set local timezone = 'Europe/Lisbon'`.execute(ctx.db)
      const { id } = await ctx.db.selectFrom('kpi').select('id').orderBy('id').limit(1).executeTakeFirstOrThrow()
      const rows = ['2024-06-01', '2024-07-01'].map((period) => ({
        kpiId: id,
        period,
        value: 1,
        n: null,
        sd: null,
        promoters: null,
        detractors: null,
        note: '',
      }))
      const { digest } = await insertKpiValuesInBulk(ctx, rows)
      record(ctx, { verb: 'kpi.values-imported', kind: 'kpi', id, title: 'Imported', digest })
      await createInitiative(ctx, initiativeInput({ name: 'Summer time' }))
    }, new Date('2026-07-01T12:00:00Z'))
    expect((await replay()).problems).toEqual([])
  })
})
