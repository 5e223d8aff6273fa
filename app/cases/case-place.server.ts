// Where in the journey something belongs, and who answers for it there: the step's process owner, else the touchpoint's, else the post's.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'

type Sql = RawBuilder<unknown>

/**
 * The step of a journey as it is at which a touchpoint is met: one that the post covers before others. Without a touchpoint, the step
 * that the post covers, where it is one.
 */
const stepAt = (touchpoint: Sql, post: Sql) => sql`(select s.id from journey_step s
  join journey_map m on m.id = s.journey_map_id and m.kind = 'as-is' and m.state = 'current' and m.archived_at is null
  where s.archived_at is null and case when ${touchpoint} is not null then s.touchpoint_id = ${touchpoint}
    else s.id in (select l.journey_step_id from listening_post_step l where l.listening_post_id = ${post})
      and (select count(*) from listening_post_step l where l.listening_post_id = ${post}) = 1 end
  order by exists (select from listening_post_step l where l.listening_post_id = ${post} and l.journey_step_id = s.id) desc, s.position, s.id limit 1)`

/** The first of these people who is still there. */
const firstActive = (
  people: Sql[],
) => sql`(select m.id from unnest(array[${sql.join(people)}]::uuid[]) with ordinality o (id, place)
  join member m on m.id = o.id and m.disabled_at is null order by o.place limit 1)`

/**
 * For every row of `from`: where its case belongs and whose it is. `given` names columns or parameters; a step that is given decides
 * before anything that is found.
 */
export function placed(
  from: Sql,
  given: { step: Sql; touchpoint: Sql; post: Sql; owner: Sql },
): { joins: Sql; step: Sql; touchpoint: Sql; owner: Sql } {
  const joins = sql`${from}
    left join listening_post place_post on place_post.id = ${given.post}
    cross join lateral (select coalesce(${given.touchpoint}, place_post.touchpoint_id) as touchpoint_id) place_at
    left join journey_step place_step on place_step.id = coalesce(${given.step}, ${stepAt(sql`place_at.touchpoint_id`, given.post)})
    left join touchpoint place_touchpoint on place_touchpoint.id = coalesce(${given.touchpoint}, place_step.touchpoint_id, place_at.touchpoint_id)`
  return {
    joins,
    step: sql`place_step.id`,
    touchpoint: sql`place_touchpoint.id`,
    owner: firstActive([
      sql`place_step.owner_id`,
      sql`place_touchpoint.owner_id`,
      given.owner,
      sql`place_post.owner_id`,
    ]),
  }
}

export interface Place {
  journeyStepId: string | null
  touchpointId: string | null
  listeningPostId: string | null
  ownerId: string | null
}

/** Where a case that is opened by hand belongs. One statement. */
export async function placeOf(
  ctx: Context,
  given: { journeyStepId: string | null; touchpointId: string | null; listeningPostId: string | null },
): Promise<Place> {
  const id = (value: string | null) => sql`${value}::uuid`
  const at = placed(sql`from (select 1) as one`, {
    step: id(given.journeyStepId),
    touchpoint: id(given.touchpointId),
    post: id(given.listeningPostId),
    owner: sql`null::uuid`,
  })
  const { rows } = await sql<Omit<Place, 'listeningPostId'>>`
    select ${at.step} as journey_step_id, ${at.touchpoint} as touchpoint_id, ${at.owner} as owner_id ${at.joins}`.execute(
    ctx.db,
  )
  return { ...rows[0]!, listeningPostId: given.listeningPostId }
}
