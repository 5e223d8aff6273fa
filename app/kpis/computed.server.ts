// KPIs whose values are computed from feedback: nobody types them.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { Refusal } from '#app/access/problems.ts'
import { enqueue } from '#app/jobs/enqueue.server.ts'
import type { Computed } from './computed.ts'

/** What a KPI is computed from; null where people record it. */
export async function findComputed(ctx: Context, kpiId: string): Promise<Computed | null> {
  const { rows } = await sql<Computed>`
    select f.id, f.kpi_id, f.question_id, f.touchpoint_id, f.segment_id, f.persona_id, f.unit_id, f.theme_id, f.language, f.version,
      q.label, q.score_kind, p.id as post_id, p.name as post_name, coalesce(t.name, s.name, pe.name, u.name, th.name) as facet_name
    from kpi_feedback f join question q on q.id = f.question_id join listening_post p on p.id = q.listening_post_id
    left join touchpoint t on t.id = f.touchpoint_id left join segment s on s.id = f.segment_id left join persona pe on pe.id = f.persona_id
    left join unit u on u.id = f.unit_id left join theme th on th.id = f.theme_id where f.kpi_id = ${kpiId}`.execute(
    ctx.db,
  )
  return rows[0] ?? null
}

/** Refuses to record values of a KPI by hand, or from a file, that feedback gives. */
export async function refuseComputed(ctx: Context, kpiIds: readonly string[]) {
  const { rows } = await sql<{ name: string }>`select k.name from kpi_feedback f join kpi k on k.id = f.kpi_id
    where f.kpi_id = any(${kpiIds}::uuid[]) order by lower(k.name) limit 1`.execute(ctx.db)
  if (rows[0])
    throw new Refusal(
      `“${rows[0].name}” is computed from feedback: its values come from the responses, and nobody types them. End that on its page to record values again.`,
    )
}

/** Asks for the values of this organisation's computed KPIs, once for many asks: after an import, its undoing, or taggings. */
export const askForKpis = (ctx: Context) => enqueue(ctx, 'compute-kpis', {}, { key: `compute-kpis ${ctx.org.id}` })

/** The same after responses got or lost these themes: where a KPI is computed from one of them. */
export async function askForKpisOf(ctx: Context, themeIds: readonly string[]) {
  const { rows } = await sql`select from kpi_feedback where theme_id = any(${[...themeIds]}::uuid[]) limit 1`.execute(
    ctx.db,
  )
  if (rows.length) await askForKpis(ctx)
}
