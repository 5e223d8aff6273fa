// Reading counts of customers, and withdrawing one. They are made of files: see customer-files.server.ts.
import { sql } from 'kysely'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { matching } from '#app/vision/matching.server.ts'
import { type Measure, type Measured, type Sums, addUp, measured } from './customer-count.ts'

export const customerCountListRules = {
  filters: { show: ['withdrawn'] },
  sorts: ['day', 'name', 'customers'],
  defaultSort: '-day',
} as const

const sums = sql<Sums>`coalesce(sum(g.customers), 0) as customers, coalesce(sum(g.known_values), 0) as "knownValues",
  coalesce(sum(g.value_sum), 0) as "valueSum", coalesce(sum(g.known_left), 0) as "knownLeft", coalesce(sum(g.left_count), 0) as "leftCount"`

/** One page of counts, the newest day first, and how many match in all. */
export async function listCustomerCounts(ctx: Context, query: ListQuery) {
  const withdrawn = query.filters.show?.includes('withdrawn')
  let base = ctx.db.selectFrom('customerCount as c').where('c.withdrawnAt', withdrawn ? 'is not' : 'is', null)
  if (query.q) base = base.where(matching(['c.name', 'c.file_name', 'c.value_name'], query.q))
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const of = (column: string, where = 'true') =>
    sql<number>`(select coalesce(sum(${sql.raw(column)}), 0) from customer_group g where g.customer_count_id = c.id and ${sql.raw(where)})`
  const order = {
    day: sql`c.counted_on`,
    name: sql`lower(c.name)`,
    customers: of('g.customers'),
  }[query.sort.key as (typeof customerCountListRules.sorts)[number]]
  const rows = await base
    .select(['c.id', 'c.name', 'c.countedOn', 'c.valueName', 'c.valueUnit', 'c.currency', 'c.withdrawnAt'])
    .select([of('g.customers').as('customers'), of('g.value_sum').as('valueSum')])
    .select([of('g.known_values').as('knownValues'), of('g.known_left').as('knownLeft')])
    .select([of('g.left_count').as('leftCount')])
    .select(of('g.customers', 'g.segment_id is null').as('withoutSegment'))
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)}`)
    .orderBy('c.createdAt', 'desc')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows, total }
}

/** One count with its groups as the file calls them; 404 where there is none. */
export async function findCustomerCount(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('customerCount as c')
    .leftJoin('member as m', 'm.id', 'c.createdBy')
    .where('c.id', '=', id)
    .selectAll('c')
    .select('m.name as who')
    .executeTakeFirst()
  if (!row) throw absent()
  const groups = await ctx.db
    .selectFrom('customerGroup as g')
    .leftJoin('segment as s', 's.id', 'g.segmentId')
    .where('g.customerCountId', '=', id)
    .select(['g.id', 'g.label', 'g.segmentId', 's.name as segmentName', 'g.customers'])
    .select(['g.knownValues', 'g.valueSum', 'g.knownLeft', 'g.leftCount'])
    .orderBy('g.number')
    .execute()
  const whole = addUp(groups)
  return {
    ...row,
    whole: measured(whole, whole),
    groups: groups.map((group) => ({ ...group, ...measured(group, whole) })),
  }
}

/** Takes a count out of every figure, or back into them. */
export async function withdrawCustomerCount(
  ctx: Context,
  id: string,
  form: { reason: string | null; version: number },
) {
  const row = await lock(ctx, 'customerCount', id)
  authorize(ctx, 'segment.edit')
  await requireVersion(ctx, row, form.version)
  const withdrawn = row.withdrawnAt === null
  if (withdrawn && !form.reason) refuse('Say why it is withdrawn. It stands in the history.', 'reason')
  await ctx.db
    .updateTable('customerCount')
    .set({ withdrawnAt: withdrawn ? ctx.now : null, ...nextVersion(ctx, row) })
    .where('id', '=', id)
    .execute()
    .catch((error: unknown) => {
      if ((error as { constraint?: unknown }).constraint !== 'customer_count_day_name') throw error
      refuse('Another count of this day has this name by now. Withdraw that one first.')
    })
  const verb = withdrawn ? 'customer_count.withdrawn' : 'customer_count.restored'
  record(ctx, { verb, kind: 'customer_count', id, title: row.name, reason: form.reason })
  return { withdrawn }
}

// ── Segments as they were measured ──────────────────────────────────────────────────────────────────────────────────

export interface SegmentMeasured extends Measured, Measure {
  segmentId: string | null
  countId: string
  countName: string
  countedOn: string
}

type Found = Sums &
  Measure & {
    segmentId: string | null
    countId: string
    countName: string
    countedOn: string
    wholeCustomers: number
    wholeValue: number
  }

const asMeasured = ({ wholeCustomers, wholeValue, ...row }: Found): SegmentMeasured => ({
  ...row,
  ...measured(row, { customers: wholeCustomers, valueSum: wholeValue }),
})

const measuredColumns = sql`g.segment_id as "segmentId", c.id as "countId", c.name as "countName", c.counted_on as "countedOn",
  c.value_name as "valueName", c.value_unit as "valueUnit", c.currency, ${sums},
  (select sum(w.customers) from customer_group w where w.customer_count_id = c.id) as "wholeCustomers",
  (select sum(w.value_sum) from customer_group w where w.customer_count_id = c.id) as "wholeValue"`
const byCount = sql`group by g.segment_id, c.id, c.name, c.counted_on, c.created_at, c.value_name, c.value_unit, c.currency`

/** What the last count that knows a segment says of it, by segment. */
export async function lastMeasured(ctx: Context, segmentIds: readonly string[]): Promise<Map<string, SegmentMeasured>> {
  if (!segmentIds.length) return new Map()
  const { rows } = await sql<Found>`select distinct on (g.segment_id) ${measuredColumns}
    from customer_count c join customer_group g on g.customer_count_id = c.id
    where c.withdrawn_at is null and g.segment_id = any(${segmentIds}::uuid[])
    ${byCount} order by g.segment_id, c.counted_on desc, c.created_at desc`.execute(ctx.db)
  return new Map(rows.map((row) => [row.segmentId!, asMeasured(row)]))
}

/** What every count says of one segment, the newest day first. */
export async function measuredOverTime(ctx: Context, segmentId: string, limit = 24): Promise<SegmentMeasured[]> {
  const { rows } = await sql<Found>`select ${measuredColumns}
    from customer_count c join customer_group g on g.customer_count_id = c.id
    where c.withdrawn_at is null and g.segment_id = ${segmentId}
    ${byCount} order by c.counted_on desc, c.created_at desc limit ${limit}`.execute(ctx.db)
  return rows.map(asMeasured)
}

/** What one count says of each segment; `segmentId` null is what was given to none. */
export async function measuredIn(ctx: Context, countId: string): Promise<SegmentMeasured[]> {
  const { rows } = await sql<Found>`select ${measuredColumns}
    from customer_count c join customer_group g on g.customer_count_id = c.id
    where c.id = ${countId} ${byCount}`.execute(ctx.db)
  return rows.map(asMeasured)
}

/** Counts to choose from, the newest day first. */
export async function listCountChoices(ctx: Context) {
  return ctx.db
    .selectFrom('customerCount')
    .where('withdrawnAt', 'is', null)
    .select(['id', 'name', 'countedOn'])
    .orderBy('countedOn', 'desc')
    .orderBy('createdAt', 'desc')
    .limit(60)
    .execute()
}
