// What changed since somebody looked last.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { countDifferenceUpTo, sinceThen } from '#app/history/difference.server.ts'
import { verbWords } from '#app/history/verbs.ts'
import { recordPath } from '#app/paths.ts'
import { severity } from './executive.server.ts'
import { mostChanges, mostMoved, movedVerbs, notableVerbs } from './executive.ts'

interface EventRow {
  seq: number
  at: string
  verb: string
  kind: string
  subjectId: string
  title: string
  reason: string | null
  who: string | null
}

export interface NotableEvent {
  id: string
  at: string
  who: string
  verbText: string
  title: string
  href: string | null
  reason: string | null
}

/** The newest events of these verbs: each verb's begin in an index. */
const newest = (verbs: readonly string[], since: Date, limit: number) => sql`
  select n.seq, n.recorded_at as at, n.verb, n.kind, n.subject_id as "subjectId", n.title, n.reason, m.name as who
  from unnest(${[...verbs]}::text[]) v (verb) cross join lateral (
    select e.* from history.event e where e.verb = v.verb and e.recorded_at >= ${since} and e.recorded_at <= (select as_of_moment())
    order by e.recorded_at desc, e.seq desc limit ${limit}) n
  left join member m on m.id = n.actor_id order by n.recorded_at desc, n.seq desc limit ${limit}`

/** What an executive wants to hear of, promises that moved, and how many records of each room differ. Three statements. */
export async function listChanges(ctx: Context, since: Date, most = mostChanges) {
  const { rows } = await sql<{ notable: EventRow[] | null; moved: EventRow[] | null; movedCount: number }>`
    select (select jsonb_agg(n) from (${newest(notableVerbs, since, 10)}) n) as notable,
      (select jsonb_agg(n) from (${newest(movedVerbs, since, 4)}) n) as moved,
      (select count(*) from (select from history.event e where e.verb = any(${[...movedVerbs]})
        and e.recorded_at >= ${since} and e.recorded_at <= (select as_of_moment()) limit ${mostMoved + 1}) m) as moved_count`.execute(
    ctx.db,
  )
  const { notable, moved, movedCount } = rows[0]!
  const { counted, beyond } = await countDifferenceUpTo(ctx, await sinceThen(ctx, since), most)
  return {
    rooms: counted,
    /** Rooms with more changes than are counted. */
    beyond,
    total: counted.reduce((sum, room) => sum + room.total, 0),
    notable: (notable ?? []).map((row) => told(ctx, row)),
    moved: (moved ?? []).map((row) => told(ctx, row)),
    movedCount,
  }
}

const told = (ctx: Context, row: EventRow): NotableEvent => ({
  id: String(row.seq),
  at: row.at,
  who: row.who ?? 'Sirius',
  verbText: verbWords(row.verb),
  title: row.title,
  href: recordPath(ctx.org.slug, row.kind, row.subjectId),
  reason: row.reason,
})

export interface StatusChange {
  id: string
  name: string
  before: string
  now: string
  sentence: string
  who: string
}

/** Plans whose owners now say something else than they said then; what got worse comes first. */
export async function listStatusChanges(ctx: Context, since: Date, limit = 6): Promise<StatusChange[]> {
  const { rows } = await sql<StatusChange>`
    select p.id, p.name, b.stated_status as before, u.stated_status as now, u.sentence, m.name as who
    from plan_standing s
    join action_plan p on p.id = s.action_plan_id
    join plan_update u on u.id = s.last_update_id
    join member m on m.id = u.author_id
    join lateral (select q.stated_status from plan_update q where q.action_plan_id = p.id and q.created_at < ${since}
      order by q.made_on desc, q.id desc limit 1) b on true
    where s.last_update_on >= (${since}::timestamptz at time zone ${ctx.org.timeZone})::date and u.created_at >= ${since}
      and p.archived_at is null and b.stated_status <> u.stated_status
    order by ${severity('u.stated_status')}, p.name, p.id limit ${limit}`.execute(ctx.db)
  return rows
}
