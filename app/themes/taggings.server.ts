// Tagging all responses that have something in common, as one act: in chunks, each with its event and digest, and undone by its own rows.
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Context, absent, actingAs, actingAsSystem, authorize, newId } from '#app/access/context.server.ts'
import { searchable } from '#app/access/readable-texts.server.ts'
import { lock } from '#app/access/change.server.ts'
import { Refusal, refuse } from '#app/access/problems.ts'
import { merkleRoot } from '#app/history/merkle.server.ts'
import { record } from '#app/history/record.server.ts'
import { enqueue } from '#app/jobs/enqueue.server.ts'
import { askForKpisOf } from '#app/kpis/computed.server.ts'
import { chosenTheme } from './tags.server.ts'
import { chunkSize, type tagAllForm, undoChunk } from './tagging.ts'
import { hasWords } from './theme-words.ts'
import { queryOf } from './to-tag.server.ts'

export const tagTask = 'tag-responses'

interface Tagging {
  id: string
  themeId: string
  kind: string
  words: string
  filters: unknown
  fromThemeId: string | null
  state: string
  tagged: number
  /** As PostgreSQL writes it: a Date would lose its microseconds, and the cursor its place. */
  nextAt: string | null
  nextId: string | null
  startedBy: string
}

// ── Starting ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Tags all responses with these words, of one post or language where that is asked. */
export async function tagAllWith(ctx: Context, form: z.output<typeof tagAllForm>, size = chunkSize) {
  authorize(ctx, 'theme.tag')
  if (!hasWords(form.q)) refuse('Say which words to look for.', 'q')
  const theme = await chosenTheme(ctx, form)
  const filters = form.postId ? { post: form.postId } : {}
  const tagging = await beginTagging(ctx, { themeId: theme.id, kind: 'search', words: form.q, filters }, size)
  return { theme, tagging }
}

/** Tags the responses that are there already with a theme's words, as if they had been its words when they came in. */
export async function applyWords(ctx: Context, themeId: string) {
  const theme = await lock(ctx, 'theme', themeId)
  authorize(ctx, 'theme.edit', theme)
  if (theme.archivedAt) refuse('This theme is archived. Restore it before its words tag anything.')
  if (!hasWords(theme.words)) refuse('This theme has no words yet. Write some, and look again.')
  return beginTagging(ctx, { themeId, kind: 'words', words: theme.words })
}

/** Begins an act of tagging: the first chunk at once, the rest by a job. */
export async function beginTagging(
  ctx: Context,
  act: { themeId: string; kind: 'search' | 'words' | 'merge'; words?: string; filters?: object; fromThemeId?: string },
  size = chunkSize,
) {
  const id = newId(ctx)
  const { themeId, kind, words = '', filters = {}, fromThemeId = null } = act
  await ctx.db
    .insertInto('tagging')
    .values({ id, themeId, kind, words, filters: JSON.stringify(filters), fromThemeId, startedBy: ctx.viewer.memberId })
    .execute()
  const done = await tagChunk(ctx, id, size)
  if (done.state === 'running') await enqueue(ctx, tagTask, { taggingId: id }, { key: `${tagTask}:${id}` })
  return { id, ...done }
}

// ── A chunk ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Looked {
  looked: number
  lastAt: string | null
  lastId: string | null
  leaves: string[] | null
}

