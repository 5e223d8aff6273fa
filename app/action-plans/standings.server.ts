// Keeps what is judged about plans and initiatives beside their records, in the same transaction as what changes it.
import { sql } from 'kysely'
import { among } from '#db/among.ts'
import type { Context } from '#app/access/context.server.ts'
import { type Judgement, type PlanRecord, judge, rollUp } from './judgement.ts'
import type { DerivedStatus } from './standing.ts'

/** Judges these plans anew and rolls them up into their initiatives. Three statements, however many plans. */
export async function refreshPlanStanding(ctx: Context, planIds: string[]) {
  if (!planIds.length) return
  // Two who change items of one plan at once take turns here, and the later one reads what the earlier one did.
  await sql`
    with plans as (select 1 from plan_standing where ${among('action_plan_id', planIds)} order by action_plan_id for update),
      initiatives as (select 1 from initiative_standing where initiative_id in (select initiative_id from action_plan where ${among('id', planIds)})
        order by initiative_id for update)
    select (select count(*) from plans), (select count(*) from initiatives)`.execute(ctx.db)
  const plans = await readPlans(ctx, planIds, 'with those beside them')
  const judged = judgedRows(ctx, plans)
  await sql`
    with plans as (
      insert into plan_standing (${planColumns}) ${asPlans(judged)}
      on conflict (org_id, action_plan_id) do update set item_count = excluded.item_count, done_count = excluded.done_count,
        overdue_count = excluded.overdue_count, progress = excluded.progress, stated = excluded.stated, last_update_id = excluded.last_update_id,
        last_update_on = excluded.last_update_on, next_update_due_on = excluded.next_update_due_on, derived = excluded.derived,
        derived_sentence = excluded.derived_sentence, disagrees = excluded.disagrees, judged_on = excluded.judged_on
    )
    insert into initiative_standing (${initiativeColumns}) ${asInitiatives(rolledUp(allPlans(plans, judged)))} ${replacing}`.execute(
    ctx.db,
  )
}

/** Rolls the plans' standings up into these initiatives. What changes the plans' own judgement calls `refreshPlanStanding`. */
export async function refreshInitiativeStanding(ctx: Context, initiativeIds: string[]) {
  if (!initiativeIds.length) return
  await sql`select 1 from initiative_standing where ${among('initiative_id', initiativeIds)} order by initiative_id for update`.execute(
    ctx.db,
  )
  await sql`
    insert into initiative_standing (${initiativeColumns}) ${asInitiatives(await readRolledUp(ctx, initiativeIds))} ${replacing}`.execute(
    ctx.db,
  )
}

/** The judgement of one plan as it stands at the context's moment, with its three sentences. */
export async function judgementOf(ctx: Context, planId: string): Promise<Judgement | null> {
  const [plan] = await readPlans(ctx, [planId])
  return plan ? judge(plan, clockOf(ctx)) : null
}

const clockOf = (ctx: Context) => ({ today: ctx.today, graceDays: ctx.org.graceDays })

/** Plans judged by one statement: a large organisation’s past may not hold a statement for seconds. */
const mostAtOnce = 500

/**
 * Judges every plan and initiative as of the moment that the context looks back at, into `judged_plan` and `judged_initiative`. Today's
 * standings are not touched.
 */
export async function judgePastPlans(ctx: Context) {
  const { rows: plans } = await sql<{ id: string }>`select id from action_plan order by id`.execute(ctx.db)
  for (let from = 0; from < plans.length; from += mostAtOnce) {
    const ids = plans.slice(from, from + mostAtOnce).map(({ id }) => id)
    const rows = judgedRows(ctx, await readPlans(ctx, ids))
    await sql`insert into judged_plan (${planColumns}) ${asPlans(rows)}`.execute(ctx.db)
  }
  const { rows: initiatives } = await sql<{ id: string }>`select id from initiative`.execute(ctx.db)
  const ids = initiatives.map(({ id }) => id)
  await sql`insert into judged_initiative (${initiativeColumns}) ${asInitiatives(await readRolledUp(ctx, ids))}`.execute(
    ctx.db,
  )
}

