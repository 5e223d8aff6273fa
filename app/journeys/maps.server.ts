// The maps of a journey: their versions, drawn anew or copied, made current, archived.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { type currentMapForm, mapName, type newMapForm } from './journey-map.ts'
import { copySteps } from './step-copies.server.ts'

/** The maps of a journey, newest version first, with how many steps each has. */
export async function listMaps(ctx: Context, journeyId: string) {
  return ctx.db
    .selectFrom('journeyMap as a')
    .leftJoin('member as m', 'm.id', 'a.createdBy')
    .leftJoin('journeyMap as o', 'o.id', 'a.copiedFromId')
    .where('a.journeyId', '=', journeyId)
    .select([
      'a.id',
      'a.kind',
      'a.number',
      'a.state',
      'a.reason',
      'a.madeCurrentAt',
      'a.supersededAt',
      'a.archivedAt',
      'a.createdAt',
      'a.version',
      'm.name as createdByName',
      'o.kind as copiedKind',
      'o.number as copiedNumber',
      sql<number>`(select count(*) from journey_step s join journey_phase p on p.id = s.journey_phase_id and p.archived_at is null
        where s.journey_map_id = a.id and s.archived_at is null)`.as('stepCount'),
    ])
    .orderBy('a.kind')
    .orderBy('a.number', 'desc')
    .limit(200)
    .execute()
}

/** A map with its journey, locked, for whoever may change it; what holds no longer is closed to changes. */
export async function holdMap(ctx: Context, id: string, journeyId?: string) {
  const map = await lock(ctx, 'journeyMap', id)
  if (journeyId && map.journeyId !== journeyId) throw absent()
  const journey = await ctx.db
    .selectFrom('journey')
    .where('id', '=', map.journeyId)
    .select(['id', 'name', 'ownerId', 'archivedAt'])
    .executeTakeFirstOrThrow()
  return { map, journey }
}

export function refuseClosed(map: { state: string; archivedAt: Date | null }, journey: { archivedAt: Date | null }) {
  if (journey.archivedAt) refuse('This journey is archived. Restore it before changing its maps.')
  if (map.archivedAt) refuse('This map is archived. Restore it before changing it.')
  if (map.state === 'superseded')
    refuse('This version was superseded and stays as it was. Begin a new version from it.')
}

/** Every change of a map's parts is told with the map and its journey. */
export const alsoOf = (map: { id: string; journeyId: string }) => [
  { kind: 'journey_map', id: map.id },
  { kind: 'journey', id: map.journeyId },
]

/** A new version: empty, or a copy of any map of the same journey. A second version of a kind says why. */
export async function createMap(ctx: Context, journeyId: string, form: z.output<typeof newMapForm>) {
  const journey = await lock(ctx, 'journey', journeyId)
  authorize(ctx, 'journey.edit', journey)
  if (journey.archivedAt) refuse('This journey is archived. Restore it before drawing maps.')
  const maps = await ctx.db
    .selectFrom('journeyMap')
    .where('journeyId', '=', journeyId)
    .select(['id', 'kind', 'number', 'archivedAt'])
    .execute()
  const copyOf = maps.find(({ id }) => id === form.copyOfId)
  if (form.copyOfId && !copyOf) throw absent()
  const number = Math.max(0, ...maps.filter(({ kind }) => kind === form.kind).map((map) => map.number)) + 1
  if (number > 1 && !form.reason) refuse('Say why there is a new version.', 'reason')
  const id = newId(ctx)
  const map = { id, journeyId, kind: form.kind, number }
  await ctx.db
    .insertInto('journeyMap')
    .values({
      ...map,
      reason: form.reason ?? '',
      copiedFromId: copyOf?.id ?? null,
      createdBy: ctx.viewer.memberId,
      createdAt: ctx.now,
      updatedAt: ctx.now,
    })
    .execute()
  if (copyOf) await copyParts(ctx, copyOf, map)
  record(ctx, {
    verb: 'journey_map.drawn',
    kind: 'journey_map',
    id,
    title: mapTitle(journey, map),
    reason: form.reason,
    also: [{ kind: 'journey', id: journeyId }],
  })
  return { id }
}

export const mapTitle = (journey: { name: string }, map: { kind: string; number: number }) =>
  `${journey.name}: ${mapName(map).toLowerCase()}`

