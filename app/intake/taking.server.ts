// Taking responses that come in live: in one transaction with the claim that makes sending them twice harmless.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { type Context, actingAsSystem } from '#app/access/context.server.ts'
import { keepContacts } from '#app/listening-posts/contacts.server.ts'
import { afterResponses } from '#app/listening-posts/after-responses.server.ts'
import { idNamed, keptId, namedKinds, recordsNamedBy } from '#app/listening-posts/file-walk.server.ts'
import type { LineProblem } from '#app/listening-posts/line-reading.ts'
import { type RowToWrite, rewriteResponse, writeResponses } from '#app/listening-posts/writing-responses.server.ts'
import { limits, type RefusalReason } from './intake.ts'
import { type AskedQuestion, type IntakeItem, type ReadItem, Questions, itemReader } from './items.ts'

/** Who sends: found by a token's digest, or by a webhook's id and signature. */
export interface Sender {
  orgId: string
  slug: string
  sourceId: string
  postId: string
}

export interface ItemResult {
  result: 'recorded' | 'changed' | 'already there' | 'left out' | 'refused'
  problems?: { field: string | null; reason: string }[]
  /** What was recorded without something that was said. */
  notes?: string[]
}

/** Nothing was taken and nothing is kept of it, so that it may be sent again. */
export class NotTaken extends Error {
  readonly reason: RefusalReason
  readonly results: ItemResult[]
  readonly unknown: string[]
  constructor(reason: RefusalReason, sentence: string, results: ItemResult[] = [], unknown: string[] = []) {
    super(sentence)
    this.reason = reason
    this.results = results
    this.unknown = unknown
  }
}

/** The same key came with another body. */
export class OtherContent extends Error {}

export interface Delivery {
  /** The message's id, or the Idempotency-Key. */
  key: string | null
  body: Uint8Array
  items: readonly ({ item: IntakeItem } | { problems: LineProblem[] })[]
  /** A webhook's: fields that are no question are left out and noted, and the same id is the same message, whatever is in it. */
  webhook: boolean
}

export async function takeResponses(
  sender: Sender,
  delivery: Delivery,
  now?: Date,
): Promise<{ results: ItemResult[]; again: boolean }> {
  return actingAsSystem(
    sender,
    async (ctx) => {
      const hash = createHash('sha256').update(delivery.body).digest('base64url')
      const earlier = delivery.key === null ? null : await claim(ctx, sender, delivery.key, hash)
      if (earlier) {
        if (!delivery.webhook && earlier.requestHash !== hash) throw new OtherContent()
        return { results: (earlier.answer ?? []) as unknown as ItemResult[], again: true }
      }
      const results = await take(ctx, sender, delivery)
      if (delivery.key !== null)
        await sql`update intake_request set answer = ${JSON.stringify(results)}::jsonb
          where intake_source_id = ${sender.sourceId} and key = ${delivery.key}`.execute(ctx.db)
      return { results, again: false }
    },
    now,
  )
}

/** Null where the key is this transaction's now; whoever sends the same at the same time waits here. */
async function claim({ db }: Context, { sourceId }: Sender, key: string, hash: string) {
  const { rows } =
    await sql`insert into intake_request (intake_source_id, key, request_hash) values (${sourceId}, ${key}, ${hash})
    on conflict do nothing returning key`.execute(db)
  if (rows.length) return null
  return db
    .selectFrom('intakeRequest')
    .where('intakeSourceId', '=', sourceId)
    .where('key', '=', key)
    .select(['requestHash', 'answer'])
    .executeTakeFirst()
}

async function take(ctx: Context, { postId, sourceId }: Sender, { items, webhook }: Delivery): Promise<ItemResult[]> {
  const post = await ctx.db
    .selectFrom('listeningPost')
    .where('id', '=', postId)
    .select(['touchpointId', 'archivedAt'])
    .executeTakeFirstOrThrow()
  if (post.archivedAt) throw new NotTaken('archived', 'This listening post is archived and takes no responses.')
  const good = items.flatMap((one) => ('item' in one ? [one.item] : []))
  const read = itemReader(await questionsOf(ctx, postId), good, { timeZone: ctx.org.timeZone, now: ctx.now })
  const judged = items.map((one) => ('item' in one ? { ...one, ...strictly(read(one.item), webhook) } : one))
  const rows = judged.map((one): RowToWrite | null =>
    'item' in one && one.result.is === 'response'
      ? { ...one.result.response, externalId: keptId(one.item.id), sourceAt: one.item.sourceAt }
      : null,
  )
  // Of what is said twice in one request, the first counts.
  const toWrite = [...new Map(rows.flatMap((row) => (row ? [[row.externalId, row] as const] : [])).reverse()).values()]
  const named = await recordsNamedBy(ctx, toWrite)
  const into = { postId, importId: null, touchpointId: post.touchpointId, named, live: true }
  const written = new Map((await writeResponses(ctx, into, toWrite)).map((one) => [one.externalId, one]))
  const contacts: Parameters<typeof keepContacts>[1][number][] = []
  const results: ItemResult[] = []
  const done = new Set<string>()
  for (const [at, one] of judged.entries()) {
    const row = rows[at]
    if (!('item' in one)) results.push(refused(one.problems))
    else if (one.result.is === 'problem') results.push(refused(one.result.problems))
    else if (one.result.is === 'left out')
      results.push({ result: 'left out', notes: ['None of the questions is answered.'] })
    else {
      const fresh = done.has(row!.externalId) ? undefined : written.get(row!.externalId)
      done.add(row!.externalId)
      if (fresh) contacts.push({ responseId: fresh.id, answeredOn: fresh.answeredOn, contact: one.item.contact })
      const notes = namedKinds
        .filter((kind) => row![kind] && !idNamed(named, kind, row!))
        .map((kind) => `There is no ${kind} of the name given; the response is recorded without it.`)
      const result = fresh ? 'recorded' : await rewritten(ctx, into, row!)
      results.push({ result, ...(result !== 'already there' && notes.length && { notes }) })
    }
  }
  const unknown = [...new Set(judged.flatMap((one) => ('item' in one ? one.unknown : [])))]
  if (!results.some(({ result }) => ['recorded', 'changed', 'already there'].includes(result)))
    throw new NotTaken('not usable', 'Nothing in this could be recorded.', results, unknown)
  await keepContacts(ctx, contacts)
  const news = results.filter(({ result }) => result === 'recorded' || result === 'changed').length
  if (news) await afterResponses(ctx)
  await count(ctx, sourceId, results.filter(({ result }) => result === 'recorded').length)
  await noteFields(ctx, sourceId, unknown)
  return results
}

