// The inbox: responses newest first, narrowed by facets and words, page after page without counting what nobody asked to be counted.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { type Restricted, hiddenPosts, readableTexts, restrictionOf } from '#app/access/readable-texts.server.ts'
import type { ListQuery, ListRules } from '#app/ui/list-query.ts'
import { type AskedQuestion, type Band, bandOf, bands, endsOf } from './feedback.ts'

export const inboxRules: ListRules = {
  filters: {
    ...{ post: 'id', touchpoint: 'id', segment: 'id', persona: 'id', unit: 'id', theme: 'id', question: 'id' },
    ...{ band: bands, language: 'text', only: ['untagged', 'commented'], from: 'day', to: 'day' },
  } as ListRules['filters'],
  sorts: ['newest'],
  defaultSort: 'newest',
}

export const pageSize = 50
/** At most so many responses are looked through for one page; older ones are looked through on request. */
const stretch = 20_000
/** At most so many matches of a word are gone through. */
export const mostMatches = 1_000

export interface InboxRow {
  id: string
  answeredAt: Date
  answeredOn: string
  place: string
  postId: string
  postName: string
  touchpointName: string | null
  segmentName: string | null
  personaName: string | null
  unitName: string | null
  language: string
  masked: number
  scores: { label: string; score: number; kind: string; high: number; band: Band }[]
  texts: { label: string; text: string }[]
  choices: { label: string; chosen: string[] }[]
  restricted: Restricted | null
  themes: { id: string; name: string }[]
}

export interface Inbox {
  rows: InboxRow[]
  /** Where the next page begins; null at the end. */
  next: string | null
  /** True where no more was found among the responses that were looked through, and older ones wait. */
  stretched: boolean
  /** Where words were asked for: how many matches were gone through, and whether those were all. */
  matches: { count: number; complete: boolean } | null
}

/** `2026-03-01T10:00:00.000000Z_<id>`: the last response of a page; exact to the microsecond, as the database is. */
const placePattern = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/

export function placeIn(url: string): { at: string; id: string } | null {
  const [, at, id] = placePattern.exec(new URL(url).searchParams.get('before') ?? '') ?? []
  return at && id ? { at, id } : null
}

/** What a response was answered with, by the numbers of the questions, as it is kept. */
interface Answers {
  scores: Record<string, number>
  texts: Record<string, string>
  choices: Record<string, string | string[]>
}

type Found = Omit<InboxRow, keyof Answers> & Answers

/** Withdrawn responses are gone, and as of a moment those that were withdrawn by then. */
export const inUse = sql`(r.withdrawn_at is null or r.withdrawn_at > as_of_moment())`

/** One page. */
export async function listResponses(
  ctx: Context,
  query: ListQuery,
  before: { at: string; id: string } | null,
): Promise<Inbox> {
  const one = (name: string) => query.filters[name]?.[0] ?? null
  if (query.q) return pageAmong(ctx, query, before, await wordMatches(ctx, query.q, one))
  const theme = one('theme')
  if (!theme) return pageAmong(ctx, query, before, null)
  let inbox: Inbox | undefined
  for (const most of themeSteps) {
    const tagged = await newestTagged(ctx, { theme, from: one('from'), to: one('to'), before, most })
    inbox = await pageAmong(ctx, query, before, tagged)
    if (inbox.rows.length === pageSize || !tagged.more) break
  }
  return inbox!
}

/** What the sums of each day tell apart. */
const summed = ['post', 'theme', 'from', 'to']

/** How many responses there are in all, where their sums know it: today, narrowed by nothing but post, theme and days. */
export async function countResponses(ctx: Context, { q, filters }: ListQuery): Promise<number | null> {
  if (ctx.asOf || q || Object.keys(filters).some((name) => !summed.includes(name))) return null
  const [post, theme, from, to] = summed.map((name) => filters[name]?.[0] ?? null)
  const { rows } = await sql<{
    n: number
  }>`select coalesce(sum(n), 0) as n from ${sql.table(theme ? 'theme_day' : 'response_day')}
    where day between ${from ?? '-infinity'}::date and ${to ?? 'infinity'}::date
      ${theme ? sql`and theme_id = ${theme}` : sql``} ${post ? sql`and listening_post_id = ${post}` : sql``}`.execute(
    ctx.db,
  )
  return rows[0]!.n
}

