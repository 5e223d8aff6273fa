// Reading and writing gaps.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { addEvidence } from '#app/evidence/evidence.server.ts'
import { record } from '#app/history/record.server.ts'
import { requireInUse, requirePerson } from '#app/observations/places.server.ts'
import {
  type editGapForm,
  type GapState,
  moveRefusal,
  type newGapForm,
  type ratingForm,
  type stateForm,
} from './gap.ts'

/** One gap with its steps, who feels it and who answers for it; 404 where there is none. */
export async function findGap(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('gap as g')
    .leftJoin('journeyStep as a', 'a.id', 'g.asIsStepId')
    .leftJoin('journeyMap as am', 'am.id', 'a.journeyMapId')
    .leftJoin('journey as aj', 'aj.id', 'am.journeyId')
    .leftJoin('journeyStep as b', 'b.id', 'g.toBeStepId')
    .leftJoin('journeyMap as bm', 'bm.id', 'b.journeyMapId')
    .leftJoin('touchpoint as t', 't.id', 'g.touchpointId')
    .leftJoin('persona as p', 'p.id', 'g.personaId')
    .leftJoin('segment as s', 's.id', 'g.segmentId')
    .leftJoin('member as m', 'm.id', 'g.ownerId')
    .where('g.id', '=', id)
    .selectAll('g')
    .select([
      'a.name as asIsName',
      'a.description as asIsDescription',
      'am.journeyId as journeyId',
      'aj.name as journeyName',
      'b.name as toBeName',
      'b.description as toBeDescription',
      'bm.journeyId as toBeJourneyId',
      sql<string | null>`coalesce(t.name, (select name from touchpoint where id = a.touchpoint_id))`.as(
        'touchpointName',
      ),
      'p.name as personaName',
      's.name as segmentName',
      'm.name as ownerName',
    ])
    .executeTakeFirst()
  if (!row) throw absent()
  return row
}

/** The initiatives that close a gap. */
export async function listClosing(ctx: Context, gapId: string) {
  return ctx.db
    .selectFrom('initiativeGap as l')
    .innerJoin('initiative as i', 'i.id', 'l.initiativeId')
    .leftJoin('member as m', 'm.id', 'i.ownerId')
    .where('l.gapId', '=', gapId)
    .where('i.archivedAt', 'is', null)
    .select(['i.id', 'i.name', 'i.stage', 'm.name as ownerName'])
    .orderBy(sql`lower(i.name)`)
    .limit(100)
    .execute()
}

export interface EscalatedCase {
  id: string
  name: string
  state: string
  toldOn: string | null
  resolvedOn: string | null
  /** Of all of them. */
  total: number
}

/** The cases of customers that were escalated to a gap: those still open first. */
export async function listEscalatedCases(ctx: Context, gapId: string): Promise<EscalatedCase[]> {
  const { rows } = await sql<EscalatedCase>`
    select c.id, 'Case ' || c.number || ': ' || c.title as name, c.state, c.told_on, c.resolved_on, count(*) over ()::int as total
    from customer_case c where c.gap_id = ${gapId} and c.archived_at is null
    order by c.closed_at is not null, c.opened_at desc, c.id limit 10`.execute(ctx.db)
  return rows
}

export async function createGap(ctx: Context, form: z.output<typeof newGapForm>) {
  authorize(ctx, 'gap.add')
  await requireInUse(ctx, form)
  await requirePerson(ctx, form.ownerId, 'ownerId')
  const id = newId(ctx)
  await ctx.db
    .insertInto('gap')
    .values({ id, ...columns(form), stateChangedOn: ctx.today, createdBy: ctx.viewer.memberId || null })
    .execute()
  await addEvidence(ctx, { kind: 'gap', id }, form)
  record(ctx, { verb: 'gap.created', kind: 'gap', id, title: form.name })
  return { id }
}

