// The wall index, loop closure and latency over the cases due in a window. Each figure comes with the counts it is made of.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { addDays } from '#app/kpis/period.ts'
import { answeredBy, dueDay } from './case-list.server.ts'
import { type Counts, type WallGroup, type WallRow, type Window, wallGroups, wallWindows } from './wall-index.ts'

/** The window and the grouping that the address asks for. */
export function readWallQuery(url: string, today: string): { window: Window; group: WallGroup } {
  const asked = new URL(url).searchParams
  const days = wallWindows.find((one) => String(one) === asked.get('days')) ?? 90
  const group = wallGroups.find((one) => one === asked.get('by')) ?? 'owner'
  return { window: { days, from: addDays(today, -days), until: addDays(today, -1) }, group }
}

const counts = (ctx: Context) => {
  const due = dueDay(ctx)
  return sql`count(*) as due, count(*) filter (where ${answeredBy(due)} is not true) as unanswered,
    count(*) filter (where c.told_on <= ${due}) as told_in_time, count(*) filter (where c.told_on is not null) as told,
    count(*) filter (where c.told_on is not null and c.resolved_on is not null) as resolved`
}
const within = (ctx: Context, { from, until }: Window) =>
  sql`c.archived_at is null and ${dueDay(ctx)} between ${from}::date and ${until}::date`

/** Everything in the window, with the median days from response to told. */
export async function measureCases(ctx: Context, window: Window): Promise<Counts & { latency: number | null }> {
  const { rows } = await sql<Counts & { latency: number | null }>`
    select ${counts(ctx)}, percentile_cont(0.5) within group (order by
      greatest(0, c.told_on - coalesce(c.answered_on, (c.opened_at at time zone ${ctx.org.timeZone})::date))) filter (where c.told_on is not null) as latency
    from customer_case c where ${within(ctx, window)}`.execute(ctx.db)
  return rows[0]!
}

const grouping: Record<WallGroup, { id: RawBuilder<unknown>; name: RawBuilder<unknown>; joins: RawBuilder<unknown> }> =
  {
    owner: { id: sql`c.owner_id`, name: sql`m.name`, joins: sql`left join member m on m.id = c.owner_id` },
    touchpoint: {
      id: sql`c.touchpoint_id`,
      name: sql`t.name`,
      joins: sql`left join touchpoint t on t.id = c.touchpoint_id`,
    },
    journey: {
      id: sql`j.id`,
      name: sql`j.name`,
      joins: sql`left join journey_step s on s.id = c.journey_step_id left join journey_map jm on jm.id = s.journey_map_id
      left join journey j on j.id = jm.journey_id`,
    },
  }

/** The same by owner, touchpoint or journey; where most met a wall comes first. */
export async function measureCasesBy(ctx: Context, window: Window, group: WallGroup): Promise<WallRow[]> {
  const { id, name, joins } = grouping[group]
  const { rows } = await sql<WallRow>`
    select ${id} as id, ${name} as name, ${counts(ctx)} from customer_case c ${joins}
    where ${within(ctx, window)} group by 1, 2 order by 4 desc, 3 desc, 2 nulls first limit 200`.execute(ctx.db)
  return rows
}
