// Changing the phases of a map.
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { type editPhaseForm, mostPhases, type newPhaseForm, type phasePositionForm } from './journey-map.ts'
import { alsoOf, holdMap, refuseClosed } from './maps.server.ts'
import { phasePlaceFor } from './places.server.ts'

/** One phase with its map and journey; 404 where there is none. */
export async function findPhase(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('journeyPhase as p')
    .innerJoin('journeyMap as a', 'a.id', 'p.journeyMapId')
    .innerJoin('journey as j', 'j.id', 'a.journeyId')
    .where('p.id', '=', id)
    .select(['p.id', 'p.name', 'p.version', 'p.archivedAt', 'p.journeyMapId', 'a.journeyId', 'a.state', 'j.ownerId'])
    .executeTakeFirst()
  if (!row) throw absent()
  return row
}

export async function createPhase(ctx: Context, journeyId: string, mapId: string, form: z.output<typeof newPhaseForm>) {
  const { map, journey } = await holdMap(ctx, mapId, journeyId)
  authorize(ctx, 'journey.edit', journey)
  refuseClosed(map, journey)
  const phases = await ctx.db
    .selectFrom('journeyPhase')
    .where('journeyMapId', '=', mapId)
    .where('archivedAt', 'is', null)
    .select('id')
    .execute()
  if (phases.length >= mostPhases) refuse(`A map holds at most ${mostPhases} phases. Split it into two journeys.`)
  const id = newId(ctx)
  const position = await phasePlaceFor(ctx, map, { after: form.after })
  await ctx.db
    .insertInto('journeyPhase')
    .values({ id, journeyMapId: mapId, name: form.name, position, createdAt: ctx.now, updatedAt: ctx.now })
    .execute()
  record(ctx, { verb: 'journey_phase.created', kind: 'journey_phase', id, title: form.name, also: alsoOf(map) })
  return { id }
}

/** The phase's map is locked first, always, so that two who change one map take turns. */
async function holdPhase(ctx: Context, id: string) {
  const { journeyMapId } = await findPhase(ctx, id)
  const held = await holdMap(ctx, journeyMapId)
  const phase = await lock(ctx, 'journeyPhase', id)
  authorize(ctx, 'journey.edit', held.journey)
  return { phase, ...held }
}

export async function editPhase(ctx: Context, id: string, form: z.output<typeof editPhaseForm>) {
  const { phase, map, journey } = await holdPhase(ctx, id)
  await requireVersion(ctx, phase, form.version, ({ name }) => ({ name }))
  refuseClosed(map, journey)
  refuseRemoved(phase)
  await change(ctx, phase, { name: form.name })
  record(ctx, { verb: 'journey_phase.edited', kind: 'journey_phase', id, title: form.name, also: alsoOf(map) })
  return { map }
}

export async function movePhase(ctx: Context, id: string, form: z.output<typeof phasePositionForm>) {
  const { phase, map, journey } = await holdPhase(ctx, id)
  await requireVersion(ctx, phase, form.version)
  refuseClosed(map, journey)
  refuseRemoved(phase)
  await change(ctx, phase, { position: await phasePlaceFor(ctx, map, { place: form.place, without: id }) })
  record(ctx, { verb: 'journey_phase.moved', kind: 'journey_phase', id, title: phase.name, also: alsoOf(map) })
  return { map }
}

/** Takes a phase out of its map with its steps, or brings both back. */
export async function archivePhase(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const { phase, map, journey } = await holdPhase(ctx, id)
  await requireVersion(ctx, phase, form.version)
  refuseClosed(map, journey)
  const archived = phase.archivedAt === null
  await change(ctx, phase, { archivedAt: archived ? ctx.now : null })
  const verb = archived ? 'journey_phase.archived' : 'journey_phase.restored'
  record(ctx, { verb, kind: 'journey_phase', id, title: phase.name, reason: form.reason, also: alsoOf(map) })
  return { archived, map }
}

function refuseRemoved(phase: { archivedAt: Date | null }) {
  if (phase.archivedAt) refuse('This phase was removed. Restore it before changing it.')
}

async function change(ctx: Context, phase: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('journeyPhase')
    .set({ ...values, ...nextVersion(ctx, phase) })
    .where('id', '=', phase.id)
    .execute()
}
