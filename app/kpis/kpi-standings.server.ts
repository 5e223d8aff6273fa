// Keeping `kpi_standing` with every write, so that no page has to scan values.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { enqueue } from '#app/jobs/enqueue.server.ts'
import type { Figures } from './kpi.ts'
import { type KpiStandingRow, recentCount, standingOf } from './standing.ts'
import type { Target } from './target-path.ts'

interface Facts {
  id: string
  scoreKind: string
  unit: string
  decimals: number
  frequency: string
  direction: string
  archived: boolean
  computed: boolean
  createdOn: string
  valueCount: number
  newest: (Figures & { period: string })[]
  targets: Target[]
}

/**
 * After a KPI's values, targets or words changed: its standing now, and soon after the commit (`judge-standings`) every plan that is
 * judged by it, and their initiatives. Called in the writing transaction; three statements, whatever the number of KPIs.
 */
export async function kpisChanged(ctx: Context, kpiIds: string | string[]) {
  const ids = [kpiIds].flat()
  if (!ids.length) return
  await refreshKpiStanding(ctx, ids)
  await enqueue(
    ctx,
    'judge-standings',
    { kpiIds: ids },
    { key: ids.length === 1 ? `judge-standings:${ids[0]}` : undefined },
  )
}

/** Brings the standings of all KPIs whose value is owed up to date: by the clock alone a missing period stops being owed. */
export async function refreshOwedKpiStandings(ctx: Context) {
  const { rows } = await sql<{ id: string }>`
    select kpi_id as id from kpi_standing where next_due_on <= ${ctx.today}::date order by kpi_id for update`.execute(
    ctx.db,
  )
  await refreshKpiStanding(
    ctx,
    rows.map(({ id }) => id),
  )
}

/** Brings the standing of these KPIs up to date, in two statements whatever their number. Called in the writing transaction. */
export async function refreshKpiStanding(ctx: Context, kpiIds: string | string[]) {
  const ids = [kpiIds].flat()
  if (!ids.length) return
  await sql`
    insert into kpi_standing (${columns}) ${await standingRows(ctx, ids)}
    on conflict (org_id, kpi_id) do update set value_count = excluded.value_count, period = excluded.period, value = excluded.value,
      n = excluded.n, low = excluded.low, high = excluded.high, previous_period = excluded.previous_period,
      previous_value = excluded.previous_value, target = excluded.target, against_target = excluded.against_target,
      recent = excluded.recent, next_due_on = excluded.next_due_on`.execute(ctx.db)
}

/** Where every KPI stood at the moment that the context looks back at, into `judged_kpi`. Today's standings are not touched. */
export async function judgePastKpis(ctx: Context) {
  await sql`insert into judged_kpi (${columns}) ${await standingRows(ctx, null)}`.execute(ctx.db)
}

const columns = sql.raw(
  'kpi_id, value_count, period, value, n, low, high, previous_period, previous_value, target, against_target, recent, next_due_on',
)

/** The standings of these KPIs, or of all (null: then all values are counted in one go), as rows to insert. */
async function standingRows(ctx: Context, ids: string[] | null) {
  const { rows } = await sql<Facts>`
    select k.id, k.score_kind, k.unit, k.decimals, k.frequency, k.direction, k.archived_at is not null as archived, exists (select from kpi_feedback f where f.kpi_id = k.id) as computed,
      (k.created_at at time zone ${ctx.org.timeZone})::date as created_on,
      ${ids ? sql`(select count(*) from kpi_value v where v.kpi_id = k.id)` : sql`coalesce(c.count, 0)`} as value_count,
      coalesce((select jsonb_agg(to_jsonb(v) order by v.period desc) from (select period, value, n, sd, promoters, detractors
        from kpi_value v where v.kpi_id = k.id order by period desc limit ${recentCount}) v), '[]') as newest,
      coalesce((select jsonb_agg(jsonb_build_object('dueOn', t.due_on, 'value', t.value) order by t.due_on)
        from kpi_target t where t.kpi_id = k.id and t.withdrawn_at is null), '[]') as targets
    from kpi k ${ids ? sql`where k.id = any(${ids}::uuid[])` : sql`left join (select kpi_id, count(*) from kpi_value group by kpi_id) c on c.kpi_id = k.id`}`.execute(
    ctx.db,
  )
  const standings = rows.map((facts) => kept(facts.id, standingOf({ ...facts, kpi: facts, today: ctx.today })))
  return sql`select ${columns} from jsonb_populate_recordset(null::kpi_standing, ${JSON.stringify(standings)}::jsonb)`
}

function kept(id: string, row: KpiStandingRow) {
  return {
    kpi_id: id,
    value_count: row.valueCount,
    period: row.period,
    value: row.value,
    n: row.n,
    low: row.low,
    high: row.high,
    previous_period: row.previousPeriod,
    previous_value: row.previousValue,
    target: row.target,
    against_target: row.againstTarget,
    recent: row.recent,
    next_due_on: row.nextDueOn,
  }
}
