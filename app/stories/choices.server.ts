// What the form of a story offers to choose from, with what a story has already.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { listStepChoices, listTouchpointChoices } from '#app/observations/places.server.ts'
import { listOwnerChoices } from '#app/personas/personas.server.ts'

interface Has {
  personaId: string | null
  journeyStepId: string | null
  touchpointId: string | null
  initiativeId: string | null
  ownerId: string | null
}
const nothing: Has = { personaId: null, journeyStepId: null, touchpointId: null, initiativeId: null, ownerId: null }

/** More are found by search in their own lists, not offered. */
const mostChoices = 1000

export async function listStoryChoices(ctx: Context, has: Has = nothing) {
  const named = async (table: 'persona' | 'initiative', id: string | null) =>
    ctx.db
      .selectFrom(table)
      .where((eb) => eb.or([eb('archivedAt', 'is', null), eb('id', '=', id)]))
      .select(['id', 'name'])
      .orderBy(sql`lower(name)`)
      .limit(mostChoices)
      .execute()
  const steps = await listStepChoices(ctx, ['as-is'], [has.journeyStepId])
  return {
    personas: await named('persona', has.personaId),
    steps: steps.map(({ id, name, journey }) => ({ id, name, journey })),
    touchpoints: await listTouchpointChoices(ctx, has.touchpointId),
    initiatives: await named('initiative', has.initiativeId),
    members: await listOwnerChoices(ctx, has.ownerId),
  }
}
