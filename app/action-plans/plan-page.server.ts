// Everything one plan's page shows. The number of statements is the same for any plan.
import { sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import type { Frequency } from '#app/kpis/period.ts'
import { wantedPeriods } from './plan-update.ts'

/** The plan itself, with its people, its initiative and what is kept about it; 404 where there is none. */
export async function findActionPlan(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('actionPlan as p')
    .innerJoin('initiative as i', 'i.id', 'p.initiativeId')
    .leftJoin('member as o', 'o.id', 'p.ownerId')
    .leftJoin('member as r', 'r.id', 'p.reviewerId')
    .leftJoin('planStanding as s', 's.actionPlanId', 'p.id')
    .where('p.id', '=', id)
    .select([
      'p.id',
      'p.name',
      'p.purpose',
      'p.ownerId',
      'p.ownerAcceptedAt',
      'p.reviewerId',
      'p.cadence',
      'p.kpiId',
      'p.version',
    ])
    .select(['p.startsOn', 'p.endsOn', 'p.finishedOn', 'p.archivedAt', 'o.name as ownerName', 'r.name as reviewerName'])
    .select(['i.id as initiativeId', 'i.name as initiativeName', 'i.stage', 'i.ownerId as parentOwnerId'])
    .select(['s.stated', 's.lastUpdateOn', 's.nextUpdateDueOn'])
    .executeTakeFirst()
  if (!row) throw absent()
  return row
}

export type PlanRow = Awaited<ReturnType<typeof findActionPlan>>

/** Why the plan exists: the outcomes and values its initiative serves, and the KPIs it is meant to move. Two statements. */
export async function findReasons(ctx: Context, plan: Pick<PlanRow, 'initiativeId' | 'kpiId'>) {
  const { rows: served } = await sql<{ kind: 'outcome' | 'value'; id: string; name: string }>`
    select 'outcome' as kind, o.id, o.title as name from initiative_outcome l join outcome o on o.id = l.outcome_id
      where l.initiative_id = ${plan.initiativeId} and o.archived_at is null
    union all select 'value', v.id, v.name from initiative_core_value l join core_value v on v.id = l.core_value_id
      where l.initiative_id = ${plan.initiativeId} and v.archived_at is null
    order by 1, 3`.execute(ctx.db)
  const { rows: kpis } = await sql<PlanKpi>`
    select k.id, k.name, k.unit, k.decimals, k.frequency, k.score_kind, l.expected_direction, l.expected_size, l.hypothesis,
      s.period, s.value, s.low, s.high, s.target, coalesce(s.against_target, 'no target') as against_target, coalesce(s.recent, '[]') as recent
    from kpi k left join initiative_kpi l on l.kpi_id = k.id and l.initiative_id = ${plan.initiativeId}
    left join kpi_standing s on s.kpi_id = k.id
    where k.id = ${plan.kpiId} or l.id is not null
    order by k.id is distinct from ${plan.kpiId}::uuid, lower(k.name)`.execute(ctx.db)
  return { served, kpis }
}

export interface PlanKpi {
  id: string
  name: string
  unit: string
  decimals: number
  frequency: string
  scoreKind: string
  /** Null where the initiative does not say that it will move this KPI. */
  expectedDirection: 'up' | 'down' | null
  expectedSize: number | null
  hypothesis: string | null
  period: string | null
  value: number | null
  low: number | null
  high: number | null
  target: number | null
  againstTarget: string
  recent: { period: string; value: number }[]
}

/** A plan's milestones, by day, archived ones too. */
export async function listMilestones(ctx: Context, planId: string) {
  return ctx.db
    .selectFrom('milestone')
    .where('actionPlanId', '=', planId)
    .select([
      'id',
      'name',
      'dueOn',
      'firstDueOn',
      'reachedOn',
      'version',
      sql<boolean>`archived_at is not null`.as('archived'),
    ])
    .orderBy('dueOn')
    .orderBy('id')
    .execute()
}

/** One milestone of this plan; 404 where there is none. */
export async function findMilestone(ctx: Context, planId: string, id: string) {
  const milestones = await listMilestones(ctx, planId)
  const found = milestones.find((milestone) => milestone.id === id)
  if (!found) throw absent()
  return found
}

/** How many times something was moved, from the history; in the past, up to that moment. */
export const movesOf = (kind: 'action_item' | 'milestone', id: string) => sql<number>`(
  select count(*) from history.event_subject es join history.event e on e.org_id = es.org_id and e.seq = es.seq
  where es.kind = ${kind} and es.subject_id = ${sql.ref(id)} and e.verb = ${`${kind}.due-moved`} and e.recorded_at <= as_of_moment())`

/** A plan's items with their owners, what blocks them and how often they moved, and how many are archived. */
export async function listItemsOfPlan(ctx: Context, planId: string) {
  const { archived } = await ctx.db
    .selectFrom('actionItem')
    .where('actionPlanId', '=', planId)
    .where('archivedAt', 'is not', null)
    .select(({ fn }) => fn.countAll<number>().as('archived'))
    .executeTakeFirstOrThrow()
  const items = await ctx.db
    .selectFrom('actionItem as a')
    .leftJoin('member as m', 'm.id', 'a.ownerId')
    .leftJoin('actionItem as b', 'b.id', 'a.blockedById')
    .where('a.actionPlanId', '=', planId)
    .where('a.archivedAt', 'is', null)
    .select([
      'a.id',
      'a.title',
      'a.milestoneId',
      'a.ownerId',
      'm.name as ownerName',
      'a.dueOn',
      'a.firstDueOn',
      'a.weight',
    ])
    .select([
      'a.progress',
      'a.doneOn',
      'a.evidenceUrl',
      'a.blockedById',
      'b.title as blockerTitle',
      'b.doneOn as blockerDoneOn',
    ])
    .select([sql<boolean>`b.archived_at is not null`.as('blockerArchived'), movesOf('action_item', 'a.id').as('moves')])
    .orderBy(sql`a.done_on is not null`)
    .orderBy(sql`a.due_on nulls last`)
    .orderBy('a.id')
    .execute()
  return { items, archived }
}

/** A plan's updates, newest first, and how many there are. */
export async function listUpdates(ctx: Context, planId: string, limit: number) {
  const rows = await updates(ctx)
    .where('u.actionPlanId', '=', planId)
    .orderBy('u.madeOn', 'desc')
    .orderBy('u.id', 'desc')
    .limit(limit)
    .execute()
  const { total } = await ctx.db
    .selectFrom('planUpdate')
    .where('actionPlanId', '=', planId)
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { rows, total }
}

/** One update of this plan; 404 where there is none. */
export async function findUpdate(ctx: Context, planId: string, id: string) {
  const row = await updates(ctx).where('u.actionPlanId', '=', planId).where('u.id', '=', id).executeTakeFirst()
  if (!row) throw absent()
  return row
}

const updates = (ctx: Context) =>
  ctx.db
    .selectFrom('planUpdate as u')
    .innerJoin('member as m', 'm.id', 'u.authorId')
    .leftJoin('member as a', 'a.id', 'u.acknowledgedBy')
    .leftJoin('kpiValue as v', 'v.id', 'u.kpiValueId')
    .leftJoin('kpi as k', 'k.id', 'v.kpiId')
    .select([
      'u.id',
      'u.statedStatus',
      'u.sentence',
      'u.nextStep',
      'u.helpWanted',
      'u.madeOn',
      'u.authorId',
      'm.name as authorName',
    ])
    .select(['u.acknowledgedAt', 'a.name as acknowledgedByName', 'v.value as kpiValue', 'v.period as kpiPeriod'])
    .select([
      'k.id as kpiId',
      'k.name as kpiName',
      'k.unit as kpiUnit',
      'k.decimals as kpiDecimals',
      'k.frequency as kpiFrequency',
    ])

export type UpdateRow = Awaited<ReturnType<typeof findUpdate>>

/** What the update form asks about the plan's KPI: the periods wanted, or null where the plan has no KPI. One statement. */
export async function findKpiQuestion(ctx: Context, kpiId: string | null) {
  if (!kpiId) return null
  const kpi = await ctx.db
    .selectFrom('kpi as k')
    .leftJoin('kpiStanding as s', 's.kpiId', 'k.id')
    .where('k.id', '=', kpiId)
    .where('k.archivedAt', 'is', null)
    .select([
      'k.id',
      'k.name',
      'k.unit',
      'k.decimals',
      'k.frequency',
      'k.scoreKind',
      's.period',
      's.value',
      's.nextDueOn',
    ])
    .select(sql<boolean>`exists (select from kpi_feedback f where f.kpi_id = k.id)`.as('computed'))
    .executeTakeFirst()
  if (!kpi) return null
  return { ...kpi, periods: wantedPeriods(kpi, kpi.frequency as Frequency, ctx.today) }
}

export type KpiQuestion = NonNullable<Awaited<ReturnType<typeof findKpiQuestion>>>