const planColumns = sql.raw(
  `action_plan_id, item_count, done_count, overdue_count, progress, stated, last_update_id, last_update_on, next_update_due_on, derived,
  derived_sentence, disagrees, judged_on`,
)
const initiativeColumns = sql.raw(
  'initiative_id, plan_count, item_count, progress, derived, disagreements, last_update_on',
)
const replacing = sql`on conflict (org_id, initiative_id) do update set plan_count = excluded.plan_count, item_count = excluded.item_count,
  progress = excluded.progress, derived = excluded.derived, disagreements = excluded.disagreements, last_update_on = excluded.last_update_on`

/** What is kept of each plan, as columns. */
const judgedRows = (ctx: Context, plans: PlanToJudge[]) =>
  plans.map((plan) => {
    const judged = judge(plan, clockOf(ctx))
    return {
      action_plan_id: plan.id,
      item_count: judged.itemCount,
      done_count: judged.doneCount,
      overdue_count: judged.overdueCount,
      progress: judged.progress,
      stated: plan.lastUpdate?.stated ?? null,
      last_update_id: plan.lastUpdate?.id ?? null,
      last_update_on: plan.lastUpdate?.madeOn ?? null,
      next_update_due_on: judged.nextUpdateDueOn,
      derived: judged.status,
      derived_sentence: judged.sentence,
      disagrees: judged.disagrees,
      judged_on: ctx.today,
    }
  })

const asPlans = (rows: ReturnType<typeof judgedRows>) => sql`
  select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(action_plan_id uuid, item_count int, done_count int, overdue_count int,
    progress numeric, stated text, last_update_id uuid, last_update_on date, next_update_due_on date, derived text, derived_sentence text,
    disagrees boolean, judged_on date)`

interface PlanToJudge extends PlanRecord {
  id: string
  initiativeId: string
  /** The plans in use of its initiative as they were judged before; of each initiative with one of its plans only. */
  beside: PlanOfInitiative[]
}

const none = sql`'[]'::jsonb`
// Read once for each initiative, whichever of its plans comes first.
const beside = sql`case when row_number() over (partition by p.initiative_id) = 1 then coalesce((
  select jsonb_agg(jsonb_build_object('id', q.id, 'itemCount', coalesce(s.item_count, 0), 'progress', s.progress,
    'derived', coalesce(s.derived, 'no data'), 'disagrees', coalesce(s.disagrees, false), 'lastUpdateOn', s.last_update_on))
  from action_plan q left join plan_standing s on s.action_plan_id = q.id
  where q.initiative_id = p.initiative_id and q.archived_at is null), '[]') else '[]' end`

