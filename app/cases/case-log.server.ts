// The log of a case: replies, calls and notes. Their words are masked and stand outside the history, so that they can be taken out for good.
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { lock, nextVersion } from '#app/access/change.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { maskText, maskTotal } from '#app/imports/masking.ts'
import { type entryForm, isAnswer, tooEarly } from './customer-case.ts'

export interface Entry {
  id: string
  kind: string
  happenedOn: string
  body: string
  masked: number
  authorId: string | null
  authorName: string | null
  madeAt: Date
  erasedAt: Date | null
  eraserName: string | null
}

const shown = 200

/** The newest entries of a case first, and how many there are in all. */
export async function listEntries(ctx: Context, caseId: string): Promise<{ entries: Entry[]; total: number }> {
  const rows = await ctx.db
    .selectFrom('caseEntry as e')
    .leftJoin('member as m', 'm.id', 'e.authorId')
    .leftJoin('member as x', 'x.id', 'e.erasedBy')
    .where('e.customerCaseId', '=', caseId)
    .select(['e.id', 'e.kind', 'e.happenedOn', 'e.body', 'e.masked', 'e.authorId', 'e.madeAt', 'e.erasedAt'])
    .select(['m.name as authorName', 'x.name as eraserName', sql<number>`count(*) over ()`.as('total')])
    .orderBy('e.happenedOn', 'desc')
    .orderBy('e.madeAt', 'desc')
    .limit(shown)
    .execute()
  return { entries: rows, total: rows[0]?.total ?? 0 }
}

/** Writes into the log. A first reply or call acknowledges a case that was only received. */
export async function logEntry(ctx: Context, caseId: string, form: z.output<typeof entryForm>) {
  const row = await lock(ctx, 'customerCase', caseId)
  authorize(ctx, 'customer_case.handle', row)
  if (row.archivedAt) refuse('This case is archived. Restore it before changing it.')
  if (form.happenedOn > ctx.today) refuse('This day has not come yet. Choose today or an earlier one.', 'happenedOn')
  const early = isAnswer(form.kind) && tooEarly(form.happenedOn, row.answeredOn)
  if (early) refuse(early, 'happenedOn')
  const { masked } = await addEntry(ctx, caseId, form)
  if (isAnswer(form.kind) && row.state === 'received')
    await ctx.db
      .updateTable('customerCase')
      .set({ state: 'acknowledged', acknowledgedAt: ctx.now, ...nextVersion(ctx, row) })
      .where('id', '=', caseId)
      .execute()
  record(ctx, {
    verb: `customer_case.${form.kind}-logged`,
    kind: 'customer_case',
    id: caseId,
    title: `Case ${row.number}: ${row.title}`,
  })
  return { masked }
}

/** Only for commands that record what they did. */
export async function addEntry(ctx: Context, customerCaseId: string, form: z.output<typeof entryForm>) {
  const { text, counts } = maskText(form.body)
  const masked = maskTotal(counts)
  const { kind, happenedOn } = form
  await ctx.db
    .insertInto('caseEntry')
    .values({
      id: newId(ctx),
      customerCaseId,
      kind,
      happenedOn,
      body: text,
      masked,
      authorId: ctx.viewer.memberId || null,
      madeAt: ctx.now,
    })
    .execute()
  return { masked }
}

export async function findEntry(ctx: Context, caseId: string, id: string) {
  const entry = await ctx.db
    .selectFrom('caseEntry')
    .where('id', '=', id)
    .where('customerCaseId', '=', caseId)
    .selectAll()
    .executeTakeFirst()
  if (!entry) throw absent()
  return entry
}

/** Takes the words of an entry out for good, also where one looks back; that there was one stays. */
export async function eraseEntry(ctx: Context, caseId: string, id: string, reason: string) {
  const row = await lock(ctx, 'customerCase', caseId)
  authorize(ctx, 'customer_case.handle', row)
  const entry = await findEntry(ctx, caseId, id)
  if (entry.erasedAt) refuse('Its words are taken out already.')
  await ctx.db
    .updateTable('caseEntry')
    .set({ body: '', erasedAt: ctx.now, erasedBy: ctx.viewer.memberId || null })
    .where('id', '=', id)
    .execute()
  record(ctx, {
    verb: 'customer_case.entry-erased',
    kind: 'customer_case',
    id: caseId,
    title: `Case ${row.number}: ${row.title}`,
    reason: maskText(reason).text,
  })
}
