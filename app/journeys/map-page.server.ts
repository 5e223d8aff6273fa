// What a map's page shows: its phases and steps with everything that hangs on them. What customers and colleagues saw belongs to a line
// of steps of one kind, so a new version shows it too.
import { sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import { addDays } from '#app/kpis/period.ts'
import { type Ratings, type ScoreSums, gradeShown, ratingsOf } from './rating.ts'

/** Feedback counts for this many days. */
export const feedbackDays = 365

export interface Named {
  id: string
  name: string
}

export interface MapStep extends Named {
  version: number
  description: string
  lineId: string
  cameFromId: string | null
  touchpoint: (Named & { channel: string }) | null
  /** The process owner: its own, or its touchpoint's. */
  ownerId: string | null
  ownerName: string | null
  ratings: Ratings
  ratingNote: string
  /** As said by hand, and as shown: feedback is measured. */
  evidenceGrade: string
  grade: string
  kpis: Named[]
  posts: Named[]
  observations: number
  gaps: number
}

export interface RemovedPart extends Named {
  kind: 'phase' | 'step'
  version: number
}

export interface MapPhase extends Named {
  version: number
  steps: MapStep[]
}

/** One map with its journey; 404 where the journey has no such map. */
export async function findMap(ctx: Context, journeyId: string, id: string) {
  const row = await ctx.db
    .selectFrom('journeyMap as a')
    .innerJoin('journey as j', 'j.id', 'a.journeyId')
    .leftJoin('persona as p', 'p.id', 'j.personaId')
    .leftJoin('member as m', 'm.id', 'a.createdBy')
    .where('a.id', '=', id)
    .where('a.journeyId', '=', journeyId)
    .select([
      ...(['a.id', 'a.kind', 'a.number', 'a.state', 'a.reason', 'a.archivedAt', 'a.version', 'a.createdAt'] as const),
      ...(['a.madeCurrentAt', 'a.supersededAt', 'a.copiedFromId', 'm.name as createdByName'] as const),
      ...(['j.id as journeyId', 'j.name as journeyName', 'j.ownerId', 'j.archivedAt as journeyArchivedAt'] as const),
      'p.name as personaName',
    ])
    .executeTakeFirst()
  if (!row) throw absent()
  return row
}

export type FoundMap = Awaited<ReturnType<typeof findMap>>

/** The phases of a map in their order, each with its steps. */
export async function listPhases(ctx: Context, map: { id: string }): Promise<MapPhase[]> {
  const phases = await ctx.db
    .selectFrom('journeyPhase')
    .where('journeyMapId', '=', map.id)
    .where('archivedAt', 'is', null)
    .select(['id', 'name', 'version'])
    .orderBy('position')
    .orderBy('id')
    .execute()
  const steps = await listSteps(ctx, sql`s.journey_map_id = ${map.id} and s.archived_at is null`)
  return phases.map((phase) => ({ ...phase, steps: steps.filter(({ phaseId }) => phaseId === phase.id) }))
}

interface StepRow {
  id: string
  name: string
  version: number
  description: string
  phaseId: string
  lineId: string
  cameFromId: string | null
  touchpointId: string | null
  touchpointName: string | null
  channel: string | null
  ownerId: string | null
  ownerName: string | null
  success: number | null
  effort: number | null
  emotion: number | null
  ratingNote: string
  evidenceGrade: string
  kpis: Named[] | null
  posts: Named[] | null
  sums: ScoreSums[] | null
  observations: number
  gaps: number
}

/** Steps with everything that hangs on them, in the order of their phases' own. `s` is the step. */
export async function listSteps(
  ctx: Context,
  which: ReturnType<typeof sql<unknown>>,
): Promise<(MapStep & { phaseId: string })[]> {
  const since = addDays(ctx.today, -feedbackDays + 1)
  const { rows } = await sql<StepRow>`
    with step as materialized (
      select s.*, a.kind, a.journey_id, t.name as touchpoint_name, t.channel, t.owner_id as touchpoint_owner_id
      from journey_step s join journey_map a on a.id = s.journey_map_id left join touchpoint t on t.id = s.touchpoint_id where ${which}
    ), line as materialized ( -- every version of them, of the same kind of map
      select s.id as step_id, o.id from step s join journey_step o on o.line_id = s.line_id
      join journey_map a on a.id = o.journey_map_id and a.kind = s.kind and a.journey_id = s.journey_id
    ), covered as materialized (
      select distinct l.step_id, p.id, p.name from line l join listening_post_step c on c.journey_step_id = l.id
      join listening_post p on p.id = c.listening_post_id and p.archived_at is null
    ), sums as (
      select c.step_id, q.measures, q.score_kind, q.scale_low, q.scale_high, sum(d.n)::int as n, sum(d.total)::float8 as total
      from covered c join step s on s.id = c.step_id join question q on q.listening_post_id = c.id and q.measures is not null
        and q.kind = 'score' and q.archived_at is null and (q.touchpoint_id is null or s.touchpoint_id is null or q.touchpoint_id = s.touchpoint_id)
      join score_day d on d.question_id = q.id and d.facet = 'all' and d.day between ${since}::date and ${ctx.today}::date
      group by c.step_id, q.id, q.measures, q.score_kind, q.scale_low, q.scale_high
    )
    select s.id, s.name, s.version, s.description, s.journey_phase_id as phase_id, s.line_id, s.came_from_id, s.touchpoint_id,
      s.touchpoint_name, s.channel, m.id as owner_id, m.name as owner_name, s.success, s.effort, s.emotion, s.rating_note, s.evidence_grade,
      (select json_agg(json_build_object('id', k.id, 'name', k.name) order by lower(k.name))
        from journey_step_kpi l join kpi k on k.id = l.kpi_id and k.archived_at is null where l.journey_step_id = s.id) as kpis,
      (select json_agg(json_build_object('id', c.id, 'name', c.name) order by lower(c.name)) from covered c where c.step_id = s.id) as posts,
      (select json_agg(json_build_object('measures', u.measures, 'scoreKind', u.score_kind, 'scaleLow', u.scale_low, 'scaleHigh', u.scale_high,
        'n', u.n, 'total', u.total)) from sums u where u.step_id = s.id) as sums,
      (select count(*) from line l join observation o on o.journey_step_id = l.id and o.archived_at is null where l.step_id = s.id) as observations,
      (select count(distinct g.id) from line l join gap g on l.id in (g.as_is_step_id, g.to_be_step_id) and g.archived_at is null
        and g.state in ('open', 'being closed') where l.step_id = s.id) as gaps
    from step s left join member m on m.id = coalesce(s.owner_id, s.touchpoint_owner_id)
    order by s.position, s.id`.execute(ctx.db)
  return rows.map(asStep)
}

function asStep(row: StepRow): MapStep & { phaseId: string } {
  const { touchpointId, touchpointName, channel, success, effort, emotion, sums, kpis, posts, ...rest } = row
  const ratings = ratingsOf({ success, effort, emotion }, sums ?? [])
  return {
    ...rest,
    touchpoint: touchpointId ? { id: touchpointId, name: touchpointName ?? '', channel: channel ?? '' } : null,
    ratings,
    grade: gradeShown(row.evidenceGrade, ratings),
    kpis: kpis ?? [],
    posts: posts ?? [],
  }
}

/** One step with its map and journey, and what hangs on it; 404 where there is none. */
export async function findStep(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('journeyStep as s')
    .innerJoin('journeyPhase as p', 'p.id', 's.journeyPhaseId')
    .innerJoin('journeyMap as a', 'a.id', 's.journeyMapId')
    .innerJoin('journey as j', 'j.id', 'a.journeyId')
    .leftJoin('touchpoint as t', 't.id', 's.touchpointId')
    .where('s.id', '=', id)
    .select([
      ...(['s.id', 's.name', 's.description', 's.touchpointId', 's.ownerId as ownOwnerId', 's.archivedAt'] as const),
      ...(['s.success', 's.effort', 's.emotion', 's.ratingNote', 's.evidenceGrade', 's.version'] as const),
      ...(['p.id as phaseId', 'p.name as phaseName', 'p.archivedAt as phaseArchivedAt'] as const),
      ...(['a.id as mapId', 'a.kind', 'a.number', 'a.state', 'a.archivedAt as mapArchivedAt'] as const),
      ...(['j.id as journeyId', 'j.name as journeyName', 'j.ownerId as journeyOwnerId'] as const),
      ...(['j.archivedAt as journeyArchivedAt', 't.ownerId as touchpointOwnerId'] as const),
    ])
    .executeTakeFirst()
  if (!row) throw absent()
  const [shown] = await listSteps(ctx, sql`s.id = ${id}`)
  const standing = { ownerId: row.ownOwnerId ?? row.touchpointOwnerId, parentOwnerId: row.journeyOwnerId }
  const closed = Boolean(row.journeyArchivedAt ?? row.mapArchivedAt) || row.state === 'superseded'
  return { ...row, shown: shown!, standing, closed }
}

/** What is removed from a map and can come back: phases, and steps of phases that are still there. */
export async function listRemoved(ctx: Context, mapId: string): Promise<RemovedPart[]> {
  const { rows } = await sql<{ kind: 'phase' | 'step'; id: string; name: string; version: number }>`
    select 'phase' as kind, id, name, version, archived_at from journey_phase where journey_map_id = ${mapId} and archived_at is not null
    union all select 'step', s.id, s.name, s.version, s.archived_at from journey_step s join journey_phase p on p.id = s.journey_phase_id
      and p.archived_at is null where s.journey_map_id = ${mapId} and s.archived_at is not null
    order by 5 desc, 2 limit 50`.execute(ctx.db)
  return rows.map(({ kind, id, name, version }) => ({ kind, id, name, version }))
}
