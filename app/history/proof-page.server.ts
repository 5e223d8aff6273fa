// What the page of the proof shows, and what is taken away from it.
import { sql } from 'kysely'
import { type Context, authorize } from '#app/access/context.server.ts'
import { ownKeys, publicPemOf } from './checkpoint-key.server.ts'
import { checkpointLinesAfter, listCheckpoints } from './checkpoints.server.ts'
import { exportedLog } from './export.server.ts'
import { latestChecks } from './proof-checks.server.ts'
import { lateAfter } from './proof.ts'
import { wordsOf } from './proof-words.ts'

export interface Head {
  /** How many events there are; the hash of the last as hex and in words, and when it was recorded. */
  size: number
  hash: string
  words: string
  at: Date
}

/** The head of the organisation's history, for this page and for packs to print; null before the first event. */
export async function findHead(ctx: Context): Promise<Head | null> {
  const { rows } = await sql<Omit<Head, 'words'>>`
    select c.size, encode(c.hash, 'hex') as hash, e.recorded_at as at
    from history.chain c join history.event e on e.seq = c.size`.execute(ctx.db)
  return rows[0] ? { ...rows[0], words: wordsOf(rows[0].hash) } : null
}

const shown = 20

export async function proofPage(ctx: Context) {
  authorize(ctx, 'history.prove')
  const checkpoints = await listCheckpoints(ctx, shown)
  const newest = checkpoints[0]
  const { rows } = await sql<{ total: number; email: string | null; host: string | null; since: Date | null }>`
    select (select count(*) from history.checkpoint) as total, o.checkpoint_email as email, o.checkpoint_host as host,
      (select recorded_at from history.event where seq = ${newest?.size ?? 0} + 1) as since
    from organisation o where o.id = ${ctx.org.id}`.execute(ctx.db)
  const { total, email, host, since } = rows[0]!
  const own = [...ownKeys().keys()].at(-1)
  return {
    head: await findHead(ctx),
    checks: await checksOf(ctx),
    checkpoints: checkpoints.map((one) => ({ ...one, words: wordsOf(one.head) })),
    total,
    sentTo: { email, host },
    /** The first event that no checkpoint covers yet, by its time; late where one should have been made long ago. */
    uncovered: since && { since, late: ctx.now.getTime() - since.getTime() > lateAfter * 60_000 },
    key: own ?? newest?.key ?? null,
    /** Whether the key comes from this machine, not from the database it is to guard. */
    keyIsOurs: own !== undefined,
  }
}

async function checksOf(ctx: Context) {
  const { waiting, done } = await latestChecks(ctx)
  return { waiting, done, slow: waiting !== null && ctx.now.getTime() - waiting.askedAt.getTime() > 60_000 }
}

/** Public keys as PEM: those this machine signs with, else those that the stored checkpoints name. */
export async function publicKeys(ctx: Context): Promise<string> {
  authorize(ctx, 'history.prove')
  const own = [...ownKeys().keys()]
  if (own.length) return own.map(publicPemOf).join('')
  const rows = await ctx.db.selectFrom('history.checkpoint').select('key').distinct().execute()
  return rows.map(({ key }) => publicPemOf(key)).join('')
}

/** The log of the context's organisation. Asks for the right now; the lines come after the context has ended. */
export function logOf(ctx: Context): AsyncGenerator<Buffer> {
  authorize(ctx, 'history.prove')
  return exportedLog(ctx.org.id)
}

/** All checkpoints' lines, oldest first. */
export async function checkpointsOf(ctx: Context): Promise<string> {
  authorize(ctx, 'history.prove')
  const lines: string[] = []
  for (let after = 0; ;) {
    const page = await checkpointLinesAfter(ctx, after, 5000)
    if (!page.length) break
    for (const { line } of page) lines.push(`${line}\n`)
    after = page.at(-1)!.size
  }
  return lines.join('')
}
