// Replies owed: reading them, and saying that somebody was told, or why not.
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { type Context, absent, authorize } from '#app/access/context.server.ts'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { may } from '#app/access/policy.ts'
import { Refusal, refuse } from '#app/access/problems.ts'
import { tooEarly } from './customer-case.ts'
import { record } from '#app/history/record.server.ts'
import { maskText } from '#app/imports/masking.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { addEntry } from './case-log.server.ts'
import { caseTitle } from './cases.server.ts'
import { type replyForm, replyProblems, replyStates, type repliesForm } from './reply-task.ts'

export const replyListRules = {
  filters: { state: replyStates, owner: 'id', initiative: 'id' },
  sorts: ['due', 'owner'],
  defaultSort: 'due',
} as const

const tasks = (ctx: Context) =>
  ctx.db
    .selectFrom('replyTask as t')
    .innerJoin('initiative as i', 'i.id', 't.initiativeId')
    .leftJoin('customerCase as c', 'c.id', 't.customerCaseId')
    .leftJoin('theme as th', 'th.id', 't.themeId')
    .leftJoin('responseKey as k', 'k.responseId', 't.responseId')
    .leftJoin('listeningPost as p', 'p.id', 'k.listeningPostId')
    .leftJoin('member as m', 'm.id', 't.ownerId')
    .leftJoin('member as by', 'by.id', 't.doneBy')

const shown = [
  ...([
    't.id',
    't.state',
    't.dueOn',
    't.reach',
    't.ownerId',
    't.draft',
    't.doneOn',
    't.doneReason',
    't.version',
  ] as const),
  ...(['t.initiativeId', 'i.name as initiativeName', 't.customerCaseId', 'c.number as caseNumber'] as const),
  ...(['c.title as caseTitle', 'th.name as themeName', 't.themeId', 't.responseId', 'k.externalId'] as const),
  ...(['p.name as postName', 'm.name as ownerName', 'by.name as doerName'] as const),
] as const

/** One page of replies, those owed unless another state is asked for. */
export async function listReplyTasks(ctx: Context, { filters, sort, page, pageSize }: ListQuery) {
  const all = [sql<SqlBool>`t.state = any(${filters.state ?? ['open']})`]
  if (filters.owner) all.push(sql<SqlBool>`t.owner_id = any(${filters.owner}::uuid[])`)
  if (filters.initiative) all.push(sql<SqlBool>`t.initiative_id = any(${filters.initiative}::uuid[])`)
  const base = tasks(ctx).where((eb) => eb.and(all))
  const rows = await base
    .select(shown)
    .orderBy(
      sort.key === 'owner'
        ? sql`lower(m.name) ${sql.raw(sort.direction)} nulls last`
        : sql`t.due_on ${sql.raw(sort.direction)}`,
    )
    .orderBy('t.id')
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

export async function listReplyFilters(ctx: Context) {
  const initiatives = await ctx.db
    .selectFrom('initiative as i')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('replyTask as t').whereRef('t.initiativeId', '=', 'i.id').select('t.id')),
    )
    .select(['i.id as value', 'i.name as label'])
    .orderBy(sql`lower(i.name)`)
    .limit(300)
    .execute()
  const owners = await ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('replyTask as t').whereRef('t.ownerId', '=', 'm.id').select('t.id')),
    )
    .select(['m.id as value', 'm.name as label'])
    .orderBy(sql`lower(m.name)`)
    .limit(300)
    .execute()
  return { initiatives, owners }
}

export async function findReplyTask(ctx: Context, id: string) {
  const row = await tasks(ctx).where('t.id', '=', id).select(shown).executeTakeFirst()
  if (!row) throw absent()
  return row
}

/** Those of an initiative that the viewer may do, to be done in one go. */
export async function listDoable(ctx: Context, initiativeId: string) {
  const rows = await tasks(ctx)
    .where('t.initiativeId', '=', initiativeId)
    .where('t.state', '=', 'open')
    .select(shown)
    .orderBy('t.dueOn')
    .orderBy('t.id')
    .limit(200)
    .execute()
  return rows.filter((row) => may(ctx.viewer, 'reply_task.do', row))
}