/** The newest responses in their order, among these or all. */
async function pageAmong(
  ctx: Context,
  query: ListQuery,
  before: { at: string; id: string } | null,
  matches: Matches | null,
): Promise<Inbox> {
  const one = (name: string) => query.filters[name]?.[0] ?? null
  const said = matches && matches.complete !== null ? { count: matches.ids.length, complete: matches.complete } : null
  if (matches && !matches.ids.length) return { rows: [], next: null, stretched: false, matches: said }
  const first: RawBuilder<unknown>[] = [inUse]
  if (matches)
    first.push(sql`(r.id, r.answered_on) in (select * from unnest(${matches.ids}::uuid[], ${matches.days}::date[]))`)
  if (one('post')) first.push(sql`r.listening_post_id = ${one('post')}`)
  if (one('from'))
    first.push(sql`r.answered_on >= ${one('from')}::date and r.answered_at >= ${one('from')}::date - interval '1 day'`)
  if (one('to'))
    first.push(sql`r.answered_on <= ${one('to')}::date and r.answered_at < ${one('to')}::date + interval '2 days'`)
  if (before) first.push(sql`(r.answered_at, r.id) < (${before.at}::timestamptz, ${before.id}::uuid)`)
  const narrowing = narrowed(one, matches !== null && query.q !== '')
  const { rows } = await sql<Found>`
    select r.id, r.answered_at, r.answered_on, to_char(r.answered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '_' || r.id as place,
      r.listening_post_id as post_id, p.name as post_name, coalesce(t.name, pt.name) as touchpoint_name, s.name as segment_name, pe.name as persona_name, u.name as unit_name,
      r.language, r.masked, r.scores, r.choices, ${readableTexts(ctx)} as texts, ${restrictionOf(ctx)} as restricted,
      coalesce((select jsonb_agg(jsonb_build_object('id', th.id, 'name', th.name) order by lower(th.name)) from response_theme rt join theme th on th.id = rt.theme_id
        where rt.response_id = r.id), '[]') as themes
    from (select r.* from (select * from response r where ${sql.join(first, sql` and `)} order by r.answered_at desc, r.id desc limit ${stretch}) r
      ${narrowing} order by r.answered_at desc, r.id desc limit ${pageSize + 1}) r
    join listening_post p on p.id = r.listening_post_id
    left join touchpoint t on t.id = r.touchpoint_id left join touchpoint pt on pt.id = p.touchpoint_id
    left join segment s on s.id = r.segment_id left join persona pe on pe.id = r.persona_id left join unit u on u.id = r.unit_id
    order by r.answered_at desc, r.id desc`.execute(ctx.db)
  const page = rows.slice(0, pageSize)
  const asked = await questionsOf(ctx, [...new Set(page.map((row) => row.postId))])
  const shown = page.map((row): InboxRow => ({ ...row, ...answersOf(row, asked.get(row.postId) ?? []) }))
  const last = rows.length > pageSize ? page[page.length - 1]!.place : null
  const further = last ? null : await endOfStretch(ctx, first, matches)
  return {
    rows: shown,
    next: last ?? further,
    stretched: further !== null,
    matches: said,
  }
}

/** The last response looked through, where older ones wait. */
async function endOfStretch(
  ctx: Context,
  conditions: RawBuilder<unknown>[],
  matches: Matches | null,
): Promise<string | null> {
  if (matches && !matches.more) return null
  const last = matches
    ? sql`order by r.answered_at, r.id`
    : sql`order by r.answered_at desc, r.id desc offset ${stretch - 1}`
  const { rows } = await sql<{ place: string }>`
    select to_char(r.answered_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') || '_' || r.id as place from response r
    where ${sql.join(conditions, sql` and `)} ${last} limit 1`.execute(ctx.db)
  return rows[0]?.place ?? null
}

