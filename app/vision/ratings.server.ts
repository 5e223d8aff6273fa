// How people rate an outcome's HOW measure: one rating a person and day, the latest of each person counts.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock } from '#app/access/change.server.ts'
import { type Context, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { ratingForm } from './rating.ts'

/** Rates an outcome today; a second rating on the same day takes the place of the first. */
export async function rateOutcome(ctx: Context, outcomeId: string, form: z.output<typeof ratingForm>) {
  const outcome = await lock(ctx, 'outcome', outcomeId) // so that two ratings of one person wait for each other
  authorize(ctx, 'outcome.rate')
  if (outcome.archivedAt) refuse('This outcome is archived, so it is not rated any more.')
  if (outcome.howQuestion.trim() === '') refuse('This outcome has no HOW measure yet: nobody can rate it.')
  const memberId = ctx.viewer.memberId
  const given = { rating: form.rating, comment: form.comment ?? '' }
  const today = await ctx.db
    .selectFrom('howRating')
    .where('outcomeId', '=', outcomeId)
    .where('memberId', '=', memberId)
    .where('ratedOn', '=', ctx.today)
    .select(['id', 'rating', 'comment', 'version'])
    .executeTakeFirst()
  if (today?.rating === given.rating && today.comment === given.comment) return { id: today.id, replaced: true }
  const id = today?.id ?? newId(ctx)
  if (today)
    await ctx.db
      .updateTable('howRating')
      .set({ ...given, version: today.version + 1 })
      .where('id', '=', id)
      .execute()
  else
    await ctx.db
      .insertInto('howRating')
      .values({ id, outcomeId, memberId, ratedOn: ctx.today, ...given })
      .execute()
  record(ctx, { verb: 'outcome.rated', kind: 'outcome', id: outcomeId, title: outcome.title })
  return { id, replaced: today !== undefined }
}

export interface RatingRow {
  id: string
  memberId: string
  memberName: string
  rating: number
  comment: string
  ratedOn: string
  /** Whether it is the person's latest, and so counts. */
  counts: boolean
}

/** The newest ratings of an outcome with their comments, and how many there are in all. */
export async function listRatings(
  ctx: Context,
  outcomeId: string,
  limit = 30,
): Promise<{ rows: RatingRow[]; total: number }> {
  const { rows } = await sql<RatingRow & { total: number }>`
    select r.id, r.member_id, m.name as member_name, r.rating, r.comment, r.rated_on, count(*) over () as total,
      row_number() over (partition by r.member_id order by r.rated_on desc, r.id desc) = 1 as counts
    from how_rating r join member m on m.id = r.member_id
    where r.outcome_id = ${outcomeId}
    order by r.rated_on desc, r.id desc limit ${limit}`.execute(ctx.db)
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...row }) => row) }
}

/** What the viewer said last: the form starts from it. */
export async function findMyRating(ctx: Context, outcomeId: string) {
  const row = await ctx.db
    .selectFrom('howRating')
    .where('outcomeId', '=', outcomeId)
    .where('memberId', '=', ctx.viewer.memberId)
    .select(['rating', 'comment', 'ratedOn'])
    .orderBy('ratedOn', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}