/** Says that they were told, which a case keeps in its log and as told; or why nobody is. */
export async function doReply(ctx: Context, id: string, form: z.output<typeof replyForm>) {
  const problems = replyProblems(form, ctx.today)
  const row = await lock(ctx, 'replyTask', id)
  authorize(ctx, 'reply_task.do', row)
  await requireVersion(ctx, row, form.version)
  if (row.state !== 'open') refuse('This was answered for already.')
  if (Object.keys(problems).length) throw new Refusal('Please look at the marked fields.', problems)
  await answerFor(ctx, row, form)
}

/** The same words to several, in one go. */
export async function doReplies(ctx: Context, form: z.output<typeof repliesForm>) {
  const given = { to: 'done' as const, on: form.on, text: form.text, reason: null }
  const problems = replyProblems(given, ctx.today)
  if (!form.ids.length) problems.ids = 'Choose at least one.'
  if (Object.keys(problems).length) throw new Refusal('Please look at the marked fields.', problems)
  for (const id of [...form.ids].sort()) {
    const row = await lock(ctx, 'replyTask', id)
    authorize(ctx, 'reply_task.do', row)
    if (row.state !== 'open') refuse('One of them was answered for meanwhile. Reload the page and choose again.', 'ids')
    await answerFor(ctx, row, given)
  }
  return { count: form.ids.length }
}

type Task = Awaited<ReturnType<typeof lock<'replyTask'>>>
type Answer = { to: 'done' | 'dropped'; on: string; text: string | null; reason: string | null }

async function answerFor(ctx: Context, row: Task, { to, on, text, reason }: Answer) {
  const { name } = await ctx.db
    .selectFrom('initiative')
    .where('id', '=', row.initiativeId)
    .select('name')
    .executeTakeFirstOrThrow()
  const done = to === 'done'
  if (done && row.customerCaseId) await tellCase(ctx, row.customerCaseId, { on, text: text!, initiative: name })
  // What one customer was told stands in the case's log; what was said to many is no secret of anybody.
  const said = done ? (row.customerCaseId ? '' : maskText(text!).text) : maskText(reason!).text
  await ctx.db
    .updateTable('replyTask')
    .set({
      state: to,
      doneOn: done ? on : ctx.today,
      doneBy: ctx.viewer.memberId,
      doneReason: said,
      ...nextVersion(ctx, row),
    })
    .where('id', '=', row.id)
    .execute()
  record(ctx, {
    verb: done ? 'reply_task.done' : 'reply_task.dropped',
    kind: 'reply_task',
    id: row.id,
    title: name,
    also: [{ kind: 'initiative', id: row.initiativeId }],
  })
}

/** The reply stands in the log; where nothing was recorded yet, the customer now counts as told. */
async function tellCase(ctx: Context, caseId: string, told: { on: string; text: string; initiative: string }) {
  const row = await lock(ctx, 'customerCase', caseId)
  const early = tooEarly(told.on, row.answeredOn)
  if (early) refuse(early, 'on')
  await addEntry(ctx, caseId, { kind: 'reply', happenedOn: told.on, body: told.text })
  const first = !row.toldOn
  const received = row.state === 'received'
  if (first || received)
    await ctx.db
      .updateTable('customerCase')
      .set({
        ...(first && {
          toldOn: told.on,
          toldBy: ctx.viewer.memberId,
          toldEvidence: `Told what came of “${told.initiative}”: the words are in the log.`,
        }),
        ...(received && { state: 'acknowledged', acknowledgedAt: ctx.now }),
        ...nextVersion(ctx, row),
      })
      .where('id', '=', caseId)
      .execute()
  record(ctx, {
    verb: first ? 'customer_case.told' : 'customer_case.reply-logged',
    kind: 'customer_case',
    id: caseId,
    title: caseTitle(row),
  })
}
