// Reading and changing the pillars under which outcomes stand.
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { matching } from './matching.server.ts'
import { nameTaken } from './name-taken.ts'
import type { OrderMove } from './order.ts'
import { type editPillarForm, defaultPillars, type newPillarForm, pillarArchiveRefusal } from './pillar.ts'
import { changePosition, holdOrder, nextPosition } from './positions.server.ts'

export const pillarListRules = {
  filters: { show: ['archived'] },
  sorts: ['order', 'name'],
  defaultSort: 'order',
} as const

const columns = ['p.id', 'p.name', 'p.description', 'p.archivedAt', 'p.version', 'p.updatedAt'] as const
const outcomes = (condition = sql<SqlBool>`true`) =>
  sql<number>`(select count(*) from outcome o where o.pillar_id = p.id and o.archived_at is null and ${condition})`

/** One page of pillars in their order with how many outcomes stand under each, and how many pillars match in all. */
export async function listPillars(ctx: Context, query: ListQuery) {
  const archived = query.filters.show?.includes('archived')
  let base = ctx.db.selectFrom('pillar as p').where('p.archivedAt', archived ? 'is not' : 'is', null)
  if (query.q) base = base.where(matching(['p.name', 'p.description'], query.q))
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  let rows = base
    .select(columns)
    .select([outcomes().as('outcomeCount'), outcomes(sql`o.state = 'open'`).as('openCount')])
  if (query.sort.key === 'order') rows = rows.orderBy('p.position', query.sort.direction)
  const found = await rows
    .orderBy(sql`lower(p.name)`, query.sort.direction)
    .orderBy('p.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows: found, total }
}

/** One pillar; 404 where there is none. */
export async function findPillar(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('pillar as p')
    .where('p.id', '=', id)
    .select(columns)
    .select(outcomes().as('outcomeCount'))
    .executeTakeFirst()
  if (!row) throw absent()
  return row
}

/** Adds a pillar at the end of the order. */
export async function createPillar(ctx: Context, form: z.output<typeof newPillarForm>) {
  authorize(ctx, 'pillar.edit')
  const id = newId(ctx)
  await ctx.db
    .insertInto('pillar')
    .values({ id, ...texts(form), position: await nextPosition(ctx, 'pillar') })
    .execute()
    .catch(nameTaken('pillar'))
  record(ctx, { verb: 'pillar.created', kind: 'pillar', id, title: form.name })
  return { id }
}

/** Adds the three pillars most strategies start with, where there are none yet. */
export async function createDefaultPillars(ctx: Context) {
  authorize(ctx, 'pillar.edit')
  await holdOrder(ctx, 'pillar')
  const { total } = await ctx.db
    .selectFrom('pillar')
    .where('archivedAt', 'is', null)
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow()
  if (total > 0) refuse('There are pillars already. Add or edit them one by one.')
  for (const pillar of defaultPillars) await createPillar(ctx, pillar)
}

export async function editPillar(ctx: Context, id: string, form: z.output<typeof editPillarForm>) {
  const row = await lock(ctx, 'pillar', id)
  authorize(ctx, 'pillar.edit')
  await requireVersion(ctx, row, form.version, pillarValues)
  if (row.archivedAt) refuse('This pillar is archived. Restore it before changing it.')
  await change(ctx, row, texts(form))
  record(ctx, { verb: 'pillar.edited', kind: 'pillar', id, title: form.name })
}

/** Moves a pillar one place in the order. */
export async function movePillar(ctx: Context, id: string, move: OrderMove) {
  await holdOrder(ctx, 'pillar')
  const row = await lock(ctx, 'pillar', id)
  authorize(ctx, 'pillar.edit')
  if (row.archivedAt) refuse('This pillar is archived. Restore it before moving it.')
  const changed = await changePosition(ctx, 'pillar', id, move)
  if (changed) record(ctx, { verb: `pillar.moved-${move}`, kind: 'pillar', id, title: row.name })
}

/** Archives a pillar that holds no outcomes, or restores it. */
export async function archivePillar(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'pillar', id)
  authorize(ctx, 'pillar.edit')
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  const { outcomeCount } = await findPillar(ctx, id)
  const why = archived ? pillarArchiveRefusal(outcomeCount) : null
  if (why) refuse(why)
  await change(ctx, row, { archivedAt: archived ? ctx.now : null })
  record(ctx, {
    verb: archived ? 'pillar.archived' : 'pillar.restored',
    kind: 'pillar',
    id,
    title: row.name,
    reason: form.reason,
  })
  return { archived }
}

/** A pillar as the fields of its form. */
export const pillarValues = (row: { name: string; description: string }) => ({
  name: row.name,
  description: row.description,
})

const texts = (form: z.output<typeof newPillarForm>) => ({ name: form.name, description: form.description ?? '' })

async function change(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('pillar')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
    .catch(nameTaken('pillar'))
}
