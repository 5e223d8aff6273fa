// The list of gaps, and the same gaps for the matrix.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { type ListQuery, offered, offeredLimit } from '#app/ui/list-query.ts'
import { matching } from '#app/vision/matching.server.ts'
import { listTouchpointChoices } from '#app/observations/places.server.ts'
import { barrierNames, barriers, gapStateNames, gapStates, points } from './gap.ts'

export const gapListRules = {
  filters: {
    state: [...gapStates, 'not closed'],
    journey: 'id',
    touchpoint: 'id',
    persona: 'id',
    segment: 'id',
    barrier: barriers,
    size: points,
    owner: 'id',
    lacks: ['evidence', 'initiative', 'owner', 'rating'],
    show: ['archived'],
  },
  sorts: ['name', 'size', 'value', 'effort', 'state', 'owner'],
  defaultSort: '-value',
} as const

/** More stand in no matrix that anybody could read: filter first. */
export const mostInMatrix = 200

/** Pieces of evidence that a gap `g` rests on, as SQL: what was withdrawn or archived is none. */
export const evidenceOf = sql<number>`((select count(*) from gap_observation l join observation o on o.id = l.observation_id where l.gap_id = g.id and o.archived_at is null)
  + (select count(*) from gap_theme l join theme t on t.id = l.theme_id where l.gap_id = g.id and t.archived_at is null)
  + (select count(*) from gap_response l join response r on r.id = l.response_id and r.answered_on = l.answered_on
      where l.gap_id = g.id and r.withdrawn_at is null))`
const initiativesOf = sql<number>`(select count(*) from initiative_gap l join initiative i on i.id = l.initiative_id where l.gap_id = g.id and i.archived_at is null)`

