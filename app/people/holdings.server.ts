// What a member answers for right now: everything that needs a new owner when they leave.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { paths, recordPath } from '#app/paths.ts'

/** The records that members own, sponsor or review, as long as they are alive. `are` says of a column which members. */
const holdings = (are: (column: string) => RawBuilder<unknown>) => sql`
  select 'initiative' as kind, 'owner' as part, i.id, i.name as title, i.owner_id as who from initiative i
    where ${are('i.owner_id')} and i.archived_at is null and i.stage not in ('finished', 'stopped')
  union all select 'initiative', 'sponsor', i.id, i.name, i.sponsor_id from initiative i
    where ${are('i.sponsor_id')} and i.archived_at is null and i.stage not in ('finished', 'stopped')
  union all select 'action_plan', 'owner', p.id, p.name, p.owner_id from action_plan p
    where ${are('p.owner_id')} and p.archived_at is null and p.finished_on is null
  union all select 'action_plan', 'reviewer', p.id, p.name, p.reviewer_id from action_plan p
    where ${are('p.reviewer_id')} and p.archived_at is null and p.finished_on is null
  union all select 'action_item', 'owner', a.id, a.title, a.owner_id from action_item a
    where ${are('a.owner_id')} and a.archived_at is null and a.done_on is null
  union all select 'outcome', 'owner', o.id, o.title, o.owner_id from outcome o where ${are('o.owner_id')} and o.archived_at is null
  union all select 'kpi', 'owner', k.id, k.name, k.owner_id from kpi k where ${are('k.owner_id')} and k.archived_at is null
  union all select 'customer_case', 'owner', c.id, 'Case ' || c.number || ': ' || c.title, c.owner_id from customer_case c
    where ${are('c.owner_id')} and c.archived_at is null and c.closed_at is null
  union all select 'reply_task', 'owner', t.id, 'Reply owed by ' || t.due_on, t.owner_id from reply_task t
    where ${are('t.owner_id')} and t.state = 'open'
  union all select 'story', 'owner', y.id, y.title, y.owner_id from story y
    where ${are('y.owner_id')} and y.archived_at is null and y.state <> 'withdrawn'
  union all select 'persona', 'owner', s.id, s.name, s.owner_id from persona s where ${are('s.owner_id')} and s.archived_at is null`

/** How many records the member `m` of a query answers for. */
export const holdingCount = sql<number>`(select count(*) from (${holdings((column) => sql`${sql.ref(column)} = m.id`)}) as held)`

/** How many records each of these members answers for; those who hold none are missing. One statement. */
export async function countHoldings(ctx: Context, memberIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ who: string; count: number }>`
    select who, count(*) from (${holdings((column) => sql`${sql.ref(column)} = any(${memberIds}::uuid[])`)}) as held group by who`.execute(
    ctx.db,
  )
  return new Map(rows.map(({ who, count }) => [who, count]))
}

export interface Holding {
  kind: string
  part: string
  count: number
  /** The list that shows them all, where a list can be narrowed to them. */
  href: string | null
  first: { id: string; title: string; href: string | null }[]
}

const shownOfEach = 8
const order = [
  'initiative owner',
  'initiative sponsor',
  'action_plan owner',
  'action_plan reviewer',
  'action_item owner',
  'outcome owner',
  'kpi owner',
  'persona owner',
  'customer_case owner',
  'reply_task owner',
  'story owner',
]

/** What a member answers for, by kind and part, with the first few of each. One statement. */
export async function listHoldings(ctx: Context, memberId: string): Promise<Holding[]> {
  const { rows } = await sql<{ kind: string; part: string; id: string; title: string; count: number }>`
    select * from (
      select h.*, count(*) over kinds as count, row_number() over (partition by kind, part order by lower(title), id) as place
      from (${holdings((column) => sql`${sql.ref(column)} = ${memberId}::uuid`)}) as h window kinds as (partition by kind, part)
    ) as ranked where place <= ${shownOfEach} order by lower(title), id`.execute(ctx.db)
  const { slug } = ctx.org
  return order.flatMap((key) => {
    const own = rows.filter((row) => `${row.kind} ${row.part}` === key)
    const [first] = own
    if (!first) return []
    const { kind, part, count } = first
    const shown = own.map(({ id, title }) => ({ id, title, href: recordPath(slug, kind, id) }))
    return { kind, part, count, href: listOf(slug, kind, part, memberId), first: shown }
  })
}

function listOf(org: string, kind: string, part: string, owner: string): string | null {
  if (part !== 'owner') return null
  const lists: Record<string, (org: string, values: { owner: string }) => string> = {
    initiative: paths.initiatives,
    action_plan: paths.actionPlans,
    action_item: paths.actionItems,
    outcome: paths.outcomes,
    kpi: paths.kpis,
    persona: paths.personas,
    customer_case: paths.cases,
    reply_task: paths.replyTasks,
    story: paths.stories,
  }
  return lists[kind]?.(org, { owner }) ?? null
}
