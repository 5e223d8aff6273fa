// The list of action plans, and what its filters and forms offer to choose from.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { type ListQuery, offered, offeredLimit } from '#app/ui/list-query.ts'
import { derivedStatuses, statedStatuses } from './standing.ts'

export const planListRules = {
  filters: {
    derived: derivedStatuses,
    stated: [...statedStatuses, 'none'],
    attention: ['disagreement', 'overdue', 'late items', 'no owner', 'not accepted', 'help wanted'],
    owner: 'text', // an id, `me` or `none`
    initiative: 'id',
    unit: 'id',
    show: ['open', 'finished', 'archived'],
  },
  sorts: ['name', 'initiative', 'owner', 'status', 'progress', 'updated', 'due'],
  defaultSort: 'name',
} as const

const order = {
  name: sql`lower(p.name)`,
  initiative: sql`lower(i.name)`,
  owner: sql`lower(m.name)`,
  status: sql`array_position(array['done', 'no data', 'on track', 'at risk', 'off track', 'stale'], coalesce(s.derived, 'no data'))`,
  progress: sql`s.progress`,
  updated: sql`s.last_update_on`,
  due: sql`s.next_update_due_on`,
}

/** One page of plans with what a list shows of each, and how many match in all. */
export async function listActionPlans(ctx: Context, query: ListQuery) {
  const base = ctx.db
    .selectFrom('actionPlan as p')
    .innerJoin('initiative as i', 'i.id', 'p.initiativeId')
    .leftJoin('planStanding as s', 's.actionPlanId', 'p.id')
    .leftJoin('member as m', 'm.id', 'p.ownerId')
    .where((eb) => eb.and(conditions(ctx, query)))
  const rows = await base
    .select(['p.id', 'p.name', 'p.initiativeId', 'i.name as initiativeName', 'p.ownerId', 'p.ownerAcceptedAt'])
    .select([
      'm.name as ownerName',
      'p.finishedOn',
      'p.archivedAt',
      's.stated',
      's.derived',
      's.derivedSentence',
      's.disagrees',
    ])
    .select(['s.progress', 's.itemCount', 's.doneCount', 's.overdueCount', 's.lastUpdateOn', 's.nextUpdateDueOn'])
    .orderBy(sql`${order[query.sort.key as keyof typeof order]} ${sql.raw(query.sort.direction)} nulls last`)
    .orderBy(sql`lower(p.name)`)
    .orderBy('p.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

function conditions(ctx: Context, { q, filters }: ListQuery): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = []
  const show = filters.show?.[0]
  all.push(show === 'archived' ? sql<SqlBool>`p.archived_at is not null` : sql<SqlBool>`p.archived_at is null`)
  if (show === 'open') all.push(sql<SqlBool>`p.finished_on is null`)
  if (show === 'finished') all.push(sql<SqlBool>`p.finished_on is not null`)
  if (q) all.push(sql<SqlBool>`plain(p.name || ' ' || p.purpose || ' ' || i.name) like plain(${likeOf(q)})`)
  if (filters.derived) all.push(sql<SqlBool>`coalesce(s.derived, 'no data') = any(${filters.derived})`)
  if (filters.stated) all.push(sql<SqlBool>`coalesce(s.stated, 'none') = any(${filters.stated})`)
  if (filters.owner) all.push(ownedBy(ctx, sql`p.owner_id`, filters.owner))
  if (filters.initiative) all.push(sql<SqlBool>`p.initiative_id = any(${filters.initiative}::uuid[])`)
  if (filters.unit) all.push(sql<SqlBool>`m.unit_id = any(${filters.unit}::uuid[])`)
  for (const attention of filters.attention ?? [])
    all.push(attentions(ctx)[attention as keyof ReturnType<typeof attentions>])
  return all
}

const unfinished = sql`p.finished_on is null`
const attentions = (ctx: Context) => ({
  disagreement: sql<SqlBool>`coalesce(s.disagrees, false)`,
  overdue: sql<SqlBool>`s.next_update_due_on < ${ctx.today}`,
  'late items': sql<SqlBool>`(${unfinished} and s.overdue_count > 0)`,
  'no owner': sql<SqlBool>`(${unfinished} and p.owner_id is null)`,
  'not accepted': sql<SqlBool>`(${unfinished} and p.owner_id is not null and p.owner_accepted_at is null)`,
  'help wanted': sql<SqlBool>`(${unfinished} and exists (select 1 from plan_update u where u.id = s.last_update_id and u.help_wanted <> ''))`,
})

/** A pattern for `like` in which the reader's `%` and `_` mean themselves. */
export const likeOf = (q: string) => `%${q.replace(/[\\%_]/g, '\\$&')}%`

/** `me`, `none` and ids, any of which may match; anything else in the address matches nobody. */
export function ownedBy(ctx: Context, column: Expression<unknown>, chosen: string[]): Expression<SqlBool> {
  const ids = chosen
    .map((one) => (one === 'me' ? ctx.viewer.memberId : one))
    .filter((one) => /^[0-9a-f-]{36}$/i.test(one))
  return chosen.includes('none')
    ? sql<SqlBool>`(${column} is null or ${column} = any(${ids}::uuid[]))`
    : sql<SqlBool>`${column} = any(${ids}::uuid[])`
}

/** What the list may be narrowed by: people who own plans, initiatives that have any, units. */
export async function listPlanFilters(ctx: Context, { filters }: Pick<ListQuery, 'filters'>) {
  const owners = await ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('actionPlan as p').whereRef('p.ownerId', '=', 'm.id').select('p.id')),
    )
    .select(['m.id', 'm.name'])
    .orderBy(sql`lower(m.name)`)
    .execute()
  const initiatives = await ctx.db
    .selectFrom('initiative as i')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('actionPlan as p').whereRef('p.initiativeId', '=', 'i.id').select('p.id')),
    )
    .select(['i.id', 'i.name'])
    .orderBy(sql`i.id = any(${filters.initiative ?? []}::uuid[]) desc`)
    .orderBy(sql`lower(i.name)`)
    .limit(offeredLimit)
    .execute()
  const units = await ctx.db
    .selectFrom('unit')
    .where('archivedAt', 'is', null)
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .execute()
  return { owners, initiatives: offered(initiatives, filters.initiative), units }
}

