// The list of cases: its filters, order and pages, all in the address; and the four combinations of told and resolved.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { type ListQuery, offered, offeredLimit } from '#app/ui/list-query.ts'
import { type CaseState, type Loop, caseStateNames, caseStates, loopNames, loops, soonHours } from './customer-case.ts'

export const caseListRules = {
  filters: {
    state: ['open', ...caseStates, 'archived'],
    loop: loops,
    flag: [
      'overdue',
      'due soon',
      'no owner',
      'told in time',
      'not told in time',
      'answered in time',
      'no answer in time',
    ],
    owner: 'id',
    touchpoint: 'id',
    journey: 'id',
    post: 'id',
    rule: 'id',
    theme: 'id',
    gap: 'id',
    without: ['owner', 'touchpoint', 'journey'],
    from: 'day',
    until: 'day',
  },
  sorts: ['number', 'title', 'state', 'owner', 'due', 'opened'],
  defaultSort: 'due',
} as const

/** SQL over a case `c`. The day it is due ends at midnight in the organisation's zone. */
export const dueDay = (ctx: Context) => sql`(c.due_at at time zone ${ctx.org.timeZone})::date`
export const answeredBy = (day: unknown) => sql<SqlBool>`(c.told_on <= ${day} or exists (select from case_entry e
  where e.customer_case_id = c.id and e.kind in ('reply', 'call') and e.happened_on <= ${day}))`

const loopSql: Record<Loop, Expression<SqlBool>> = {
  'closed loop': sql<SqlBool>`(c.told_on is not null and c.resolved_on is not null)`,
  'promise open': sql<SqlBool>`(c.told_on is not null and c.resolved_on is null)`,
  'quiet fix': sql<SqlBool>`(c.told_on is null and c.resolved_on is not null)`,
  'nothing yet': sql<SqlBool>`(c.told_on is null and c.resolved_on is null)`,
}

