// The names of records that changes point at.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'

export interface Named {
  kind: string
  id: string
}

/** Names by id, of members, of everything that can be searched for, and of some parts of records. One statement, none where nothing is asked. */
export async function namesOf(ctx: Context, asked: readonly Named[]): Promise<Map<string, string>> {
  const once = [...new Map(asked.map((one) => [one.id, one])).values()]
  if (!once.length) return new Map()
  const { rows } = await sql<{ id: string; title: string }>`
    with asked as (select * from unnest(${once.map(({ kind }) => kind)}::text[], ${once.map(({ id }) => id)}::uuid[]) as a (kind, id))
    select s.id, s.title from asked a join search_entry s on s.kind = a.kind and s.id = a.id
    union all select p.id, p.name from asked a join journey_phase p on a.kind = 'journey_phase' and p.id = a.id
    union all select q.id, q.label from asked a join question q on a.kind = 'question' and q.id = a.id
    union all select m.id, case m.kind when 'as-is' then 'as it is' else 'to be' end || ', version ' || m.number
      from asked a join journey_map m on a.kind = 'journey_map' and m.id = a.id`.execute(ctx.db)
  return new Map(rows.map(({ id, title }) => [id, title]))
}
