/**
 * Sends forms for real and takes back what they did: in a trial every transaction runs to its end, deferred checks and all,
 * and is then rolled back instead of committed.
 */
import type pg from 'pg'
import { pool } from '#db/database.ts'

export interface Trial {
  /** From now on nothing commits; what would have is counted. */
  begin(): void
  /** Looks into each writing transaction just before it is rolled back. */
  watch(look: ((client: pg.ClientBase) => Promise<void>) | null): void
  /** Writing transactions that reached their end since last asked. */
  taken(): number
  end(): void
}

/** Works on the process's pool; `openDatabase` must have been called, and nothing may hold a connection yet. */
export function makeTrial(): Trial {
  const opened = pool()
  const connect = opened.connect.bind(opened) as () => Promise<pg.PoolClient>
  let on = false
  let count = 0
  let looker: ((client: pg.ClientBase) => Promise<void>) | null = null
  const wrapped = new WeakSet<object>()
  const wrap = (client: pg.PoolClient) => {
    if (wrapped.has(client)) return client
    wrapped.add(client)
    const query = client.query.bind(client) as (...args: unknown[]) => Promise<pg.QueryResult>
    client.query = (async (...args: unknown[]) => {
      if (!on || !/(^|;)commit$/.test(String(args[0]))) return query(...args)
      const last = String(args[0]).replace(/commit$/, '')
      const checks = `${last}set constraints all immediate;select pg_current_xact_id_if_assigned() as id`
      const { rows } = [await query(checks)].flat().at(-1) as pg.QueryResult<{ id: string | null }>
      if (rows[0]!.id !== null) {
        count++
        await looker?.({ query } as unknown as pg.ClientBase)
      }
      return query('rollback')
    }) as unknown as typeof client.query
    return client
  }
  opened.connect = ((...args: unknown[]) =>
    args.length ? (connect as (...args: unknown[]) => unknown)(...args) : connect().then(wrap)) as typeof opened.connect
  return {
    begin: () => void (on = true),
    end: () => void (on = false),
    watch: (look) => void (looker = look),
    taken: () => {
      const taken = count
      count = 0
      return taken
    },
  }
}

/** Changes with every row inserted, updated or deleted anywhere in an organisation's tables. */
export async function signatureOf(superuser: pg.Client): Promise<string[]> {
  const { rows: tables } = await superuser.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname in ('public', 'history', 'access') and c.relname not in ('session', 'attempt') order by 1`,
  )
  const sql = tables.map(
    ({ name }) => `select '${name}' as name, count(*) as rows, max(xmin::text::bigint) as newest from ${name}`,
  )
  const { rows } = await superuser.query(sql.join(' union all '))
  return rows.map(({ name, rows: count, newest }) => `${name}: ${count} rows, newest ${newest}`).sort()
}
