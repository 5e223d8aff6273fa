// Making checkpoints, and what became of those that were made.
import { sign } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { checkpointLine, signedText } from './checkpoint-format.ts'
import type { Way } from './checkpoint-ways.ts'
import type { SigningKey } from './checkpoint-key.server.ts'

/**
 * Signs the head of the organisation's history, unless its newest checkpoint says the same already, and notes on which ways it
 * is to go out. True where something waits to be sent, new or left over. Being run twice at once makes one checkpoint.
 */
export async function makeCheckpoint(ctx: Context, key: SigningKey): Promise<boolean> {
  const { rows } = await sql<{ size: number; head: string; known: boolean; waiting: boolean }>`
    select c.size, encode(c.hash, 'hex') as head,
      exists (select from history.checkpoint k where k.size = c.size) as known,
      exists (select from checkpoint_delivery where state = 'waiting') as waiting
    from history.chain c`.execute(ctx.db)
  const chain = rows[0]
  if (!chain || chain.size === 0) return false
  if (chain.known) return chain.waiting
  const { size, head } = chain
  const at = ctx.now.toISOString()
  const { id: org } = ctx.org
  const text = signedText({ org, slug: ctx.org.slug, size, head, at, key: key.id })
  const line = checkpointLine(text, sign(null, Buffer.from(text), key.privateKey).toString('hex'))
  const kept = await sql<{ made: boolean }>`
    select history.keep_checkpoint(${size}, ${head}, ${at}::timestamptz, ${key.id}, ${line}) as made`.execute(ctx.db)
  if (!kept.rows[0]?.made) return true // another worker was quicker
  await sql`
    insert into checkpoint_delivery (size, way)
    select ${size}::bigint, w.way from organisation o left join checkpoint_webhook h on h.org_id = o.id
      cross join lateral (values ('file', true), ('mail', o.checkpoint_email is not null), ('webhook', h.url is not null)) w (way, wanted)
    where w.wanted and o.id = ${org} on conflict do nothing`.execute(ctx.db)
  return true
}

/** A checkpoint that waits to go out on a way. */
export interface Waiting {
  size: number
  head: string
  line: string
  madeAt: Date
}

/** Oldest first. */
export async function waitingFor(ctx: Context, way: Way): Promise<Waiting[]> {
  const { rows } = await sql<Waiting>`
    select c.size, encode(c.head, 'hex') as head, c.line, c.made_at
    from checkpoint_delivery d join history.checkpoint c on c.size = d.size
    where d.way = ${way} and d.state = 'waiting' order by d.size`.execute(ctx.db)
  return rows
}

/** Notes that a checkpoint went out. Older ones that still wait on this way need not: the newer one proves what they would. */
export async function noteSent(ctx: Context, way: Way, size: number, mailId: string | null = null) {
  await sql`
    update checkpoint_delivery set state = 'done', problem = null, tries = tries + 1, mail_id = ${mailId}, changed_at = now()
    where way = ${way} and size = ${size}`.execute(ctx.db)
  await dropWaiting(ctx, way, size)
}

/** Notes that checkpoints up to this one are not sent on this way any more. */
export async function dropWaiting(ctx: Context, way: Way, size: number) {
  await sql`
    update checkpoint_delivery set state = 'dropped', changed_at = now()
    where way = ${way} and size <= ${size} and state = 'waiting'`.execute(ctx.db)
}

/** Notes why a try failed; the checkpoint goes on waiting. */
export async function noteProblem(ctx: Context, way: Way, size: number, problem: string) {
  await sql`
    update checkpoint_delivery set problem = ${problem}, tries = tries + 1, changed_at = now()
    where way = ${way} and size = ${size} and state = 'waiting'`.execute(ctx.db)
}

/** Keeps every other worker from the organisation's file until the transaction ends. */
export async function lockFile(ctx: Context) {
  await sql`select pg_advisory_xact_lock(hashtextextended('checkpoint file ' || ${ctx.org.id}, 0))`.execute(ctx.db)
}

export interface Delivery {
  state: 'waiting' | 'done' | 'dropped'
  problem: string | null
  tries: number
  /** What became of the mail that carries it. */
  mail: { id: string; state: string; problem: string | null } | null
}

export interface ListedCheckpoint {
  size: number
  head: string
  madeAt: Date
  key: string
  deliveries: Partial<Record<Way, Delivery>>
}

/** The newest checkpoints, with what became of them on each way. */
export async function listCheckpoints(ctx: Context, limit: number): Promise<ListedCheckpoint[]> {
  const { rows } = await sql<Omit<ListedCheckpoint, 'deliveries'> & { deliveries: Record<Way, Delivery> | null }>`
    select c.size, encode(c.head, 'hex') as head, c.made_at, c.key, (
      select jsonb_object_agg(d.way, jsonb_build_object('state', d.state, 'problem', d.problem, 'tries', d.tries,
        'mail', case when m.id is not null then jsonb_build_object('id', m.id, 'state', m.state, 'problem', m.problem) end))
      from checkpoint_delivery d left join mail m on m.id = d.mail_id where d.size = c.size) as deliveries
    from history.checkpoint c order by c.size desc limit ${limit}`.execute(ctx.db)
  return rows.map((row) => ({ ...row, deliveries: row.deliveries ?? {} }))
}

/** Every checkpoint's line, from the first on, in pages; for downloading. */
export async function checkpointLinesAfter(ctx: Pick<Context, 'db'>, size: number, limit: number) {
  return ctx.db
    .selectFrom('history.checkpoint')
    .where('size', '>', size)
    .select(['size', 'line'])
    .orderBy('size')
    .limit(limit)
    .execute()
}
