// Changing outcomes. Reading them is in outcome-list.server.ts, rating them in ratings.server.ts.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { type OutcomeState, type editOutcomeForm, type newOutcomeForm, outcomeStateRefusal } from './outcome.ts'

type NewOutcome = z.output<typeof newOutcomeForm>

/** Adds an outcome under a pillar in use. */
export async function createOutcome(ctx: Context, form: NewOutcome) {
  authorize(ctx, 'outcome.edit')
  await requireInUse(ctx, form)
  const id = newId(ctx)
  const { next } = await ctx.db
    .selectFrom('outcome')
    .select(sql<number>`coalesce(max(position), 0) + 1`.as('next'))
    .executeTakeFirstOrThrow()
  await ctx.db
    .insertInto('outcome')
    .values({ id, ...columns(form), position: next })
    .execute()
  record(ctx, { verb: 'outcome.created', kind: 'outcome', id, title: form.title })
  return { id }
}

export async function editOutcome(ctx: Context, id: string, form: z.output<typeof editOutcomeForm>) {
  const row = await lock(ctx, 'outcome', id)
  authorize(ctx, 'outcome.edit', row)
  await requireVersion(ctx, row, form.version, outcomeValues)
  if (row.archivedAt) refuse('This outcome is archived. Restore it before changing it.')
  await requireInUse(ctx, form, row)
  await change(ctx, row, columns(form))
  record(ctx, { verb: 'outcome.edited', kind: 'outcome', id, title: form.title })
}

/** Says that an outcome is achieved, has become table stakes, or is open again; always with what shows it. */
export async function moveOutcome(
  ctx: Context,
  id: string,
  form: { state: OutcomeState; reason: string; version: number },
) {
  const row = await lock(ctx, 'outcome', id)
  authorize(ctx, 'outcome.edit', row)
  await requireVersion(ctx, row, form.version)
  if (row.archivedAt) refuse('This outcome is archived. Restore it before changing it.')
  const why = outcomeStateRefusal(row.state, form.state)
  if (why) refuse(why, 'state')
  await change(ctx, row, { state: form.state })
  record(ctx, { verb: `outcome.${pastTense[form.state]}`, kind: 'outcome', id, title: row.title, reason: form.reason })
}

const pastTense: Record<OutcomeState, string> = {
  open: 'reopened',
  achieved: 'achieved',
  'table stakes': 'called-table-stakes',
}

/** Archives an outcome, or restores it under its pillar. */
export async function archiveOutcome(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'outcome', id)
  authorize(ctx, 'outcome.edit', row)
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  if (!archived) await requireInUse(ctx, { pillarId: row.pillarId, ownerId: null, whatKpiId: null })
  await change(ctx, row, { archivedAt: archived ? ctx.now : null })
  record(ctx, {
    verb: archived ? 'outcome.archived' : 'outcome.restored',
    kind: 'outcome',
    id,
    title: row.title,
    reason: form.reason,
  })
  return { archived }
}

/** An outcome as the fields of its form. */
export const outcomeValues = (row: {
  title: string
  description: string
  pillarId: string
  horizon: number
  whatKpiId: string | null
  whatTarget: string
  howQuestion: string
  ownerId: string | null
}) => ({
  title: row.title,
  description: row.description,
  pillarId: row.pillarId,
  horizon: String(row.horizon),
  whatKpiId: row.whatKpiId ?? '',
  whatTarget: row.whatTarget,
  howQuestion: row.howQuestion,
  ownerId: row.ownerId ?? '',
})

/** What the form offers to choose from: what is in use, and what the outcome has already. */
export async function listOutcomeChoices(ctx: Context, has?: Linked) {
  const kept = (id: string | null | undefined) => id ?? null
  const pillars = await ctx.db
    .selectFrom('pillar')
    .where((eb) => eb.or([eb('archivedAt', 'is', null), eb('id', '=', kept(has?.pillarId))]))
    .select(['id', 'name'])
    .orderBy('position')
    .execute()
  const kpis = await ctx.db
    .selectFrom('kpi')
    .where((eb) => eb.or([eb('archivedAt', 'is', null), eb('id', '=', kept(has?.whatKpiId))]))
    .select(['id', 'name', 'unit'])
    .orderBy(sql`lower(name)`)
    .execute()
  const members = await ctx.db
    .selectFrom('member')
    .where((eb) => eb.or([eb('disabledAt', 'is', null), eb('id', '=', kept(has?.ownerId))]))
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .execute()
  return { pillars, kpis, members }
}

interface Linked {
  pillarId: string
  whatKpiId: string | null
  ownerId: string | null
}

/** What is newly chosen has to exist (else 404) and be in use; what was there before may stay. */
async function requireInUse(ctx: Context, chosen: Linked, before?: Linked) {
  if (chosen.pillarId !== before?.pillarId) {
    const pillar = await ctx.db
      .selectFrom('pillar')
      .where('id', '=', chosen.pillarId)
      .select('archivedAt')
      .forShare()
      .executeTakeFirst()
    if (!pillar) throw absent()
    if (pillar.archivedAt) refuse('This pillar is archived. Restore it or choose another one.', 'pillarId')
  }
  if (chosen.whatKpiId && chosen.whatKpiId !== before?.whatKpiId) {
    const kpi = await ctx.db
      .selectFrom('kpi')
      .where('id', '=', chosen.whatKpiId)
      .select('archivedAt')
      .executeTakeFirst()
    if (!kpi) throw absent()
    if (kpi.archivedAt) refuse('This KPI is archived. Choose another one.', 'whatKpiId')
  }
  if (chosen.ownerId && chosen.ownerId !== before?.ownerId) {
    const owner = await ctx.db
      .selectFrom('member')
      .where('id', '=', chosen.ownerId)
      .select('disabledAt')
      .executeTakeFirst()
    if (!owner) throw absent()
    if (owner.disabledAt) refuse('This person has left. Choose somebody else.', 'ownerId')
  }
}

const columns = (form: NewOutcome) => ({
  title: form.title,
  description: form.description ?? '',
  pillarId: form.pillarId,
  horizon: form.horizon,
  whatKpiId: form.whatKpiId,
  whatTarget: form.whatTarget ?? '',
  howQuestion: form.howQuestion ?? '',
  ownerId: form.ownerId,
})

async function change(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('outcome')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
}
