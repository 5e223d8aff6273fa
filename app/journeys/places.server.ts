// The order of phases and steps: positions far apart, so that a move changes one row and two people seldom meet.
import { sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'

const apart = 1024

/** Live steps of a map. */
export async function countSteps(ctx: Context, mapId: string): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('journeyStep')
    .where('journeyMapId', '=', mapId)
    .where('archivedAt', 'is', null)
    .select(sql<number>`count(*)`.as('n'))
    .executeTakeFirstOrThrow()
  return n
}

/** Where a step goes in a phase of the map: at a place counted from 1, behind another step, or last. */
interface Wanted {
  place?: number
  after?: string | null
  /** The step that moves: it is not counted. */
  without?: string
  count?: number
}

/** Positions for one or more steps in a row. The map is locked, so nobody else takes them. */
export async function placeFor(
  ctx: Context,
  map: { id: string },
  phaseId: string,
  { place, after, without, count = 1 }: Wanted,
): Promise<number[]> {
  const phase = await ctx.db
    .selectFrom('journeyPhase')
    .where('id', '=', phaseId)
    .select(['journeyMapId', 'archivedAt'])
    .executeTakeFirst()
  if (!phase || phase.journeyMapId !== map.id) throw absent()
  if (phase.archivedAt) refuse('This phase was removed. Restore it, or choose another one.', 'phaseId')
  const steps = await ctx.db
    .selectFrom('journeyStep')
    .where('journeyPhaseId', '=', phaseId)
    .where('archivedAt', 'is', null)
    .select(['id', 'position'])
    .orderBy('position')
    .orderBy('id')
    .execute()
  return positionsAmong(ctx, 'journeyStep', steps, { place, after, without, count })
}

/** The position of a phase in its map, likewise. */
export async function phasePlaceFor(ctx: Context, map: { id: string }, wanted: Wanted): Promise<number> {
  const phases = await ctx.db
    .selectFrom('journeyPhase')
    .where('journeyMapId', '=', map.id)
    .where('archivedAt', 'is', null)
    .select(['id', 'position'])
    .orderBy('position')
    .orderBy('id')
    .execute()
  return (await positionsAmong(ctx, 'journeyPhase', phases, { ...wanted, count: 1 }))[0]!
}

interface Row {
  id: string
  position: number
}

async function positionsAmong(
  ctx: Context,
  table: 'journeyStep' | 'journeyPhase',
  rows: Row[],
  { place, after, without, count }: Wanted & { count: number },
): Promise<number[]> {
  const others = rows.filter(({ id }) => id !== without)
  const behind = after ? others.findIndex(({ id }) => id === after) + 1 : 0
  const index = Math.min(others.length, place === undefined ? behind || others.length : place - 1)
  const found = between(others[index - 1]?.position, others[index]?.position, count)
  if (found) return found
  // No room: all of them are spread anew, which happens once in many moves to the same place.
  for (const [at, { id }] of others.entries())
    await ctx.db
      .updateTable(table)
      .set({ position: (at < index ? at + 1 : at + 1 + count) * apart })
      .where('id', '=', id)
      .execute()
  return Array.from({ length: count }, (_, at) => (index + 1 + at) * apart)
}

/** Positions between two others, evenly; null where there is no room. */
export function between(low: number | undefined, high: number | undefined, count: number): number[] | null {
  if (low === undefined && high === undefined) return Array.from({ length: count }, (_, at) => (at + 1) * apart)
  if (high === undefined) return Array.from({ length: count }, (_, at) => low! + (at + 1) * apart)
  const from = low ?? high - apart * (count + 1)
  const step = (high - from) / (count + 1)
  return step >= 1 ? Array.from({ length: count }, (_, at) => Math.floor(from + step * (at + 1))) : null
}
