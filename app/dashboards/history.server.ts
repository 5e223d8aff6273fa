// Who stands in the history, to narrow it to one person.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'

/** Members who did something that is on record, by name; one look into an index for each. */
export async function listActors(ctx: Context): Promise<{ value: string; label: string }[]> {
  const { rows } = await sql<{ value: string; label: string }>`
    select m.id as value, m.name as label from member m
    where exists (select 1 from history.event e where e.actor_id = m.id)
    order by lower(m.name) limit 300`.execute(ctx.db)
  return rows
}
