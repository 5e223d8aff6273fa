// Where something is seen: touchpoints and the steps of journeys to choose from, and what is chosen has to be in use.
import { type RawBuilder, sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'

export interface StepChoice {
  id: string
  name: string
  journey: string
  journeyId: string
  kind: 'as-is' | 'to-be'
  touchpointId: string | null
}

/** More are found by search in the list, not offered. */
const mostChoices = 1000

/** Touchpoints in use, with the one a record has already. */
export async function listTouchpointChoices(ctx: Context, has: string | null = null) {
  return ctx.db
    .selectFrom('touchpoint')
    .where((eb) => eb.or([eb('archivedAt', 'is', null), eb('id', '=', has)]))
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .limit(mostChoices)
    .execute()
}

const inOrder = sql`order by lower(j.name), m.kind, p.position, s.position, s.id`
const stepsOfMaps: RawBuilder<unknown> = sql`
  from journey_step s join journey_map m on m.id = s.journey_map_id join journey j on j.id = m.journey_id
  join journey_phase p on p.id = s.journey_phase_id`

/** The steps of the current maps, in their order, with those a record has already. */
export async function listStepChoices(
  ctx: Context,
  kinds: readonly ('as-is' | 'to-be')[] = ['as-is'],
  has: readonly (string | null)[] = [],
): Promise<StepChoice[]> {
  const held = has.filter((id) => id !== null)
  const { rows } = await sql<StepChoice>`
    select s.id, s.name, j.name as journey, j.id as journey_id, m.kind, s.touchpoint_id ${stepsOfMaps}
    where (m.state = 'current' and m.kind = any(${kinds}) and s.archived_at is null and p.archived_at is null
      and m.archived_at is null and j.archived_at is null) or s.id = any(${held}::uuid[])
    ${inOrder} limit ${sql.lit(mostChoices)}`.execute(ctx.db)
  return rows
}

export async function listUnitChoices(ctx: Context, has: string | null = null) {
  return ctx.db
    .selectFrom('unit')
    .where((eb) => eb.or([eb('archivedAt', 'is', null), eb('id', '=', has)]))
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .execute()
}

const nouns = {
  touchpointId: ['touchpoint', 'touchpoint'],
  journeyStepId: ['journey_step', 'step'],
  asIsStepId: ['journey_step', 'step'],
  toBeStepId: ['journey_step', 'step'],
  unitId: ['unit', 'unit'],
  personaId: ['persona', 'persona'],
  segmentId: ['segment', 'segment'],
} as const
type Placed = Partial<Record<keyof typeof nouns, string | null>>

/** What is newly chosen has to exist (else 404) and be in use; what was there before may stay. */
export async function requireInUse(ctx: Context, chosen: Placed, before: Placed = {}) {
  for (const [field, [table, noun]] of Object.entries(nouns) as [keyof typeof nouns, readonly [string, string]][]) {
    const id = chosen[field]
    if (!id || id === before[field]) continue
    const { rows } = await sql<{ archivedAt: Date | null }>`
      select archived_at from ${sql.table(table)} where id = ${id}`.execute(ctx.db)
    if (!rows[0]) throw absent()
    if (rows[0].archivedAt) refuse(`This ${noun} is archived. Choose another one.`, field)
  }
}

/** A person newly chosen has to exist and still be here. */
export async function requirePerson(ctx: Context, id: string | null, field: string, before?: string | null) {
  if (!id || id === before) return
  const row = await ctx.db.selectFrom('member').where('id', '=', id).select('disabledAt').executeTakeFirst()
  if (!row) throw absent()
  if (row.disabledAt) refuse('This person has left. Choose somebody else.', field)
}
