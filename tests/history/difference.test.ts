// The difference of two moments: applied to what was recorded by the first it gives what was recorded by the second, whatever happened
// in between; and it says it in words, within bounds.
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import '#app/past.server.ts'
import { type Context, actingAsSystem, inThePast } from '#app/access/context.server.ts'
import { partTables } from '#app/history/changed-parts.ts'
import { recordTables, toldColumns } from '#app/history/changed-tables.ts'
import {
  type Between,
  countDifference,
  countDifferenceUpTo,
  listChangedRows,
  listDifference,
} from '#app/history/difference.server.ts'
import { record } from '#app/history/record.server.ts'
import { kindNamed } from '#app/history/words.ts'
import { type StrategyWorld, strategyWorld } from '#tests/dashboards/strategy-world.ts'

let w: StrategyWorld
beforeAll(async () => {
  w = await strategyWorld()
  await actingAsSystem({ slug: 'bay' }, (ctx) => oneOfEach(ctx), new Date('2026-03-03T09:00:00Z'))
})
afterAll(() => w.close())

const tables = [...Object.keys(recordTables), ...Object.keys(partTables)]
const keysOf = (table: string) => partTables[table]?.keys ?? ['id']
const shownColumns = (table: string) => [...new Set([...keysOf(table), ...toldColumns(table)])]

