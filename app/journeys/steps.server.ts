// Changing the steps of a map.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { requireInUse, requireLiveKpis } from './in-use.server.ts'
import {
  type editStepForm,
  mostSteps,
  type newStepForm,
  type stepPositionForm,
  type stepRatingForm,
  type stepWordsForm,
} from './journey-map.ts'
import { alsoOf, holdMap, refuseClosed } from './maps.server.ts'
import { countSteps, placeFor } from './places.server.ts'

export async function createStep(ctx: Context, journeyId: string, mapId: string, form: z.output<typeof newStepForm>) {
  const { map, journey } = await holdMap(ctx, mapId, journeyId)
  authorize(ctx, 'journey.edit', journey)
  refuseClosed(map, journey)
  if ((await countSteps(ctx, mapId)) >= mostSteps)
    refuse(`A map holds at most ${mostSteps} steps. Split it into two journeys.`)
  const id = newId(ctx)
  const [position] = await placeFor(ctx, map, form.phaseId, { after: form.after })
  await ctx.db
    .insertInto('journeyStep')
    .values({
      ...{ id, lineId: id, journeyMapId: mapId, journeyPhaseId: form.phaseId, position: position! },
      ...{ name: form.name, description: form.description ?? '', createdAt: ctx.now, updatedAt: ctx.now },
    })
    .execute()
  record(ctx, { verb: 'journey_step.created', kind: 'journey_step', id, title: form.name, also: alsoOf(map) })
  return { id }
}

/** A step, locked after its map, with what the policy asks: its process owner is its own, or its touchpoint's. */
async function holdStep(ctx: Context, id: string) {
  const found = await ctx.db.selectFrom('journeyStep').where('id', '=', id).select('journeyMapId').executeTakeFirst()
  if (!found) throw absent()
  const held = await holdMap(ctx, found.journeyMapId)
  const step = await lock(ctx, 'journeyStep', id)
  const touchpoint = step.touchpointId
    ? await ctx.db.selectFrom('touchpoint').where('id', '=', step.touchpointId).select('ownerId').executeTakeFirst()
    : undefined
  const standing = { ownerId: step.ownerId ?? touchpoint?.ownerId ?? null, parentOwnerId: held.journey.ownerId }
  return { step, standing, ...held }
}

/** The name and what the customer does: what is edited on the map itself. */
export async function editStepWords(ctx: Context, id: string, form: z.output<typeof stepWordsForm>) {
  const { step, map, journey } = await holdStep(ctx, id)
  authorize(ctx, 'journey.edit', journey)
  await requireVersion(ctx, step, form.version, stepWords)
  refuseClosed(map, journey)
  refuseRemoved(step)
  await change(ctx, step, { name: form.name, description: form.description ?? '' })
  record(ctx, { verb: 'journey_step.edited', kind: 'journey_step', id, title: form.name, also: alsoOf(map) })
  return { map }
}

export async function editStep(ctx: Context, id: string, form: z.output<typeof editStepForm>) {
  const { step, map, journey } = await holdStep(ctx, id)
  authorize(ctx, 'journey.edit', journey)
  const kpiIds = await kpiIdsOf(ctx, id)
  await requireVersion(ctx, step, form.version, (row) => stepValues({ ...row, kpiIds }))
  refuseClosed(map, journey)
  refuseRemoved(step)
  await requireInUse(ctx, form, step)
  await requireLiveKpis(ctx, form.kpiIds, kpiIds)
  const { name, description, touchpointId, ownerId } = form
  await change(ctx, step, { name, description: description ?? '', touchpointId, ownerId })
  const [gone, added] = [
    kpiIds.filter((kpi) => !form.kpiIds.includes(kpi)),
    form.kpiIds.filter((kpi) => !kpiIds.includes(kpi)),
  ]
  if (gone.length)
    await ctx.db.deleteFrom('journeyStepKpi').where('journeyStepId', '=', id).where('kpiId', 'in', gone).execute()
  if (added.length)
    await ctx.db
      .insertInto('journeyStepKpi')
      .values(added.map((kpiId) => ({ journeyStepId: id, kpiId })))
      .execute()
  record(ctx, { verb: 'journey_step.edited', kind: 'journey_step', id, title: name, also: alsoOf(map) })
  return { map }
}

