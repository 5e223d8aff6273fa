// What the form of a listening post offers to choose from.
import type { Context } from '#app/access/context.server.ts'
import { listOwnerChoices } from '#app/personas/personas.server.ts'
import { listStepChoices, listTouchpointChoices, stepsOf } from './listening-posts.server.ts'

export async function formChoices(
  ctx: Context,
  has?: { id: string; ownerId: string | null; touchpointId: string | null },
) {
  const steps = await listStepChoices(ctx)
  // Steps of superseded maps that it covers stay until somebody takes them away.
  const covered = has ? await stepsOf(ctx, has.id) : []
  const older = covered.filter((step) => !steps.some(({ id }) => id === step.id))
  return {
    owners: await listOwnerChoices(ctx, has?.ownerId),
    touchpoints: await listTouchpointChoices(ctx, has?.touchpointId),
    steps: [...steps, ...older].map(({ id, name, journey }) => ({ id, name, journey })),
    covered: covered.map(({ id }) => id),
  }
}