export async function editGap(ctx: Context, id: string, form: z.output<typeof editGapForm>) {
  const row = await lock(ctx, 'gap', id)
  authorize(ctx, 'gap.edit', row)
  await requireVersion(ctx, row, form.version, gapValues)
  if (row.archivedAt) refuse('This gap is archived. Restore it before changing it.')
  await requireInUse(ctx, form, row)
  await requirePerson(ctx, form.ownerId, 'ownerId', row.ownerId)
  await change(ctx, row, columns(form))
  record(ctx, { verb: 'gap.edited', kind: 'gap', id, title: form.name })
}

/** Places a gap on the scales of the matrix. */
export async function rateGap(ctx: Context, id: string, form: z.output<typeof ratingForm>) {
  const row = await lock(ctx, 'gap', id)
  authorize(ctx, 'gap.edit', row)
  await requireVersion(ctx, row, form.version)
  if (row.archivedAt) refuse('This gap is archived. Restore it before rating it.')
  await change(ctx, row, { size: Number(form.size), value: numberOf(form.value), effort: numberOf(form.effort) })
  record(ctx, { verb: 'gap.rated', kind: 'gap', id, title: row.name })
}

const pastTense: Record<GapState, string> = {
  open: 'reopened',
  'being closed': 'taken-up',
  closed: 'closed',
  accepted: 'accepted',
}

/** Says what became of a gap. */
export async function moveGap(ctx: Context, id: string, form: z.output<typeof stateForm>) {
  const row = await lock(ctx, 'gap', id)
  authorize(ctx, 'gap.state', row)
  await requireVersion(ctx, row, form.version)
  if (row.archivedAt) refuse('This gap is archived. Restore it first.')
  const why = moveRefusal(row.state as GapState, form.to, form.reason)
  if (why) refuse(why, form.reason ? 'to' : 'reason')
  await change(ctx, row, { state: form.to, stateReason: form.reason ?? '', stateChangedOn: ctx.today })
  record(ctx, { verb: `gap.${pastTense[form.to]}`, kind: 'gap', id, title: row.name, reason: form.reason })
}

/** Archives a gap, or restores it. */
export async function archiveGap(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'gap', id)
  authorize(ctx, 'gap.edit', row)
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  await change(ctx, row, { archivedAt: archived ? ctx.now : null })
  const verb = archived ? 'gap.archived' : 'gap.restored'
  record(ctx, { verb, kind: 'gap', id, title: row.name, reason: form.reason })
  return { archived }
}

const numberOf = (point: string | null) => (point === null ? null : Number(point))

interface Values {
  name: string
  description: string
  asIsStepId: string | null
  toBeStepId: string | null
  touchpointId: string | null
  personaId: string | null
  segmentId: string | null
  barrier: string
  size: number
  value: number | null
  effort: number | null
  ownerId: string | null
}

/** A gap as the fields of its form. */
export const gapValues = (row: Values) => ({
  name: row.name,
  description: row.description,
  asIsStepId: row.asIsStepId ?? '',
  toBeStepId: row.toBeStepId ?? '',
  touchpointId: row.touchpointId ?? '',
  personaId: row.personaId ?? '',
  segmentId: row.segmentId ?? '',
  barrier: row.barrier,
  size: String(row.size),
  value: row.value === null ? '' : String(row.value),
  effort: row.effort === null ? '' : String(row.effort),
  ownerId: row.ownerId ?? '',
})

type Columns = Omit<z.output<typeof editGapForm>, 'version'>
const columns = (form: Columns): Values => ({
  name: form.name,
  description: form.description ?? '',
  asIsStepId: form.asIsStepId,
  toBeStepId: form.toBeStepId,
  touchpointId: form.touchpointId,
  personaId: form.personaId,
  segmentId: form.segmentId,
  barrier: form.barrier,
  size: Number(form.size),
  value: numberOf(form.value),
  effort: numberOf(form.effort),
  ownerId: form.ownerId,
})

async function change(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('gap')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
}
