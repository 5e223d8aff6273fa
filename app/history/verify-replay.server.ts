// Rebuilds every tracked table from the events and compares: each change has its event, each event's change its row.
import { sql } from 'kysely'
import { type Tx, transaction } from '#db/database.ts'
import { BulkProof } from './verify-bulk.server.ts'
import { type ReplayedChange, type Values, type Version, instant, replayRow } from './replay.ts'
import { tableName } from './words.ts'
import type { OrganisationToVerify } from './verify.server.ts'

export interface Replay {
  tables: number
  /** Rows that are there now, versions of rows that were ever there, changes that events tell of, bulk writes they stand for. */
  rows: number
  versions: number
  changes: number
  bulkWrites: number
  /** In words; the first of each table. None: the tables are what the events say. */
  problems: string[]
}

interface Table {
  name: string
  keys: string[]
  /** Those of the kept versions. A column that the table has no more is nothing in every current version. */
  columns: string[]
  gone: string[]
  moments: Set<string>
}

const mostOfATable = 3

/**
 * Replays all events of an organisation from the first on. Each row's versions must be exactly those that the events' changes make,
 * at the same moments; rows written in bulk must give their event's Merkle root; and the current versions must be the tables.
 * Meant for chains that verify: what a broken one says is nothing to compare with.
 */
export async function replayHistory({ id }: OrganisationToVerify): Promise<Replay> {
  return transaction({ 'app.org_id': id, TimeZone: 'UTC' }, 'read only', async (db) => {
    const tx = db.withoutPlugins()
    const tables = await trackedTables(tx)
    const bulk = await BulkProof.read(tx)
    const result: Replay = {
      tables: tables.length,
      rows: 0,
      versions: 0,
      changes: 0,
      bulkWrites: bulk.count,
      problems: [],
    }
    result.problems.push(...(await missingTriggers(tx, tables)), ...(await wrongTimelines(tx)))
    const changes = await openChanges(tx, tables)
    for (const table of tables) {
      await changes.skipTo(table.name, (skipped) =>
        result.problems.push(`Events tell of a table that is not there: ${skipped}.`),
      )
      const problems = await replayTable(tx, table, changes, bulk, result)
      result.problems.push(...problems.slice(0, mostOfATable))
      if (problems.length > mostOfATable)
        result.problems.push(`${tableName(table.name)}: ${problems.length - mostOfATable} more rows differ.`)
    }
    await changes.skipTo(null, (skipped) =>
      result.problems.push(`Events tell of a table that is not there: ${skipped}.`),
    )
    result.problems.push(...(await bulk.problems(tx, id)))
    return result
  })
}

/** `npm run sirius -- verify --replay` says it so. */
export const replayInWords = ({ tables, rows, versions, changes, bulkWrites }: Replay) =>
  `replayed ${changes} changes and ${bulkWrites} bulk writes: ${rows} rows and ${versions} versions of ${tables} tables compared`

async function trackedTables(tx: Tx): Promise<Table[]> {
  const { rows } = await sql<Omit<Table, 'moments'> & { moments: string[] }>`
    select c.relname as name,
      (select array_agg(a.attname::text order by k.n) from pg_index i cross join lateral unnest(i.indkey::int[]) with ordinality k (attnum, n)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum where i.indrelid = c.oid and i.indisprimary and a.attname <> 'org_id') as keys,
      v.columns,
      (select coalesce(array_agg(kept.name), '{}') from unnest(v.columns) kept (name) where not exists (
        select from pg_attribute a where a.attrelid = c.oid and a.attname = kept.name and not a.attisdropped)) as gone,
      (select coalesce(array_agg(a.attname::text), '{}') from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and a.atttypid = 'timestamptz'::regtype) as moments
    from pg_class c
    cross join lateral (select array_agg(a.attname::text order by a.attnum) as columns from pg_attribute a
      where a.attrelid = to_regclass(format('history.%I', c.relname)) and a.attnum > 0 and not a.attisdropped
        and a.attname not in ('org_id', 'recorded_from', 'recorded_to')) v
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and exists (
      select from pg_attribute h where h.attrelid = to_regclass(format('history.%I', c.relname)) and h.attname = 'recorded_to')
    order by c.relname collate "C"`.execute(tx)
  return rows.map((row) => ({ ...row, moments: new Set(row.moments) }))
}

/** A trigger that is off keeps no history from then on. */
async function missingTriggers(tx: Tx, tables: readonly Table[]): Promise<string[]> {
  const wanted = tables.flatMap(({ name }) =>
    ['inserted', 'updated', 'deleted'].map((verb) => `public.${name} keep_${verb}`),
  )
  for (const name of ['event', 'checkpoint'])
    for (const trigger of ['append_only', 'no_truncate']) wanted.push(`history.${name} ${trigger}`)
  const { rows } = await sql<{ name: string }>`
    select format('%s.%s %s', n.nspname, c.relname, t.tgname) as name from pg_trigger t
    join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
    where t.tgenabled in ('O', 'A') and not t.tgisinternal`.execute(tx)
  const there = new Set(rows.map(({ name }) => name))
  return wanted.filter((name) => !there.has(name)).map((name) => `The trigger that keeps the history is off: ${name}.`)
}

