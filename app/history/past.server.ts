// The moments worth looking back at: what was ratified when, and when somebody last looked.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'

export interface PastMoment {
  label: string
  at: Date
}

/** Ratifications (newest first, at most 20), the viewer's last visit, and when the organisation's history begins. */
export async function listPastMoments(ctx: Context): Promise<PastMoment[]> {
  const { rows } = await sql<{ what: string; title: string; at: Date }>`
    (select 'visit' as what, '' as title, coalesce(v.previous_at, v.current_at) as at from executive_visit v where v.member_id = ${ctx.viewer.memberId})
    union all
    (select 'vision', e.title, e.recorded_at from history.event e where e.verb = 'vision.ratified' order by e.recorded_at desc limit 20)
    union all
    (select 'first', '', e.recorded_at from history.event e where e.seq = 1)`.execute(ctx.db)
  return rows.map(({ what, title, at }) => ({
    at,
    label:
      what === 'visit'
        ? 'My last visit'
        : what === 'first'
          ? 'The first thing on record'
          : `Ratified: ${shortened(title)}`,
  }))
}

const shortened = (text: string) => (text.length > 80 ? `${text.slice(0, 77)}…` : text)

/** When the organisation's first record was made, where that was after the moment looked back at; null where there was something then. */
export async function beginningAfter(ctx: Context): Promise<Date | null> {
  const { rows } = await sql<{ at: Date }>`
    select e.recorded_at as at from history.event e where e.seq = 1 and e.recorded_at > as_of_moment()`.execute(ctx.db)
  return rows[0]?.at ?? null
}
