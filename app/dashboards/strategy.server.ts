// The strategy on a page: vision, outcomes, initiatives, plans and KPIs, read in the same seven statements whatever their number.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { listCurrentOutcomes } from '#app/vision/outcome-list.server.ts'
import { findCurrentVision } from '#app/vision/visions.server.ts'
import {
  type MapInitiative,
  type MapKpi,
  type MapPlan,
  layOut,
  linesOnPaper,
  mostInitiatives,
  mostKpisOfOne,
  mostPlansOfOne,
} from './strategy-map.ts'

export const strategyRules = {
  filters: {
    pillar: 'id',
    owner: 'id',
    status: ['on track', 'at risk', 'off track', 'stale', 'no data', 'disagreement'],
    stage: ['idea', 'proposed', 'approved', 'running', 'finished', 'stopped'],
    missing: ['no owner', 'not accepted', 'no KPI', 'ad hoc', 'no plan'],
  },
  sorts: ['map'],
  defaultSort: 'map',
} as const

/** Shown unless a stage is chosen: ideas are not yet part of the strategy, stopped ones no longer. */
const shownStages = ['proposed', 'approved', 'running', 'finished']

/** The whole map, laid out. */
export async function findStrategy(ctx: Context, query: ListQuery) {
  const { filters } = query
  const { current } = await findCurrentVision(ctx)
  const all = await listCurrentOutcomes(ctx)
  const outcomes = filters.pillar ? all.filter(({ pillarId }) => filters.pillar!.includes(pillarId)) : all
  const initiatives = await listInitiatives(ctx, filters, outcomes.length + 1)
  const ids = initiatives.map(({ id }) => id)
  const plans = await listPlans(ctx, ids)
  const kpis = await listKpis(ctx, ids)
  const groups = layOut({ outcomes, initiatives, plans, kpis, onlyFilled: narrowed(filters) })
  return {
    vision: current && { id: current.id, statement: current.statement, brandPromise: current.brandPromise },
    groups,
    lines: linesOnPaper(groups),
    total: initiatives[0]?.total ?? 0,
    shown: initiatives.length,
    outcomeCount: all.length,
    pillars: [...new Map(all.map(({ pillarId, pillarName }) => [pillarId, pillarName]))].map(([value, label]) => ({
      value,
      label,
    })),
  }
}

const narrowed = ({ owner, status, stage, missing }: ListQuery['filters']) =>
  Boolean(owner ?? status ?? stage ?? missing)

async function listInitiatives(ctx: Context, filters: ListQuery['filters'], lanes: number) {
  const eachLane = Math.max(3, Math.floor(mostInitiatives / lanes))
  const inPillar = filters.pillar ? sql`and o.pillar_id = any(${filters.pillar}::uuid[])` : sql``
  const { rows } = await sql<MapInitiative & { total: number }>`
    with places as materialized (
      select o.id, row_number() over (order by p.position, lower(p.name), o.horizon, o.position, o.id) as place
      from outcome o join pillar p on p.id = o.pillar_id where o.archived_at is null ${inPillar}
    ), base as (
      select i.id, i.name, i.stage, coalesce(s.derived, 'no data') as derived, l.outcome_ids
      from initiative i
      left join initiative_standing s on s.initiative_id = i.id
      left join (
        select l.initiative_id, array_agg(o.id order by o.place) as outcome_ids
        from initiative_outcome l join places o on o.id = l.outcome_id group by 1
      ) l on l.initiative_id = i.id
      where ${sql.join(conditions(filters), sql` and `)}
    ), placed as (
      select b.id, b.outcome_ids, count(*) over () as total, count(*) over lane as in_lane,
        row_number() over (lane order by array_position(array['running', 'approved', 'proposed', 'finished', 'idea', 'stopped'], b.stage),
          array_position(array['stale', 'off track', 'at risk', 'no data', 'on track', 'done'], b.derived), lower(b.name), b.id) as place
      from base b window lane as (partition by b.outcome_ids[1])
    )
    select i.id, i.name, i.stage, i.owner_id, i.owner_accepted_at, i.ad_hoc_reason, m.name as owner_name, s.progress,
      coalesce(s.derived, 'no data') as derived, coalesce(s.disagreements, 0) as disagreements, coalesce(s.plan_count, 0) as plan_count,
      (select count(*) from initiative_kpi k where k.initiative_id = i.id) as kpi_count,
      (select count(*) from initiative_core_value v where v.initiative_id = i.id) as value_count, p.outcome_ids, p.total, p.in_lane
    from placed p join initiative i on i.id = p.id
    left join initiative_standing s on s.initiative_id = i.id
    left join member m on m.id = i.owner_id
    where p.place <= case when p.total <= ${mostInitiatives} then ${mostInitiatives} else ${eachLane}::int end
    order by p.place, lower(i.name), i.id`.execute(ctx.db)
  return rows
}

