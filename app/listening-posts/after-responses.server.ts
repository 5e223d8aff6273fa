// What follows when responses have come in or changed: the same for files, programs and webhooks.
import type { Context } from '#app/access/context.server.ts'
import { enqueue } from '#app/jobs/enqueue.server.ts'
import { askForKpis } from '#app/kpis/computed.server.ts'

/**
 * Asks for the jobs that work with new responses, once for many asks. Those of an import are tagged however long ago they were
 * answered and arrived; all others by what came in lately.
 */
export async function afterResponses(ctx: Context, { importId }: { importId?: string } = {}) {
  await enqueue(ctx, 'tag-by-words', importId ? { importId } : {}, { key: `tag-by-words ${importId ?? ctx.org.id}` })
  await enqueue(ctx, 'open-cases', {}, { key: `open-cases ${ctx.org.id}` })
  await askForKpis(ctx)
}
