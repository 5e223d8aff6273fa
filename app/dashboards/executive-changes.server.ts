// What changed since somebody looked last.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { verbWords } from '#app/history/verbs.ts'
import { recordPath } from '#app/paths.ts'
import { severity } from './executive.server.ts'
import { type KindCount, movedVerbs, notableVerbs } from './executive.ts'

/** More changes than this are said to be more, not counted. */
export const mostCounted = 2000

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

/** Counts by kind of record, what an executive wants to hear of, and promises that moved. One statement. */
export async function listChanges(ctx: Context, since: Date) {
  const { rows } = await sql<{
    counts: KindCount[] | null
    notable: EventRow[] | null
    moved: EventRow[] | null
    movedCount: number
  }>`
    with recent as materialized (
      select e.seq, e.recorded_at as at, e.verb, e.kind, e.subject_id, e.title, e.reason, e.actor_id
      from history.event e where e.recorded_at >= ${since} and e.recorded_at <= as_of_moment() order by e.seq desc limit ${mostCounted}
    ), told as (
      select r.seq, r.at, r.verb, r.kind, r.subject_id as "subjectId", r.title, r.reason, m.name as who
      from recent r left join member m on m.id = r.actor_id
    )
    select (select jsonb_agg(jsonb_build_object('kind', kind, 'count', count)) from (select kind, count(*) as count from recent group by kind) g) as counts,
      (select jsonb_agg(n) from (select * from told where verb = any(${[...notableVerbs]}) order by seq desc limit 10) n) as notable,
      (select jsonb_agg(n) from (select * from told where verb = any(${[...movedVerbs]}) order by seq desc limit 4) n) as moved,
      (select count(*) from recent where verb = any(${[...movedVerbs]})) as moved_count`.execute(ctx.db)
  const { counts, notable, moved, movedCount } = rows[0]!
  const total = (counts ?? []).reduce((sum, { count }) => sum + count, 0)
  return {
    counts: counts ?? [],
    total,
    more: total >= mostCounted,
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
