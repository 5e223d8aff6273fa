// Reading and changing the organisation's values.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import type { editCoreValueForm, newCoreValueForm } from './core-value.ts'
import { matching } from './matching.server.ts'
import { nameTaken } from './name-taken.ts'
import type { OrderMove } from './order.ts'
import { changePosition, holdOrder, nextPosition } from './positions.server.ts'
import { listServing } from './serving.server.ts'

export const coreValueListRules = {
  filters: { show: ['archived'] },
  sorts: ['order', 'name'],
  defaultSort: 'order',
} as const

const columns = ['v.id', 'v.name', 'v.meaning', 'v.dos', 'v.donts', 'v.archivedAt', 'v.version', 'v.updatedAt'] as const
const initiativeCount = sql<number>`(select count(*) from initiative_core_value l join initiative i on i.id = l.initiative_id
  where l.core_value_id = v.id and i.archived_at is null)`

/** One page of values in their order, with how many initiatives serve each, and how many values match in all. */
export async function listCoreValues(ctx: Context, query: ListQuery) {
  const archived = query.filters.show?.includes('archived')
  let base = ctx.db.selectFrom('coreValue as v').where('v.archivedAt', archived ? 'is not' : 'is', null)
  if (query.q) base = base.where(matching(['v.name', 'v.meaning', 'v.dos', 'v.donts'], query.q))
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  let rows = base.select(columns).select(initiativeCount.as('initiativeCount'))
  if (query.sort.key === 'order') rows = rows.orderBy('v.position', query.sort.direction)
  const found = await rows
    .orderBy(sql`lower(v.name)`, query.sort.direction)
    .orderBy('v.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows: found, total }
}

/** All values in use, in their order: for the vision page and the strategy map. */
export async function listCurrentCoreValues(ctx: Context) {
  return ctx.db
    .selectFrom('coreValue as v')
    .where('v.archivedAt', 'is', null)
    .select(columns)
    .select(initiativeCount.as('initiativeCount'))
    .orderBy('v.position')
    .orderBy(sql`lower(v.name)`)
    .execute()
}

/** One value with the initiatives that serve it; 404 where there is none. */
export async function findCoreValue(ctx: Context, id: string) {
  const row = await ctx.db.selectFrom('coreValue as v').where('v.id', '=', id).select(columns).executeTakeFirst()
  if (!row) throw absent()
  return { ...row, serving: await listServing(ctx, 'core_value', id) }
}

/** Adds a value at the end of the order. */
export async function createCoreValue(ctx: Context, form: z.output<typeof newCoreValueForm>) {
  authorize(ctx, 'core_value.edit')
  const id = newId(ctx)
  await ctx.db
    .insertInto('coreValue')
    .values({ id, ...texts(form), position: await nextPosition(ctx, 'core_value') })
    .execute()
    .catch(nameTaken('value'))
  record(ctx, { verb: 'core_value.created', kind: 'core_value', id, title: form.name })
  return { id }
}

export async function editCoreValue(ctx: Context, id: string, form: z.output<typeof editCoreValueForm>) {
  const row = await lock(ctx, 'coreValue', id)
  authorize(ctx, 'core_value.edit')
  await requireVersion(ctx, row, form.version, coreValueValues)
  if (row.archivedAt) refuse('This value is archived. Restore it before changing it.')
  await change(ctx, row, texts(form))
  record(ctx, { verb: 'core_value.edited', kind: 'core_value', id, title: form.name })
}

/** Moves a value one place in the order. */
export async function moveCoreValue(ctx: Context, id: string, move: OrderMove) {
  await holdOrder(ctx, 'core_value')
  const row = await lock(ctx, 'coreValue', id)
  authorize(ctx, 'core_value.edit')
  if (row.archivedAt) refuse('This value is archived. Restore it before moving it.')
  const changed = await changePosition(ctx, 'core_value', id, move)
  if (changed) record(ctx, { verb: `core_value.moved-${move}`, kind: 'core_value', id, title: row.name })
}

/** Archives a value, or restores it. */
export async function archiveCoreValue(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'coreValue', id)
  authorize(ctx, 'core_value.edit')
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  await change(ctx, row, { archivedAt: archived ? ctx.now : null })
  record(ctx, {
    verb: archived ? 'core_value.archived' : 'core_value.restored',
    kind: 'core_value',
    id,
    title: row.name,
    reason: form.reason,
  })
  return { archived }
}

/** A value as the fields of its form. */
export const coreValueValues = (row: { name: string; meaning: string; dos: string; donts: string }) => ({
  name: row.name,
  meaning: row.meaning,
  dos: row.dos,
  donts: row.donts,
})

const texts = (form: z.output<typeof newCoreValueForm>) => ({
  name: form.name,
  meaning: form.meaning ?? '',
  dos: form.dos ?? '',
  donts: form.donts ?? '',
})

async function change(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('coreValue')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
    .catch(nameTaken('value'))
}
