// Copying steps into a map: for its next version, and from one map to another.
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { mostSteps, type stepCopiesForm } from './journey-map.ts'
import { alsoOf, holdMap, mapTitle, refuseClosed } from './maps.server.ts'
import { countSteps, placeFor } from './places.server.ts'

/**
 * Copies with their words, touchpoint, owner and KPIs. Within a journey a step keeps its line, unless the map has one of that line already,
 * and its ratings; what they rest on is of the same kind of map only: nobody has seen the future.
 */
export async function copySteps(
  ctx: Context,
  to: { id: string; journeyId: string; kind: string },
  wanted: readonly { id: string; journeyPhaseId: string; position: number }[],
) {
  if (!wanted.length) return []
  const ids = wanted.map(({ id }) => id)
  const { rows } = await sql<Source>`
    select s.id, s.name, s.description, s.touchpoint_id, s.owner_id, s.success, s.effort, s.emotion, s.rating_note, s.evidence_grade,
      a.journey_id = ${to.journeyId} as same_journey, a.kind = ${to.kind} as same_kind, s.line_id,
      exists (select 1 from journey_step o where o.journey_map_id = ${to.id} and o.line_id = s.line_id) as line_taken
    from journey_step s join journey_map a on a.id = s.journey_map_id where s.id = any(${ids}::uuid[])`.execute(ctx.db)
  const sources = new Map(rows.map((row) => [row.id, row]))
  if (sources.size < new Set(ids).size) throw absent()
  const copies = wanted.map(({ id, journeyPhaseId, position }) => {
    const { sameJourney, sameKind, lineTaken, lineId, ...words } = sources.get(id)!
    const copy = newId(ctx)
    const judged = sameJourney && sameKind ? {} : { ratingNote: '', evidenceGrade: 'assumed' }
    const rated = sameJourney ? {} : { success: null, effort: null, emotion: null }
    return {
      ...{ ...words, ...judged, ...rated, id: copy, cameFromId: id, journeyMapId: to.id, journeyPhaseId, position },
      ...{ lineId: sameJourney && !lineTaken ? lineId : copy, createdAt: ctx.now, updatedAt: ctx.now },
    }
  })
  await ctx.db.insertInto('journeyStep').values(copies).execute()
  const links = await ctx.db.selectFrom('journeyStepKpi').where('journeyStepId', 'in', ids).selectAll().execute()
  const linked = copies.flatMap((copy) =>
    links
      .filter(({ journeyStepId }) => journeyStepId === copy.cameFromId)
      .map(({ kpiId }) => ({ journeyStepId: copy.id, kpiId })),
  )
  if (linked.length) await ctx.db.insertInto('journeyStepKpi').values(linked).execute()
  return copies
}

interface Source {
  id: string
  name: string
  description: string
  touchpointId: string | null
  ownerId: string | null
  success: number | null
  effort: number | null
  emotion: number | null
  ratingNote: string
  evidenceGrade: string
  sameJourney: boolean
  sameKind: boolean
  lineId: string
  lineTaken: boolean
}

/** Copies chosen steps, of whatever maps, into a phase of this one, in the order in which they stand there. */
export async function copyStepsInto(
  ctx: Context,
  journeyId: string,
  mapId: string,
  form: z.output<typeof stepCopiesForm>,
) {
  const { map, journey } = await holdMap(ctx, mapId, journeyId)
  authorize(ctx, 'journey.edit', journey)
  refuseClosed(map, journey)
  if (!form.stepIds.length) refuse('Choose at least one step.', 'stepIds')
  if ((await countSteps(ctx, mapId)) + form.stepIds.length > mostSteps)
    refuse(`A map holds at most ${mostSteps} steps. Split it into two journeys.`)
  const { rows } = await sql<{ id: string }>`
    select s.id from journey_step s join journey_phase p on p.id = s.journey_phase_id
    where s.id = any(${form.stepIds}::uuid[]) order by s.journey_map_id, p.position, p.id, s.position, s.id`.execute(
    ctx.db,
  )
  if (rows.length < form.stepIds.length) throw absent()
  const positions = await placeFor(ctx, map, form.phaseId, { after: form.after, count: rows.length })
  const copies = await copySteps(
    ctx,
    map,
    rows.map(({ id }, at) => ({ id, journeyPhaseId: form.phaseId, position: positions[at]! })),
  )
  record(ctx, {
    verb: 'journey_map.steps-copied',
    kind: 'journey_map',
    id: mapId,
    title: mapTitle(journey, map),
    also: [...alsoOf(map).slice(1), ...copies.slice(0, 50).map(({ id }) => ({ kind: 'journey_step', id }))],
  })
  return { ids: copies.map(({ id }) => id) }
}
