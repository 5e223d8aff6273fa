/** Making a backup of everything, or taking one organisation away: all tables as of one moment, while Sirius runs. */
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import pg from 'pg'
import type { Databases } from '../databases.ts'
import { type Manifest, type TableFacts, openTable, writeManifest } from './format.ts'
import { canDump, dump } from './pg-dump.ts'
import { type Table, columnList, listTables, quoted } from './tables.ts'

const batch = 2_000

/** Backs everything up into a new or empty directory, by PostgreSQL's own tool where there is a fitting one. */
export async function backUp(directory: string, databases: Databases, { ownWay = false } = {}): Promise<Manifest> {
  prepare(directory)
  return onOneMoment(databases.superuserUrl ?? databases.ownerUrl, async (client) => {
    const organisations = await listOrganisations(client)
    const tool = ownWay ? null : await canDump(client)
    const facts = await rowsOf(client, organisations, tool ? null : directory)
    if (tool) await dump(tool, directory, databases.superuserUrl ?? databases.ownerUrl, client)
    const manifest = await manifestOf(client, tool ? 'pg_dump' : 'tables', organisations, facts)
    writeManifest(directory, manifest)
    return manifest
  })
}

/** Writes one organisation with the accounts of its members, to be brought into another installation. */
export async function exportOrganisation(slug: string, directory: string, databases: Databases): Promise<Manifest> {
  prepare(directory)
  return onOneMoment(databases.superuserUrl ?? databases.ownerUrl, async (client) => {
    const organisations = (await listOrganisations(client)).filter((org) => org.slug === slug)
    if (!organisations.length) throw new Error(`There is no organisation “${slug}”.`)
    const facts = await rowsOf(client, organisations, directory, accountsOf(organisations[0]!.id), left)
    const manifest = await manifestOf(client, 'organisation', organisations, facts)
    writeManifest(directory, manifest)
    return manifest
  })
}

function prepare(directory: string) {
  if (existsSync(directory) && readdirSync(directory).length)
    throw new Error(`${directory} is not empty; name a new directory.`)
  mkdirSync(directory, { recursive: true, mode: 0o700 })
}

async function onOneMoment<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query(`begin isolation level repeatable read read only`)
    await client.query(`select set_config('timezone', 'UTC', true), set_config('datestyle', 'ISO', true)`)
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

type Organisations = Manifest['organisations']

async function listOrganisations(client: pg.Client): Promise<Organisations> {
  const { rows } = await client.query<{ id: string; slug: string; name: string }>(
    'select id, slug, name from organisation order by slug',
  )
  const found: Organisations = []
  for (const org of rows) {
    await client.query(`select set_config('app.org_id', $1, true)`, [org.id])
    const { rows: chain } = await client.query<{ size: string; head: string }>(
      `select size, encode(hash, 'hex') as head from history.chain where org_id = $1`,
      [org.id],
    )
    found.push({ ...org, events: Number(chain[0]?.size ?? 0), head: chain[0]?.head ?? null })
  }
  return found
}

/** Which rows of a table without organisations go along with one organisation; null: none. */
type Along = (table: string) => string | null

const accountsOf =
  (orgId: string): Along =>
  (table) =>
    table === 'access.account' ? `id in (select account_id from member where org_id = '${orgId}')` : null

/** Checkpoints belong to the installation whose key signed them: another one cannot vouch for them, and makes its own. */
const left = new Set(['history.checkpoint', 'public.checkpoint_delivery', 'checkpoint_delivery'])

/** Counts all rows and, with a directory, writes them there. */
async function rowsOf(
  client: pg.Client,
  organisations: Organisations,
  directory: string | null,
  along: Along = () => 'true',
  leave: ReadonlySet<string> = new Set(),
): Promise<TableFacts[]> {
  const facts: TableFacts[] = []
  for (const table of await listTables(client)) {
    const { name, columns, owned } = table
    const writer = directory === null ? null : openTable(directory, name)
    const parts: TableFacts['parts'] = []
    let rows = 0
    for (const { id } of owned && !leave.has(name) ? organisations : []) {
      await client.query(`select set_config('app.org_id', $1, true)`, [id])
      const count = await read(client, table, `org_id = '${id}'`, writer?.write)
      if (count) parts.push({ org: id, rows: count })
      rows += count
    }
    const which = owned ? null : along(name)
    if (which) rows += await read(client, table, which, writer?.write)
    facts.push({ name, columns, rows, parts, sha256: writer ? await writer.end() : null })
  }
  return facts
}

async function read(client: pg.Client, table: Table, where: string, write?: (line: string) => Promise<void>) {
  if (!write) {
    const { rows } = await client.query(`select count(*)::int as n from ${quoted(table.name)} where ${where}`)
    return (rows[0] as { n: number }).n
  }
  await client.query(`declare reading no scroll cursor for
    select to_json(t)::text as line from (select ${columnList(table)} from ${quoted(table.name)} where ${where}) t`)
  let count = 0
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${batch} from reading`)
    for (const { line } of rows) await write(line)
    count += rows.length
    if (rows.length < batch) break
  }
  await client.query('close reading')
  return count
}

async function manifestOf(
  client: pg.Client,
  kind: Manifest['kind'],
  organisations: Organisations,
  tables: TableFacts[],
): Promise<Manifest> {
  const { rows: migrations } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from migration order by name',
  )
  return { format: 'sirius-backup/1', kind, madeAt: new Date().toISOString(), migrations, organisations, tables }
}
