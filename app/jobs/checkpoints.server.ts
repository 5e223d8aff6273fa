// The recurring job that signs what changed, for every organisation.
import { actingAsSystem } from '#app/access/context.server.ts'
import { ensureSigningKey } from '#app/history/checkpoint-key.server.ts'
import { makeCheckpoint } from '#app/history/checkpoints.server.ts'
import { enqueue } from './enqueue.server.ts'
import { listOrganisations } from './tidy.server.ts'

export const deliverTask = 'deliver-checkpoints'

/** One organisation's trouble keeps no other from its checkpoint; all that went wrong is thrown at the end. */
export async function makeCheckpoints() {
  const key = ensureSigningKey()
  const problems: unknown[] = []
  for (const org of await listOrganisations()) {
    try {
      await actingAsSystem(org, async (ctx) => {
        if (await makeCheckpoint(ctx, key)) await enqueue(ctx, deliverTask, {}, { key: `${deliverTask} ${org.slug}` })
      })
    } catch (problem) {
      problems.push(problem)
    }
  }
  if (problems.length) throw new AggregateError(problems, `${problems.length} organisations got no checkpoint`)
}
