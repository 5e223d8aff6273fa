// The executive page: reads only what is kept ready (standings, counts, events), in the same number of statements for any size.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { activeStages } from '#app/initiatives/initiative.ts'
import { sinceOf, visited } from './executive.ts'

/** From worst to best, for sorting by lateness. */
export const severity = (column: string) =>
  sql`array_position(array['stale', 'off track', 'at risk', 'no data', 'on track', 'done'], coalesce(${sql.ref(column)}, 'no data'))`
const active = sql`i.archived_at is null and i.stage = any(${[...activeStages]})`

// ── Outcomes and initiatives ────────────────────────────────────────────────────────────────────────────────────────

export interface ServingRow {
  outcomeId: string
  id: string
  name: string
  stage: string
  progress: number | null
  derived: string
  /** Active initiatives that serve the outcome. */
  total: number
}

/** The active initiatives behind each of these outcomes, the worst first, at most three of each. */
export async function listServingOutcomes(
  ctx: Context,
  outcomeIds: readonly string[],
  each = 3,
): Promise<ServingRow[]> {
  const { rows } = await sql<ServingRow>`
    select outcome_id, id, name, stage, progress, derived, total from (
      select l.outcome_id, i.id, i.name, i.stage, s.progress, coalesce(s.derived, 'no data') as derived,
        count(*) over (partition by l.outcome_id) as total,
        row_number() over (partition by l.outcome_id order by i.stage <> 'running', ${severity('s.derived')}, i.name, i.id) as place
      from initiative_outcome l join initiative i on i.id = l.initiative_id left join initiative_standing s on s.initiative_id = i.id
      where l.outcome_id = any(${outcomeIds}::uuid[]) and ${active}
    ) ranked where place <= ${sql.lit(each)} order by outcome_id, place`.execute(ctx.db)
  return rows
}

export interface LateInitiative {
  id: string
  name: string
  stage: string
  endsOn: string | null
  ownerName: string | null
  progress: number | null
  derived: string
  disagreements: number
  overdueItems: number
}

/** The running initiatives that need a look first: by what the records show, then by the day they are to end. */
export async function listLateInitiatives(ctx: Context, limit = 8): Promise<LateInitiative[]> {
  const { rows } = await sql<LateInitiative>`
    select r.*, coalesce((select sum(ps.overdue_count) from action_plan p join plan_standing ps on ps.action_plan_id = p.id
      where p.initiative_id = r.id and p.archived_at is null and p.finished_on is null), 0)::int as overdue_items
    from (
      select i.id, i.name, i.stage, i.ends_on, m.name as owner_name, s.progress, coalesce(s.derived, 'no data') as derived,
        coalesce(s.disagreements, 0) as disagreements
      from initiative i left join initiative_standing s on s.initiative_id = i.id left join member m on m.id = i.owner_id
      where i.archived_at is null and i.stage = 'running'
      order by ${severity('s.derived')}, i.ends_on nulls last, i.name, i.id limit ${limit}
    ) r order by ${severity('r.derived')}, r.ends_on nulls last, r.name, r.id`.execute(ctx.db)
  return rows
}

export interface Disagreement {
  id: string
  name: string
  initiativeName: string
  ownerName: string | null
  stated: string
  derived: string
  derivedSentence: string
  lastUpdateOn: string | null
}

/** Plans said to be well of which the records say otherwise, the worst first. */
export async function listDisagreements(ctx: Context, limit = 6): Promise<Disagreement[]> {
  const { rows } = await sql<Disagreement>`
    select d.id, d.name, i.name as initiative_name, m.name as owner_name, d.stated, d.derived, d.derived_sentence, d.last_update_on
    from (
      select p.id, p.name, p.initiative_id, p.owner_id, s.stated, s.derived, s.derived_sentence, s.last_update_on
      from plan_standing s join action_plan p on p.id = s.action_plan_id
      where s.disagrees and p.archived_at is null
      order by ${severity('s.derived')}, s.last_update_on nulls first, p.name, p.id limit ${sql.lit(limit)}
    ) d join initiative i on i.id = d.initiative_id left join member m on m.id = d.owner_id
    order by ${severity('d.derived')}, d.last_update_on nulls first, d.name, d.id`.execute(ctx.db)
  return rows
}

// ── Counts ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface StrategyCounts {
  active: number
  running: number
  onTrack: number
  atRisk: number
  offTrack: number
  stale: number
  done: number
  noData: number
  noOwner: number
  notAccepted: number
  noKpi: number
  adHoc: number
  noPlan: number
  disagreements: number
  stalePlans: number
  overduePlans: number
  ownerlessPlans: number
  helpWanted: number
  overdueKpis: number
  stalePersonas: number
}

