// The customer's words of a story: who may read them, and taking them out for good. They stand outside the history.
import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { searchable } from '#app/access/readable-texts.server.ts'

/** Rows of stories `s` with their words `w` and the response `r` that they were taken from. */
export const storiesWithWords = sql`story s join story_words w on w.story_id = s.id
  left join response r on r.id = s.response_id and r.answered_on = s.answered_on`

/**
 * Whether the viewer may read the words of a story: everybody those that are published and whose consent holds today, whoever works on
 * them the others, and nobody who may not read what customers wrote at their source. Looking back changes nothing about it.
 */
export function wordsReadable(ctx: Context): RawBuilder<SqlBool> {
  const { memberId } = ctx.viewer
  const theirs = may(ctx.viewer, 'story.read_draft', { ownerId: memberId })
    ? sql`${memberId || null}::uuid in (s.owner_id, s.created_by)`
    : sql`false`
  const works = may(ctx.viewer, 'story.read_draft') ? sql`true` : theirs
  return sql<SqlBool>`(w.erased_at is null and (s.id in (select stories_open_now()) or coalesce(${works}, false))
    and (r.id is null or ${searchable(ctx)}))`
}

/** A column of the words, empty where the viewer may not read it. */
export const readableWord = (ctx: Context, column: 'quote' | 'pseudonym') =>
  sql<string>`case when ${wordsReadable(ctx)} then ${sql.ref(`w.${column}`)} else '' end`

/** Takes the words of a story out for good, also where one looks back. Only for commands that record what they did. */
export async function eraseWords(ctx: Context, storyId: string) {
  await ctx.db
    .updateTable('storyWords')
    .set({ quote: '', pseudonym: '', masked: 0, erasedAt: ctx.now })
    .where('storyId', '=', storyId)
    .execute()
}