/** One query for the facts of these plans. */
async function readPlans(ctx: Context, planIds: string[], more?: 'with those beside them'): Promise<PlanToJudge[]> {
  const { rows } = await sql<PlanToJudge>`
    select p.id, p.initiative_id, i.stage, p.cadence,
      p.archived_at is not null or i.archived_at is not null as archived,
      p.finished_on is not null as finished,
      greatest(coalesce(p.starts_on, i.starts_on), (p.created_at at time zone ${ctx.org.timeZone})::date) as counted_from,
      coalesce(a.list, '[]') as items, coalesce(m.list, '[]') as milestones, u.last as last_update, k.kpi,
      ${more ? beside : none} as beside
    from action_plan p
    join initiative i on i.id = p.initiative_id
    left join lateral (
      select jsonb_agg(jsonb_build_object('dueOn', a.due_on, 'doneOn', a.done_on, 'weight', a.weight, 'progress', a.progress)) as list
      from action_item a where a.action_plan_id = p.id and a.archived_at is null) a on true
    left join lateral (
      select jsonb_agg(jsonb_build_object('name', m.name, 'dueOn', m.due_on, 'reachedOn', m.reached_on)) as list
      from milestone m where m.action_plan_id = p.id and m.archived_at is null) m on true
    left join lateral (
      select jsonb_build_object('id', u.id, 'madeOn', u.made_on, 'stated', u.stated_status) as last
      from plan_update u where u.action_plan_id = p.id order by u.made_on desc, u.id desc limit 1) u on true
    left join lateral (
      select jsonb_build_object('name', k.name, 'againstTarget', coalesce(s.against_target, 'no target'),
        'scale', jsonb_build_object('scoreKind', k.score_kind, 'unit', k.unit, 'decimals', k.decimals, 'frequency', k.frequency),
        'direction', coalesce(l.expected_direction, k.direction), 'latest', coalesce(v.list, '[]')) as kpi
      from kpi k
      left join kpi_standing s on s.kpi_id = k.id
      left join initiative_kpi l on l.initiative_id = p.initiative_id and l.kpi_id = k.id
      left join lateral (
        select jsonb_agg(jsonb_build_object('value', v.value, 'n', v.n, 'sd', v.sd, 'promoters', v.promoters, 'detractors', v.detractors)
          order by v.period desc) as list
        from (select * from kpi_value v where v.kpi_id = k.id order by v.period desc limit 2) v) v on true
      where k.id = p.kpi_id) k on true
    where ${among('p.id', planIds)}`.execute(ctx.db)
  return rows
}

/** All plans of the initiatives of those just judged, as they stand now. */
function allPlans(plans: PlanToJudge[], judged: ReturnType<typeof judgedRows>): Map<string, PlanOfInitiative[]> {
  const now = new Map(judged.map((row) => [row.action_plan_id, row]))
  const of = new Map<string, PlanOfInitiative[]>(plans.map(({ initiativeId }) => [initiativeId, []]))
  for (const { initiativeId, beside } of plans)
    for (const before of beside) {
      const row = now.get(before.id)
      if (!row) of.get(initiativeId)!.push(before)
      else {
        const { item_count: itemCount, progress, derived, disagrees, last_update_on: lastUpdateOn } = row
        of.get(initiativeId)!.push({ id: before.id, itemCount, progress, derived, disagrees, lastUpdateOn })
      }
    }
  return of
}

/** The initiatives' standings, from those of their plans. */
async function readRolledUp(ctx: Context, initiativeIds: string[]) {
  const { rows: plans } = await sql<PlanOfInitiative & { initiativeId: string }>`
    select p.id, p.initiative_id, coalesce(s.item_count, 0) as item_count, s.progress, coalesce(s.derived, 'no data') as derived,
      coalesce(s.disagrees, false) as disagrees, s.last_update_on
    from action_plan p left join plan_standing s on s.action_plan_id = p.id
    where ${among('p.initiative_id', initiativeIds)} and p.archived_at is null`.execute(ctx.db)
  const of = new Map<string, PlanOfInitiative[]>(initiativeIds.map((id) => [id, []]))
  for (const plan of plans) of.get(plan.initiativeId)?.push(plan)
  return rolledUp(of)
}

const rolledUp = (of: Map<string, PlanOfInitiative[]>) =>
  [...of].map(([id, plans]) => {
    const sum = rollUp(plans)
    return {
      initiative_id: id,
      plan_count: sum.planCount,
      item_count: sum.itemCount,
      progress: sum.progress,
      derived: sum.derived,
      disagreements: sum.disagreements,
      last_update_on: sum.lastUpdateOn,
    }
  })

const asInitiatives = (rows: ReturnType<typeof rolledUp>) => sql`
  select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(initiative_id uuid, plan_count int, item_count int, progress numeric,
    derived text, disagreements int, last_update_on date)`

interface PlanOfInitiative {
  id: string
  itemCount: number
  progress: number | null
  derived: DerivedStatus
  disagrees: boolean
  lastUpdateOn: string | null
}
