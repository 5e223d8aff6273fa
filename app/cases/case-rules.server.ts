// Rules that open cases: made switched off, looked at over the last month, then switched on.
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { Refusal, refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { type editRuleForm, type newRuleForm, ruleProblems, wordList } from './case-rule.ts'

/** Every rule, those that are on first; archived ones last. There are few. */
export async function listRules(ctx: Context) {
  return ctx.db
    .selectFrom('caseRule as r')
    .leftJoin('listeningPost as p', 'p.id', 'r.listeningPostId')
    .leftJoin('question as q', 'q.id', 'r.questionId')
    .selectAll('r')
    .select(['p.name as postName', 'q.label as questionLabel'])
    .select(
      sql<number>`(select count(*) from customer_case c where c.case_rule_id = r.id and c.archived_at is null)`.as(
        'cases',
      ),
    )
    .orderBy(sql`r.archived_at is not null, not r.active, lower(r.name)`)
    .limit(500)
    .execute()
}

export async function findRule(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('caseRule as r')
    .leftJoin('listeningPost as p', 'p.id', 'r.listeningPostId')
    .leftJoin('question as q', 'q.id', 'r.questionId')
    .leftJoin('member as m', 'm.id', 'r.ownerId')
    .where('r.id', '=', id)
    .selectAll('r')
    .select(['p.name as postName', 'q.label as questionLabel', 'm.name as ownerName'])
    .select(
      sql<number>`(select count(*) from customer_case c where c.case_rule_id = r.id and c.archived_at is null)`.as(
        'cases',
      ),
    )
    .executeTakeFirst()
  if (!row) throw absent()
  return row
}

export const ruleFormValues = (row: {
  name: string
  listeningPostId: string | null
  questionId: string | null
  scoreAtLeast: number | null
  scoreAtMost: number | null
  words: string
  dueHours: number
  ownerId: string | null
  lookBackDays: number
  dailyLimit: number
}): Record<string, string> => {
  const { name, words } = row
  const text = (value: string | number | null) => (value === null ? '' : String(value))
  return {
    ...{ name, words, listeningPostId: text(row.listeningPostId), questionId: text(row.questionId) },
    ...{ scoreAtLeast: text(row.scoreAtLeast), scoreAtMost: text(row.scoreAtMost), dueHours: text(row.dueHours) },
    ...{ ownerId: text(row.ownerId), lookBackDays: text(row.lookBackDays), dailyLimit: text(row.dailyLimit) },
  }
}

/** A new rule is switched off: its page says first what it would have opened. */
export async function createRule(ctx: Context, form: z.output<typeof newRuleForm>) {
  authorize(ctx, 'case_rule.edit')
  const columns = await columnsOf(ctx, form)
  const id = newId(ctx)
  await ctx.db
    .insertInto('caseRule')
    .values({ id, ...columns, createdBy: ctx.viewer.memberId || null })
    .execute()
  record(ctx, { verb: 'case_rule.created', kind: 'case_rule', id, title: form.name })
  return { id }
}

export async function editRule(ctx: Context, id: string, form: z.output<typeof editRuleForm>) {
  const row = await lock(ctx, 'caseRule', id)
  authorize(ctx, 'case_rule.edit')
  await requireVersion(ctx, row, form.version, ruleFormValues)
  if (row.archivedAt) refuse('This rule is archived. Restore it before changing it.')
  const columns = await columnsOf(ctx, form, row)
  await ctx.db
    .updateTable('caseRule')
    .set({ ...columns, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  record(ctx, { verb: 'case_rule.edited', kind: 'case_rule', id, title: form.name })
}

/** A question says its post; what is newly named has to be there (else 404) and in use. */
async function columnsOf(
  ctx: Context,
  form: z.output<typeof newRuleForm>,
  before: { listeningPostId: string | null; questionId: string | null; ownerId: string | null } | null = null,
) {
  const errors = ruleProblems(form)
  if (Object.keys(errors).length) throw new Refusal('Please look at the marked fields.', errors)
  const { name, questionId, scoreAtLeast, scoreAtMost, dueHours, ownerId, lookBackDays, dailyLimit } = form
  const question = questionId
    ? await ctx.db.selectFrom('question').where('id', '=', questionId).selectAll().executeTakeFirst()
    : null
  if (questionId && !question) throw absent()
  if (question && question.kind !== 'score') refuse('This question asks for no score.', 'questionId')
  if (question && form.listeningPostId && question.listeningPostId !== form.listeningPostId)
    refuse('This question is of another post. Choose its post, or none.', 'questionId')
  const listeningPostId = question?.listeningPostId ?? form.listeningPostId
  if (listeningPostId && listeningPostId !== before?.listeningPostId) {
    const post = await ctx.db
      .selectFrom('listeningPost')
      .where('id', '=', listeningPostId)
      .select('archivedAt')
      .executeTakeFirst()
    if (!post) throw absent()
    if (post.archivedAt) refuse('This post is archived. Choose another one.', 'listeningPostId')
  }
  if (ownerId && ownerId !== before?.ownerId) {
    const member = await ctx.db.selectFrom('member').where('id', '=', ownerId).select('disabledAt').executeTakeFirst()
    if (!member) throw absent()
    if (member.disabledAt) refuse('This person is no longer active. Choose somebody else.', 'ownerId')
  }
  const words = wordList(form.words ?? '').join('\n')
  return {
    name,
    listeningPostId,
    questionId,
    scoreAtLeast,
    scoreAtMost,
    words,
    dueHours,
    ownerId,
    lookBackDays,
    dailyLimit,
  }
}

/** Switches a rule on or off; on, it opens cases at the next round, a few minutes later. */
export async function switchRule(ctx: Context, id: string, form: { to: 'on' | 'off'; version: number }) {
  const row = await lock(ctx, 'caseRule', id)
  authorize(ctx, 'case_rule.edit')
  const active = form.to === 'on'
  if (row.active === active) return
  await requireVersion(ctx, row, form.version)
  if (row.archivedAt) refuse('This rule is archived. Restore it before switching it on.')
  await ctx.db
    .updateTable('caseRule')
    .set({ active, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  record(ctx, {
    verb: active ? 'case_rule.switched-on' : 'case_rule.switched-off',
    kind: 'case_rule',
    id,
    title: row.name,
  })
}

/** Archives a rule, which switches it off, or restores it, switched off. */
export async function archiveRule(ctx: Context, id: string, form: { version: number; reason: string | null }) {
  const row = await lock(ctx, 'caseRule', id)
  authorize(ctx, 'case_rule.edit')
  await requireVersion(ctx, row, form.version)
  const archivedAt = row.archivedAt ? null : ctx.now
  await ctx.db
    .updateTable('caseRule')
    .set({ archivedAt, active: false, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  const verb = archivedAt ? 'case_rule.archived' : 'case_rule.restored'
  record(ctx, { verb, kind: 'case_rule', id, title: row.name, reason: form.reason })
  return { archived: archivedAt !== null }
}