/** A program is told of a question that is none; a survey tool always sends everything it has. */
function strictly(read: ReadItem, webhook: boolean): ReadItem {
  if (webhook || !read.unknown.length) return read
  const problems = read.unknown.slice(0, 5).map((name) => ({
    column: `answers.${name.slice(0, 100)}`,
    cell: '',
    reason: 'This listening post asks no such question.',
  }))
  const others = read.result.is === 'problem' ? read.result.problems : []
  return { ...read, result: { is: 'problem', problems: [...problems, ...others] } }
}

const refused = (problems: readonly LineProblem[]): ItemResult => ({
  result: 'refused',
  problems: problems.slice(0, 5).map(({ column, reason }) => ({ field: column, reason })),
})

async function rewritten(
  ctx: Context,
  into: Parameters<typeof rewriteResponse>[1],
  row: RowToWrite,
): Promise<ItemResult['result']> {
  const { sourceAt } = row
  if (!sourceAt) return 'already there'
  return (await rewriteResponse(ctx, into, { ...row, sourceAt })) === 'changed' ? 'changed' : 'already there'
}

async function questionsOf(ctx: Context, postId: string): Promise<Questions> {
  const { rows } =
    await sql<AskedQuestion>`select number, kind, score_kind, scale_low, scale_high, not_used, source_key from question
    where listening_post_id = ${postId} and archived_at is null order by number`.execute(ctx.db)
  return new Questions(rows)
}

async function count(ctx: Context, sourceId: string, responses: number) {
  await sql`insert into intake_use as u (intake_source_id, responses) values (${sourceId}, ${responses})
    on conflict (org_id, intake_source_id) do update set last_at = excluded.last_at, responses = u.responses + excluded.responses`.execute(
    ctx.db,
  )
}

/** Names of fields alone, and not more of them than a page shows. */
async function noteFields(ctx: Context, sourceId: string, unknown: readonly string[]) {
  const fields = unknown
    .filter((field) => field && field.length <= 180 && !/\p{Cc}/u.test(field))
    .slice(0, limits.fields)
  if (!fields.length) return
  await sql`insert into intake_field as f (intake_source_id, field)
    select ${sourceId}::uuid, g.field from unnest(${fields}::text[]) as g(field)
    where (select count(*) from intake_field o where o.intake_source_id = ${sourceId}::uuid) < ${limits.fields}
      or exists (select from intake_field o where o.intake_source_id = ${sourceId}::uuid and o.field = g.field)
    order by g.field on conflict (org_id, intake_source_id, field) do update set n = f.n + 1, last_at = excluded.last_at`.execute(
    ctx.db,
  )
}

/** Counts what was refused, for the page of the post. */
export async function countRefusal(sender: Sender, reason: RefusalReason, unknown: readonly string[] = []) {
  await actingAsSystem(sender, async (ctx) => {
    await sql`insert into intake_refusal as r (intake_source_id, day, reason) values (${sender.sourceId}, ${ctx.today}::date, ${reason})
      on conflict (org_id, intake_source_id, day, reason) do update set n = r.n + 1, last_at = excluded.last_at`.execute(
      ctx.db,
    )
    await noteFields(ctx, sender.sourceId, unknown)
  })
}

/** Takes one of the turns that a source has a minute: 0, or the seconds after which it has one again. */
export async function waitOf(sender: Sender): Promise<number> {
  const step = sql`make_interval(secs => ${60 / limits.perMinute}::float8)`
  return actingAsSystem(sender, async ({ db }) => {
    const { rows } =
      await sql`insert into intake_pace as p (intake_source_id, paced_at) values (${sender.sourceId}, clock_timestamp() + ${step})
      on conflict (org_id, intake_source_id) do update set paced_at = greatest(p.paced_at, clock_timestamp()) + ${step}
      where p.paced_at <= clock_timestamp() + ${limits.atOnce - 1}::int * ${step} returning 1`.execute(db)
    if (rows.length) return 0
    const { rows: full } = await sql<{ seconds: number }>`
      select extract(epoch from paced_at - clock_timestamp())::float8 as seconds from intake_pace where intake_source_id = ${sender.sourceId}`.execute(
      db,
    )
    const over = (full[0]?.seconds ?? 0) - ((limits.atOnce - 1) * 60) / limits.perMinute
    return Math.max(1, Math.ceil(over))
  })
}
