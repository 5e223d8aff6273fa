// The list of initiatives: its filters, order and pages, all in the address.
import { type Expression, type RawBuilder, type SqlBool, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { kpisOf, servedBy } from './counts.server.ts'

export const initiativeListRules = {
  filters: {
    stage: ['idea', 'proposed', 'approved', 'running', 'finished', 'stopped', 'active', 'archived'],
    owner: 'id',
    unit: 'id',
    outcome: 'id',
    value: 'id',
    persona: 'id',
    segment: 'id',
    kpi: 'id',
    status: ['on track', 'at risk', 'off track', 'stale', 'no data', 'disagreement'],
    flag: ['no owner', 'not accepted', 'no KPI', 'ad hoc', 'no plan'],
    lacks: ['effort', 'budget', 'segment'],
  },
  sorts: ['name', 'stage', 'owner', 'progress', 'ends', 'updated'],
  defaultSort: 'name',
} as const

/** One page of initiatives with what a list shows of each, and how many match in all. */
export async function listInitiatives(ctx: Context, query: ListQuery) {
  const base = ctx.db
    .selectFrom('initiative as i')
    .leftJoin('initiativeStanding as s', 's.initiativeId', 'i.id')
    .leftJoin('member as m', 'm.id', 'i.ownerId')
    .where((eb) => eb.and(conditions(query)))
  const direction = query.sort.direction
  const order = {
    name: sql`lower(i.name)`,
    stage: sql`array_position(array['idea','proposed','approved','running','finished','stopped'], i.stage)`,
    owner: sql`lower(m.name)`,
    progress: sql`s.progress`,
    ends: sql`i.ends_on`,
    updated: sql`s.last_update_on`,
  }[query.sort.key as (typeof initiativeListRules.sorts)[number]]
  const rows = await base
    .select([
      'i.id',
      'i.name',
      'i.stage',
      'i.ownerId',
      'i.ownerAcceptedAt',
      'i.endsOn',
      'i.budget',
      'i.effortDays',
      'i.archivedAt',
      'm.name as ownerName',
      's.progress',
      's.derived',
      's.disagreements',
      's.lastUpdateOn',
      sql<number>`coalesce(s.plan_count, 0)`.as('planCount'),
      kpisOf.as('kpiCount'),
      servedBy.as('servedCount'),
    ])
    .orderBy(sql`${order} ${sql.raw(direction)} nulls last`)
    .orderBy('i.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

function conditions({ q, filters }: ListQuery): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = []
  const stages = filters.stage ?? []
  all.push(stages.includes('archived') ? sql<SqlBool>`i.archived_at is not null` : sql<SqlBool>`i.archived_at is null`)
  if (q)
    all.push(
      sql<SqlBool>`(plain(i.name) like '%' || plain(${q.replace(/[\\%_]/g, '\\$&')}) || '%' or plain(i.purpose) like '%' || plain(${q.replace(/[\\%_]/g, '\\$&')}) || '%')`,
    )
  const named = stages
    .filter((stage) => stage !== 'archived')
    .flatMap((stage) => (stage === 'active' ? ['proposed', 'approved', 'running'] : [stage]))
  if (named.length) all.push(sql<SqlBool>`i.stage = any(${named})`)
  if (filters.owner) all.push(sql<SqlBool>`i.owner_id = any(${filters.owner}::uuid[])`)
  if (filters.unit) all.push(sql<SqlBool>`i.unit_id = any(${filters.unit}::uuid[])`)
  if (filters.outcome)
    all.push(
      sql<SqlBool>`exists (select 1 from initiative_outcome o where o.initiative_id = i.id and o.outcome_id = any(${filters.outcome}::uuid[]))`,
    )
  if (filters.value)
    all.push(
      sql<SqlBool>`exists (select 1 from initiative_core_value v where v.initiative_id = i.id and v.core_value_id = any(${filters.value}::uuid[]))`,
    )
  if (filters.persona)
    all.push(
      sql<SqlBool>`exists (select 1 from initiative_persona p where p.initiative_id = i.id and p.persona_id = any(${filters.persona}::uuid[]))`,
    )
  const forSegment = (which: RawBuilder<unknown>) =>
    sql`exists (select 1 from initiative_persona l join persona p on p.id = l.persona_id where l.initiative_id = i.id and ${which})`
  if (filters.segment) all.push(sql<SqlBool>`${forSegment(sql`p.segment_id = any(${filters.segment}::uuid[])`)}`)
  if (filters.lacks?.includes('effort')) all.push(sql<SqlBool>`i.effort_days is null`)
  if (filters.lacks?.includes('budget')) all.push(sql<SqlBool>`i.budget is null`)
  if (filters.lacks?.includes('segment')) all.push(sql<SqlBool>`not ${forSegment(sql`p.segment_id is not null`)}`)
  if (filters.kpi)
    all.push(
      sql<SqlBool>`exists (select 1 from initiative_kpi k where k.initiative_id = i.id and k.kpi_id = any(${filters.kpi}::uuid[]))`,
    )
  const statuses = (filters.status ?? []).filter((status) => status !== 'disagreement')
  if (statuses.length) all.push(sql<SqlBool>`coalesce(s.derived, 'no data') = any(${statuses})`)
  if (filters.status?.includes('disagreement')) all.push(sql<SqlBool>`s.disagreements > 0`)
  const active = sql`i.stage in ('proposed', 'approved', 'running')`
  for (const flag of filters.flag ?? []) {
    if (flag === 'no owner') all.push(sql<SqlBool>`(${active} and i.owner_id is null)`)
    if (flag === 'not accepted')
      all.push(sql<SqlBool>`(${active} and i.owner_id is not null and i.owner_accepted_at is null)`)
    if (flag === 'no KPI') all.push(sql<SqlBool>`(${active} and ${kpisOf} = 0)`)
    if (flag === 'ad hoc') all.push(sql<SqlBool>`(${active} and ${servedBy} = 0)`)
    if (flag === 'no plan') all.push(sql<SqlBool>`(i.stage = 'running' and coalesce(s.plan_count, 0) = 0)`)
  }
  return all
}

/** The filters of the list, with the people, units and outcomes to choose from. */
export async function listInitiativeFilters(ctx: Context, query: Pick<ListQuery, 'filters'>) {
  const owners = await ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('initiative as i').whereRef('i.ownerId', '=', 'm.id').select('i.id')),
    )
    .select(['m.id as value', 'm.name as label'])
    .orderBy('m.name')
    .limit(200)
    .execute()
  const outcomes = await ctx.db
    .selectFrom('outcome')
    .where('archivedAt', 'is', null)
    .select(['id as value', 'title as label'])
    .orderBy('horizon')
    .orderBy('position')
    .execute()
  const words = (values: readonly string[]) =>
    values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }))
  return [
    { name: 'stage', label: 'Stage', options: words(initiativeListRules.filters.stage) },
    { name: 'status', label: 'Seen in the plans', options: words(initiativeListRules.filters.status) },
    { name: 'flag', label: 'Missing', options: words(initiativeListRules.filters.flag) },
    { name: 'owner', label: 'Owner', options: owners },
    { name: 'outcome', label: 'Outcome', options: outcomes },
    ...(query.filters.lacks
      ? [{ name: 'lacks', label: 'Not said', options: words(initiativeListRules.filters.lacks) }]
      : []),
    ...(await linkedFilters(ctx, query)),
  ]
}

const linkedNames: Record<string, string> = {
  value: 'Value',
  persona: 'Persona',
  segment: 'Segment',
  kpi: 'KPI',
  unit: 'Unit',
}

/** Filters that other records' pages link to; they are offered only while they are set, so that they can be taken away. */
async function linkedFilters(ctx: Context, { filters }: Pick<ListQuery, 'filters'>) {
  const set = Object.keys(linkedNames).filter((name) => filters[name])
  if (!set.length) return []
  const ids = set.flatMap((name) => filters[name]!)
  const titles = await ctx.db
    .selectFrom('searchEntry')
    .where(sql<SqlBool>`id = any(${ids}::uuid[])`)
    .select(['id as value', 'title as label'])
    .execute()
  return set.map((name) => ({
    name,
    label: linkedNames[name]!,
    options: titles.filter(({ value }) => filters[name]!.includes(value)),
  }))
}