type One = (name: string) => string | null

/** What is asked of each response that is looked through. */
function narrowed(one: One, byWords: boolean): RawBuilder<unknown> {
  const parts: RawBuilder<unknown>[] = []
  for (const facet of ['segment', 'persona', 'unit'] as const)
    if (one(facet)) parts.push(sql`r.${sql.ref(`${facet}_id`)} = ${one(facet)}`)
  if (one('language')) parts.push(sql`r.language = ${one('language')}`)
  // A response's own touchpoint, else that of its questions, else its post's: as the sums are kept.
  if (one('touchpoint'))
    parts.push(sql`(r.touchpoint_id = ${one('touchpoint')} or (r.touchpoint_id is null and r.listening_post_id in (
      select p.id from listening_post p where p.touchpoint_id = ${one('touchpoint')}
      union select q.listening_post_id from question q where q.touchpoint_id = ${one('touchpoint')})))`)
  if (byWords && one('theme'))
    parts.push(sql`exists (select from response_theme t where t.response_id = r.id and t.theme_id = ${one('theme')})`)
  if (one('only') === 'untagged') parts.push(sql`not exists (select from response_theme t where t.response_id = r.id)`)
  if (one('only') === 'commented') parts.push(sql`r.texts <> '{}'`)
  const [question, band] = [one('question'), one('band') as Band | null]
  if (question || band)
    parts.push(sql`exists (select from question q where q.listening_post_id = r.listening_post_id and q.kind = 'score'
      ${question ? sql`and q.id = ${question}` : sql``} and r.scores ? q.number::text ${band ? sql`and ${inBand(band)}` : sql``})`)
  return parts.length ? sql`where ${sql.join(parts, sql` and `)}` : sql``
}

/** The same as `bandOf` says of one score. */
function inBand(band: Band): RawBuilder<unknown> {
  const score = sql`(r.scores ->> q.number::text)::numeric`
  const third = sql`(q.scale_high - q.scale_low) / 3`
  const high = sql`coalesce(q.top_from, case when q.score_kind = 'csat' then q.scale_high - 1 else q.scale_high - ${third} end)`
  const low = sql`q.scale_low + ${third}`
  if (band === 'promoter') return sql`q.score_kind = 'nps' and ${score} >= 9`
  if (band === 'detractor') return sql`q.score_kind = 'nps' and ${score} <= 6`
  if (band === 'passive') return sql`q.score_kind = 'nps' and ${score} > 6 and ${score} < 9`
  if (band === 'high') return sql`q.score_kind <> 'nps' and ${score} >= ${high}`
  if (band === 'low') return sql`q.score_kind <> 'nps' and ${score} <= ${low} and ${score} < ${high}`
  return sql`q.score_kind <> 'nps' and ${score} > ${low} and ${score} < ${high}`
}

interface Matches {
  ids: string[]
  days: string[]
  /** Whether those are all; null where nobody asked how many there are. */
  complete: boolean | null
  /** Whether older ones wait for the next page. */
  more: boolean
}

async function wordMatches(ctx: Context, words: string, one: One): Promise<Matches> {
  const { rows } = await sql<{ id: string | null; answeredOn: string; complete: boolean }>`
    select id, answered_on, complete from response_matches(${words}, ${one('post')}::uuid, ${one('from')}::date, ${one('to')}::date,
      ${await hiddenPosts(ctx)}::uuid[], ${mostMatches})`.execute(ctx.db)
  const found = rows.filter((row) => row.id !== null)
  return {
    ids: found.map((row) => row.id!),
    days: found.map((row) => row.answeredOn),
    complete: rows.every((row) => row.complete),
    more: false,
  }
}

/** So many of a theme's responses are looked through for one page; more where fewer do not fill it. */
const themeSteps = [200, 1_000, 5_000]

