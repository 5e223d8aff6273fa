// What was seen at a step and what is open there, in whatever version of its map.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'

/** At most this many of each are shown on a step's page. */
const most = 20

export async function listStepHappenings(ctx: Context, id: string) {
  const { rows } = await sql<{ kind: string; id: string; name: string; total: number }>`
    with line as (
      select o.id from journey_step s join journey_map m on m.id = s.journey_map_id join journey_step o on o.line_id = s.line_id
      join journey_map a on a.id = o.journey_map_id and a.kind = m.kind where s.id = ${id}
    )
    select * from (select 'observation' as kind, o.id, left(o.what, 200) as name, count(*) over () as total from observation o
      where o.archived_at is null and o.journey_step_id in (select id from line) order by o.seen_at desc, o.id limit ${most}) a
    union all select * from (select 'gap', g.id, g.name, count(*) over () from gap g where g.archived_at is null
      and (g.as_is_step_id in (select id from line) or g.to_be_step_id in (select id from line)) order by lower(g.name), g.id limit ${most}) b
    union all select * from (select 'story', y.id, y.title, count(*) over () from story y where y.archived_at is null and y.state <> 'withdrawn'
      and y.journey_step_id in (select id from line) order by y.created_at desc, y.id limit ${most}) c`.execute(ctx.db)
  const of = (kind: string) => {
    const found = rows.filter((row) => row.kind === kind)
    return { total: found[0]?.total ?? 0, rows: found.map(({ id, name }) => ({ id, name })) }
  }
  return { observations: of('observation'), gaps: of('gap'), stories: of('story') }
}
