// The list of KPIs: what it shows, how it is filtered, and how many match.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import type { ListQuery, ListRules } from '#app/ui/list-query.ts'
import { frequencyNames, kpiKindNames, kpiKinds, targetStandingNames } from './kpi.ts'
import { frequencies } from './period.ts'
import { targetStandings } from './target-path.ts'

export const kpiListRules = {
  filters: {
    kind: kpiKinds,
    owner: 'id',
    frequency: frequencies,
    target: targetStandings,
    value: ['overdue', 'none', 'recorded'],
    state: ['archived'],
  },
  sorts: ['name', 'kind', 'owner', 'period', 'due'],
  defaultSort: 'name',
} as const satisfies ListRules

/** One page of KPIs with their standing, and how many match in all. */
export async function listKpis(ctx: Context, query: ListQuery) {
  const base = ctx.db
    .selectFrom('kpi as k')
    .leftJoin('kpiStanding as s', 's.kpiId', 'k.id')
    .leftJoin('member as m', 'm.id', 'k.ownerId')
    .where((eb) => eb.and(conditions(ctx, query)))
  const order = {
    name: sql`lower(k.name)`,
    kind: sql`k.kind`,
    owner: sql`lower(m.name)`,
    period: sql`s.period`,
    due: sql`s.next_due_on`,
  }[query.sort.key as (typeof kpiListRules.sorts)[number]]
  const rows = await base
    .select([
      'k.id',
      'k.name',
      'k.kind',
      'k.unit',
      'k.decimals',
      'k.scoreKind',
      'k.direction',
      'k.frequency',
      'k.ownerId',
      'k.archivedAt',
    ])
    .select([
      'm.name as ownerName',
      's.period',
      's.value',
      's.n',
      's.low',
      's.high',
      's.target',
      's.againstTarget',
      's.recent',
      's.nextDueOn',
    ])
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)} nulls last`)
    .orderBy('k.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows: rows.map((row) => ({ ...row, recent: recentOf(row.recent) })), total }
}

/** How many KPIs the filters would show, the page and the search aside. */
export async function countKpis(ctx: Context, query: Pick<ListQuery, 'q' | 'filters'>): Promise<number> {
  const { total } = await ctx.db
    .selectFrom('kpi as k')
    .leftJoin('kpiStanding as s', 's.kpiId', 'k.id')
    .where((eb) => eb.and(conditions(ctx, query)))
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow()
  return total
}

const recentOf = (json: unknown) => (json ?? []) as { period: string; value: number }[]

function conditions(ctx: Context, { q, filters }: Pick<ListQuery, 'q' | 'filters'>): Expression<SqlBool>[] {
  const { kind, owner, frequency, target, value, state } = filters
  const all: Expression<SqlBool>[] = [
    state ? sql<SqlBool>`k.archived_at is not null` : sql<SqlBool>`k.archived_at is null`,
  ]
  if (q) {
    const like = `%${q.replace(/[\\%_]/g, '\\$&')}%`
    all.push(sql<SqlBool>`(plain(k.name) like plain(${like}) or plain(k.definition) like plain(${like}))`)
  }
  if (kind) all.push(sql<SqlBool>`k.kind = any(${kind})`)
  if (frequency) all.push(sql<SqlBool>`k.frequency = any(${frequency})`)
  if (owner) all.push(sql<SqlBool>`k.owner_id = any(${owner}::uuid[])`)
  if (target) all.push(sql<SqlBool>`coalesce(s.against_target, 'no target') = any(${target})`)
  const values = (value ?? []).map(
    (wanted) =>
      ({
        overdue: sql<SqlBool>`s.next_due_on <= ${ctx.today}::date`,
        none: sql<SqlBool>`s.period is null`,
        recorded: sql<SqlBool>`s.period is not null`,
      })[wanted]!,
  )
  if (values.length) all.push(sql<SqlBool>`(${sql.join(values, sql` or `)})`)
  return all
}

/** What the list may be narrowed by; owners are those who own a KPI. */
export async function listKpiFilters(ctx: Context) {
  const owners = await ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) => exists(selectFrom('kpi as k').whereRef('k.ownerId', '=', 'm.id').select('k.id')))
    .select(['m.id as value', 'm.name as label'])
    .orderBy('m.name')
    .limit(500)
    .execute()
  const named = <T extends string>(names: Record<T, string>) =>
    Object.entries<string>(names).map(([value, label]) => ({ value, label }))
  return [
    { name: 'kind', label: 'Kind', options: named(kpiKindNames) },
    { name: 'target', label: 'Against target', options: named(targetStandingNames) },
    {
      name: 'value',
      label: 'Values',
      options: [
        { value: 'overdue', label: 'Value overdue' },
        { value: 'none', label: 'No value yet' },
        { value: 'recorded', label: 'With values' },
      ],
    },
    { name: 'frequency', label: 'Frequency', options: named(frequencyNames) },
    { name: 'owner', label: 'Owner', options: owners },
    { name: 'state', label: 'In use', options: [{ value: 'archived', label: 'Archived' }] },
  ]
}

/** KPIs in use whose values are typed in one grid, by pace and name: those of one owner, or of all. */
export async function listKpisToRecord(
  ctx: Context,
  { ownerId, page, pageSize }: { ownerId: string | null; page: number; pageSize: number },
) {
  let base = ctx.db
    .selectFrom('kpi as k')
    .leftJoin('kpiStanding as s', 's.kpiId', 'k.id')
    .where('k.archivedAt', 'is', null)
    .where(sql<boolean>`not exists (select from kpi_feedback f where f.kpi_id = k.id)`) // nobody types what feedback gives
  if (ownerId) base = base.where('k.ownerId', '=', ownerId)
  const rows = await base
    .select(['k.id', 'k.name', 'k.unit', 'k.decimals', 'k.scoreKind', 'k.frequency', 'k.ownerId', 's.nextDueOn'])
    .orderBy(sql`array_position(array['weekly', 'monthly', 'quarterly', 'yearly'], k.frequency)`)
    .orderBy(sql`lower(k.name)`)
    .limit(pageSize)
    .offset((page - 1) * pageSize)
    .execute()
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}