/** One page of cases with what a list shows of each, and how many match in all. */
export async function listCases(ctx: Context, query: ListQuery) {
  const base = ctx.db
    .selectFrom('customerCase as c')
    .leftJoin('member as m', 'm.id', 'c.ownerId')
    .leftJoin('touchpoint as t', 't.id', 'c.touchpointId')
    .where((eb) => eb.and(conditions(ctx, query)))
  const direction = sql.raw(query.sort.direction)
  const order = {
    number: sql`c.number ${direction}`,
    title: sql`lower(c.title) ${direction}`,
    state: sql`array_position(array['received','acknowledged','investigating','answered','closed'], c.state) ${direction}`,
    owner: sql`lower(m.name) ${direction} nulls last`,
    due: sql`c.closed_at is not null or c.told_on is not null, c.due_at ${direction}`,
    opened: sql`c.opened_at ${direction}`,
  }[query.sort.key as (typeof caseListRules.sorts)[number]]
  const rows = await base
    .select([
      'c.id',
      'c.number',
      'c.title',
      'c.state',
      'c.ownerId',
      'c.dueAt',
      'c.openedAt',
      'c.toldOn',
      'c.resolvedOn',
    ])
    .select(['c.closedAt', 'c.archivedAt', 'm.name as ownerName', 't.name as touchpointName'])
    .select(sql<string>`${dueDay(ctx)}`.as('dueOn'))
    .orderBy(order)
    .orderBy('c.number', 'desc')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

/** How many of the cases that the other filters leave stand in each of the four combinations. One statement. */
export async function countLoops(ctx: Context, query: ListQuery): Promise<Record<Loop, number>> {
  const { loop: _, ...filters } = query.filters
  const counted = loops.map((loop) => sql<number>`count(*) filter (where ${loopSql[loop]})`.as(loop))
  const row = await ctx.db
    .selectFrom('customerCase as c')
    .where((eb) => eb.and(conditions(ctx, { ...query, filters })))
    .select(counted)
    .executeTakeFirstOrThrow()
  return row as Record<Loop, number>
}

function conditions(ctx: Context, { q, filters }: ListQuery): Expression<SqlBool>[] {
  const states = filters.state ?? []
  const all: Expression<SqlBool>[] = [
    states.includes('archived') ? sql<SqlBool>`c.archived_at is not null` : sql<SqlBool>`c.archived_at is null`,
  ]
  const number = /^(?:case\s*)?#?(\d{1,9})$/i.exec(q)?.[1]
  if (number) all.push(sql<SqlBool>`c.number = ${Number(number)}`)
  else if (q) all.push(sql<SqlBool>`plain(c.title) like '%' || plain(${q.replace(/[\\%_]/g, '\\$&')}) || '%'`)
  const named = states.flatMap((state) =>
    state === 'archived' ? [] : state === 'open' ? caseStates.filter((one) => one !== 'closed') : [state],
  )
  if (named.length) all.push(sql<SqlBool>`c.state = any(${named})`)
  const loop = (filters.loop ?? []).map((one) => loopSql[one as Loop])
  if (loop.length) all.push(sql<SqlBool>`(${sql.join(loop, sql` or `)})`)
  const ids = {
    owner: 'c.owner_id',
    touchpoint: 'c.touchpoint_id',
    post: 'c.listening_post_id',
    rule: 'c.case_rule_id',
    theme: 'c.theme_id',
    gap: 'c.gap_id',
  } as const
  for (const [name, column] of Object.entries(ids))
    if (filters[name]) all.push(sql<SqlBool>`${sql.ref(column)} = any(${filters[name]}::uuid[])`)
  if (filters.journey)
    all.push(sql<SqlBool>`exists (select from journey_step s join journey_map jm on jm.id = s.journey_map_id
      where s.id = c.journey_step_id and jm.journey_id = any(${filters.journey}::uuid[]))`)
  for (const place of filters.without ?? []) all.push(withoutSql[place]!)
  if (filters.from) all.push(sql<SqlBool>`${dueDay(ctx)} >= ${filters.from[0]}::date`)
  if (filters.until) all.push(sql<SqlBool>`${dueDay(ctx)} <= ${filters.until[0]}::date`)
  for (const flag of filters.flag ?? []) all.push(flagSql(ctx, flag))
  return all
}

const withoutSql: Record<string, Expression<SqlBool>> = {
  owner: sql<SqlBool>`c.owner_id is null`,
  touchpoint: sql<SqlBool>`c.touchpoint_id is null`,
  journey: sql<SqlBool>`c.journey_step_id is null`,
}

function flagSql(ctx: Context, flag: string): Expression<SqlBool> {
  const waiting = sql`c.closed_at is null and c.told_on is null`
  const due = dueDay(ctx)
  switch (flag) {
    case 'overdue':
      return sql<SqlBool>`(${waiting} and c.due_at < ${ctx.now})`
    case 'due soon':
      return sql<SqlBool>`(${waiting} and c.due_at >= ${ctx.now} and c.due_at <= ${new Date(ctx.now.getTime() + soonHours * 3_600_000)})`
    case 'no owner':
      return sql<SqlBool>`(c.closed_at is null and c.owner_id is null)`
    case 'told in time':
      return sql<SqlBool>`coalesce(c.told_on <= ${due}, false)`
    case 'not told in time':
      return sql<SqlBool>`(${due} < ${ctx.today}::date and not coalesce(c.told_on <= ${due}, false))`
    case 'answered in time':
      return answeredBy(due)
    default:
      return sql<SqlBool>`(${due} < ${ctx.today}::date and ${answeredBy(due)} is not true)`
  }
}

const flagNames: Record<string, string> = {
  overdue: 'Overdue',
  'due soon': 'Due soon',
  'no owner': 'Nobody’s yet',
  'told in time': 'Told in time',
  'not told in time': 'Not told in time',
  'answered in time': 'Answered in time',
  'no answer in time': 'No answer in time',
}

/** The filters of the list, with the people and places to choose from. */
export async function listCaseFilters(ctx: Context, { filters }: Pick<ListQuery, 'filters'>) {
  const owners = await ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('customerCase as c').whereRef('c.ownerId', '=', 'm.id').select('c.id')),
    )
    .select(['m.id', 'm.name'])
    .orderBy(sql`lower(m.name)`)
    .limit(offeredLimit)
    .execute()
  const touchpoints = await ctx.db
    .selectFrom('touchpoint as t')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('customerCase as c').whereRef('c.touchpointId', '=', 't.id').select('c.id')),
    )
    .select(['t.id', 't.name'])
    .orderBy(sql`lower(t.name)`)
    .limit(offeredLimit)
    .execute()
  const options = (rows: { id: string; name: string }[], chosen?: string[]) =>
    offered(rows, chosen).map(({ id, name }) => ({ value: id, label: name }))
  const set = (name: 'from' | 'until') =>
    filters[name] ? [{ name, label: name === 'from' ? 'Due from' : 'Due until', type: 'day' as const }] : []
  return [
    {
      name: 'state',
      label: 'State',
      options: caseListRules.filters.state.map((value) => ({
        value,
        label: caseStateNames[value as CaseState] ?? (value === 'open' ? 'Open' : 'Archived'),
      })),
    },
    { name: 'loop', label: 'Told and resolved', options: loops.map((value) => ({ value, label: loopNames[value] })) },
    {
      name: 'flag',
      label: 'In time',
      options: caseListRules.filters.flag.map((value) => ({ value, label: flagNames[value]! })),
    },
    { name: 'owner', label: 'Owner', options: options(owners, filters.owner) },
    { name: 'touchpoint', label: 'Touchpoint', options: options(touchpoints, filters.touchpoint) },
    ...(filters.without
      ? [
          {
            name: 'without',
            label: 'Without',
            options: caseListRules.filters.without.map((value) => ({ value, label: `No ${value}` })),
          },
        ]
      : []),
    ...set('from'),
    ...set('until'),
    ...(await linkedFilters(ctx, filters)),
  ]
}

const linkedNames: Record<string, string> = {
  journey: 'Journey',
  post: 'Post',
  rule: 'Rule',
  theme: 'Theme',
  gap: 'Gap',
}

/** Filters that other records' pages link to; they are offered only while they are set, so that they can be taken away. */
async function linkedFilters(ctx: Context, filters: ListQuery['filters']) {
  const set = Object.keys(linkedNames).filter((name) => filters[name])
  if (!set.length) return []
  const titles = await ctx.db
    .selectFrom('searchEntry')
    .where(sql<SqlBool>`id = any(${set.flatMap((name) => filters[name]!)}::uuid[])`)
    .select(['id as value', 'title as label'])
    .execute()
  return set.map((name) => ({
    name,
    label: linkedNames[name]!,
    options: titles.filter(({ value }) => filters[name]!.includes(value)),
  }))
}
