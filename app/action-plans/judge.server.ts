// Judging again because time passed (the clock alone makes a plan late or stale) or a KPI changed. Harmless at any hour.
import { sql } from 'kysely'
import { type Context, actingAsSystem } from '#app/access/context.server.ts'
import { pool } from '#db/database.ts'
import { refreshOwedKpiStandings } from '#app/kpis/kpi-standings.server.ts'
import { refreshInitiativeStanding, refreshPlanStanding } from './standings.server.ts'

const chunk = 100

export interface JudgeStandings {
  /** The slug of one organisation; without it, all of them. */
  org?: string
  /** Only plans whose KPI is one of these: after values or targets changed. */
  kpiIds?: string[]
}

/** The job `judge-standings`. Each chunk commits for itself, so that nobody's change waits for the whole. */
export async function judgeStandings(payload: unknown) {
  const { org, kpiIds } = (payload ?? {}) as JudgeStandings
  const slugs = org
    ? [org]
    : (await pool().query('select slug from access.list_organisations()')).rows.map((row) => row.slug as string)
  for (const slug of slugs) await judgeOrganisation(slug, { kpiIds })
}

/** Judges every plan of an organisation, as of now or a moved clock, rolls up every initiative, and asks for values anew. */
export async function judgeOrganisation(slug: string, { kpiIds, now }: { kpiIds?: string[]; now?: Date } = {}) {
  let after = '00000000-0000-0000-0000-000000000000'
  for (;;) {
    const ids = await actingAsSystem({ slug }, (ctx) => judgeChunk(ctx, after, kpiIds), now)
    if (ids.length < chunk) break
    after = ids[ids.length - 1]!
  }
  if (kpiIds) return
  await rollUpPlanless(slug, now)
  await actingAsSystem({ slug }, refreshOwedKpiStandings, now)
}

async function judgeChunk(ctx: Context, after: string, kpiIds?: string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from action_plan where id > ${after} and (${kpiIds ?? null}::uuid[] is null or kpi_id = any(${kpiIds ?? null}::uuid[]))
    order by id limit ${chunk}`.execute(ctx.db)
  const ids = rows.map((row) => row.id)
  await refreshPlanStanding(ctx, ids)
  return ids
}

/** Initiatives without any plan are met by no chunk of plans. */
async function rollUpPlanless(slug: string, now?: Date) {
  await actingAsSystem(
    { slug },
    async (ctx) => {
      const { rows } = await sql<{ id: string }>`
        select id from initiative i where not exists (select 1 from action_plan p where p.initiative_id = i.id)
          and not exists (select 1 from initiative_standing s where s.initiative_id = i.id)`.execute(ctx.db)
      await refreshInitiativeStanding(
        ctx,
        rows.map((row) => row.id),
      )
    },
    now,
  )
}