/** How many there are of everything the page counts; each is a filter of a list. */
export async function countStrategy(ctx: Context): Promise<StrategyCounts> {
  const { rows } = await sql<StrategyCounts>`
    select a.*, p.*,
      (select count(*) from kpi k join kpi_standing s on s.kpi_id = k.id where k.archived_at is null and s.next_due_on <= ${ctx.today}::date) as overdue_kpis,
      (select count(*) from persona where archived_at is null and review_by < ${ctx.today}::date) as stale_personas
    from (
      select count(*) as active,
        count(*) filter (where i.stage = 'running') as running,
        count(*) filter (where i.stage = 'running' and s.derived = 'on track') as on_track,
        count(*) filter (where i.stage = 'running' and s.derived = 'at risk') as at_risk,
        count(*) filter (where i.stage = 'running' and s.derived = 'off track') as off_track,
        count(*) filter (where i.stage = 'running' and s.derived = 'stale') as stale,
        count(*) filter (where i.stage = 'running' and s.derived = 'done') as done,
        count(*) filter (where i.stage = 'running' and coalesce(s.derived, 'no data') = 'no data') as no_data,
        count(*) filter (where i.owner_id is null) as no_owner,
        count(*) filter (where i.owner_id is not null and i.owner_accepted_at is null) as not_accepted,
        count(*) filter (where i.id not in (select initiative_id from initiative_kpi)) as no_kpi,
        count(*) filter (where i.id not in (select initiative_id from initiative_core_value)
          and i.id not in (select initiative_id from initiative_outcome)) as ad_hoc,
        count(*) filter (where i.stage = 'running' and coalesce(s.plan_count, 0) = 0) as no_plan
      from initiative i left join initiative_standing s on s.initiative_id = i.id
      where ${active}
    ) a cross join (
      select count(*) filter (where s.disagrees) as disagreements,
        count(*) filter (where s.derived = 'stale' and p.finished_on is null) as stale_plans,
        count(*) filter (where s.next_update_due_on < ${ctx.today}::date) as overdue_plans,
        count(*) filter (where p.owner_id is null and p.finished_on is null) as ownerless_plans,
        count(*) filter (where u.help_wanted <> '' and p.finished_on is null) as help_wanted
      from action_plan p left join plan_standing s on s.action_plan_id = p.id left join plan_update u on u.id = s.last_update_id
      where p.archived_at is null
    ) p`.execute(ctx.db)
  return rows[0]!
}

// ── What needs me ───────────────────────────────────────────────────────────────────────────────────────────────────

export interface HelpWanted {
  planId: string
  planName: string
  initiativeId: string
  initiativeName: string
  helpWanted: string
  who: string
  madeOn: string
}

/** Help asked for in the newest updates under initiatives that the viewer sponsors or owns. */
export async function listHelpWanted(ctx: Context, limit = 6): Promise<HelpWanted[]> {
  const me = ctx.viewer.memberId
  const { rows } = await sql<HelpWanted>`
    select p.id as plan_id, p.name as plan_name, i.id as initiative_id, i.name as initiative_name, u.help_wanted, m.name as who, u.made_on
    from initiative i join action_plan p on p.initiative_id = i.id
    join plan_standing s on s.action_plan_id = p.id join plan_update u on u.id = s.last_update_id join member m on m.id = u.author_id
    where (i.sponsor_id = ${me} or i.owner_id = ${me}) and i.archived_at is null and i.stage = 'running'
      and p.archived_at is null and p.finished_on is null and u.help_wanted <> '' and u.author_id <> ${me}
    order by u.made_on desc, u.id desc limit ${limit}`.execute(ctx.db)
  return rows
}

// ── Visits ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Since when the page shows what changed for this viewer. */
export async function findSince(ctx: Context) {
  return sinceOf(ctx.asOf ? null : await findVisit(ctx), ctx.now)
}

/** Keeps that the viewer looked now. Sent by the page once it is drawn, never by opening its address. */
export async function recordVisit(ctx: Context) {
  const { memberId } = ctx.viewer
  await ctx.db
    .insertInto('executiveVisit')
    .values({ memberId, currentAt: ctx.now })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const visit = await findVisit(ctx, 'lock')
  await ctx.db.updateTable('executiveVisit').set(visited(visit, ctx.now)).where('memberId', '=', memberId).execute()
}

async function findVisit(ctx: Context, hold?: 'lock') {
  const row = ctx.db
    .selectFrom('executiveVisit')
    .where('memberId', '=', ctx.viewer.memberId)
    .select(['previousAt', 'currentAt'])
  return (await (hold ? row.forUpdate() : row).executeTakeFirst()) ?? null
}
