/** Brings a database to the schema of this checkout: graphile-worker's own steps first, then `migrations/NNNN_name.sql` in order. */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Logger, runMigrations } from 'graphile-worker'
import pg from 'pg'

export interface Migration {
  name: string
  sql: string
  checksum: string
}

export interface Landed {
  name: string
  checksum: string
}

/** Any number that only migrators use; whoever holds it migrates, the others wait. */
const migratorsLock = 7_474_001

const folder = path.join(path.dirname(fileURLToPath(import.meta.url)), 'migrations')

/** The migrations of this checkout, in order. */
export function listMigrations(directory = folder): Migration[] {
  return readdirSync(directory)
    .filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
    .map((file) => {
      const sql = readFileSync(path.join(directory, file), 'utf8')
      return { name: file.replace('.sql', ''), sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })
}

/** What is still to apply. Throws when a landed one was altered, or when the database is newer than this checkout. */
export function pendingMigrations(known: Migration[], landed: Landed[]): Migration[] {
  const byName = new Map(known.map((migration) => [migration.name, migration]))
  for (const { name, checksum } of landed) {
    const migration = byName.get(name)
    if (!migration)
      throw new Error(`The database has migration ${name}, which this version does not know; run the newer version.`)
    if (migration.checksum !== checksum)
      throw new Error(`Migration ${name} was changed after it was applied; restore the file and add a new migration.`)
  }
  const done = new Set(landed.map(({ name }) => name))
  const last = landed.at(-1)?.name ?? ''
  const pending = known.filter(({ name }) => !done.has(name))
  const early = pending.find(({ name }) => name < last)
  if (early)
    throw new Error(
      `Migration ${early.name} is numbered before ${last}, which was applied already; give it a later number.`,
    )
  return pending
}

/** Migrates with the owner's login, at most up to a named step, and says how many steps were new. Two at once: one runs, the other waits. */
export async function migrate(
  ownerUrl: string,
  log: (line: string) => void = () => {},
  { upTo }: { upTo?: string } = {},
): Promise<number> {
  const client = new pg.Client({ connectionString: ownerUrl, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migratorsLock])
    await ensureAppRole(client)
    await migrateQueue(ownerUrl)
    await client.query(`create table if not exists public.migration
      (name text primary key, checksum text not null, applied_at timestamptz not null default now())`)
    await client.query('grant select on public.migration to sirius_app')
    const pending = pendingMigrations(listMigrations(), await listLanded(client)).filter(
      ({ name }) => !upTo || name <= upTo,
    )
    for (const migration of pending) {
      await applyPatiently(client, migration)
      log(`Applied migration ${migration.name}.`)
    }
    return pending.length
  } finally {
    await client.end().catch(() => {})
  }
}

/** Whether the database has exactly this checkout's migrations, or is ahead in a way this checkout can refuse. */
export async function migrationsDone(client: { query(sql: string): Promise<{ rows: unknown[] }> }): Promise<boolean> {
  const { rows } = await client.query(`select name, checksum from public.migration order by name`)
  return pendingMigrations(listMigrations(), rows as Landed[]).length === 0
}

async function listLanded(client: pg.Client): Promise<Landed[]> {
  const { rows } = await client.query<Landed>('select name, checksum from public.migration order by name')
  return rows
}

async function ensureAppRole(client: pg.Client) {
  const { rowCount } = await client.query(`select from pg_roles where rolname = 'sirius_app'`)
  if (rowCount) return
  try {
    await client.query('create role sirius_app nologin')
  } catch (error) {
    if ((error as pg.DatabaseError).code === '42710') return
    throw new Error(
      'The role sirius_app does not exist and may not be created; run "create role sirius_app nologin" as an administrator of the database.',
    )
  }
}

async function migrateQueue(ownerUrl: string) {
  const pool = new pg.Pool({ connectionString: ownerUrl, max: 1 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await runMigrations({ pgPool: pool, logger: new Logger(() => () => {}) })
  } finally {
    await pool.end()
  }
}

/** A step that cannot get its locks within a second lets the queue behind it pass, and tries again. */
async function applyPatiently(client: pg.Client, migration: Migration) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await apply(client, migration)
    } catch (error) {
      const lockTimeout = (error as pg.DatabaseError).code === '55P03'
      if (!lockTimeout || attempt === 20) throw named(error, migration.name)
      await sleep(250 * attempt)
    }
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration) {
  await client.query('begin')
  try {
    await client.query(`set local lock_timeout = '1s'`)
    await client.query(sql)
    await client.query('insert into public.migration (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

/** Says which file and which line stopped. */
function named(error: unknown, name: string): Error {
  const { message, position } = error as pg.DatabaseError
  const at = listMigrations()
    .find((migration) => migration.name === name)
    ?.sql.slice(0, Number(position ?? 0))
  return new Error(`Migration ${name}${position ? `, line ${at?.split('\n').length}` : ''}: ${message}`, {
    cause: error,
  })
}
