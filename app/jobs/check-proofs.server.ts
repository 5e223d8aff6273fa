// The nightly check of every organisation's proof; the page of the proof asks for one in between.
import { type Context, actingAsSystem } from '#app/access/context.server.ts'
import { askForCheck } from '#app/history/proof-checks.server.ts'
import { enqueue } from './enqueue.server.ts'
import { listOrganisations } from './tidy.server.ts'

/** Has the worker check the organisation's history; what it finds is on the page of the proof. */
export async function requestCheck(ctx: Context) {
  const { id } = await askForCheck(ctx)
  await enqueue(ctx, 'check-proof', { check: id }, { key: `check-proof ${ctx.org.id}` })
}

export async function checkProofs() {
  for (const org of await listOrganisations()) await actingAsSystem(org, requestCheck)
}
