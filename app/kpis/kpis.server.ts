// One KPI, read and changed; lists, values and targets have files of their own.
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { type editKpiForm, formValues, type newKpiForm } from './kpi.ts'
import { kpisChanged, refreshKpiStanding } from './kpi-standings.server.ts'

/** One KPI with its standing and links; 404 where there is none. Three statements, whatever its size. */
export async function findKpi(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('kpi as k')
    .leftJoin('kpiStanding as s', 's.kpiId', 'k.id')
    .leftJoin('member as m', 'm.id', 'k.ownerId')
    .where('k.id', '=', id)
    .select([
      'k.id',
      'k.name',
      'k.kind',
      'k.definition',
      'k.formula',
      'k.unit',
      'k.decimals',
      'k.scoreKind',
      'k.direction',
      'k.frequency',
    ])
    .select(['k.source', 'k.ownerId', 'k.archivedAt', 'k.version', 'm.name as ownerName'])
    .select(['s.period', 's.value', 's.n', 's.low', 's.high', 's.target', 's.againstTarget', 's.nextDueOn'])
    .select(sql<number>`coalesce(s.value_count, 0)`.as('valueCount'))
    .executeTakeFirst()
  if (!row) throw absent()
  const initiatives = await ctx.db
    .selectFrom('initiativeKpi as l')
    .innerJoin('initiative as i', 'i.id', 'l.initiativeId')
    .leftJoin('initiativeStanding as s', 's.initiativeId', 'i.id')
    .leftJoin('member as m', 'm.id', 'i.ownerId')
    .where('l.kpiId', '=', id)
    .select([
      'i.id',
      'i.name',
      'i.stage',
      'i.startsOn',
      'i.endsOn',
      'i.archivedAt',
      'm.name as ownerName',
      's.progress',
      's.derived',
    ])
    .select(['l.hypothesis', 'l.expectedDirection', 'l.expectedSize', 'l.confidence'])
    .orderBy(sql`lower(i.name)`)
    .execute()
  const outcomes = await ctx.db
    .selectFrom('outcome as o')
    .innerJoin('pillar as p', 'p.id', 'o.pillarId')
    .where('o.whatKpiId', '=', id)
    .where('o.archivedAt', 'is', null)
    .select(['o.id', 'o.title', 'o.horizon', 'o.whatTarget', 'o.state', 'p.name as pillarName'])
    .orderBy('o.horizon')
    .orderBy('o.position')
    .execute()
  return { ...row, initiatives, outcomes }
}

/** Members whom a form may name as owner. */
export async function listPossibleOwners(ctx: Context) {
  return ctx.db
    .selectFrom('member')
    .where('disabledAt', 'is', null)
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .execute()
}

// ── Changing ────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function createKpi(ctx: Context, form: z.output<typeof newKpiForm>) {
  authorize(ctx, 'kpi.edit', { ownerId: form.ownerId })
  await requireOwner(ctx, form.ownerId)
  await requireFreeName(ctx, form.name)
  const id = newId(ctx)
  await ctx.db
    .insertInto('kpi')
    .values({ id, ...columns(form) })
    .execute()
  await refreshKpiStanding(ctx, id)
  record(ctx, { verb: 'kpi.created', kind: 'kpi', id, title: form.name })
  return { id }
}

/** Changes a KPI's words. How often it is measured stays as it is once values are recorded: they would lose their periods. */
export async function editKpi(ctx: Context, id: string, form: z.output<typeof editKpiForm>) {
  const row = await lock(ctx, 'kpi', id)
  authorize(ctx, 'kpi.edit', row)
  await requireVersion(ctx, row, form.version, formValues)
  if (row.archivedAt) refuse('This KPI is archived. Restore it before changing it.')
  if (form.frequency !== row.frequency && (await hasValues(ctx, id)))
    refuse(`Its values are ${row.frequency}. Add a new KPI to measure it at another pace.`, 'frequency')
  await requireOwner(ctx, form.ownerId, row.ownerId)
  await requireFreeName(ctx, form.name, id)
  await ctx.db
    .updateTable('kpi')
    .set({ ...columns(form), ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  await kpisChanged(ctx, id)
  record(ctx, { verb: 'kpi.edited', kind: 'kpi', id, title: form.name })
}

/** Archives a KPI, or restores it. */
export async function archiveKpi(ctx: Context, id: string, form: { version: number; reason: string | null }) {
  const row = await lock(ctx, 'kpi', id)
  authorize(ctx, 'kpi.edit', row)
  await requireVersion(ctx, row, form.version)
  const archivedAt = row.archivedAt ? null : ctx.now
  if (!archivedAt) await requireFreeName(ctx, row.name, id)
  await ctx.db
    .updateTable('kpi')
    .set({ archivedAt, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  await kpisChanged(ctx, id)
  const verb = archivedAt ? 'kpi.archived' : 'kpi.restored'
  record(ctx, { verb, kind: 'kpi', id, title: row.name, reason: form.reason })
  return { archived: archivedAt !== null }
}

function columns(form: z.output<typeof newKpiForm>) {
  const { name, kind, definition, decimals, scoreKind, direction, frequency, ownerId } = form
  return {
    name,
    kind,
    definition,
    formula: form.formula ?? '',
    unit: form.unit ?? '',
    decimals,
    scoreKind,
    direction,
    frequency,
    source: form.source ?? '',
    ownerId,
  }
}

async function hasValues(ctx: Context, id: string): Promise<boolean> {
  const found = await ctx.db.selectFrom('kpiValue').where('kpiId', '=', id).select('id').limit(1).executeTakeFirst()
  return found !== undefined
}

/** A newly named owner has to be there (else 404) and still active; who owned it before may stay. */
async function requireOwner(ctx: Context, ownerId: string | null, before: string | null = null) {
  if (!ownerId || ownerId === before) return
  const owner = await ctx.db.selectFrom('member').where('id', '=', ownerId).select('disabledAt').executeTakeFirst()
  if (!owner) throw absent()
  if (owner.disabledAt) refuse('This person has left. Choose somebody else.', 'ownerId')
}

/** The database refuses a second one too; this says it beside the field. */
async function requireFreeName(ctx: Context, name: string, self?: string) {
  const other = await ctx.db
    .selectFrom('kpi')
    .where(sql<boolean>`lower(name) = lower(${name}) and archived_at is null`)
    .select('id')
    .executeTakeFirst()
  if (other && other.id !== self) refuse('There is a KPI of this name already. Choose another name.', 'name')
}
