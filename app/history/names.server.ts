// The names of records that changes point at.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'

export interface Named {
  kind: string
  id: string
}

/** Names by id, of members and of everything that can be searched for. One statement, none where nothing is asked. */
export async function namesOf(ctx: Context, asked: readonly Named[]): Promise<Map<string, string>> {
  const once = [...new Map(asked.map((one) => [one.id, one])).values()]
  if (!once.length) return new Map()
  const { rows } = await sql<{ id: string; title: string }>`
    select s.id, s.title from unnest(${once.map(({ kind }) => kind)}::text[], ${once.map(({ id }) => id)}::uuid[]) as a (kind, id)
    join search_entry s on s.kind = a.kind and s.id = a.id`.execute(ctx.db)
  return new Map(rows.map(({ id, title }) => [id, title]))
}