/** How it feels to customers and what that rests on; the process owner says so, too. */
export async function rateStep(ctx: Context, id: string, form: z.output<typeof stepRatingForm>) {
  const { step, standing, map, journey } = await holdStep(ctx, id)
  authorize(ctx, 'journey_step.rate', standing)
  await requireVersion(ctx, step, form.version, stepRatingValues)
  refuseClosed(map, journey)
  refuseRemoved(step)
  const { success, effort, emotion, evidenceGrade, ratingNote } = form
  if (evidenceGrade !== 'assumed' && !ratingNote)
    refuse('Say what this rests on: who said so, where it was seen, or which figures.', 'ratingNote')
  const asNumber = (level: string | null) => (level === null ? null : Number(level))
  await change(ctx, step, {
    ...{ success: asNumber(success), effort: asNumber(effort), emotion: asNumber(emotion) },
    ...{ evidenceGrade, ratingNote: ratingNote ?? '' },
  })
  record(ctx, { verb: 'journey_step.rated', kind: 'journey_step', id, title: step.name, also: alsoOf(map) })
  return { map }
}

export async function moveStep(ctx: Context, id: string, form: z.output<typeof stepPositionForm>) {
  const { step, map, journey } = await holdStep(ctx, id)
  authorize(ctx, 'journey.edit', journey)
  await requireVersion(ctx, step, form.version)
  refuseClosed(map, journey)
  refuseRemoved(step)
  const [position] = await placeFor(ctx, map, form.phaseId, { place: form.place, without: id })
  await change(ctx, step, { journeyPhaseId: form.phaseId, position: position! })
  record(ctx, { verb: 'journey_step.moved', kind: 'journey_step', id, title: step.name, also: alsoOf(map) })
  return { map }
}

/** Takes a step out of its map, or brings it back to where it was. */
export async function archiveStep(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const { step, map, journey } = await holdStep(ctx, id)
  authorize(ctx, 'journey.edit', journey)
  await requireVersion(ctx, step, form.version)
  refuseClosed(map, journey)
  const archived = step.archivedAt === null
  if (!archived) {
    const phase = await lock(ctx, 'journeyPhase', step.journeyPhaseId)
    if (phase.archivedAt) refuse(`Its phase “${phase.name}” was removed. Restore that first.`)
  }
  await change(ctx, step, { archivedAt: archived ? ctx.now : null })
  const verb = archived ? 'journey_step.archived' : 'journey_step.restored'
  record(ctx, { verb, kind: 'journey_step', id, title: step.name, reason: form.reason, also: alsoOf(map) })
  return { archived, map }
}

function refuseRemoved(step: { archivedAt: Date | null }) {
  if (step.archivedAt) refuse('This step was removed. Restore it before changing it.')
}

async function change(ctx: Context, step: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('journeyStep')
    .set({ ...values, ...nextVersion(ctx, step) })
    .where('id', '=', step.id)
    .execute()
}

async function kpiIdsOf(ctx: Context, id: string): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('journeyStepKpi as l')
    .innerJoin('kpi as k', 'k.id', 'l.kpiId')
    .where('l.journeyStepId', '=', id)
    .select('l.kpiId')
    .orderBy(sql`lower(k.name)`)
    .execute()
  return rows.map(({ kpiId }) => kpiId)
}

// ── A step as the fields of its forms ───────────────────────────────────────────────────────────────────────────────

export const stepWords = ({ name, description }: { name: string; description: string }) => ({ name, description })

export const stepValues = (row: {
  name: string
  description: string
  touchpointId: string | null
  ownerId: string | null
  kpiIds: readonly string[]
}) => ({
  ...stepWords(row),
  touchpointId: row.touchpointId ?? '',
  ownerId: row.ownerId ?? '',
  kpiIds: [...row.kpiIds],
})

export const stepRatingValues = (row: {
  success: number | null
  effort: number | null
  emotion: number | null
  ratingNote: string
  evidenceGrade: string
}) => ({
  success: row.success === null ? '' : String(row.success),
  effort: row.effort === null ? '' : String(row.effort),
  emotion: row.emotion === null ? '' : String(row.emotion),
  evidenceGrade: row.evidenceGrade,
  ratingNote: row.ratingNote,
})