/** The newest responses of a theme after a place in the order, by whole days: within a day its tags stand in no order. */
async function newestTagged(
  ctx: Context,
  about: { theme: string; from: string | null; to: string | null; before: { at: string } | null; most: number },
): Promise<Matches> {
  const { theme, from, to, before, most } = about
  const conditions = [sql`theme_id = ${theme}`]
  if (from) conditions.push(sql`answered_on >= ${from}::date`)
  if (to) conditions.push(sql`answered_on <= ${to}::date`)
  // A response's day is its organisation's, which may be the next one already.
  if (before) conditions.push(sql`answered_on <= ${before.at.slice(0, 10)}::date + 1`)
  const { rows } = await sql<{ id: string; day: string }>`
    select response_id as id, answered_on as day from response_theme where ${sql.join(conditions, sql` and `)}
    order by answered_on desc fetch first ${sql.lit(most + 1)} rows with ties`.execute(ctx.db)
  const last = rows.length > most ? rows[rows.length - 1]!.day : null
  const whole = last ? rows.filter(({ day }) => day !== last) : rows
  const found = whole.length ? whole : rows
  return { ids: found.map(({ id }) => id), days: found.map(({ day }) => day), complete: null, more: last !== null }
}

export interface Asked extends AskedQuestion {
  id: string
  postId: string
  number: number
  label: string
  wording: string
  kind: string
}

/** What these posts ask, in their order. */
export async function questionsOf(ctx: Context, posts: string[]): Promise<Map<string, Asked[]>> {
  if (!posts.length) return new Map()
  const { rows } =
    await sql<Asked>`select id, listening_post_id as post_id, number, label, wording, kind, score_kind, scale_low, scale_high, top_from
    from question where listening_post_id = any(${posts}::uuid[]) order by number`.execute(ctx.db)
  const byPost = new Map<string, Asked[]>()
  for (const row of rows) byPost.set(row.postId, [...(byPost.get(row.postId) ?? []), row])
  return byPost
}

export function answersOf(row: Answers, asked: Asked[]) {
  const labelOf = (number: string) => asked.find((question) => String(question.number) === number)?.label
  const scores = asked.flatMap((question) => {
    const score = row.scores[question.number]
    if (typeof score !== 'number' || question.kind !== 'score') return []
    const { label, scoreKind, scaleHigh } = question
    return [
      {
        label,
        score,
        kind: scoreKind ?? 'mean',
        high: scaleHigh ?? endsOf(question).high,
        band: bandOf(score, question),
      },
    ]
  })
  const texts = Object.entries(row.texts).map(([number, text]) => ({
    label: labelOf(number) ?? 'Comment',
    text,
  }))
  const choices = Object.entries(row.choices).map(([number, chosen]) => ({
    label: labelOf(number) ?? 'Choice',
    chosen: [chosen].flat().map(String),
  }))
  return { scores, texts, choices }
}

type Offered = 'post' | 'touchpoint' | 'segment' | 'persona' | 'unit' | 'theme' | 'language'

/** What the inbox can be narrowed by; long lists are left to the records' own pages. */
export async function listInboxFilters(ctx: Context) {
  const named = (
    table: string,
  ) => sql`(select coalesce(jsonb_agg(jsonb_build_object('value', id, 'label', name) order by lower(name)), '[]')
    from (select id, name from ${sql.ref(table)} where archived_at is null order by lower(name) limit 200) x)`
  const { rows } = await sql<
    Record<Offered, { value: string; label: string }[]>
  >`select ${named('listening_post')} as post, ${named('touchpoint')} as touchpoint,
    ${named('segment')} as segment, ${named('persona')} as persona, ${named('unit')} as unit, ${named('theme')} as theme,
    (select coalesce(jsonb_agg(jsonb_build_object('value', key, 'label', key) order by key), '[]') from (select distinct facet_key as key from score_day
      where facet = 'language' and day > ${ctx.today}::date - 400 limit 40) l) as language`.execute(ctx.db)
  return rows[0]!
}

/** What a response can be tagged with, as one types it. */
export async function listThemeNames(ctx: Context): Promise<string[]> {
  const rows = await ctx.db
    .selectFrom('theme')
    .where('archivedAt', 'is', null)
    .select('name')
    .orderBy(sql`lower(name)`)
    .limit(1000)
    .execute()
  return rows.map(({ name }) => name)
}
