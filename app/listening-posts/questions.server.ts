// The questions of a listening post: added by hand for what comes by the interface, by imports for what comes in files; never re-used.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { isScoreRole } from './column-role.ts'
import type { editQuestionForm, newQuestionForm } from './listening-post.ts'

export async function findQuestion(ctx: Context, postId: string, id: string) {
  const row = await ctx.db
    .selectFrom('question as q')
    .innerJoin('listeningPost as p', 'p.id', 'q.listeningPostId')
    .where('q.id', '=', id)
    .where('p.id', '=', postId)
    .select([
      'q.id',
      'q.number',
      'q.label',
      'q.wording',
      'q.kind',
      'q.scoreKind',
      'q.scaleLow',
      'q.scaleHigh',
      'q.topFrom',
    ])
    .select([
      'q.notUsed',
      'q.sourceKey',
      'q.measures',
      'q.touchpointId',
      'q.version',
      'p.id as postId',
      'p.name as post',
      'p.ownerId',
      'p.archivedAt',
    ])
    .executeTakeFirst()
  if (!row) throw absent()
  return row
}

export async function addQuestion(ctx: Context, postId: string, form: z.output<typeof newQuestionForm>) {
  const post = await lock(ctx, 'listeningPost', postId)
  authorize(ctx, 'listening_post.edit', post)
  if (post.archivedAt) refuse('This listening post is archived. Restore it before adding questions.')
  const score = isScoreRole(form.kind)
  const [low, high] = form.kind === 'nps' ? [0, 10] : [form.scaleLow, form.scaleHigh]
  if (score && (low === null || high === null))
    refuse('Give the lowest and the highest figure of the scale.', 'scaleLow')
  if (score && low! >= high!) refuse('The highest figure must be above the lowest.', 'scaleHigh')
  if (form.topFrom !== null && (form.topFrom <= low! || form.topFrom > high!))
    refuse('This must lie on the scale.', 'topFrom')
  await requireFreeCode(ctx, postId, null, form.sourceKey)
  const { rows } = await sql<{
    next: number
  }>`select coalesce(max(number), 0) + 1 as next from question where listening_post_id = ${postId}`.execute(ctx.db)
  const number = Number(rows[0]!.next)
  if (number > 999) refuse('A listening post asks at most 999 questions.')
  await ctx.db
    .insertInto('question')
    .values({
      id: newId(ctx),
      listeningPostId: postId,
      number,
      label: form.label,
      wording: form.wording ?? '',
      kind: score ? 'score' : form.kind,
      scoreKind: score ? form.kind : null,
      scaleLow: score ? low : null,
      scaleHigh: score ? high : null,
      topFrom: form.kind === 'csat' ? (form.topFrom ?? high! - 1) : null,
      notUsed: form.notUsed ?? '',
      touchpointId: form.touchpointId,
      measures: form.measures,
      sourceKey: form.sourceKey ?? '',
    })
    .execute()
  record(ctx, { verb: 'listening_post.questions-added', kind: 'listening_post', id: postId, title: post.name })
}

/** By its code a source says which question it means; a number alone is the question's own. */
async function requireFreeCode(ctx: Context, postId: string, id: string | null, code: string | null) {
  if (code === null) return
  if (/^\d+$/.test(code)) refuse('A code of digits alone would be taken for the number of a question.', 'sourceKey')
  const other = await ctx.db
    .selectFrom('question')
    .where('listeningPostId', '=', postId)
    .where('sourceKey', '=', code)
    .where('archivedAt', 'is', null)
    .$if(id !== null, (query) => query.where('id', '!=', id!))
    .select('label')
    .executeTakeFirst()
  if (other) refuse(`“${other.label}” has this code already.`, 'sourceKey')
}

/** What was asked stays what it was: scale and kind are settled, since answers were given on them. */
export async function editQuestion(ctx: Context, postId: string, id: string, form: z.output<typeof editQuestionForm>) {
  const post = await lock(ctx, 'listeningPost', postId)
  authorize(ctx, 'listening_post.edit', post)
  const row = await lock(ctx, 'question', id)
  if (row.listeningPostId !== postId) throw absent()
  await requireVersion(ctx, row, form.version, questionValues)
  if (post.archivedAt) refuse('This listening post is archived. Restore it before changing its questions.')
  if ((form.sourceKey ?? '') !== row.sourceKey) await requireFreeCode(ctx, postId, id, form.sourceKey)
  await ctx.db
    .updateTable('question')
    .set({
      label: form.label,
      wording: form.wording ?? '',
      notUsed: form.notUsed ?? '',
      touchpointId: form.touchpointId,
      measures: form.measures,
      sourceKey: form.sourceKey ?? '',
      ...nextVersion(ctx, row),
    })
    .where('id', '=', id)
    .execute()
  record(ctx, { verb: 'listening_post.question-edited', kind: 'listening_post', id: postId, title: post.name })
}

export const questionValues = (row: {
  label: string
  wording: string
  notUsed: string
  sourceKey: string
  touchpointId: string | null
  measures: string | null
}) => ({
  label: row.label,
  wording: row.wording,
  notUsed: row.notUsed,
  sourceKey: row.sourceKey,
  touchpointId: row.touchpointId ?? '',
  measures: row.measures ?? '',
})
