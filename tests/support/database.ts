/**
 * One embedded PostgreSQL for all tests with a template database migrated once; every test file works on its own copy.
 * The default export is vitest's global set-up, the named ones are for tests.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { expect, inject } from 'vitest'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '#app/server/embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'

export interface DatabaseUrls {
  ownerUrl: string
  webUrl: string
  superuserUrl: string
}

declare module 'vitest' {
  interface ProvidedContext {
    databases: DatabaseUrls
  }
}

/** Starts a server with its template. The caller stops it. */
export async function startTemplate(): Promise<{ databases: DatabaseUrls; stop(): Promise<void> }> {
  const directory = mkdtempSync(path.join(tmpdir(), 'sirius-tests-'))
  chmodSync(directory, 0o755)
  // Nothing lives long enough here to be vacuumed, and looking at two hundred databases in turn costs more than any test.
  const settings = { max_connections: '200', autovacuum: 'off' }
  const server = await startEmbedded(directory, { fsync: false, settings })
  await migrate(server.ownerUrl)
  await asSuperuser(server.superuserUrl, 'alter database sirius is_template true')
  const { ownerUrl, webUrl, superuserUrl } = server
  return {
    databases: { ownerUrl, webUrl, superuserUrl },
    async stop() {
      await server.stop()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Vitest's global set-up: returns its own tear-down. Runs after each other (`npm test`, tests/guards) bring one server for all. */
export default async function provideDatabases(project: TestProject) {
  if (process.env.TEST_DATABASES) {
    project.provide('databases', JSON.parse(process.env.TEST_DATABASES) as DatabaseUrls)
    return
  }
  const { databases, stop } = await startTemplate()
  project.provide('databases', databases)
  return stop
}

/** A fresh, migrated, empty database for the caller alone. It disappears with the run. */
export async function newDatabase(): Promise<DatabaseUrls> {
  return cloneDatabase(inject('databases'))
}

let own: { file: string | undefined; database: Promise<DatabaseUrls> } | undefined

/** The database of this test file, made when first asked for. Files of tests may share one process. */
export function fileDatabase(): Promise<DatabaseUrls> {
  const file = expect.getState().testPath
  if (own?.file !== file || !own) own = { file, database: newDatabase() }
  return own.database
}

/** A copy of the template, for code that was given the template's addresses. */
export const cloneDatabase = (template: DatabaseUrls) =>
  createDatabase(template, `template ${databaseOf(template.ownerUrl)}`)

/** A database without any table, for tests of what migrations do to what was there before. */
export const emptyDatabase = () => createDatabase(inject('databases'))

async function createDatabase(template: DatabaseUrls, like = ''): Promise<DatabaseUrls> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await asSuperuser(
    template.superuserUrl,
    `create database ${name} ${like} owner sirius_owner`,
    `revoke connect, temporary on database ${name} from public`,
    `grant connect on database ${name} to sirius_app`,
  )
  const renamed = (url: string) => url.replace(/\/[^/]*$/, `/${name}`)
  return {
    ownerUrl: renamed(template.ownerUrl),
    webUrl: renamed(template.webUrl),
    superuserUrl: renamed(template.superuserUrl),
  }
}

const databaseOf = (url: string) => new URL(url).pathname.slice(1)

async function asSuperuser(url: string, ...statements: string[]) {
  const client = new pg.Client({ connectionString: url.replace(/\/[^/]*$/, '/postgres') })
  await client.connect()
  try {
    for (const statement of statements) await patiently(() => client.query(statement))
  } finally {
    await client.end()
  }
}

/** Two files copying the template at the same moment may get in each other's way. */
async function patiently(work: () => Promise<unknown>) {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if ((error as pg.DatabaseError).code !== '55006' || attempt === 50) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
