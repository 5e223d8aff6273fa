// Suggestions for themes from what nobody has tagged yet, and those that were put aside.
import { sql } from 'kysely'
import { type Context, authorize } from '#app/access/context.server.ts'
import { readableList, searchable } from '#app/access/readable-texts.server.ts'
import { refuse } from '#app/access/problems.ts'
import { stopWords } from './stop-words.ts'
import { keyOf, plain, suggestThemes } from './suggestions.ts'
import { mostLooked } from './tagging.ts'

/** Comments that suggestions are made from: the newest untagged ones, however many there are. Said on the page. */
export const sampleSize = 2_000

interface Comment {
  id: string
  answeredOn: string
  texts: string[]
  postName: string
  touchpointName: string | null
}

/** What is suggested today, each with some of the comments it comes from. */
export async function listSuggestions(ctx: Context) {
  const { rows } = await sql<Comment>`
    select r.id, r.answered_on, ${readableList(ctx)} as texts, p.name as post_name, c.name as touchpoint_name
    from (select * from response r where withdrawn_at is null and ${searchable(ctx)} order by answered_at desc, id limit ${mostLooked}) r
    join listening_post p on p.id = r.listening_post_id left join touchpoint c on c.id = r.touchpoint_id
    where r.texts <> '{}' and not exists (
      select from response_theme t join theme h on h.id = t.theme_id where t.response_id = r.id and h.archived_at is null)
    order by r.answered_at desc, r.id limit ${sampleSize}`.execute(ctx.db)
  const dismissed = await listDismissed(ctx)
  const suggestions = suggestThemes(
    rows.map(({ texts }) => texts.join('\n')),
    { stopWords, dismissed: new Set(dismissed.map(({ words }) => words)) },
  )
  return {
    sampled: rows.length,
    since: rows.at(-1)?.answeredOn ?? null,
    dismissed,
    suggestions: suggestions.map(({ samples, ...suggestion }) => ({
      ...suggestion,
      key: keyOf(suggestion.words.map(plain)),
      samples: samples.map((at) => rows[at]!),
    })),
  }
}

export async function listDismissed(ctx: Context) {
  return ctx.db
    .selectFrom('dismissedSuggestion as d')
    .innerJoin('member as m', 'm.id', 'd.dismissedBy')
    .select(['d.words', 'm.name as dismissedByName'])
    .orderBy('d.dismissedAt', 'desc')
    .limit(200)
    .execute()
}

/** Puts a suggestion aside: it stays away for everybody until somebody brings it back. */
export async function dismissSuggestion(ctx: Context, words: string) {
  authorize(ctx, 'theme.tag')
  const key = keyOf(plain(words).split(/\s+/).filter(Boolean))
  if (!key) refuse('There are no words in this suggestion.')
  await ctx.db
    .insertInto('dismissedSuggestion')
    .values({ words: key, dismissedBy: ctx.viewer.memberId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function bringBackSuggestion(ctx: Context, words: string) {
  authorize(ctx, 'theme.tag')
  await ctx.db.deleteFrom('dismissedSuggestion').where('words', '=', words).execute()
}
