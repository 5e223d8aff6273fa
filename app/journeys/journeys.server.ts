// Reading and changing journeys; their maps are in maps.server.ts.
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { matching } from '#app/vision/matching.server.ts'
import { nameTaken } from '#app/vision/name-taken.ts'
import { requireInUse } from './in-use.server.ts'
import type { editJourneyForm, newJourneyForm } from './journey.ts'

export const journeyListRules = {
  filters: { persona: 'id', owner: 'id', kpi: 'id', show: ['archived'] },
  sorts: ['name', 'persona', 'owner', 'gaps'],
  defaultSort: 'name',
} as const

const columns = [
  'j.id',
  'j.name',
  'j.description',
  'j.personaId',
  'j.ownerId',
  'j.archivedAt',
  'j.version',
  'p.name as personaName',
  'm.name as ownerName',
] as const

const journeys = (ctx: Context) =>
  ctx.db
    .selectFrom('journey as j')
    .leftJoin('persona as p', 'p.id', 'j.personaId')
    .leftJoin('member as m', 'm.id', 'j.ownerId')

/** Gaps that are not closed, of any step of the journey's maps. */
const gapCount = sql<number>`(select count(*) from gap g where g.archived_at is null and g.state in ('open', 'being closed')
  and exists (select 1 from journey_step s join journey_map a on a.id = s.journey_map_id
    where s.id in (g.as_is_step_id, g.to_be_step_id) and a.journey_id = j.id))`
const stepCount = sql<number>`(select count(*) from journey_step s join journey_map a on a.id = s.journey_map_id
  join journey_phase h on h.id = s.journey_phase_id and h.archived_at is null
  where a.journey_id = j.id and a.kind = 'as-is' and a.state = 'current' and a.archived_at is null and s.archived_at is null)`
const currentOf = (kind: 'as-is' | 'to-be') => sql<number | null>`(select a.number from journey_map a
  where a.journey_id = j.id and a.kind = ${kind} and a.state = 'current' and a.archived_at is null)`

/** One page of journeys, and how many match in all. */
export async function listJourneys(ctx: Context, query: ListQuery) {
  const { q, filters } = query
  const conditions = [sql<SqlBool>`j.archived_at is ${filters.show?.includes('archived') ? sql`not null` : sql`null`}`]
  if (q) conditions.push(matching(['j.name', 'j.description', 'p.name', 'm.name'], q))
  if (filters.persona) conditions.push(sql<SqlBool>`j.persona_id = any(${filters.persona}::uuid[])`)
  if (filters.owner) conditions.push(sql<SqlBool>`j.owner_id = any(${filters.owner}::uuid[])`)
  if (filters.kpi)
    conditions.push(sql<SqlBool>`exists (select 1 from journey_step_kpi k join journey_step s on s.id = k.journey_step_id
      join journey_map a on a.id = s.journey_map_id where a.journey_id = j.id and k.kpi_id = any(${filters.kpi}::uuid[]))`)
  const base = journeys(ctx).where((eb) => eb.and(conditions))
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const order = { name: sql`lower(j.name)`, persona: sql`lower(p.name)`, owner: sql`lower(m.name)`, gaps: gapCount }[
    query.sort.key as (typeof journeyListRules.sorts)[number]
  ]
  const rows = await base
    .select(columns)
    .select([
      gapCount.as('gapCount'),
      stepCount.as('stepCount'),
      currentOf('as-is').as('asIs'),
      currentOf('to-be').as('toBe'),
    ])
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)} nulls last`)
    .orderBy(sql`lower(j.name)`)
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows, total }
}

/** What the list offers to narrow by. */
export async function listJourneyFilters(ctx: Context) {
  const { rows } = await sql<{ kind: string; value: string; label: string }>`
    select distinct 'persona' as kind, p.id as value, p.name as label from journey j join persona p on p.id = j.persona_id
    union select distinct 'owner', m.id, m.name from journey j join member m on m.id = j.owner_id
    union select distinct 'kpi', k.id, k.name from journey_step_kpi l join kpi k on k.id = l.kpi_id
    order by 3 limit 600`.execute(ctx.db)
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ value, label }) => ({ value, label }))
  return [
    { name: 'persona', label: 'Persona', options: of('persona') },
    { name: 'owner', label: 'Owner', options: of('owner') },
    { name: 'kpi', label: 'KPI', options: of('kpi') },
    { name: 'show', label: 'Show', options: [{ value: 'archived', label: 'Archived' }] },
  ]
}

/** One journey; 404 where there is none. */
export async function findJourney(ctx: Context, id: string) {
  const row = await journeys(ctx)
    .where('j.id', '=', id)
    .select(columns)
    .select(gapCount.as('gapCount'))
    .executeTakeFirst()
  if (!row) throw absent()
  return row
}

export async function createJourney(ctx: Context, form: z.output<typeof newJourneyForm>) {
  authorize(ctx, 'journey.edit')
  await requireInUse(ctx, form)
  const id = newId(ctx)
  await ctx.db
    .insertInto('journey')
    .values({ id, ...journeyColumns(form), createdAt: ctx.now, updatedAt: ctx.now })
    .execute()
    .catch(nameTaken('journey'))
  record(ctx, { verb: 'journey.created', kind: 'journey', id, title: form.name })
  return { id }
}

export async function editJourney(ctx: Context, id: string, form: z.output<typeof editJourneyForm>) {
  const row = await lock(ctx, 'journey', id)
  authorize(ctx, 'journey.edit', row)
  await requireVersion(ctx, row, form.version, journeyValues)
  if (row.archivedAt) refuse('This journey is archived. Restore it before changing it.')
  await requireInUse(ctx, form, row)
  await changeJourney(ctx, row, journeyColumns(form))
  record(ctx, { verb: 'journey.edited', kind: 'journey', id, title: form.name })
}

/** Archives a journey with its maps, or restores it. */
export async function archiveJourney(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'journey', id)
  authorize(ctx, 'journey.edit', row)
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  await changeJourney(ctx, row, { archivedAt: archived ? ctx.now : null })
  const verb = archived ? 'journey.archived' : 'journey.restored'
  record(ctx, { verb, kind: 'journey', id, title: row.name, reason: form.reason })
  return { archived }
}

async function changeJourney(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('journey')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
    .catch(nameTaken('journey'))
}

/** A journey as the fields of its form. */
export const journeyValues = (row: {
  name: string
  description: string
  personaId: string | null
  ownerId: string | null
}) => ({
  name: row.name,
  description: row.description,
  personaId: row.personaId ?? '',
  ownerId: row.ownerId ?? '',
})

const journeyColumns = (form: z.output<typeof newJourneyForm>) => ({
  name: form.name,
  description: form.description ?? '',
  personaId: form.personaId,
  ownerId: form.ownerId,
})
