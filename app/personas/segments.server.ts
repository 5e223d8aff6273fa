// Reading and changing customer segments.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { matching } from '#app/vision/matching.server.ts'
import { nameTaken } from '#app/vision/name-taken.ts'
import type { editSegmentForm, newSegmentForm } from './segment.ts'

export const segmentListRules = {
  filters: { stance: ['keep and grow', 'win over', 'look after', 'keep easy'], show: ['archived'] },
  sorts: ['name', 'share', 'current', 'potential'],
  defaultSort: 'name',
} as const

const columns = [
  's.id',
  's.name',
  's.description',
  's.share',
  's.currentValue',
  's.potentialValue',
  's.valueNote',
  's.archivedAt',
  's.version',
] as const
const personaCount = sql<number>`(select count(*) from persona p where p.segment_id = s.id and p.archived_at is null)`
// The same as stanceOf says of one segment.
const stance = sql<string>`case when s.potential_value >= 4 and s.current_value >= 4 then 'keep and grow'
  when s.potential_value >= 4 then 'win over' when s.current_value >= 4 then 'look after' else 'keep easy' end`

/** Of all customers, as the last count that knows the segment says. */
const measuredShare = sql<number>`(
  select 100.0 * sum(g.customers) / nullif((select sum(w.customers) from customer_group w where w.customer_count_id = c.id), 0)
  from customer_count c join customer_group g on g.customer_count_id = c.id
  where c.withdrawn_at is null and g.segment_id = s.id
  group by c.id, c.counted_on, c.created_at order by c.counted_on desc, c.created_at desc limit 1)`

/** One page of segments, and how many match in all. */
export async function listSegments(ctx: Context, query: ListQuery) {
  const archived = query.filters.show?.includes('archived')
  let base = ctx.db.selectFrom('segment as s').where('s.archivedAt', archived ? 'is not' : 'is', null)
  if (query.q) base = base.where(matching(['s.name', 's.description', 's.value_note'], query.q))
  if (query.filters.stance) base = base.where(sql<boolean>`${stance} = any(${query.filters.stance})`)
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const order = {
    name: sql`lower(s.name)`,
    share: sql`coalesce(${measuredShare}, s.share)`,
    current: sql`s.current_value`,
    potential: sql`s.potential_value`,
  }[query.sort.key as (typeof segmentListRules.sorts)[number]]
  const rows = await base
    .select(columns)
    .select(personaCount.as('personaCount'))
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)} nulls last`)
    .orderBy(sql`lower(s.name)`)
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows, total }
}

/** One segment with its personas; 404 where there is none. */
export async function findSegment(ctx: Context, id: string) {
  const row = await ctx.db.selectFrom('segment as s').where('s.id', '=', id).select(columns).executeTakeFirst()
  if (!row) throw absent()
  const personas = await ctx.db
    .selectFrom('persona as p')
    .where('p.segmentId', '=', id)
    .where('p.archivedAt', 'is', null)
    .select([
      'p.id',
      'p.name',
      'p.summary',
      'p.quote',
      'p.pictureId',
      'p.reviewBy',
      sql<string | null>`${row.name}`.as('segmentName'),
    ])
    .orderBy(sql`lower(p.name)`)
    .limit(100)
    .execute()
  return { ...row, personas }
}

/** Segments to choose from, with the one a persona has already. */
export async function listSegmentChoices(ctx: Context, has: string | null = null) {
  return ctx.db
    .selectFrom('segment')
    .where((eb) => eb.or([eb('archivedAt', 'is', null), eb('id', '=', has)]))
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .execute()
}

export async function createSegment(ctx: Context, form: z.output<typeof newSegmentForm>) {
  authorize(ctx, 'segment.edit')
  const id = newId(ctx)
  await ctx.db
    .insertInto('segment')
    .values({ id, ...texts(form) })
    .execute()
    .catch(nameTaken('segment'))
  record(ctx, { verb: 'segment.created', kind: 'segment', id, title: form.name })
  return { id }
}

export async function editSegment(ctx: Context, id: string, form: z.output<typeof editSegmentForm>) {
  const row = await lock(ctx, 'segment', id)
  authorize(ctx, 'segment.edit')
  await requireVersion(ctx, row, form.version, segmentValues)
  if (row.archivedAt) refuse('This segment is archived. Restore it before changing it.')
  await change(ctx, row, texts(form))
  record(ctx, { verb: 'segment.edited', kind: 'segment', id, title: form.name })
}

/** Archives a segment, or restores it. Its personas stay. */
export async function archiveSegment(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'segment', id)
  authorize(ctx, 'segment.edit')
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  await change(ctx, row, { archivedAt: archived ? ctx.now : null })
  record(ctx, {
    verb: archived ? 'segment.archived' : 'segment.restored',
    kind: 'segment',
    id,
    title: row.name,
    reason: form.reason,
  })
  return { archived }
}

/** A segment as the fields of its form. */
export const segmentValues = (row: {
  name: string
  description: string
  share: number | string | null
  currentValue: number
  potentialValue: number
  valueNote: string
}) => ({
  name: row.name,
  description: row.description,
  share: row.share === null ? '' : String(row.share),
  currentValue: String(row.currentValue),
  potentialValue: String(row.potentialValue),
  valueNote: row.valueNote,
})

const texts = (form: z.output<typeof newSegmentForm>) => ({
  name: form.name,
  description: form.description ?? '',
  share: form.share,
  currentValue: form.currentValue,
  potentialValue: form.potentialValue,
  valueNote: form.valueNote ?? '',
})

async function change(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('segment')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
    .catch(nameTaken('segment'))
}
