// When a case reached each of its states, and who moved it: from the history.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { type CaseState, caseStates } from './customer-case.ts'

export interface Reached {
  state: CaseState
  at: Date
  who: string | null
}

/** The last time it came into each state it has been in, in the order of the states. */
export async function listReached(ctx: Context, id: string): Promise<Reached[]> {
  const { rows } = await sql<Reached>`
    select distinct on (k.state) k.state, k.recorded_from as at, m.name as who
    from (select h.state, h.recorded_from, lag(h.state) over (order by h.recorded_from) as before
      from history.customer_case h where h.id = ${id} and h.recorded_from <= (select as_of_moment())) k
    left join history.event_subject s on s.kind = 'customer_case' and s.subject_id = ${id} and s.recorded_at = k.recorded_from
    left join history.event e on e.seq = s.seq left join member m on m.id = e.actor_id
    where k.state is distinct from k.before
    order by k.state, k.recorded_from desc, s.seq desc`.execute(ctx.db)
  return caseStates.flatMap((state) => rows.filter((row) => row.state === state))
}
