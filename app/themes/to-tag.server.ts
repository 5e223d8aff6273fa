// What there is to tag: responses that say something, untagged ones first, and the themes at hand.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { readableList, searchable } from '#app/access/readable-texts.server.ts'
import { addDays } from '#app/kpis/period.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { mostCounted, mostLooked } from './tagging.ts'
import { readWords } from './theme-words.ts'
import { windowDays } from './trend.ts'

export const toTagRules = {
  filters: { post: 'id', show: ['tagged too'] },
  sorts: ['newest'],
  defaultSort: 'newest',
  pageSize: 20,
} as const

export interface ToTag {
  id: string
  answeredOn: string
  texts: string[]
  postName: string
  touchpointName: string | null
  themes: { id: string; name: string; byWords: boolean }[]
}

/** As `theme_query` takes a theme's words. */
export const queryOf = (words: string): RawBuilder<unknown> =>
  sql`theme_query(${JSON.stringify(readWords(words))}::jsonb)`

/** The newest responses to tag. Those with the words asked for come from the index of words, others from the newest that came in. */
export async function listToTag(ctx: Context, query: ListQuery): Promise<{ rows: ToTag[]; more: boolean }> {
  const { page, pageSize, q, filters } = query
  // Nobody tags what they may not read.
  const narrowed = [searchable(ctx), ...(filters.post ? [sql`r.listening_post_id = any(${filters.post}::uuid[])`] : [])]
  const looked = q
    ? sql`select r.* from responses_with(${queryOf(q)}, null, null, ${mostLooked}) f join response r on r.id = f.id and r.answered_on = f.answered_on
        where ${sql.join(narrowed, sql` and `)} order by r.answered_at desc, r.id`
    : sql`select r.* from response r where ${sql.join([sql`r.withdrawn_at is null`, ...narrowed], sql` and `)}
        order by r.answered_at desc, r.id limit ${mostLooked}`
  const untagged = filters.show
    ? sql``
    : sql`and not exists (select from response_theme t join theme h on h.id = t.theme_id where t.response_id = r.id and h.archived_at is null)`
  const { rows } = await sql<ToTag>`
    select r.id, r.answered_on, ${readableList(ctx)} as texts, p.name as post_name,
      c.name as touchpoint_name, coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'name', h.name, 'byWords', t.tagged_by is null) order by h.name)
        from response_theme t join theme h on h.id = t.theme_id where t.response_id = r.id and h.archived_at is null), '[]') as themes
    from (${looked}) r join listening_post p on p.id = r.listening_post_id left join touchpoint c on c.id = r.touchpoint_id
    where r.texts <> '{}' ${untagged}
    order by r.answered_at desc, r.id limit ${pageSize + 1} offset ${(page - 1) * pageSize}`.execute(ctx.db)
  return { rows: rows.slice(0, pageSize), more: rows.length > pageSize }
}

/** All themes by name, and the ids of the nine that were used most lately. */
export async function listThemesAtHand(ctx: Context) {
  const themes = await ctx.db
    .selectFrom('theme as t')
    .where('t.archivedAt', 'is', null)
    .select(['t.id', 't.name'])
    .select(
      sql<number>`coalesce((select sum(d.n) from theme_day d where d.theme_id = t.id and d.day > ${addDays(ctx.today, -windowDays)}::date), 0)::int`.as(
        'lately',
      ),
    )
    .orderBy(sql`lower(t.name)`)
    .limit(1000)
    .execute()
  const most = [...themes].sort((a, b) => b.lately - a.lately).slice(0, 9)
  return { themes: themes.map(({ id, name }) => ({ id, name })), atHand: most.map(({ id, name }) => ({ id, name })) }
}

export interface LastTags {
  themeId: string
  themeName: string
  responseIds: string[]
}

/** What the viewer tagged last, to be taken back: within a day, and not by one act for all that match. */
export async function findLastTags(ctx: Context): Promise<LastTags | null> {
  const { rows } = await sql<LastTags>`
    select t.theme_id, h.name as theme_name, array_agg(t.response_id order by t.response_id) as response_ids from response_theme t join theme h on h.id = t.theme_id
    where t.tagging_id is null and t.tagged_by = current_member() and h.archived_at is null and t.tagged_at = (
      select max(l.tagged_at) from response_theme l where l.tagged_by = current_member() and l.tagging_id is null and l.tagged_at > ${ctx.now.toISOString()}::timestamptz - interval '1 day')
    group by t.theme_id, h.name limit 1`.execute(ctx.db)
  return rows[0] ?? null
}

/** What the list of responses can be narrowed by. */
export async function listToTagFilters(ctx: Context) {
  const posts = await ctx.db
    .selectFrom('listeningPost')
    .where('archivedAt', 'is', null)
    .select(['id as value', 'name as label'])
    .orderBy(sql`lower(name)`)
    .limit(200)
    .execute()
  return [
    { name: 'post', label: 'Listening post', options: posts },
    { name: 'show', label: 'Show', options: [{ value: 'tagged too', label: 'Tagged ones too' }] },
  ]
}

interface Search {
  words: string
  postId?: string | null
  /** Not those that have this theme already, or were taken off it. */
  withoutTheme?: string | null
}

/** How many responses have these words (counted up to `mostCounted` + 1), and the newest ten. */
export async function countMatches(ctx: Context, { words, postId, withoutTheme }: Search) {
  const { rows } = await sql<{ n: number; newest: ToTag[] | null }>`
    with found as materialized (
      select r.id, r.answered_on, r.answered_at, r.texts, r.listening_post_id, r.touchpoint_id
      from responses_with(${queryOf(words)}, null, null, ${mostCounted + 1}) f join response r on r.id = f.id and r.answered_on = f.answered_on
      where ${searchable(ctx)} and (${postId ?? null}::uuid is null or r.listening_post_id = ${postId ?? null})
        and (${withoutTheme ?? null}::uuid is null or not exists (select from response_theme t where t.theme_id = ${withoutTheme ?? null} and t.response_id = r.id)
          and not exists (select from theme_rejection t where t.theme_id = ${withoutTheme ?? null} and t.response_id = r.id))
    )
    select (select count(*)::int from found) as n, (select jsonb_agg(to_jsonb(s)) from (
      select f.id, f.answered_on as "answeredOn", ${readableList(ctx, 'f')} as texts, p.name as "postName",
        c.name as "touchpointName", '[]'::jsonb as themes
      from found f join listening_post p on p.id = f.listening_post_id left join touchpoint c on c.id = f.touchpoint_id
      order by f.answered_at desc, f.id limit 10) s) as newest`.execute(ctx.db)
  return { n: rows[0]!.n, newest: rows[0]!.newest ?? [] }
}
