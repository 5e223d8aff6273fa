// Reading values: the table of one KPI with what stood there before, its chart, and the cells of grids.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { type Figures, sameFigures } from './kpi.ts'

export interface EarlierValue extends Figures {
  note: string
  who: string | null
  recordedAt: Date
}

/** Values of one KPI, newest first, each with what was recorded for its period before. Two statements. */
export async function listKpiValues(
  ctx: Context,
  kpiId: string,
  { limit, offset = 0 }: { limit: number; offset?: number },
) {
  const rows = await ctx.db
    .selectFrom('kpiValue as v')
    .leftJoin('member as m', 'm.id', 'v.recordedBy')
    .where('v.kpiId', '=', kpiId)
    .select([
      'v.id',
      'v.period',
      'v.value',
      'v.n',
      'v.sd',
      'v.promoters',
      'v.detractors',
      'v.note',
      'v.source',
      'v.dataImportId',
    ])
    .select(['v.recordedAt', 'v.version', 'm.name as who'])
    .orderBy('v.period', 'desc')
    .limit(limit)
    .offset(offset)
    .execute()
  const restated = rows.filter((row) => row.version > 1).map((row) => row.id)
  const earlier = restated.length ? await earlierValues(ctx, restated) : []
  return rows.map((row) => {
    let later: Figures = row
    const before: EarlierValue[] = []
    for (const { id, ...was } of earlier) {
      if (id !== row.id) continue
      if (!sameFigures(was, later)) before.push(was)
      later = was
    }
    return { ...row, earlier: before }
  })
}

/** What stood there before, newest first. */
async function earlierValues(ctx: Context, ids: string[]) {
  const { rows } = await sql<EarlierValue & { id: string }>`
    select h.id, h.value, h.n, h.sd, h.promoters, h.detractors, h.note, h.recorded_at, m.name as who
    from history.kpi_value h left join member m on m.id = h.recorded_by
    where h.id = any(${ids}::uuid[]) and h.recorded_to < 'infinity' and h.recorded_to <= as_of_moment() order by h.recorded_from desc, h.version desc`.execute(
    ctx.db,
  )
  return rows
}

/**
 * A KPI's newest values for its chart, oldest first; `restated` where other figures stood there before, and the values among them that
 * differ, newest first.
 */
export async function listKpiSeries(ctx: Context, kpiId: string, limit = 520) {
  const rows = await ctx.db
    .selectFrom('kpiValue as v')
    .where('v.kpiId', '=', kpiId)
    .select(['v.period', 'v.value', 'v.n', 'v.sd', 'v.promoters', 'v.detractors', 'v.note'])
    .select(
      sql<number[] | null>`case when v.version > 1 then (
        select json_agg(h.value order by h.recorded_from desc, h.version desc) from history.kpi_value h
        where h.id = v.id and h.recorded_to < 'infinity' and h.recorded_to <= as_of_moment()
          and (h.value, h.n, h.sd, h.promoters, h.detractors) is distinct from (v.value, v.n, v.sd, v.promoters, v.detractors)) end`.as(
        'before',
      ),
    )
    .orderBy('v.period', 'desc')
    .limit(limit)
    .execute()
  return rows.reverse().map(({ before, ...row }) => {
    const earlier = [...new Set(before ?? [])].filter((value) => value !== row.value)
    return { ...row, restated: before !== null, earlier }
  })
}

export interface GridCell extends Figures {
  kpiId: string
  period: string
  note: string
  version: number
}

/** What stands in these KPIs' cells from a day on; cells without a value are absent. */
export async function listCells(ctx: Context, kpiIds: string[], from: string, to: string): Promise<GridCell[]> {
  const { rows } = await sql<GridCell>`select kpi_id, period, value, n, sd, promoters, detractors, note, version
    from kpi_value where kpi_id = any(${kpiIds}::uuid[]) and period between ${from} and ${to}`.execute(ctx.db)
  return rows
}
