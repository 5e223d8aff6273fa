// A theme’s words at work: they tag responses as these come in.
import { sql } from 'kysely'
import { type Context, actingAsSystem } from '#app/access/context.server.ts'
import { merkleRoot } from '#app/history/merkle.server.ts'
import { record } from '#app/history/record.server.ts'
import { askForKpisOf } from '#app/kpis/computed.server.ts'
import { pool } from '#db/database.ts'
import { chunkSize } from './tagging.ts'
import { type Looked, leaf, setBulk } from './taggings.server.ts'
import { hasWords } from './theme-words.ts'
import { queryOf } from './to-tag.server.ts'

export interface Arrived {
  /** All responses of an import. */
  importId?: string
  /** Single ones. */
  responseIds?: readonly string[]
}

/** How far back the sweep looks for what came in without a job of its own. */
const sweptBack = '2 days'

/** The job `tag-by-words`: every theme with words tags what has come in. Safe to run again; what a person took off stays off. */
export async function tagArrived(slug: string, arrived: Arrived = {}, now?: Date): Promise<number> {
  const themes = await actingAsSystem({ slug }, themesWithWords, now)
  let tagged = 0
  for (const id of themes) {
    let cursor: Cursor | null = { at: null, id: null }
    while (cursor) {
      const from: Cursor = cursor
      const chunk = await actingAsSystem({ slug }, (ctx) => tagArrivedChunk(ctx, id, arrived, from), now)
      tagged += chunk.tagged
      cursor = chunk.next
    }
  }
  return tagged
}

/** The same within one transaction, for what is told of a past in which jobs ran. */
export async function tagArrivedIn(ctx: Context, arrived: Arrived) {
  for (const id of await themesWithWords(ctx)) {
    let cursor: Cursor | null = { at: null, id: null }
    while (cursor) cursor = (await tagArrivedChunk(ctx, id, arrived, cursor)).next
  }
}

async function themesWithWords({ db }: Context): Promise<string[]> {
  const themes = db.selectFrom('theme').where('archivedAt', 'is', null).where('words', '<>', '')
  return (await themes.select('id').orderBy('id').execute()).map(({ id }) => id)
}

interface Cursor {
  at: string | null
  id: string | null
}

async function tagArrivedChunk(
  ctx: Context,
  themeId: string,
  { importId, responseIds }: Arrived,
  after: Cursor,
): Promise<{ tagged: number; next: Cursor | null }> {
  const theme = await ctx.db.selectFrom('theme').where('id', '=', themeId).selectAll().executeTakeFirst()
  if (!theme || theme.archivedAt || !hasWords(theme.words)) return { tagged: 0, next: null }
  const query = queryOf(theme.words)
  const found = responseIds
    ? sql`select r.id, r.answered_on, r.answered_at, true as wanted from response r
        where r.id = any(${[...responseIds]}::uuid[]) and r.withdrawn_at is null and r.words @@ ${query}`
    : sql`select f.id, f.answered_on, f.answered_at, ${
        importId
          ? sql`r.data_import_id = ${importId}`
          : sql`r.received_at > greatest(${theme.updatedAt.toISOString()}::timestamptz, ${ctx.now.toISOString()}::timestamptz - ${sweptBack}::interval)`
      } as wanted
        from responses_with(${query}, ${after.at}::timestamptz, ${after.id}::uuid, ${chunkSize}) f
        join response r on r.id = f.id and r.answered_on = f.answered_on`
  await setBulk(ctx, 'on')
  const { rows } = await sql<Looked>`
    with found as materialized (${found}), written as (
      insert into response_theme as v (theme_id, response_id, answered_on)
      select ${themeId}, f.id, f.answered_on from found f
      where f.wanted and not exists (select from theme_rejection j where j.theme_id = ${themeId} and j.response_id = f.id)
      order by f.id on conflict (org_id, theme_id, response_id) do nothing returning v.response_id, ${leaf}
    )
    select (select count(*)::int from found) as looked, (select answered_at::text from found order by answered_at, id desc limit 1) as last_at,
      (select id from found order by answered_at, id desc limit 1) as last_id,
      (select array_agg(leaf order by response_id::text collate "C") from written) as leaves`.execute(ctx.db)
  await setBulk(ctx, '')
  const { looked, lastAt, lastId, leaves } = rows[0]!
  if (leaves) {
    record(ctx, {
      verb: 'theme.tagged-by-words',
      kind: 'theme',
      id: themeId,
      title: theme.name,
      digest: { rows: leaves.length, merkleRoot: merkleRoot(leaves) },
    })
    await askForKpisOf(ctx, [themeId])
  }
  // The sweep looks at the newest only; an import's responses may be of any time.
  const goesOn = importId !== undefined && looked === chunkSize
  return { tagged: leaves?.length ?? 0, next: goesOn ? { at: lastAt, id: lastId } : null }
}

/** The job: of one organisation after an import or an intake, or swept over all of them. */
export async function tagByWords(payload: unknown) {
  const { org, ...arrived } = (payload ?? {}) as Arrived & { org?: string }
  const slugs = org
    ? [org]
    : (await pool().query('select slug from access.list_organisations()')).rows.map((row) => row.slug as string)
  for (const slug of slugs) await tagArrived(slug, arrived)
}