/** People and KPIs a plan's form offers; those it names already are kept, even if they have left meanwhile. */
export async function listPlanChoices(ctx: Context, plan?: { ownerId: string | null; reviewerId: string | null }) {
  const members = await listMembers(ctx, [plan?.ownerId, plan?.reviewerId])
  const kpis = await ctx.db
    .selectFrom('kpi')
    .where('archivedAt', 'is', null)
    .select(['id', 'name', 'unit'])
    .orderBy(sql`lower(name)`)
    .execute()
  return { members, kpis }
}

/** Everybody who may be named as an owner, and those who are named already. */
export const listMembers = (ctx: Context, named: (string | null | undefined)[] = []) =>
  ctx.db
    .selectFrom('member')
    .where(sql<SqlBool>`(disabled_at is null or id = any(${named.filter(Boolean)}::uuid[]))`)
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .execute()

/** Initiatives that may take a new plan. */
export async function listInitiativesForPlans(ctx: Context) {
  return ctx.db
    .selectFrom('initiative')
    .where('archivedAt', 'is', null)
    .where('stage', 'not in', ['finished', 'stopped'])
    .select(['id', 'name', 'ownerId', 'stage'])
    .orderBy(sql`lower(name)`)
    .execute()
}

/** Whether there is an initiative that the viewer may add a plan to. */
export async function mayAddPlans(ctx: Context): Promise<boolean> {
  const nearest = await ctx.db
    .selectFrom('initiative')
    .where('archivedAt', 'is', null)
    .where('stage', 'not in', ['finished', 'stopped'])
    .select('ownerId')
    .orderBy(sql`owner_id is not distinct from ${ctx.viewer.memberId || null}::uuid desc`)
    .limit(1)
    .executeTakeFirst()
  return nearest !== undefined && may(ctx.viewer, 'action_plan.edit', { parentOwnerId: nearest.ownerId })
}

/** What a new plan starts with: the monthly cadence, and the KPI of its initiative where there is just one. */
export async function suggestPlan(
  ctx: Context,
  initiative: { id: string } | undefined,
): Promise<Record<string, string>> {
  if (!initiative) return { cadence: 'monthly' }
  const kpis = await ctx.db
    .selectFrom('initiativeKpi')
    .where('initiativeId', '=', initiative.id)
    .select('kpiId')
    .limit(2)
    .execute()
  return { initiativeId: initiative.id, cadence: 'monthly', kpiId: kpis.length === 1 ? kpis[0]!.kpiId : '' }
}
