/** Putting rows of a backup back into their tables, with the tables' own triggers asleep: the rows bring their history along. */
import type pg from 'pg'
import { type Manifest, linesOf } from './format.ts'
import { type Table, columnList, listTables, quoted } from './tables.ts'

const batch = 2_000

/** Changes a row on its way in, as the JSON text it is; for tables it has nothing to say about it gives the row back. */
export type Change = (table: string, line: string) => string | null

/**
 * Loads every table of the manifest in the transaction that the client is in. Each table is filled by one statement, so that rows may
 * point at each other. Throws where a table is missing here, has no such column, or takes another number of rows than were written.
 */
export async function loadTables(client: pg.Client, directory: string, manifest: Manifest, change?: Change) {
  const here = await listTables(client)
  const missing = manifest.tables.find(({ name, rows }) => rows > 0 && !here.some((table) => table.name === name))
  if (missing) throw new Error(`This version of Sirius has no table ${missing.name}.`)
  for (const table of here) {
    const facts = manifest.tables.find(({ name }) => name === table.name)
    if (!facts?.rows) continue
    const columns = { ...table, columns: facts.columns }
    await asleep(client, table.name, () => fill(client, directory, columns, facts, change))
  }
}

async function asleep(client: pg.Client, table: string, work: () => Promise<void>) {
  await client.query(`alter table ${quoted(table)} disable trigger user`)
  await work()
  await client.query(`alter table ${quoted(table)} enable trigger user`)
}

/** Responses stand in partitions by year, which an empty database does not have yet. */
const yearsOfArriving = `select keep_year(year) from (
  select distinct extract(year from (line::json ->> 'answered_on')::date)::int as year from arriving) y`

async function fill(
  client: pg.Client,
  directory: string,
  table: Table,
  { rows, parts }: Manifest['tables'][number],
  change: Change = (_, line) => line,
) {
  await client.query(
    'create temporary table arriving (place bigint generated always as identity, line text) on commit drop',
  )
  let waiting: string[] = []
  let kept = 0
  const send = async () => {
    await client.query('insert into arriving (line) select * from unnest($1::text[])', [waiting])
    waiting = []
  }
  for await (const line of linesOf(directory, table.name)) {
    const changed = change(table.name, line)
    if (changed === null) continue
    kept++
    waiting.push(changed)
    if (waiting.length === batch) await send()
  }
  await send()
  if (table.name === 'public.response') await client.query(yearsOfArriving)
  // Row security holds for the owner too: rows go in one organisation at a time.
  let [written, from] = [0, 0]
  for (const part of parts.length ? parts : [{ org: '', rows }]) {
    await client.query(`select set_config('app.org_id', $1, true)`, [part.org])
    const { rowCount } = await client.query(
      `insert into ${quoted(table.name)} (${columnList(table)})
       select ${table.columns.map((column) => `r."${column}"`).join(', ')}
       from arriving a cross join lateral json_populate_record(null::${quoted(table.name)}, a.line::json) r
       where a.place > $1 and a.place <= $2 order by a.place`,
      [from, from + part.rows],
    )
    from += part.rows
    written += rowCount ?? 0
  }
  await client.query('drop table arriving')
  if (written !== kept) throw new Error(`Of ${kept} rows of ${table.name} ${written} were written.`)
}
