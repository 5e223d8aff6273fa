/** Provides the database a process works on, the given one or our own, and checks that the app's role is as weak as it must be. */
import pg from 'pg'
import type { Config } from './config.ts'
import { startEmbedded } from './embedded-postgres.ts'

export interface Databases {
  ownerUrl: string
  webUrl: string
  /** Only for our own database. */
  superuserUrl?: string
  stop(): Promise<void>
}

/** The database of the settings, or the embedded one. */
export async function provideDatabases(config: Config): Promise<Databases> {
  const { databaseUrl, databaseOwnerUrl, dataDir } = config
  if (!databaseUrl || !databaseOwnerUrl) return startEmbedded(dataDir)
  return { ownerUrl: databaseOwnerUrl, webUrl: databaseUrl, stop: async () => {} }
}

/** Sentences about what is wrong with the role of `DATABASE_URL`; none when it is as it must be. */
export async function faultsOfRole(webUrl: string): Promise<string[]> {
  const [role] = await ask<{ strong: boolean; owns: boolean; member: boolean }>(
    webUrl,
    `select rolsuper or rolbypassrls as strong,
       exists (select from pg_database where datname = current_database() and pg_has_role(datdba, 'member'))
         or exists (select from pg_class where relowner = pg_roles.oid and relkind in ('r', 'v')) as owns,
       pg_has_role('sirius_app', 'member') as member
     from pg_roles where rolname = current_user`,
  )
  const faults: string[] = []
  if (role?.strong)
    faults.push(
      'The role of DATABASE_URL is a superuser or bypasses row security; give the app a role that does neither.',
    )
  if (role?.owns)
    faults.push('The role of DATABASE_URL owns the database or tables in it; give the app a role that owns nothing.')
  if (!role?.member)
    faults.push(
      'The role of DATABASE_URL is no member of sirius_app; run "grant sirius_app to <role>" as an administrator of the database.',
    )
  return faults
}

/** Whether nobody has set up an organisation yet. */
export async function hasNoOrganisation(ownerUrl: string): Promise<boolean> {
  const [row] = await ask<{ empty: boolean }>(ownerUrl, 'select not access.any_organisation() as empty')
  return row?.empty === true
}

/** Throws away everything in our own database. */
export async function recreateDatabase(superuserUrl: string) {
  const url = new URL(superuserUrl)
  url.pathname = '/postgres'
  await ask(url.href, 'drop database if exists sirius with (force)')
  await ask(url.href, 'create database sirius owner sirius_owner')
  await ask(url.href, 'revoke connect, temporary on database sirius from public')
  await ask(url.href, 'grant connect on database sirius to sirius_app')
}

async function ask<T>(url: string, sql: string): Promise<T[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return (await client.query(sql)).rows as T[]
  } finally {
    await client.end().catch(() => {})
  }
}
