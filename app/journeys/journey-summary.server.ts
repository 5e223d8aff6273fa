// What a journey's page shows of its maps: those in force in short, every version, and the KPIs of their steps.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { type MapPhase, type Named, listPhases } from './map-page.server.ts'
import { listMaps } from './maps.server.ts'

export type ListedMap = Awaited<ReturnType<typeof listMaps>>[number]

export async function summariseMaps(ctx: Context, journeyId: string) {
  const maps = await listMaps(ctx, journeyId)
  const current: { map: ListedMap; phases: MapPhase[] }[] = []
  for (const kind of ['as-is', 'to-be']) {
    const map =
      maps.find((one) => one.kind === kind && one.state === 'current' && !one.archivedAt) ??
      maps.find((one) => one.kind === kind && one.state === 'draft' && !one.archivedAt)
    if (map) current.push({ map, phases: await listPhases(ctx, map) })
  }
  const { rows: kpis } = await sql<Named>`
    select distinct k.id, k.name, lower(k.name) from journey_step_kpi l join kpi k on k.id = l.kpi_id and k.archived_at is null
    join journey_step s on s.id = l.journey_step_id and s.archived_at is null
    join journey_map a on a.id = s.journey_map_id and a.state <> 'superseded' and a.archived_at is null
    where a.journey_id = ${journeyId} order by lower(k.name) limit 50`.execute(ctx.db)
  return { maps, current, kpis: kpis.map(({ id, name }) => ({ id, name })) }
}
