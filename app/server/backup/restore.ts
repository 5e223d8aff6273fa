/** Restoring a backup into an empty database, and bringing an organisation into one that is in use. */
import pg from 'pg'
import { moveAccounts, renameOrganisation } from '#app/people/arrivals.server.ts'
import { migrate } from '#db/migrate.ts'
import { type Databases, hasNoOrganisation, recreateDatabase } from '../databases.ts'
import { type Manifest, checkFiles, readManifest } from './format.ts'
import { loadTables } from './load.ts'
import { restoreDump } from './pg-dump.ts'
import { listTables, quoted } from './tables.ts'

/** Throws a sentence, with nothing changed, where the directory is no whole backup or the database is not empty. */
export async function restore(directory: string, databases: Databases): Promise<Manifest> {
  const manifest = readManifest(directory)
  if (manifest.kind === 'organisation')
    throw new Error('This directory holds one organisation: bring it in with "npm run sirius -- import-organisation".')
  await checkFiles(directory, manifest)
  await makeEmpty(databases, manifest)
  if (manifest.kind === 'pg_dump') await restoreDump(directory, databases.superuserUrl ?? databases.ownerUrl)
  else {
    await migrate(databases.ownerUrl, () => {}, { upTo: manifest.migrations.at(-1)?.name ?? '0000' })
    await inOneTransaction(databases.ownerUrl, (client) => loadTables(client, directory, manifest))
  }
  await compareCounts(databases, manifest)
  await migrate(databases.ownerUrl)
  return manifest
}

/** An empty database at no later step than the backup. Our own is made anew; in another one nothing is thrown away. */
async function makeEmpty({ ownerUrl, superuserUrl }: Databases, manifest: Manifest) {
  const landed = await landedIn(ownerUrl)
  if (landed.length && !(await hasNoOrganisation(ownerUrl)))
    throw new Error('The database already has organisations; nothing was changed. Restore into an empty one.')
  const last = manifest.migrations.at(-1)?.name ?? ''
  if (!landed.length || (manifest.kind === 'tables' && landed.at(-1)! <= last)) return
  if (!superuserUrl)
    throw new Error(
      'The database has tables already, of another version than the backup. Restore into a new, empty one.',
    )
  await recreateDatabase(superuserUrl)
}

async function landedIn(ownerUrl: string): Promise<string[]> {
  return onClient(ownerUrl, async (client) => {
    const { rows } = await client.query(`select to_regclass('public.migration') is not null as there`)
    if (!rows[0]?.there) return []
    return (await client.query<{ name: string }>('select name from migration order by name')).rows.map(
      ({ name }) => name,
    )
  })
}

/**
 * Brings an organisation in, whole: its ids and its history stay. People who have an account here under the same
 * e-mail keep that one, which the history says. Others sign in with the password they had. Writes of everybody wait until it is
 * done, and under another address reads too.
 */
export async function importOrganisation(directory: string, slug: string | null, databases: Databases) {
  const manifest = readManifest(directory)
  const [org] = manifest.organisations
  if (manifest.kind !== 'organisation' || !org) throw new Error(`${directory} does not hold one organisation.`)
  await checkFiles(directory, manifest)
  await sameMigrations(databases.ownerUrl, manifest)
  await inOneTransaction(databases.ownerUrl, async (client) => {
    await refuseTaken(client, org, slug ?? org.slug)
    // It arrives as it was and is renamed by an event; for that long two may have the same address, seen by nobody.
    const renamed = slug !== null && slug !== org.slug
    if (renamed) await client.query('alter table organisation drop constraint organisation_slug_key')
    const { rows: accounts } = await client.query<{ id: string; email: string }>('select id, email from access.account')
    const byEmail = new Map(accounts.map(({ id, email }) => [email, id]))
    const ids = new Set(accounts.map(({ id }) => id))
    const moved: { from: string; to: string }[] = []
    await loadTables(client, directory, manifest, (table, line) => {
      if (table !== 'access.account') return line
      const account = JSON.parse(line) as { id: string; email: string }
      const known = byEmail.get(account.email)
      if (known === account.id) return null
      if (ids.has(account.id)) throw new Error(`The account of ${account.email} is here already under another e-mail.`)
      if (!known) return line
      moved.push({ from: account.id, to: known })
      return JSON.stringify({ ...account, email: `${account.id}@moved.invalid`, password_hash: null })
    })
    await client.query(`select set_config('app.org_id', $1, true), set_config('app.request_id', 'import', true)`, [
      org.id,
    ])
    const told = [...(await moveAccounts(client, moved)), ...(await renameOrganisation(client, org, slug ?? org.slug))]
    if (told.length) await client.query('select history.append($1::jsonb)', [JSON.stringify(told)])
    if (renamed) await client.query('alter table organisation add constraint organisation_slug_key unique (slug)')
    await client.query(`delete from access.account where email like '%@moved.invalid' and id = any($1::uuid[])`, [
      moved.map(({ from }) => from),
    ])
  })
  return { manifest, slug: slug ?? org.slug }
}

async function refuseTaken(client: pg.Client, org: { id: string; name: string }, slug: string) {
  const { rows } = await client.query<{ id: string }>('select id from organisation where id = $1 or slug = $2', [
    org.id,
    slug,
  ])
  if (rows.some(({ id }) => id === org.id)) throw new Error(`${org.name} is here already; nothing was changed.`)
  if (rows.length) throw new Error(`The address “${slug}” is taken here; choose another with --as <slug>.`)
}

async function sameMigrations(ownerUrl: string, { migrations }: Manifest) {
  const here = await landedIn(ownerUrl)
  const there = migrations.map(({ name }) => name)
  if (here.join() !== there.join())
    throw new Error(
      'The organisation was exported by another version of Sirius; bring both installations to the same one first.',
    )
}

/** Throws, naming the first table that has another number of rows than the backup says. */
async function compareCounts({ superuserUrl, ownerUrl }: Databases, manifest: Manifest) {
  await onClient(superuserUrl ?? ownerUrl, async (client) => {
    for (const table of await listTables(client)) {
      const facts = manifest.tables.find(({ name }) => name === table.name)
      let rows = 0
      for (const { id } of table.owned ? manifest.organisations : [{ id: '' }]) {
        await client.query(`select set_config('app.org_id', $1, false)`, [id])
        const where = id ? `where org_id = '${id}'` : ''
        rows += Number((await client.query(`select count(*) as n from ${quoted(table.name)} ${where}`)).rows[0].n)
      }
      if (rows !== (facts?.rows ?? 0))
        throw new Error(`${table.name} has ${rows} rows, but ${facts?.rows ?? 0} were backed up.`)
    }
  })
}

async function inOneTransaction(url: string, work: (client: pg.Client) => Promise<void>) {
  await onClient(url, async (client) => {
    await client.query('begin')
    await client.query(`select set_config('timezone', 'UTC', true), set_config('lock_timeout', '20s', true)`)
    await work(client)
    await client.query('commit')
  })
}

async function onClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}
