// Checks of the proof: asked for on the page or by the clock, carried out by the worker, kept with what they found.
import { actingAsSystem, type Context, newId } from '#app/access/context.server.ts'
import { type Problem, verifyProof } from './verify.server.ts'

export interface ProofCheck {
  id: string
  askedAt: Date
  /** Null: the nightly check. */
  askedBy: string | null
  /** Null while it waits for the worker or runs. */
  finishedAt: Date | null
  events: number | null
  head: string | null
  checkpoints: number | null
  problems: Problem[]
  tookMs: number | null
}

/** Notes that a check is wanted; the caller queues it, in the same transaction. One that waits already is enough. */
export async function askForCheck(ctx: Context): Promise<{ id: string }> {
  const waiting = await ctx.db
    .selectFrom('proofCheck')
    .select('id')
    .where('finishedAt', 'is', null)
    .where('askedAt', '>', new Date(ctx.now.getTime() - patience))
    .executeTakeFirst()
  if (waiting) return waiting
  const id = newId(ctx)
  await ctx.db
    .insertInto('proofCheck')
    .values({ id, askedAt: ctx.now, askedBy: ctx.viewer.memberId || null })
    .execute()
  return { id }
}

/** Milliseconds after which a check that was asked for counts as lost, and another may be asked for. */
const patience = 15 * 60_000

/** The job: checks chain, stored checkpoints and this machine's file, and keeps what was found. Safe to run twice. */
export async function checkProof({ org: slug, check }: { org: string; check: string }) {
  const org = await actingAsSystem({ slug }, async (ctx) => ({ id: ctx.org.id, slug }))
  const began = performance.now()
  const { events, head, checkpoints, problems } = await verifyProof(org)
  const tookMs = Math.round(performance.now() - began)
  await actingAsSystem(org, (ctx) =>
    ctx.db
      .updateTable('proofCheck')
      .set({
        finishedAt: new Date(),
        ...{ events, head: Buffer.from(head, 'hex'), checkpoints: checkpoints.stored, tookMs },
        problems: JSON.stringify(problems),
      })
      .where('id', '=', check)
      .execute(),
  )
}

/** The newest check, and the newest that is finished. */
export async function latestChecks(ctx: Context): Promise<{ waiting: ProofCheck | null; done: ProofCheck | null }> {
  const newest = (finished: boolean) =>
    ctx.db
      .selectFrom('proofCheck as c')
      .leftJoin('member as m', 'm.id', 'c.askedBy')
      .where('c.finishedAt', finished ? 'is not' : 'is', null)
      .select([
        'c.id',
        'c.askedAt',
        'm.name as askedBy',
        'c.finishedAt',
        'c.events',
        'c.head',
        'c.checkpoints',
        'c.tookMs',
      ])
      .select('c.problems')
      .orderBy('c.askedAt', 'desc')
      .limit(1)
      .executeTakeFirst()
  const [waiting, done] = [await newest(false), await newest(true)]
  const lost = !waiting || ctx.now.getTime() - waiting.askedAt.getTime() > patience
  const read = (row: NonNullable<typeof done>): ProofCheck => ({
    ...row,
    head: row.head?.toString('hex') ?? null,
    problems: row.problems as unknown as Problem[],
  })
  return { waiting: lost ? null : read(waiting), done: done ? read(done) : null }
}
