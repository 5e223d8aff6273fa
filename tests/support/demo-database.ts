/** The demo as `npm run demo` loads it, once for all tests of a server. */
import pg from 'pg'
import { inject } from 'vitest'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { seedDemo } from '#db/seed/demo.ts'
import { type DatabaseUrls, cloneDatabase } from './database.ts'

export const demoPassword = 'a password for the demo'

/** A database with the demo in it, for the caller alone. Whoever asks first loads the demo, which takes a minute; the others copy it. */
export async function copyOfDemo(): Promise<DatabaseUrls> {
  const template = inject('databases')
  const named = (url: string, name: string) => url.replace(/\/[^/]*$/, `/${name}`)
  const server = new pg.Client({ connectionString: named(template.superuserUrl, 'postgres') })
  await server.connect()
  try {
    const { rows } = await server.query(
      `select shobj_description(oid, 'pg_database') as loaded from pg_database where datname = 'demo'`,
    )
    if (!rows[0]?.loaded) {
      await server.query('drop database if exists demo')
      const fresh = await cloneDatabase(template)
      openDatabase(fresh.webUrl)
      await seedDemo({ password: demoPassword, ownerUrl: fresh.ownerUrl })
      await closeDatabase()
      await analyzed(fresh.superuserUrl)
      await server.query(`alter database ${new URL(fresh.ownerUrl).pathname.slice(1)} rename to demo`)
      await server.query(`comment on database demo is 'loaded'`)
    }
    const copy = `demo_${Date.now().toString(36)}`
    await server.query(`create database ${copy} template demo owner sirius_owner`)
    return {
      ownerUrl: named(template.ownerUrl, copy),
      webUrl: named(template.webUrl, copy),
      superuserUrl: named(template.superuserUrl, copy),
    }
  } finally {
    await server.end()
  }
}

/** What autovacuum would do within a minute. */
async function analyzed(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('vacuum analyze')
  await client.end()
}