describe('the vocabulary', () => {
  test('knows every tracked table and each of its columns, told or quiet', async () => {
    const { rows } = await w.superuser.query<{ name: string; columns: string[] }>(
      `select c.relname as name, array_agg(a.attname::text) as columns from pg_class c
       join pg_attribute a on a.attrelid = to_regclass('public.' || c.relname) and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
       where c.relnamespace = 'history'::regnamespace and c.relkind = 'r' and exists (
         select from pg_attribute h where h.attrelid = c.oid and h.attname = 'recorded_to') group by 1`,
    )
    expect(rows.map(({ name }) => name).sort()).toEqual([...tables].sort())
    for (const { name, columns } of rows) {
      const known = [...shownColumns(name), ...(recordTables[name] ?? partTables[name]!).quiet]
      expect([...new Set(known)].sort(), name).toEqual(columns.filter((column) => column !== 'org_id').sort())
    }
  })

  test('has an index for what began in a stretch of time on every versions’ table', async () => {
    const { rows } = await w.superuser.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_index i on i.indrelid = c.oid
       where c.relnamespace = 'history'::regnamespace and pg_get_indexdef(i.indexrelid) like '%(org_id, recorded_from)'`,
    )
    const indexed = rows.map(({ name }) => name)
    expect(tables.filter((table) => !indexed.includes(table))).toEqual([])
  })
})

/** A row in every table that the small strategy leaves empty. */
async function oneOfEach(ctx: Context) {
  const { kpi, initiative, plan, outcome, persona } = w.ids
  const who = w.bo.memberId
  await sql`select keep_year(2026)`.execute(ctx.db)
  for (const text of [
    `unit (id, name) values (gen_random_uuid(), 'Hall A')`,
    `vision (id, number, statement) values (gen_random_uuid(), 1, 'Nobody asks twice.')`,
    `core_value (id, name) values (gen_random_uuid(), 'Calm')`,
    `segment (id, name) values (gen_random_uuid(), 'Connecting')`,
    `milestone (id, action_plan_id, name, due_on, first_due_on) values (gen_random_uuid(), '${plan}', 'All up', '2026-05-01', '2026-05-01')`,
    `plan_update (id, action_plan_id, stated_status, sentence, author_id, made_on) values (gen_random_uuid(), '${plan}', 'on track', 'It goes.', '${who}', '2026-03-03')`,
    `kpi_target (id, kpi_id, due_on, value, reason) values (gen_random_uuid(), '${kpi}', '2026-12-31', 80, 'Promised.')`,
    `kpi_value (id, kpi_id, period, value) values (gen_random_uuid(), '${kpi}', '2026-01-01', 61)`,
    `how_rating (id, outcome_id, member_id, rating, rated_on) values (gen_random_uuid(), '${outcome}', '${who}', 4, '2026-03-03')`,
    `initiative_kpi (id, initiative_id, kpi_id, expected_direction) values (gen_random_uuid(), '${initiative}', '${kpi}', 'up')`,
    `initiative_persona (initiative_id, persona_id) values ('${initiative}', '${persona}')`,
    `initiative_core_value (initiative_id, core_value_id) select '${initiative}', id from core_value`,
    `touchpoint (id, name) values (gen_random_uuid(), 'Counter')`,
    `journey (id, name) values (gen_random_uuid(), 'Departure')`,
    `journey_map (id, journey_id, kind, number) select gen_random_uuid(), id, 'as-is', 1 from journey`,
    `journey_phase (id, journey_map_id, name) select gen_random_uuid(), id, 'Arrive' from journey_map`,
    `journey_step (id, line_id, journey_map_id, journey_phase_id, name) select gen_random_uuid(), gen_random_uuid(), journey_map_id, id, 'Find the hall' from journey_phase`,
    `journey_step_kpi (journey_step_id, kpi_id) select id, '${kpi}' from journey_step`,
    `observation (id, what, seen_at, observer_id) values (gen_random_uuid(), 'Two asked the way.', '2026-03-03T08:00:00Z', '${who}')`,
    `gap (id, name, as_is_step_id) select gen_random_uuid(), 'No sign', id from journey_step`,
    `gap_observation (gap_id, observation_id) select g.id, o.id from gap g, observation o`,
    `visit (id, purpose, visitor_id, due_on) values (gen_random_uuid(), 'See the queue', '${who}', '2026-04-01')`,
    `visit_observation (visit_id, observation_id) select v.id, o.id from visit v, observation o`,
    `reconstruction (id, pseudonym, journey_id) select gen_random_uuid(), 'Traveller 7', id from journey`,
    `reconstruction_event (id, reconstruction_id, line, cells, what) select gen_random_uuid(), id, 2, '[]', 'Asked' from reconstruction`,
    `reconstruction_gap (reconstruction_id, gap_id, mismatch) select r.id, g.id, 'repeated' from reconstruction r, gap g`,
    `initiative_gap (initiative_id, gap_id) select '${initiative}', id from gap`,
    `listening_post (id, name, channel) values (gen_random_uuid(), 'Exit survey', 'survey')`,
    `listening_post_step (listening_post_id, journey_step_id) select p.id, s.id from listening_post p, journey_step s`,
    `question (id, listening_post_id, number, label, kind) select gen_random_uuid(), id, 1, 'Why?', 'comment' from listening_post`,
    `response (id, answered_on, answered_at, listening_post_id, external_id) select gen_random_uuid(), '2026-03-02', '2026-03-02T10:00:00Z', id, 'r1' from listening_post`,
    `theme (id, name) values (gen_random_uuid(), 'Signs')`,
    `response_theme (theme_id, response_id, answered_on) select t.id, r.id, r.answered_on from theme t, response r`,
    `observation_theme (observation_id, theme_id) select o.id, t.id from observation o, theme t`,
    `gap_theme (gap_id, theme_id) select g.id, t.id from gap g, theme t`,
    `persona_experience (id, persona_id, kind, sentence) values (gen_random_uuid(), '${persona}', 'pain', 'Nobody says how long')`,
    `persona_experience_observation (persona_experience_id, observation_id) select e.id, o.id from persona_experience e, observation o`,
    `persona_experience_theme (persona_experience_id, theme_id) select e.id, t.id from persona_experience e, theme t`,
    `persona_experience_response (persona_experience_id, response_id, answered_on) select e.id, r.id, r.answered_on from persona_experience e, response r`,
    `gap_response (gap_id, response_id, answered_on) select g.id, r.id, r.answered_on from gap g, response r`,
    `customer_case (id, number, title, due_at) values (gen_random_uuid(), 1, 'Asked the way', '2026-03-05T09:00:00Z')`,
  ])
    await sql.raw(`insert into ${text}`).execute(ctx.db)
  record(ctx, { verb: 'organisation.edited', kind: 'organisation', id: ctx.org.id, title: 'One of each' })
}

// ── Random histories ────────────────────────────────────────────────────────────────────────────────────────────────

type State = Map<string, Record<string, unknown>>

/** Every row of every tracked table as the difference tells it, as of a moment. */
async function stateAt(ctx: Context, moment: Date): Promise<State> {
  return inThePast(ctx, moment, async (past) => {
    const state: State = new Map()
    for (const table of tables) {
      const { rows } = await sql<{
        r: Record<string, unknown>
      }>`select to_jsonb(r) as r from ${sql.table(table)} r`.execute(past.db.withoutPlugins())
      for (const { r } of rows) state.set(rowKey(table, r), picked(table, r))
    }
    return state
  })
}
const rowKey = (table: string, row: Record<string, unknown>) =>
  [table, ...keysOf(table).map((column) => row[column])].join(' ')
const picked = (table: string, row: Record<string, unknown>) =>
  Object.fromEntries(shownColumns(table).map((column) => [column, row[column]]))

async function applied(ctx: Context, between: Between, before: State): Promise<State> {
  const { records, total } = await listDifference(ctx, { ...between, offset: 0, limit: 10_000 })
  expect(records).toHaveLength(total)
  expect(new Set(records.map(({ id }) => id)).size, 'each record once').toBe(total)
  const counted = (await countDifference(ctx, between)).reduce((sum, room) => sum + room.total, 0)
  expect(counted).toBe(total)
  const rows = await listChangedRows(
    ctx,
    between,
    records.map(({ id }) => id),
    1000,
  )
  const state = new Map(before)
  for (const { table, before: was, after: is } of rows) {
    const key = rowKey(table, (is ?? was)!)
    expect(state.get(key), `${key} before`).toEqual(was ? picked(table, was) : undefined)
    if (is) state.set(key, picked(table, is))
    else state.delete(key)
  }
  return state
}

interface Step {
  table: string
  deed: 'update' | 'insert' | 'delete'
  row: number
  column: number
  value: number
  /** Minutes after the step before; none: within the same moment. */
  later: number
}

const steps = fc.array(
  fc.record<Step>({
    table: fc.constantFrom(...tables),
    deed: fc.constantFrom('update', 'update', 'update', 'insert', 'insert', 'delete'),
    row: fc.nat(1000),
    column: fc.nat(1000),
    value: fc.nat(1000),
    later: fc.constantFrom(0, 1, 1, 60),
  }),
  { minLength: 30, maxLength: 60 },
)

/** Without these the organisation could not be opened. */
const fixed = ['slug', 'time_zone', 'locale']

/** Does what the step says to some row, or nothing where the database refuses. */
async function take(ctx: Context, { table, deed, row, column, value }: Step) {
  // No command ever moves a part to another record.
  const owner = deed === 'update' ? partTables[table]?.by : undefined
  const columns = shownColumns(table).filter((name) => ![...keysOf(table), ...fixed, owner].includes(name))
  const name = columns.length ? columns[column % columns.length]! : null
  const picks = sql`(select r.ctid from ${sql.table(table)} r order by to_jsonb(r)::text limit 1 offset ${row} % greatest(1, (select count(*) from ${sql.table(table)})))`
  if (deed === 'delete') await sql`delete from ${sql.table(table)} where ctid = ${picks}`.execute(ctx.db)
  else if (deed === 'update' && name)
    await sql`update ${sql.table(table)} set ${sql.ref(name)} = ${await valueFor(ctx, table, name, value)} where ctid = ${picks}`.execute(
      ctx.db,
    )
  else {
    const other = Object.fromEntries(
      await Promise.all(
        [...keysOf(table), ...(name ? [name] : [])].map(async (key) => [
          key,
          sql`${key === 'id' ? sql`gen_random_uuid()` : await valueFor(ctx, table, key, value)}`,
        ]),
      ),
    ) as Record<string, ReturnType<typeof sql>>
    const given = sql.join(Object.entries(other).map(([key, to]) => sql`${sql.lit(key)}, ${to}`))
    await sql`insert into ${sql.table(table)} select (jsonb_populate_record(r, jsonb_build_object(${given}))).* from ${sql.table(table)} r where ctid = ${picks}`.execute(
      ctx.db,
    )
  }
  record(ctx, { verb: 'organisation.edited', kind: 'organisation', id: ctx.org.id, title: 'A step' })
}

async function valueFor(ctx: Context, table: string, name: string, value: number) {
  const { rows } = await sql<{ type: string }>`
    select format_type(atttypid, null) as type from pg_attribute where attrelid = ${`public.${table}`}::regclass and attname = ${name}`.execute(
    ctx.db,
  )
  const other = kindNamed(name)
  switch (rows[0]!.type) {
    case 'uuid':
      if (!other || !(other in recordTables)) return sql`null::uuid`
      return sql`(select id from ${sql.table(other)} order by id limit 1 offset ${value} % (1 + (select count(*) from ${sql.table(other)})))`
    case 'boolean':
      return sql`${value % 2 === 0}::boolean`
    case 'date':
      return value % 5 === 0 ? sql`null::date` : sql`date '2026-03-01' + ${value % 90}::int`
    case 'timestamp with time zone':
      return value % 2 === 0
        ? sql`null::timestamptz`
        : sql`timestamptz '2026-03-01 08:00Z' + ${value} * interval '1 minute'`
    case 'integer':
      return sql`${1 + (value % 5)}::int`
    case 'numeric':
      return sql`${(value % 100) + 0.5}::numeric`
    default:
      return sql`${value % 7 === 0 ? '' : `Words ${value}`}::text`
  }
}

describe('applied to the first state it gives the second', () => {
  let clock = Date.parse('2026-04-01T08:00:00Z')
  const moments: number[] = [Date.parse('2026-01-01T00:00:00Z'), Date.parse('2026-03-02T23:00:00Z'), clock]

  test('whatever happened in between; and nothing where the moments are one', { timeout: 120_000 }, async () => {
    let done = 0
    await fc.assert(
      fc.asyncProperty(
        steps,
        fc.array(fc.tuple(fc.nat(10_000), fc.nat(10_000)), { minLength: 4, maxLength: 4 }),
        async (taken, pairs) => {
          for (const step of taken) {
            clock += step.later * 60_000
            moments.push(clock)
            // As nobody in particular: a step may change any member, so none can do them all.
            await actingAsSystem({ slug: 'bay' }, (ctx) => take(ctx, step), new Date(clock)).then(
              () => done++,
              (problem: { code?: string }) => {
                if (!/^23|^22|^42501$/.test(problem.code ?? '')) throw problem
              },
            )
          }
          await actingAsSystem(
            { slug: 'bay' },
            async (ctx) => {
              for (const [one, two] of pairs) {
                const [from, to] = [moments[one % moments.length]!, moments[two % moments.length]!].sort(
                  (a, b) => a - b,
                ) as [number, number]
                const between = { from: new Date(from).toISOString(), to: new Date(to).toISOString() }
                const [before, after] = [await stateAt(ctx, new Date(from)), await stateAt(ctx, new Date(to))]
                const result = await applied(ctx, between, before)
                expect(Object.fromEntries(result)).toEqual(Object.fromEntries(after))
                expect(await countDifference(ctx, { from: between.from, to: between.from })).toEqual([])
              }
              // Counted as far as it costs little: each room exactly, or named as beyond.
              const all = { from: new Date(moments[0]!).toISOString(), to: null }
              const { counted, beyond } = await countDifferenceUpTo(ctx, all, 12)
              const rest = (await countDifference(ctx, all)).filter(
                ({ room }) => !beyond.some(({ key }) => key === room),
              )
              expect(counted).toEqual(rest)
            },
            new Date(clock),
          )
        },
      ),
      { numRuns: 8, endOnFailure: true },
    )
    expect(done, 'steps that changed something').toBeGreaterThan(100)
  })
})
