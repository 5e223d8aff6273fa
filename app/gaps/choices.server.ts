// What the form of a gap offers to choose from, with what a gap has already.
import type { Context } from '#app/access/context.server.ts'
import { listStepChoices, listTouchpointChoices } from '#app/observations/places.server.ts'
import { listOwnerChoices } from '#app/personas/personas.server.ts'
import { listFelt } from './gap-list.server.ts'

interface Has {
  asIsStepId: string | null
  toBeStepId: string | null
  touchpointId: string | null
  personaId: string | null
  segmentId: string | null
  ownerId: string | null
}
const nothing: Has = {
  asIsStepId: null,
  toBeStepId: null,
  touchpointId: null,
  personaId: null,
  segmentId: null,
  ownerId: null,
}

export async function listGapFormChoices(ctx: Context, has: Has = nothing) {
  const steps = await listStepChoices(ctx, ['as-is', 'to-be'], [has.asIsStepId, has.toBeStepId])
  return {
    steps: steps.map(({ id, name, journey, kind }) => ({ id, name, journey, kind })),
    touchpoints: await listTouchpointChoices(ctx, has.touchpointId),
    ...(await listFelt(ctx, has)),
    members: await listOwnerChoices(ctx, has.ownerId),
  }
}
