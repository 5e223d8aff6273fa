// Writing responses, whatever way they came: files, the interface for programs, webhooks. The same response of the same post only once.
import { sql } from 'kysely'
import { v7 as uuidv7 } from 'uuid'
import { maskTotal } from '#app/imports/masking.ts'
import type { Context } from '#app/access/context.server.ts'
import { type Named, idNamed } from './file-walk.server.ts'
import type { LineResponse } from './line-reading.ts'

export interface Into {
  postId: string
  importId: string | null
  /** What the post's responses are about, where they say nothing else. */
  touchpointId: string | null
  named: Named
  /** Years whose place is known to be there. */
  years?: Set<string>
  /** Came in live: the history notes it later, with those of its day. */
  live?: boolean
}

export interface RowToWrite extends LineResponse {
  /** The source's own id, or the line's fingerprint. */
  externalId: string
  /** What the source last said of it, where it may still change it. */
  sourceAt?: Date | null
}

export interface WrittenResponse {
  id: string
  externalId: string
  answeredOn: string
  /** What of it never changes, as the history's digests are made of. */
  leaf: string
}

/** A response's leaf in the digests of the history; `response` is its row's name. */
export const responseLeaf = (response: string) => {
  const of = (column: string) => sql.ref(`${response}.${column}`)
  return sql<string>`encode(sha256('\\x00'::bytea || convert_to(jsonb_build_object('id', ${of('id')}, 'at', extract(epoch from ${of('answered_at')}),
    'scores', ${of('scores')})::text, 'UTF8')), 'hex')`
}

/** Writes those that are not there yet, in the order of time, and says which these are, in the order of their ids. */
export async function writeResponses(
  ctx: Context,
  into: Into,
  given: readonly RowToWrite[],
): Promise<WrittenResponse[]> {
  // What is read together then lies together.
  const rows = [...given].sort((a, b) => a.answeredAt - b.answeredAt)
  const years = into.years ?? new Set<string>()
  for (const year of new Set(rows.map(({ answeredOn }) => answeredOn.slice(0, 4)))) {
    if (!years.has(year)) await sql`select keep_year(${Number(year)})`.execute(ctx.db)
    years.add(year)
  }
  const column = <T>(of: (row: RowToWrite) => T) => rows.map(of)
  const msecs = ctx.now.getTime()
  const { rows: written } = await sql<WrittenResponse>`
    with given as materialized (
      select * from unnest(${column(() => uuidv7({ msecs }))}::uuid[], ${column(({ externalId }) => externalId)}::text[],
        ${column(({ sourceAt }) => sourceAt?.toISOString() ?? null)}::timestamptz[],
        ${column(({ answeredOn }) => answeredOn)}::date[], ${column(({ answeredAt }) => new Date(answeredAt).toISOString())}::timestamptz[],
        ${column(({ language }) => language)}::text[],
        ${column((row) => idNamed(into.named, 'touchpoint', row) ?? into.touchpointId)}::uuid[],
        ${column((row) => idNamed(into.named, 'segment', row))}::uuid[], ${column((row) => idNamed(into.named, 'persona', row))}::uuid[],
        ${column((row) => idNamed(into.named, 'unit', row))}::uuid[],
        ${column(({ scores }) => JSON.stringify(scores))}::jsonb[], ${column(({ choices }) => JSON.stringify(choices))}::jsonb[],
        ${column(({ texts }) => JSON.stringify(texts))}::jsonb[], ${column(({ masked }) => maskTotal(masked))}::int[])
      as g (id, external_id, source_at, answered_on, answered_at, language, touchpoint_id, segment_id, persona_id, unit_id, scores, choices, texts, masked)
    ), fresh as (
      insert into response_key (listening_post_id, external_id, response_id, answered_on, live_since, source_at)
      select ${into.postId}::uuid, external_id, id, answered_on, case when ${into.live ?? false}::boolean then current_moment() end, source_at
      from given order by external_id on conflict do nothing returning response_id
    ), written as (
      insert into response (id, answered_on, answered_at, listening_post_id, external_id, data_import_id, language, touchpoint_id, segment_id,
        persona_id, unit_id, scores, choices, texts, masked)
      select g.id, answered_on, answered_at, ${into.postId}::uuid, external_id, ${into.importId}::uuid, language, touchpoint_id, segment_id,
        persona_id, unit_id, scores, choices, texts, masked from given g join fresh f on f.response_id = g.id
      order by g.answered_on, g.answered_at, g.id
      returning id, external_id, answered_on, answered_at, scores
    )
    select id, external_id, answered_on, ${responseLeaf('written')} as leaf from written order by id`.execute(ctx.db)
  return written
}

/**
 * What a source says anew of a response that came in live: surveys are answered page by page. Only what is newer than what it said before,
 * and only until the history has noted the response, or its words were erased.
 */
export async function rewriteResponse(
  ctx: Context,
  into: Into,
  row: RowToWrite & { sourceAt: Date },
): Promise<'changed' | 'older' | 'settled'> {
  const key = await ctx.db
    .selectFrom('responseKey')
    .where('listeningPostId', '=', into.postId)
    .where('externalId', '=', row.externalId)
    .select(['responseId', 'answeredOn', 'sourceAt'])
    .forUpdate()
    .executeTakeFirst()
  if (!key?.sourceAt) return 'settled'
  if (key.sourceAt >= row.sourceAt) return 'older'
  await sql`update response set language = ${row.language}, scores = ${JSON.stringify(row.scores)}::jsonb, choices = ${JSON.stringify(row.choices)}::jsonb,
      texts = ${JSON.stringify(row.texts)}::jsonb, masked = ${maskTotal(row.masked)},
      touchpoint_id = ${idNamed(into.named, 'touchpoint', row) ?? into.touchpointId}::uuid, segment_id = ${idNamed(into.named, 'segment', row)}::uuid,
      persona_id = ${idNamed(into.named, 'persona', row)}::uuid, unit_id = ${idNamed(into.named, 'unit', row)}::uuid
    where id = ${key.responseId} and answered_on = ${key.answeredOn}::date and withdrawn_at is null`.execute(ctx.db)
  await sql`update response_key set source_at = ${row.sourceAt}
    where listening_post_id = ${into.postId} and external_id = ${row.externalId}`.execute(ctx.db)
  return 'changed'
}

/** From now on its source no longer changes it: what was erased must not come back. */
export async function settleResponse(ctx: Context, responseId: string) {
  await sql`update response_key set source_at = null where response_id = ${responseId} and source_at is not null`.execute(
    ctx.db,
  )
}
