// The list of all action items, and everything one item's page shows.
import { type Expression, type SqlBool, sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import { type ListQuery, offered, offeredLimit } from '#app/ui/list-query.ts'
import { likeOf, ownedBy } from './plan-list.server.ts'
import { movesOf } from './plan-page.server.ts'

export const itemListRules = {
  filters: {
    show: ['open', 'done', 'archived'],
    attention: ['overdue', 'due soon', 'blocked', 'moved', 'no owner', 'no date'],
    owner: 'text', // an id, `me` or `none`
    plan: 'id',
  },
  sorts: ['due', 'title', 'owner', 'plan', 'progress'],
  defaultSort: 'due',
} as const

const order = {
  due: sql`a.due_on`,
  title: sql`lower(a.title)`,
  owner: sql`lower(m.name)`,
  plan: sql`lower(p.name)`,
  progress: sql`a.progress`,
}

/** One page of items, open ones first, and how many match in all. */
export async function listActionItems(ctx: Context, query: ListQuery) {
  const base = ctx.db
    .selectFrom('actionItem as a')
    .innerJoin('actionPlan as p', 'p.id', 'a.actionPlanId')
    .leftJoin('member as m', 'm.id', 'a.ownerId')
    .leftJoin('actionItem as b', 'b.id', 'a.blockedById')
    .where((eb) => eb.and(conditions(ctx, query)))
  const rows = await base
    .select([
      'a.id',
      'a.title',
      'a.dueOn',
      'a.doneOn',
      'a.progress',
      'a.weight',
      'a.ownerId',
      'm.name as ownerName',
      'a.archivedAt',
    ])
    .select([
      'p.id as planId',
      'p.name as planName',
      'p.ownerId as planOwnerId',
      'p.finishedOn',
      'p.archivedAt as planArchivedAt',
    ])
    .select(['b.id as blockerId', 'b.title as blockerTitle', 'b.doneOn as blockerDoneOn'])
    .select(sql<boolean>`b.archived_at is not null`.as('blockerArchived'))
    .orderBy(sql`a.done_on is not null`)
    .orderBy(sql`${order[query.sort.key as keyof typeof order]} ${sql.raw(query.sort.direction)} nulls last`)
    .orderBy('a.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

const blocked = sql<SqlBool>`(a.done_on is null and b.id is not null and b.done_on is null and b.archived_at is null)`

function conditions(ctx: Context, { q, filters }: ListQuery): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = []
  const show = filters.show?.[0]
  all.push(
    show === 'archived'
      ? sql<SqlBool>`a.archived_at is not null`
      : sql<SqlBool>`(a.archived_at is null and p.archived_at is null)`,
  )
  if (show === 'open') all.push(sql<SqlBool>`a.done_on is null`)
  if (show === 'done') all.push(sql<SqlBool>`a.done_on is not null`)
  // The search index keeps titles already made plain; making 20,000 of them plain here takes a quarter of a second.
  if (q)
    all.push(
      sql<SqlBool>`a.id in (select e.id from search_entry e where e.kind = 'action_item' and e.plain_title like plain(${likeOf(q)}))`,
    )
  if (filters.owner) all.push(ownedBy(ctx, sql`a.owner_id`, filters.owner))
  if (filters.plan) all.push(sql<SqlBool>`a.action_plan_id = any(${filters.plan}::uuid[])`)
  for (const attention of filters.attention ?? [])
    all.push(attentions(ctx)[attention as keyof ReturnType<typeof attentions>])
  return all
}

const open = sql`a.done_on is null`
const attentions = (ctx: Context) => ({
  overdue: sql<SqlBool>`(${open} and a.due_on < ${ctx.today})`,
  'due soon': sql<SqlBool>`(${open} and a.due_on between ${ctx.today} and ${ctx.today}::date + 7)`,
  blocked,
  moved: sql<SqlBool>`(${open} and a.due_on is distinct from a.first_due_on)`,
  'no owner': sql<SqlBool>`(${open} and a.owner_id is null)`,
  'no date': sql<SqlBool>`(${open} and a.due_on is null)`,
})

/** People who own items, and plans that have any, for the list's filters. */
export async function listItemFilters(ctx: Context, { filters }: Pick<ListQuery, 'filters'>) {
  const owners = await ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('actionItem as a').whereRef('a.ownerId', '=', 'm.id').select('a.id')),
    )
    .select(['m.id', 'm.name'])
    .orderBy(sql`lower(m.name)`)
    .execute()
  const plans = await ctx.db
    .selectFrom('actionPlan as p')
    .where('p.archivedAt', 'is', null)
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('actionItem as a').whereRef('a.actionPlanId', '=', 'p.id').select('a.id')),
    )
    .select(['p.id', 'p.name'])
    .orderBy(sql`p.id = any(${filters.plan ?? []}::uuid[]) desc`)
    .orderBy(sql`lower(p.name)`)
    .limit(offeredLimit)
    .execute()
  return { owners, plans: offered(plans, filters.plan) }
}

/** One item with its plan, its neighbours and how often it moved; 404 where there is none. Two statements. */
export async function findActionItem(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('actionItem as a')
    .innerJoin('actionPlan as p', 'p.id', 'a.actionPlanId')
    .innerJoin('initiative as i', 'i.id', 'p.initiativeId')
    .leftJoin('milestone as s', 's.id', 'a.milestoneId')
    .leftJoin('member as m', 'm.id', 'a.ownerId')
    .leftJoin('actionItem as b', 'b.id', 'a.blockedById')
    .where('a.id', '=', id)
    .select([
      'a.id',
      'a.title',
      'a.ownerId',
      'm.name as ownerName',
      'a.dueOn',
      'a.firstDueOn',
      'a.weight',
      'a.progress',
      'a.doneOn',
    ])
    .select(['a.evidenceUrl', 'a.milestoneId', 's.name as milestoneName', 'a.archivedAt', 'a.version'])
    .select(['a.blockedById', 'b.title as blockerTitle', 'b.doneOn as blockerDoneOn'])
    .select(sql<boolean>`b.archived_at is not null`.as('blockerArchived'))
    .select(['p.id as planId', 'p.name as planName', 'p.ownerId as planOwnerId', 'p.finishedOn as planFinishedOn'])
    .select(['p.archivedAt as planArchivedAt', 'i.id as initiativeId', 'i.name as initiativeName'])
    .select(movesOf('action_item', 'a.id').as('moves'))
    .executeTakeFirst()
  if (!row) throw absent()
  const waiting = await ctx.db
    .selectFrom('actionItem')
    .where('blockedById', '=', id)
    .where('archivedAt', 'is', null)
    .select(['id', 'title', 'doneOn'])
    .orderBy('id')
    .execute()
  return { ...row, waiting }
}

/** What an item's form offers: milestones and other items of its plan. Two statements. */
export async function listItemChoices(ctx: Context, planId: string, except?: string) {
  const milestones = await ctx.db
    .selectFrom('milestone')
    .where('actionPlanId', '=', planId)
    .where('archivedAt', 'is', null)
    .select(['id', 'name'])
    .orderBy('dueOn')
    .execute()
  const items = await ctx.db
    .selectFrom('actionItem')
    .where('actionPlanId', '=', planId)
    .where('archivedAt', 'is', null)
    .select(['id', 'title', 'doneOn'])
    .orderBy('id')
    .execute()
  return { milestones, items: items.filter((item) => item.id !== except) }
}