function conditions(filters: ListQuery['filters']): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [sql`i.archived_at is null`, sql`i.stage = any(${filters.stage ?? shownStages})`]
  if (filters.pillar) all.push(sql`l.outcome_ids is not null`)
  if (filters.owner) all.push(sql`i.owner_id = any(${filters.owner}::uuid[])`)
  const statuses = (filters.status ?? []).filter((status) => status !== 'disagreement')
  if (statuses.length) all.push(sql`coalesce(s.derived, 'no data') = any(${statuses})`)
  if (filters.status?.includes('disagreement')) all.push(sql`s.disagreements > 0`)
  for (const flag of filters.missing ?? []) {
    all.push(sql`i.stage in ('proposed', 'approved', 'running')`)
    all.push(lacks[flag as keyof typeof lacks])
  }
  return all
}

// The same as flagsOf says of one initiative.
const lacks = {
  'no owner': sql<SqlBool>`i.owner_id is null`,
  'not accepted': sql<SqlBool>`(i.owner_id is not null and i.owner_accepted_at is null)`,
  'no KPI': sql<SqlBool>`not exists (select 1 from initiative_kpi k where k.initiative_id = i.id)`,
  'ad hoc': sql<SqlBool>`(not exists (select 1 from initiative_core_value v where v.initiative_id = i.id)
    and not exists (select 1 from initiative_outcome x where x.initiative_id = i.id))`,
  'no plan': sql<SqlBool>`(i.stage = 'running' and coalesce(s.plan_count, 0) = 0)`,
}

async function listPlans(ctx: Context, ids: string[]): Promise<MapPlan[]> {
  const { rows } = await sql<MapPlan>`
    select * from (
      select p.id, p.initiative_id, p.name, m.name as owner_name, s.progress, coalesce(s.derived, 'no data') as derived, s.stated,
        coalesce(s.disagrees, false) as disagrees, p.finished_on is not null as finished, count(*) over (partition by p.initiative_id) as total,
        row_number() over (partition by p.initiative_id order by p.finished_on is not null, lower(p.name), p.id) as place
      from action_plan p left join plan_standing s on s.action_plan_id = p.id left join member m on m.id = p.owner_id
      where p.initiative_id = any(${ids}::uuid[]) and p.archived_at is null
    ) ranked where place <= ${mostPlansOfOne} order by place`.execute(ctx.db)
  return rows
}

async function listKpis(ctx: Context, ids: string[]): Promise<MapKpi[]> {
  const { rows } = await sql<MapKpi>`
    select * from (
      select k.id, l.initiative_id, k.name, k.unit, k.decimals, s.value, coalesce(s.against_target, 'no target') as against_target,
        count(*) over (partition by l.initiative_id) as total,
        row_number() over (partition by l.initiative_id order by lower(k.name), k.id) as place
      from initiative_kpi l join kpi k on k.id = l.kpi_id left join kpi_standing s on s.kpi_id = k.id
      where l.initiative_id = any(${ids}::uuid[]) and k.archived_at is null
    ) ranked where place <= ${mostKpisOfOne} order by place`.execute(ctx.db)
  return rows
}

/** Who owns initiatives, to narrow the map to. */
export async function listInitiativeOwners(ctx: Context) {
  return ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('initiative as i')
          .whereRef('i.ownerId', '=', 'm.id')
          .where('i.archivedAt', 'is', null)
          .select('i.id'),
      ),
    )
    .select(['m.id as value', 'm.name as label'])
    .orderBy(sql`lower(m.name)`)
    .limit(200)
    .execute()
}
