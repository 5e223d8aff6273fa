// The job that sends an organisation's checkpoints out: into the file, by mail, to a web address. Safe to run twice.
import { type Context, actingAsSystem } from '#app/access/context.server.ts'
import { appendCheckpoints } from '#app/history/checkpoint-file.server.ts'
import { checkpointFile } from '#app/history/checkpoint-settings.server.ts'
import {
  type Waiting,
  dropWaiting,
  lockFile,
  noteProblem,
  noteSent,
  waitingFor,
} from '#app/history/checkpoints.server.ts'
import { wordsOf } from '#app/history/proof-words.ts'
import { WebhookProblem, postOutside } from '#app/jobs/webhook.server.ts'
import { paths } from '#app/paths.ts'
import { checkpointMail } from './mail.ts'
import { siteAddress } from './mail-settings.server.ts'
import { queueMail } from './queue.server.ts'

interface Org {
  slug: string
}

/** Tries every way, whatever becomes of the others; throws what went wrong, so that the queue tries again. */
export async function deliverCheckpoints({ org: slug }: { org: string }, post: typeof postOutside = postOutside) {
  const org = { slug }
  const problems = [
    await actingAsSystem(org, toFile),
    await actingAsSystem(org, toMail),
    await toWebhook(org, post),
  ].filter((problem) => problem !== null)
  if (problems.length) throw new Error(`Checkpoints of ${slug} wait: ${problems.join(' ')}`)
}

/** All that wait, in order, while the file is locked. */
async function toFile(ctx: Context): Promise<string | null> {
  await lockFile(ctx)
  const waiting = await waitingFor(ctx, 'file')
  if (!waiting.length) return null
  try {
    appendCheckpoints(
      checkpointFile(ctx.org.slug),
      waiting.map(({ line }) => line),
    )
  } catch (error) {
    const problem = `The file could not be written (${(error as NodeJS.ErrnoException).code ?? 'no reason given'}).`
    for (const { size } of waiting) await noteProblem(ctx, 'file', size, problem)
    return problem
  }
  for (const { size } of waiting) await noteSent(ctx, 'file', size)
  return null
}

/** The newest only: it proves all that those before it would. */
async function toMail(ctx: Context): Promise<null> {
  const newest = (await waitingFor(ctx, 'mail')).at(-1)
  if (!newest) return null
  const { checkpointEmail: address } = await ctx.db
    .selectFrom('organisation')
    .select('checkpointEmail')
    .where('id', '=', ctx.org.id)
    .executeTakeFirstOrThrow()
  if (!address) {
    await dropWaiting(ctx, 'mail', newest.size)
    return null
  }
  const mail = checkpointMail({
    organisation: ctx.org.name,
    ...{ size: newest.size, head: newest.head, line: newest.line, words: wordsOf(newest.head) },
    link: siteAddress() + paths.proof(ctx.org.slug),
  })
  const to = { name: 'Keeper of checkpoints', address }
  const { id } = await queueMail(ctx, { kind: 'checkpoint', to, member: null, mail })
  await noteSent(ctx, 'mail', newest.size, id)
  return null
}

/** No transaction is open while the other side makes us wait. */
async function toWebhook(org: Org, post: typeof postOutside): Promise<string | null> {
  const found = await actingAsSystem(org, readWebhook)
  if (!found) return null
  const { size, line } = found.newest
  try {
    await post(found.url, line)
  } catch (error) {
    if (!(error instanceof WebhookProblem)) throw error
    await actingAsSystem(org, (ctx) => noteProblem(ctx, 'webhook', size, error.message))
    return error.message
  }
  await actingAsSystem(org, (ctx) => noteSent(ctx, 'webhook', size))
  return null
}

async function readWebhook(ctx: Context): Promise<{ url: string; newest: Waiting } | null> {
  const newest = (await waitingFor(ctx, 'webhook')).at(-1)
  if (!newest) return null
  const found = await ctx.db.selectFrom('checkpointWebhook').select('url').executeTakeFirst()
  if (!found) await dropWaiting(ctx, 'webhook', newest.size)
  return found ? { url: found.url, newest } : null
}
