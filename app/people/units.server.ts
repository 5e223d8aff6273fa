// Reading and changing units. The tree stays a tree, and nobody is left in an archived unit.
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { memberState } from './member.ts'
import { type editUnitForm, inTreeOrder, type newUnitForm, withDescendants } from './unit.ts'

// ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

const peopleOf = sql<number>`(select count(*) from member m where m.unit_id = u.id and m.disabled_at is null)`

/** Every unit with how many people are in it, in tree order. One statement. */
export async function listUnits(ctx: Context, { archived = false } = {}) {
  const rows = await ctx.db
    .selectFrom('unit as u')
    .where('u.archivedAt', archived ? 'is not' : 'is', null)
    .select(['u.id', 'u.name', 'u.parentId', 'u.archivedAt', peopleOf.as('people')])
    .orderBy('u.name')
    .execute()
  return inTreeOrder(rows)
}

/** Units to choose from, in tree order, each with what it is part of. `except` leaves out a unit with everything under it. */
export async function listUnitOptions(ctx: Context, { except, keep }: { except?: string; keep?: string | null } = {}) {
  const rows = await ctx.db.selectFrom('unit').select(['id', 'name', 'parentId', 'archivedAt']).execute()
  const barred = except ? withDescendants(rows, except) : new Set<string>()
  const open = rows.filter((unit) => (unit.archivedAt === null || unit.id === keep) && !barred.has(unit.id))
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return inTreeOrder(open).map(({ id, name, parentId, archivedAt }) => ({
    value: id,
    label: archivedAt ? `${name} (archived)` : name,
    hint: parentId ? names.get(parentId) : undefined,
  }))
}

/** One unit with the tree it stands in; 404 where there is none. */
export async function findUnit(ctx: Context, id: string) {
  const units = await ctx.db
    .selectFrom('unit as u')
    .select(['u.id', 'u.name', 'u.parentId', 'u.archivedAt', 'u.version', peopleOf.as('people')])
    .orderBy('u.name')
    .execute()
  const unit = units.find((one) => one.id === id)
  if (!unit) throw absent()
  const below = withDescendants(units, id)
  const peopleBelow = units.filter((one) => below.has(one.id)).reduce((sum, one) => sum + one.people, 0)
  return { ...unit, units, peopleBelow }
}

/** Who is in a unit and which initiatives belong to it, with a bound that no page of a unit reaches in practice. */
export async function listUnitContents(ctx: Context, id: string) {
  const people = await ctx.db
    .selectFrom('member')
    .where('unitId', '=', id)
    .where('disabledAt', 'is', null)
    .select(['id', 'name', 'role', 'jobTitle', 'accountId', 'disabledAt'])
    .orderBy(sql`lower(name)`)
    .limit(500)
    .execute()
  const initiatives = await ctx.db
    .selectFrom('initiative')
    .where('unitId', '=', id)
    .where('archivedAt', 'is', null)
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .limit(500)
    .execute()
  return {
    people: people.map(({ id, name, role, jobTitle, ...rest }) => ({
      id,
      name,
      role,
      jobTitle,
      state: memberState(rest),
    })),
    initiatives,
  }
}

// ── Changing ────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function createUnit(ctx: Context, form: z.output<typeof newUnitForm>): Promise<{ id: string }> {
  authorize(ctx, 'unit.edit')
  await lockTree(ctx)
  await requireOpenUnit(ctx, form.parentId, null, 'parentId')
  await requireNewName(ctx, form.name)
  const id = newId(ctx)
  await ctx.db
    .insertInto('unit')
    .values({ id, ...form })
    .execute()
  record(ctx, { verb: 'unit.created', kind: 'unit', id, title: form.name })
  return { id }
}

