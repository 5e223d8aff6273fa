/** PostgreSQL's own tools, where the machine has ones that fit the server. */
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type pg from 'pg'
import { dumpFile } from './format.ts'

const run = promisify(execFile)

/** The name of a `pg_dump` at least as new as the server, for a login that row security hides nothing from; else null. */
export async function canDump(client: pg.Client): Promise<string | null> {
  const { rows } = await client.query<{ major: number; sees: boolean }>(
    `select current_setting('server_version_num')::int / 10000 as major, rolsuper or rolbypassrls as sees from pg_roles where rolname = current_user`,
  )
  if (!rows[0]?.sees) return null
  const major = await majorOf('pg_dump')
  return major !== null && major >= rows[0].major && (await majorOf('pg_restore')) !== null ? 'pg_dump' : null
}

async function majorOf(tool: string): Promise<number | null> {
  try {
    return Number(/\s(\d+)/.exec((await run(tool, ['--version'])).stdout)?.[1] ?? Number.NaN)
  } catch {
    return null
  }
}

/** Dumps what the client's transaction sees. The password goes through the environment, where other users cannot read it. */
export async function dump(tool: string, directory: string, url: string, client: pg.Client) {
  const { rows } = await client.query<{ snapshot: string }>('select pg_export_snapshot() as snapshot')
  const what = ['--format=custom', `--snapshot=${rows[0]!.snapshot}`, `--file=${dumpFile(directory)}`]
  await run(tool, [...what, '--exclude-table-data=access.session', '--exclude-table-data=access.attempt'], {
    env: { ...process.env, ...login(url) },
  })
}

/** Restores into an empty database. */
export async function restoreDump(directory: string, url: string) {
  await run('pg_restore', ['--exit-on-error', '--no-owner', '--dbname', login(url).PGDATABASE, dumpFile(directory)], {
    env: { ...process.env, ...login(url) },
    maxBuffer: 64 * 1024 * 1024,
  })
}

function login(url: string) {
  const { hostname, port, username, password, pathname } = new URL(url)
  return {
    PGHOST: hostname,
    PGPORT: port || '5432',
    PGUSER: decodeURIComponent(username),
    PGPASSWORD: decodeURIComponent(password),
    PGDATABASE: decodeURIComponent(pathname.slice(1)),
  }
}