/** One page of gaps with what a list shows of each, and how many match in all. */
export async function listGaps(ctx: Context, query: ListQuery, limit = query.pageSize) {
  const base = ctx.db
    .selectFrom('gap as g')
    .leftJoin('journeyStep as a', 'a.id', 'g.asIsStepId')
    .leftJoin('journeyMap as jm', 'jm.id', 'a.journeyMapId')
    .leftJoin('journeyStep as b', 'b.id', 'g.toBeStepId')
    .leftJoin('touchpoint as t', 't.id', 'g.touchpointId')
    .leftJoin('member as m', 'm.id', 'g.ownerId')
    .where((eb) => eb.and(conditions(query)))
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const order = {
    name: sql`lower(g.name)`,
    size: sql`g.size`,
    value: sql`g.value`,
    effort: sql`g.effort`,
    state: sql`array_position(${[...gapStates]}::text[], g.state)`,
    owner: sql`lower(m.name)`,
  }[query.sort.key as (typeof gapListRules.sorts)[number]]
  const rows = await base
    .select(['g.id', 'g.name', 'g.state', 'g.size', 'g.value', 'g.effort', 'g.barrier', 'g.ownerId', 'g.createdBy'])
    .select(['g.version', 'g.archivedAt', 'a.name as asIsName', 'b.name as toBeName', 't.name as touchpointName'])
    .select(['m.name as ownerName', evidenceOf.as('evidence'), initiativesOf.as('initiatives')])
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)} nulls last`)
    .orderBy(sql`lower(g.name)`)
    .orderBy('g.id')
    .limit(limit)
    .offset(limit === query.pageSize ? (query.page - 1) * query.pageSize : 0)
    .execute()
  return { rows, total }
}

function conditions({ q, filters }: ListQuery): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [
    sql<SqlBool>`g.archived_at is ${filters.show?.includes('archived') ? sql`not null` : sql`null`}`,
  ]
  if (q) all.push(matching(['g.name', 'g.description', 'g.state_reason', 'a.name', 'b.name', 't.name'], q))
  const ids = { persona: 'g.persona_id', segment: 'g.segment_id', owner: 'g.owner_id', journey: 'jm.journey_id' }
  for (const [name, column] of Object.entries(ids))
    if (filters[name]) all.push(sql<SqlBool>`${sql.ref(column)} = any(${filters[name]}::uuid[])`)
  if (filters.touchpoint)
    all.push(
      sql<SqlBool>`coalesce(g.touchpoint_id, a.touchpoint_id, b.touchpoint_id) = any(${filters.touchpoint}::uuid[])`,
    )
  if (filters.barrier) all.push(sql<SqlBool>`g.barrier = any(${filters.barrier}::text[])`)
  if (filters.size) all.push(sql<SqlBool>`g.size = any(${filters.size.map(Number)}::int[])`)
  if (filters.state) {
    const states = filters.state.flatMap((state) => (state === 'not closed' ? ['open', 'being closed'] : [state]))
    all.push(sql<SqlBool>`g.state = any(${states}::text[])`)
  }
  const lacking: Record<string, Expression<SqlBool>> = {
    evidence: sql<SqlBool>`${evidenceOf} = 0`,
    initiative: sql<SqlBool>`${initiativesOf} = 0`,
    owner: sql<SqlBool>`g.owner_id is null`,
    rating: sql<SqlBool>`(g.value is null or g.effort is null)`,
  }
  for (const what of filters.lacks ?? []) all.push(lacking[what]!)
  return all
}

/** What the list offers to narrow by. */
export async function listGapFilters(ctx: Context, { filters }: Pick<ListQuery, 'filters'>) {
  const rowsOf = async (table: 'journey' | 'persona' | 'segment') =>
    ctx.db
      .selectFrom(table)
      .where('archivedAt', 'is', null)
      .select(['id', 'name'])
      .orderBy(sql`lower(name)`)
      .limit(offeredLimit)
      .execute()
  const owners = await ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) => exists(selectFrom('gap as g').whereRef('g.ownerId', '=', 'm.id').select('g.id')))
    .select(['m.id', 'm.name'])
    .orderBy(sql`lower(m.name)`)
    .limit(offeredLimit)
    .execute()
  const named = (rows: { id: string; name: string }[], chosen?: readonly string[]) =>
    offered(rows, chosen).map(({ id, name }) => ({ value: id, label: name }))
  return [
    {
      name: 'state',
      label: 'State',
      options: [
        { value: 'not closed', label: 'Open or being closed' },
        ...gapStates.map((value) => ({ value, label: gapStateNames[value] })),
      ],
    },
    { name: 'journey', label: 'Journey', options: named(await rowsOf('journey'), filters.journey) },
    { name: 'touchpoint', label: 'Touchpoint', options: named(await listTouchpointChoices(ctx), filters.touchpoint) },
    { name: 'persona', label: 'Persona', options: named(await rowsOf('persona'), filters.persona) },
    { name: 'segment', label: 'Segment', options: named(await rowsOf('segment'), filters.segment) },
    { name: 'barrier', label: 'Barrier', options: barriers.map((value) => ({ value, label: barrierNames[value] })) },
    { name: 'size', label: 'Size', options: points.map((value) => ({ value, label: `Size ${value}` })) },
    { name: 'owner', label: 'Owner', options: named(owners, filters.owner) },
    {
      name: 'lacks',
      label: 'Missing',
      options: [
        { value: 'evidence', label: 'No evidence' },
        { value: 'initiative', label: 'No initiative' },
        { value: 'owner', label: 'No owner' },
        { value: 'rating', label: 'Not rated' },
      ],
    },
    { name: 'show', label: 'Show', options: [{ value: 'archived', label: 'Archived' }] },
  ]
}

/** What the form of a gap offers, with what a gap has already. */
export async function listFelt(ctx: Context, has: { personaId: string | null; segmentId: string | null }) {
  const of = async (table: 'persona' | 'segment', id: string | null) =>
    ctx.db
      .selectFrom(table)
      .where((eb) => eb.or([eb('archivedAt', 'is', null), eb('id', '=', id)]))
      .select(['id', 'name'])
      .orderBy(sql`lower(name)`)
      .execute()
  return { personas: await of('persona', has.personaId), segments: await of('segment', has.segmentId) }
}

/** Gaps to choose from elsewhere: those that are not closed, with those chosen already. */
export async function listGapChoices(ctx: Context, has: readonly string[] = []) {
  const { rows } = await sql<{ id: string; name: string }>`
    select id, name from gap where (archived_at is null and state in ('open', 'being closed')) or id = any(${has}::uuid[])
    order by lower(name), id limit 500`.execute(ctx.db)
  return rows
}
