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

export interface NamedRecord {
  kind: string
  id: string
  title: string
}

/** Up to five records that are called like this, archived ones too. */
export async function listRecordsCalled(ctx: Context, text: string): Promise<NamedRecord[]> {
  const { rows } = await sql<NamedRecord>`
    select m.kind, m.id, m.title from search_matches(${text}, true) m order by m.rank desc, m.title, m.id limit 5`.execute(
    ctx.db,
  )
  return rows
}
