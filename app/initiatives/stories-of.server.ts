// The customer stories that tell what came of an initiative: our title of each, never the customer's words.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'

export async function listStoriesOf(ctx: Context, initiativeId: string) {
  const { rows } = await sql<{ id: string; title: string; state: string; total: number }>`
    select s.id, s.title, s.state, count(*) over ()::int as total from story s
    where s.initiative_id = ${initiativeId} and s.archived_at is null and s.state <> 'withdrawn'
    order by s.state = 'draft', s.created_at desc, s.id limit 8`.execute(ctx.db)
  return rows
}
