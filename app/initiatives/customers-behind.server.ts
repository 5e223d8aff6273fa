// The customers whose feedback an initiative rests on: their cases, and the replies they are owed when it ends.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'

export interface CaseBehind {
  id: string
  name: string
  state: string
  toldOn: string | null
  /** Of all of them. */
  total: number
}

/** Cases escalated to its gaps or to the themes of these, or whose response is evidence of one; and its reply tasks, counted. */
export async function findCustomersBehind(ctx: Context, initiativeId: string) {
  const gaps = sql`(select gap_id from initiative_gap where initiative_id = ${initiativeId})`
  const { rows: cases } = await sql<CaseBehind>`
    select c.id, 'Case ' || c.number || ': ' || c.title as name, c.state, c.told_on, count(*) over ()::int as total
    from customer_case c where c.archived_at is null and (c.gap_id in ${gaps}
      or c.theme_id in (select t.theme_id from gap_theme t where t.gap_id in ${gaps})
      or c.response_id in (select r.response_id from gap_response r where r.gap_id in ${gaps}))
    order by c.closed_at is not null, c.opened_at desc, c.id limit 8`.execute(ctx.db)
  const { rows } = await sql<{ open: number; done: number }>`
    select count(*) filter (where state = 'open')::int as open, count(*) filter (where state <> 'open')::int as done
    from reply_task where initiative_id = ${initiativeId}`.execute(ctx.db)
  return { cases, replies: rows[0]! }
}