async function copyParts(
  ctx: Context,
  from: { id: string; kind: string },
  to: { id: string; journeyId: string; kind: string },
) {
  const phases = await ctx.db
    .selectFrom('journeyPhase')
    .where('journeyMapId', '=', from.id)
    .where('archivedAt', 'is', null)
    .select(['id', 'name', 'position'])
    .execute()
  if (!phases.length) return
  const copies = new Map(phases.map((phase) => [phase.id, newId(ctx)]))
  await ctx.db
    .insertInto('journeyPhase')
    .values(
      phases.map(({ id, name, position }) => ({
        ...{ id: copies.get(id)!, journeyMapId: to.id, name, position },
        ...{ createdAt: ctx.now, updatedAt: ctx.now },
      })),
    )
    .execute()
  const steps = await ctx.db
    .selectFrom('journeyStep')
    .where('journeyMapId', '=', from.id)
    .where('archivedAt', 'is', null)
    .where('journeyPhaseId', 'in', [...copies.keys()])
    .select(['id', 'journeyPhaseId', 'position'])
    .execute()
  await copySteps(
    ctx,
    to,
    steps.map((step) => ({ ...step, journeyPhaseId: copies.get(step.journeyPhaseId)! })),
  )
}

/** Makes a draft the version that holds; the one before is superseded. */
export async function makeMapCurrent(
  ctx: Context,
  journeyId: string,
  id: string,
  form: z.output<typeof currentMapForm>,
) {
  await lock(ctx, 'journey', journeyId) // two drafts of a kind are made current one after the other
  const { map, journey } = await holdMap(ctx, id, journeyId)
  authorize(ctx, 'journey.edit', journey)
  await requireVersion(ctx, map, form.version)
  refuseClosed(map, journey)
  if (map.state !== 'draft') refuse('This version is current already.')
  const before = await ctx.db
    .selectFrom('journeyMap')
    .where('journeyId', '=', journeyId)
    .where('kind', '=', map.kind)
    .where('state', '=', 'current')
    .where('archivedAt', 'is', null)
    .select(['id', 'version'])
    .executeTakeFirst()
  if (before)
    await ctx.db
      .updateTable('journeyMap')
      .set({ state: 'superseded', supersededAt: ctx.now, ...nextVersion(ctx, before) })
      .where('id', '=', before.id)
      .execute()
  const made = { madeCurrentBy: ctx.viewer.memberId, madeCurrentAt: ctx.now }
  await ctx.db
    .updateTable('journeyMap')
    .set({ state: 'current', ...made, ...nextVersion(ctx, map) })
    .where('id', '=', id)
    .execute()
  record(ctx, {
    verb: 'journey_map.made-current',
    kind: 'journey_map',
    id,
    title: mapTitle(journey, map),
    also: [{ kind: 'journey', id: journeyId }, ...(before ? [{ kind: 'journey_map', id: before.id }] : [])],
  })
}

/** Archives a version that does not hold, or restores it. */
export async function archiveMap(
  ctx: Context,
  journeyId: string,
  id: string,
  form: { reason: string | null; version: number },
) {
  const { map, journey } = await holdMap(ctx, id, journeyId)
  authorize(ctx, 'journey.edit', journey)
  await requireVersion(ctx, map, form.version)
  if (map.state === 'current') refuse('This version is current. Make another one current first.')
  const archived = map.archivedAt === null
  await ctx.db
    .updateTable('journeyMap')
    .set({ archivedAt: archived ? ctx.now : null, ...nextVersion(ctx, map) })
    .where('id', '=', id)
    .execute()
  record(ctx, {
    verb: archived ? 'journey_map.archived' : 'journey_map.restored',
    kind: 'journey_map',
    id,
    title: mapTitle(journey, map),
    reason: form.reason,
    also: [{ kind: 'journey', id: journeyId }],
  })
  return { archived }
}

/** Every map that steps could be copied from. */
export async function listMapChoices(ctx: Context) {
  return ctx.db
    .selectFrom('journeyMap as a')
    .innerJoin('journey as j', 'j.id', 'a.journeyId')
    .where('a.archivedAt', 'is', null)
    .where('j.archivedAt', 'is', null)
    .select(['a.id', 'a.kind', 'a.number', 'a.state', 'j.name as journeyName'])
    .orderBy(sql`lower(j.name)`)
    .orderBy('a.kind')
    .orderBy('a.number', 'desc')
    .limit(500)
    .execute()
}
