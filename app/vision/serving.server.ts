// The initiatives behind a value, an outcome or a persona: the links back, the busy ones first.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'

const links = {
  core_value: 'initiative_core_value',
  outcome: 'initiative_outcome',
  persona: 'initiative_persona',
} as const

export interface ServingInitiative {
  id: string
  name: string
  stage: string
  ownerName: string | null
  progress: number | null
}

/** The first initiatives linked to a record, and how many there are in all. Archived ones are left out. */
export async function listServing(ctx: Context, kind: keyof typeof links, id: string, limit = 20) {
  const { rows } = await sql<ServingInitiative & { total: number }>`
    select i.id, i.name, i.stage, m.name as owner_name, s.progress, count(*) over () as total
    from ${sql.table(links[kind])} l
    join initiative i on i.id = l.initiative_id
    left join initiative_standing s on s.initiative_id = i.id
    left join member m on m.id = i.owner_id
    where l.${sql.ref(`${kind}_id`)} = ${id} and i.archived_at is null
    order by array_position(array['running', 'approved', 'proposed', 'idea', 'finished', 'stopped'], i.stage), lower(i.name)
    limit ${limit}`.execute(ctx.db)
  return { total: rows[0]?.total ?? 0, initiatives: rows.map(({ total: _, ...initiative }) => initiative) }
}