/** Tags the next responses, and moves the cursor with them. */
export async function tagChunk(ctx: Context, id: string, size = chunkSize): Promise<{ state: string; tagged: number }> {
  const { rows } =
    await sql<Tagging>`select *, next_at::text as next_at from tagging where id = ${id} for update`.execute(ctx.db)
  const act = rows[0]
  if (!act) throw absent()
  if (act.state !== 'running') return act
  const theme = await ctx.db.selectFrom('theme').where('id', '=', act.themeId).selectAll().executeTakeFirstOrThrow()
  authorize(ctx, act.kind === 'words' ? 'theme.edit' : 'theme.tag', theme)
  const found = await insertTags(ctx, act, size)
  const leaves = found.leaves ?? []
  if (leaves.length)
    record(ctx, {
      verb: act.kind === 'words' ? 'theme.tagged-by-words' : 'theme.tagged',
      kind: 'theme',
      id: theme.id,
      title: theme.name,
      reason: act.kind === 'search' ? `All with “${act.words}”` : null,
      digest: { rows: leaves.length, merkleRoot: merkleRoot(leaves) },
    })
  if (leaves.length) await askForKpisOf(ctx, [theme.id])
  const state = found.looked < size ? 'done' : 'running'
  await ctx.db
    .updateTable('tagging')
    .set({ state, tagged: act.tagged + leaves.length, nextAt: found.lastAt, nextId: found.lastId })
    .set(state === 'done' ? { finishedAt: ctx.now } : {})
    .where('id', '=', id)
    .execute()
  return { state, tagged: act.tagged + leaves.length }
}

/** The next responses in the order of the act's cursor: a search's newest first, a merge's by id. */
function candidates(ctx: Context, act: Tagging, size: number) {
  const { post = null } = (act.filters ?? {}) as { post?: string }
  if (act.kind === 'merge')
    return sql`select t.response_id as id, t.answered_on, null::timestamptz as answered_at, true as wanted from response_theme t
      where t.theme_id = ${act.fromThemeId} and (${act.nextId}::uuid is null or t.response_id > ${act.nextId}) order by t.response_id limit ${size}`
  // What one searches for by hand must be readable; a theme's words tag as they do when responses come in.
  const readable = act.kind === 'search' ? searchable(ctx) : sql`true`
  return sql`select f.id, f.answered_on, f.answered_at, ${readable} and (${post}::uuid is null or r.listening_post_id = ${post}) and r.received_at <= (select g.created_at from tagging g where g.id = ${act.id}) as wanted
      from responses_with(${queryOf(act.words)}, ${act.nextAt}::timestamptz, ${act.nextId}::uuid, ${size}) f
      join response r on r.id = f.id and r.answered_on = f.answered_on`
}

/** Writes in bulk: the history keeps each row, the event holds one hash over all. */
async function insertTags(ctx: Context, act: Tagging, size: number): Promise<Looked> {
  await setBulk(ctx, 'on')
  const by = act.kind === 'words' ? sql`null::uuid` : sql`${act.startedBy}::uuid`
  const { rows } = await sql<Looked>`
    with found as materialized (${candidates(ctx, act, size)}), written as (
      insert into response_theme as v (theme_id, response_id, answered_on, tagged_by, tagging_id)
      select ${act.themeId}, f.id, f.answered_on, ${by}, ${act.id} from found f
      where f.wanted and not exists (select from theme_rejection j where j.theme_id = ${act.themeId} and j.response_id = f.id)
      order by f.id on conflict (org_id, theme_id, response_id) do nothing
      returning v.response_id, ${leaf}
    )
    select (select count(*)::int from found) as looked, (select answered_at::text from found order by answered_at, id desc limit 1) as last_at,
      (select id from found order by answered_at, id desc limit 1) as last_id,
      (select array_agg(leaf order by response_id::text collate "C") from written) as leaves`.execute(ctx.db)
  await setBulk(ctx, '')
  return rows[0]!
}

/** While bulk is on, the history keeps each row but leaves its text out of the event. */
export const setBulk = (ctx: Context, to: 'on' | '') => sql`select set_config('app.bulk', ${to}, true)`.execute(ctx.db)
/** The hash of a row `v`, for the digest of an event. */
export const leaf = sql`encode(sha256('\\x00'::bytea || convert_to((to_jsonb(v) - 'org_id')::text, 'UTF8')), 'hex') as leaf`

