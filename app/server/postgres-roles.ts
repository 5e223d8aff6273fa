/** Makes the roles and the database that Sirius uses in its own PostgreSQL. */
import pg from 'pg'

export interface Secrets {
  superuser: string
  owner: string
  web: string
}

export interface Login {
  port: number
  user: string
  password: string
  database: string
}

/** Whether the local server lets this login in right now. */
export async function canConnect(login: Login): Promise<boolean> {
  const client = newClient(login)
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

/** Idempotent, each step by itself, so that a crash half-way is mended by the next start. */
export async function ensureRoles(port: number, secrets: Secrets) {
  const client = newClient({ port, user: 'postgres', password: secrets.superuser, database: 'postgres' })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>('select rolname as name from pg_roles')
    const roles = new Set(rows.map((row) => row.name))
    const missing = (name: string) => !roles.has(name)
    const limits = 'nosuperuser nocreatedb nobypassrls noreplication'
    if (missing('sirius_owner'))
      await client.query(`create role sirius_owner login createrole ${limits} password '${secrets.owner}'`)
    if (missing('sirius_app')) await client.query(`create role sirius_app nologin nocreaterole ${limits}`)
    if (missing('sirius_web'))
      await client.query(
        `create role sirius_web login nocreaterole ${limits} password '${secrets.web}' in role sirius_app`,
      )
    const { rowCount } = await client.query(`select from pg_database where datname = 'sirius'`)
    if (!rowCount) await client.query('create database sirius owner sirius_owner')
    await client.query('revoke connect, temporary on database sirius from public')
    await client.query('grant connect on database sirius to sirius_app')
  } finally {
    await client.end()
  }
}

function newClient(login: Login): pg.Client {
  const client = new pg.Client({ ...login, host: '127.0.0.1', connectionTimeoutMillis: 3_000 })
  client.on('error', () => {})
  return client
}