/** Renames a unit or hangs it under another one, never under itself. */
export async function editUnit(ctx: Context, id: string, form: z.output<typeof editUnitForm>) {
  await lockTree(ctx)
  const row = await lock(ctx, 'unit', id)
  authorize(ctx, 'unit.edit')
  await requireVersion(ctx, row, form.version, unitValues)
  if (row.archivedAt) refuse('This unit is archived. Restore it before changing it.')
  if (form.parentId) {
    const units = await ctx.db.selectFrom('unit').select(['id', 'name', 'parentId']).execute()
    if (withDescendants(units, id).has(form.parentId))
      refuse('A unit cannot be part of itself, nor of a unit below it. Choose another one.', 'parentId')
  }
  await requireOpenUnit(ctx, form.parentId, row.parentId, 'parentId')
  if (form.name.toLowerCase() !== row.name.toLowerCase()) await requireNewName(ctx, form.name)
  await ctx.db
    .updateTable('unit')
    .set({ name: form.name, parentId: form.parentId, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  record(ctx, { verb: 'unit.edited', kind: 'unit', id, title: form.name })
}

export const unitValues = (row: { name: string; parentId: string | null }) => ({
  name: row.name,
  parentId: row.parentId ?? '',
})

/** Archives an empty unit, or restores it. */
export async function archiveUnit(ctx: Context, id: string, form: { version: number; reason: string | null }) {
  await lockTree(ctx)
  const row = await lock(ctx, 'unit', id)
  authorize(ctx, 'unit.edit')
  await requireVersion(ctx, row, form.version, () => ({}))
  if (row.archivedAt) {
    await requireOpenUnit(ctx, row.parentId, null, 'reason')
    await requireNewName(ctx, row.name, 'reason')
  } else {
    const blocker = archiveBlocker(await countInside(ctx, id))
    if (blocker) refuse(blocker)
  }
  const archivedAt = row.archivedAt ? null : ctx.now
  await ctx.db
    .updateTable('unit')
    .set({ archivedAt, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
  record(ctx, {
    verb: archivedAt ? 'unit.archived' : 'unit.restored',
    kind: 'unit',
    id,
    title: row.name,
    reason: form.reason,
  })
  return { archived: archivedAt !== null }
}

/** Why a unit cannot be archived yet, as a sentence; null when it can. */
export function archiveBlocker({ people, units }: { people: number; units: number }): string | null {
  const inside = [
    people > 0 && (people === 1 ? 'one person' : `${people} people`),
    units > 0 && (units === 1 ? 'one unit' : `${units} units`),
  ].filter((words) => words !== false)
  if (!inside.length) return null
  return `There ${people + units === 1 ? 'is' : 'are'} still ${inside.join(' and ')} in it. Move them to another unit first.`
}

async function countInside(ctx: Context, id: string) {
  const { rows } = await sql<{ people: number; units: number }>`select
    (select count(*) from member where unit_id = ${id} and disabled_at is null) as people,
    (select count(*) from unit where parent_id = ${id} and archived_at is null) as units`.execute(ctx.db)
  return rows[0]!
}

/** One change of the tree at a time: two that are each fine could make a circle together. */
const lockTree = (ctx: Context) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${`units ${ctx.org.id}`}, 0))`.execute(ctx.db)

/**
 * Refuses a unit that is not there or archived, unless it stays what it was. The row is held until the transaction ends, so
 * that a unit cannot be archived while somebody is put into it.
 */
export async function requireOpenUnit(ctx: Context, id: string | null, before: string | null = null, field = 'unitId') {
  if (!id || id === before) return
  const { rows } = await sql<{
    archivedAt: Date | null
  }>`select archived_at from unit where id = ${id} for share`.execute(ctx.db)
  if (!rows[0]) refuse('Choose a unit from the list.', field)
  if (rows[0].archivedAt) refuse('This unit is archived. Choose another one, or restore it first.', field)
}

async function requireNewName(ctx: Context, name: string, field = 'name') {
  const taken = await ctx.db
    .selectFrom('unit')
    .select('id')
    .where('archivedAt', 'is', null)
    .where(sql<SqlBool>`lower(name) = lower(${name})`)
    .executeTakeFirst()
  if (taken) refuse(`There is a unit “${name}” already. Choose another name.`, field)
}