/** Which records' timelines an event stands on must be what it says. */
async function wrongTimelines(tx: Tx): Promise<string[]> {
  const { rows } = await sql<{ seq: number; kind: string; more: boolean }>`
    with said as materialized (
      select seq, kind, subject_id from history.event
      union select e.seq, a ->> 'kind', (a ->> 'id')::uuid from history.event e, jsonb_array_elements(e.body::jsonb -> 'also') a
      where e.body like '%"also"%'),
    kept as materialized (select seq, kind, subject_id from history.event_subject)
    (select seq, kind, false as more from (select * from said except select * from kept) d order by 1 limit 1)
    union all (select seq, kind, true from (select * from kept except select * from said) d order by 1 limit 1)`.execute(
    tx,
  )
  return rows.map(({ seq, kind, more }) =>
    more
      ? `Event ${seq} stands on a timeline it does not name (${kind}).`
      : `Event ${seq} is missing on a timeline it names (${kind}).`,
  )
}

// ── Reading in the order of rows ────────────────────────────────────────────────────────────────────────────────────

const batch = 2000

/** Rows of a statement, a batch at a time, with a look at the next one. */
class Rows<T> {
  #rows: T[] = []
  #at = 0
  #done = false
  readonly #tx: Tx
  readonly #name: string
  private constructor(tx: Tx, name: string) {
    this.#tx = tx
    this.#name = name
  }
  static async open<T>(tx: Tx, name: string, query: ReturnType<typeof sql>): Promise<Rows<T>> {
    await sql`declare ${sql.id(name)} no scroll cursor for ${query}`.execute(tx)
    return new Rows<T>(tx, name)
  }
  async next(): Promise<T | undefined> {
    if (this.#at === this.#rows.length && !this.#done) {
      this.#rows = (await sql<T>`fetch ${sql.lit(batch)} from ${sql.id(this.#name)}`.execute(this.#tx)).rows
      this.#at = 0
      this.#done = this.#rows.length < batch
      if (this.#done) await sql`close ${sql.id(this.#name)}`.execute(this.#tx)
    }
    return this.#rows[this.#at]
  }
  take() {
    this.#at++
  }
}

interface ChangeRow {
  table: string
  key: string
  seq: number
  at: string
  added: boolean
  removed: boolean
  before: Values | null
  after: Values | null
}

/** All changes of all events, by table and row: one look at each event however many tables there are. */
class Changes {
  readonly #rows: Rows<ChangeRow>
  constructor(rows: Rows<ChangeRow>) {
    this.#rows = rows
  }
  /** The first row's key of this table that is still to come. */
  async keyOf(table: string): Promise<string | undefined> {
    const row = await this.#rows.next()
    return row?.table === table ? row.key : undefined
  }
  async ofRow(table: string, key: string): Promise<ChangeRow[]> {
    const found: ChangeRow[] = []
    for (let row; (row = await this.#rows.next()) && row.table === table && row.key === key; this.#rows.take())
      found.push(row)
    return found
  }
  /** Passes over what no table takes. */
  async skipTo(table: string | null, skipped: (table: string) => void) {
    let last = ''
    for (let row; (row = await this.#rows.next()) && (table === null || row.table < table); this.#rows.take()) {
      if (row.table !== last) skipped(row.table)
      last = row.table
    }
  }
}

const texts = (json: ReturnType<typeof sql>) =>
  sql`(select jsonb_object_agg(v.key, v.value::text) from jsonb_each(nullif(${json}, 'null')) v)`

async function openChanges(tx: Tx, tables: readonly Table[]): Promise<Changes> {
  // A row's key as text: its key columns' values, in their order.
  const keys = JSON.stringify(Object.fromEntries(tables.map((table) => [table.name, table.keys])))
  const rows = await Rows.open<ChangeRow>(
    tx,
    'replayed_changes',
    sql`
    select * from (
    select c.value ->> 'table' as "table", c.ordinality as n, coalesce((
        select string_agg(c.value -> 'key' ->> k.value, '/' order by k.ordinality)
        from jsonb_array_elements_text(${keys}::jsonb -> (c.value ->> 'table')) with ordinality k), '') as key, e.seq,
      to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at,
      not c.value ? 'before' as added, not c.value ? 'after' as removed,
      ${texts(sql`c.value -> 'before'`)} as before, ${texts(sql`c.value -> 'after'`)} as after
    from history.event e, jsonb_array_elements(e.body::jsonb -> 'changes') with ordinality c
    ) c order by c."table" collate "C", c.key collate "C", c.seq, c.n`,
  )
  return new Changes(rows)
}

interface VersionRow {
  key: string
  from: string
  to: string
  values: Values
  leaf: string | null
  same: boolean
}

async function openVersions(
  tx: Tx,
  { name, keys, columns, gone }: Table,
  bulkMoments: string[],
): Promise<Rows<VersionRow>> {
  const kept = sql.join(columns.map((column) => sql.ref(`h.${column}`)))
  const current = sql.join(
    columns.map((column) => (gone.includes(column) ? sql`null as ${sql.ref(column)}` : sql.ref(`t.${column}`))),
  )
  const key = keyText(keys, 'h')
  const matches = sql.join(
    keys.map((column) => sql`t.${sql.ref(column)} = h.${sql.ref(column)}`),
    sql` and `,
  )
  return Rows.open<VersionRow>(
    tx,
    `replayed_${name}`,
    sql`
    select * from (select ${key} as key, to_char(h.recorded_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "from",
      case when h.recorded_to = 'infinity' then 'infinity' else to_char(h.recorded_to at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') end as "to",
      ${texts(sql`r.row`)} as values,
      case when to_char(h.recorded_from at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') = any(${bulkMoments}::text[])
        then encode(sha256('\\x00'::bytea || convert_to(r.row::text, 'UTF8')), 'hex') end as leaf,
      h.recorded_to <> 'infinity' or exists (select from ${sql.table(name)} t where ${matches} and (select to_jsonb(s) from (select ${current}) s) = r.row) as same
    from ${sql.id('history', name)} h cross join lateral (select to_jsonb(s) as row from (select ${kept}) s) r
    ) v order by v.key collate "C", v."from", v."to"`,
  )
}

/** As `openChanges` writes a row's key. */
function keyText(keys: readonly string[], alias: string) {
  return sql`concat_ws('/', ${sql.join(keys.map((column) => sql`${sql.ref(`${alias}.${column}`)}::text`))})`
}

// ── Comparing ───────────────────────────────────────────────────────────────────────────────────────────────────────

async function replayTable(tx: Tx, table: Table, changes: Changes, bulk: BulkProof, result: Replay): Promise<string[]> {
  const problems: string[] = []
  const versions = await openVersions(tx, table, bulk.moments)
  for (;;) {
    const keys = [await changes.keyOf(table.name), (await versions.next())?.key].filter((key) => key !== undefined)
    const key = keys.sort()[0]
    if (key === undefined) break
    const told = (await changes.ofRow(table.name, key)).map((row) => changeOf(table, row))
    const kept: VersionRow[] = []
    for (let row; (row = await versions.next()) && row.key === key; versions.take()) kept.push(row)
    const replayed = replayRow(
      told,
      kept.map((row) => versionOf(table, row)),
      bulk.at,
    )
    for (const index of replayed.inBulk) bulk.add(table.name, table.keys, { ...kept[index]!, leaf: kept[index]!.leaf! })
    const other = kept.find(({ same }) => !same)
    if (other)
      replayed.problems.unshift(
        'is not what its current version says: it was changed, or removed, behind the history’s back.',
      )
    if (replayed.problems.length)
      problems.push(`${nameOf(table, key, kept.at(-1)?.values ?? told.at(-1)?.after)} ${replayed.problems[0]}`)
    result.changes += told.length
    result.versions += kept.length
  }
  const { count, lost } = await rowsWithoutVersion(tx, table)
  result.rows += count
  if (lost.length)
    problems.unshift(...lost.map((key) => `${nameOf(table, key)} is there, but the history does not know it.`))
  return problems
}

function changeOf({ moments }: Table, { seq, at, added, removed, before, after }: ChangeRow): ReplayedChange {
  return { seq, at, added, removed, before: exact(before, moments), after: exact(after, moments) }
}

const versionOf = ({ moments }: Table, { from, to, values }: VersionRow): Version => ({
  from,
  to,
  values: exact(values, moments),
})

/** The same moment has many spellings; one is used. */
function exact(values: Values | null, moments: ReadonlySet<string>): Values {
  if (!values) return {}
  const made: Record<string, string> = { ...values }
  for (const name of moments) {
    const text = made[name]
    if (text && text !== 'null') made[name] = `"${instant(text.slice(1, -1))}"`
  }
  return made
}

async function rowsWithoutVersion(tx: Tx, { name, keys }: Table): Promise<{ count: number; lost: string[] }> {
  const matches = sql.join(
    keys.map((column) => sql`t.${sql.ref(column)} = h.${sql.ref(column)}`),
    sql` and `,
  )
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(name)}`.execute(tx)
  const lost = await sql<{ key: string }>`
    select ${keyText(keys, 't')} as key from ${sql.table(name)} t
    where not exists (select from ${sql.id('history', name)} h where ${matches} and h.recorded_to = 'infinity') limit 10`.execute(
    tx,
  )
  return { count: rows[0]!.count, lost: lost.rows.map(({ key }) => key) }
}

function nameOf({ name }: Table, key: string, values?: Values | null): string {
  const title = ['name', 'title', 'sentence', 'statement', 'period'].map((column) => values?.[column]).find(Boolean)
  return `${tableName(name)} ${title ? title.slice(0, 80) : ''} (${key})`.replace(/ {2,}/g, ' ')
}