// ── Undoing ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Takes an act of tagging back: its responses lose the tag again, except those that somebody has taken off or put on since. */
export async function undoTagging(ctx: Context, themeId: string, id: string, size = undoChunk) {
  const theme = await lock(ctx, 'theme', themeId)
  const { rows } =
    await sql<Tagging>`select * from tagging where id = ${id} and theme_id = ${themeId} for update`.execute(ctx.db)
  if (!rows[0]) throw absent()
  const [act] = rows
  authorize(ctx, act.kind === 'merge' ? 'theme.appoint' : act.kind === 'words' ? 'theme.edit' : 'theme.tag', theme)
  if (act.state === 'undone' || act.state === 'undoing') refuse('It has been undone already.')
  await ctx.db.updateTable('tagging').set({ state: 'undoing' }).where('id', '=', id).execute()
  const state = await undoChunkOf(ctx, id, size)
  if (state === 'undoing') await enqueue(ctx, tagTask, { taggingId: id }, { key: `${tagTask}:${id}` })
  return { state, act, theme }
}

/** Takes the next rows back; each stands in the history, so that it can be read as it was in between. */
async function undoChunkOf(ctx: Context, id: string, size = undoChunk): Promise<string> {
  const { rows } =
    await sql<Tagging>`select *, next_at::text as next_at from tagging where id = ${id} for update`.execute(ctx.db)
  const act = rows[0]!
  if (act.state !== 'undoing') return act.state
  const theme = await ctx.db.selectFrom('theme').where('id', '=', act.themeId).select('name').executeTakeFirstOrThrow()
  const gone = await sql<{ responseId: string }>`
    delete from response_theme where theme_id = ${act.themeId} and response_id = any(
      select response_id from response_theme where tagging_id = ${id} order by response_id limit ${size}) returning response_id`.execute(
    ctx.db,
  )
  const n = gone.rows.length
  if (n)
    record(ctx, {
      verb: 'theme.tagging-undone',
      kind: 'theme',
      id: act.themeId,
      title: theme.name,
      reason: act.kind === 'search' ? `All with “${act.words}”` : null,
    })
  if (n) await askForKpisOf(ctx, [act.themeId])
  const state = n < size ? 'undone' : 'undoing'
  await ctx.db
    .updateTable('tagging')
    .set({ state, ...(state === 'undone' ? { finishedAt: ctx.now } : {}) })
    .where('id', '=', id)
    .execute()
  return state
}

// ── The job ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The job `tag-responses`: what is left of an act or of its undoing, as the person who asked. Their rights are asked again for each chunk. */
export async function goOnTagging({ org: slug, taggingId }: { org: string; taggingId: string }) {
  const act = await actingAsSystem({ slug }, async ({ db }) =>
    db
      .selectFrom('tagging as t')
      .innerJoin('member as m', 'm.id', 't.startedBy')
      .where('t.id', '=', taggingId)
      .select(['t.state', 't.startedBy', 'm.email', 'm.disabledAt'])
      .executeTakeFirst(),
  )
  if (!act) return
  const who = { slug, email: act.email, memberId: act.startedBy, requestId: `tagging ${taggingId}` }
  let state = act.disabledAt && act.state === 'running' ? 'done' : act.state
  try {
    while (state === 'running') state = (await actingAs(who, (ctx) => tagChunk(ctx, taggingId))).state
    while (state === 'undoing') state = await actingAs(who, (ctx) => undoChunkOf(ctx, taggingId))
  } catch (problem) {
    // Who may no longer tag ends it where it is.
    if (!(problem instanceof Response) && !(problem instanceof Refusal)) throw problem
    state = 'done'
  }
  if (state === 'done')
    await actingAsSystem({ slug }, ({ db, now }) =>
      db
        .updateTable('tagging')
        .set({ state, finishedAt: now })
        .where('id', '=', taggingId)
        .where('state', '=', 'running')
        .execute(),
    )
}

/** The acts of tagging that a theme's page shows, newest first. */
export async function listTaggings(ctx: Context, themeId: string) {
  return ctx.db
    .selectFrom('tagging as t')
    .innerJoin('member as m', 'm.id', 't.startedBy')
    .leftJoin('theme as f', 'f.id', 't.fromThemeId')
    .where('t.themeId', '=', themeId)
    .select([
      't.id',
      't.kind',
      't.words',
      't.state',
      't.tagged',
      't.createdAt',
      'm.name as startedByName',
      'f.name as fromName',
      't.fromThemeId',
    ])
    .orderBy('t.createdAt', 'desc')
    .limit(10)
    .execute()
}
