/** What the open transaction has changed, as it could be read before it ends: for each table the columns, or that rows came or went. */
import type pg from 'pg'

export type Changed = Record<string, string[]>

interface Change {
  table: string
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/** Tracked tables by the history's events, the others (and rows recorded by a digest only) by what this transaction wrote. */
export async function changedIn(client: pg.ClientBase): Promise<Changed> {
  const changed: Record<string, Set<string>> = {}
  const note = (table: string, words: string[]) => {
    changed[table] ??= new Set()
    for (const word of words) changed[table].add(word)
  }
  const { rows: events } = await client.query<{ body: string }>(
    'select body from history.event where xmin = pg_current_xact_id()::xid',
  )
  for (const { body } of events)
    for (const { table, before, after } of (JSON.parse(body) as { changes: Change[] }).changes)
      note(table, before && after ? Object.keys(after) : [after ? 'a new row' : 'a row gone'])
  const { rows: tables } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c where c.relkind in ('r', 'p') and not c.relispartition
       and c.relnamespace = 'public'::regnamespace and c.relname <> 'migration'`,
  )
  for (const { name } of tables) {
    if (changed[name]) continue
    const { rows } = await client.query(`select 1 from ${name} where xmin = pg_current_xact_id()::xid limit 1`)
    if (rows.length) note(name, ['written'])
  }
  return Object.fromEntries(Object.entries(changed).map(([table, words]) => [table, [...words].sort()]))
}
