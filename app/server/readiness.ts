/** Answers whether this process can serve: the database replies and has exactly our migrations. */
import pg from 'pg'
import { migrationsDone } from '#db/migrate.ts'

/** Asks on a connection of its own, so that a busy pool does not look like a dead database. */
export function watchReadiness(webUrl: string) {
  const pool = new pg.Pool({ connectionString: webUrl, max: 1, connectionTimeoutMillis: 400, query_timeout: 400 })
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  let migrated = false
  const ready = async () => {
    if (migrated) await pool.query('select 1')
    else migrated = await migrationsDone(pool)
    return migrated
  }
  return { ready, stop: () => pool.end() }
}
