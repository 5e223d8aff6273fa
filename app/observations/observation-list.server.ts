// The list of observations, and what came of them.
import { type Expression, type SqlBool, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { severities, severityNames } from '#app/evidence/severity.ts'
import { type ListQuery, offered, offeredLimit } from '#app/ui/list-query.ts'
import { matching } from '#app/vision/matching.server.ts'
import { listStepChoices, listTouchpointChoices, listUnitChoices } from './places.server.ts'

export const observationListRules = {
  filters: {
    severity: severities,
    touchpoint: 'id',
    step: 'id',
    unit: 'id',
    who: 'id',
    linked: ['yes', 'no'],
    from: 'day',
    to: 'day',
    show: ['archived'],
  },
  sorts: ['seen', 'severity', 'who'],
  defaultSort: '-seen',
} as const

/** Taken up: a gap rests on it, or a theme gathers it. */
const linked = sql<SqlBool>`(exists (select from gap_observation l join gap g on g.id = l.gap_id where l.observation_id = o.id and g.archived_at is null)
  or exists (select from observation_theme l where l.observation_id = o.id))`

const observations = (ctx: Context) =>
  ctx.db
    .selectFrom('observation as o')
    .innerJoin('member as m', 'm.id', 'o.observerId')
    .leftJoin('touchpoint as t', 't.id', 'o.touchpointId')
    .leftJoin('journeyStep as st', 'st.id', 'o.journeyStepId')

/** One page of observations, newest first, and how many match in all. */
export async function listObservations(ctx: Context, query: ListQuery) {
  const base = observations(ctx).where((eb) => eb.and(conditions(ctx, query)))
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const order = { seen: sql`o.seen_at`, severity: sql`o.severity`, who: sql`lower(m.name)` }[
    query.sort.key as (typeof observationListRules.sorts)[number]
  ]
  const rows = await base
    .select([
      'o.id',
      'o.what',
      'o.quote',
      'o.place',
      'o.severity',
      'o.seenAt',
      'o.pictureId',
      'o.observerId',
      'o.archivedAt',
    ])
    .select(['m.name as observerName', 't.name as touchpointName', 'st.name as stepName', linked.as('linked')])
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)}`)
    .orderBy('o.seenAt', 'desc')
    .orderBy('o.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows, total }
}

function conditions(ctx: Context, { q, filters }: ListQuery): Expression<SqlBool>[] {
  const all: Expression<SqlBool>[] = [
    sql<SqlBool>`o.archived_at is ${filters.show?.includes('archived') ? sql`not null` : sql`null`}`,
  ]
  if (q) all.push(matching(['o.what', 'o.quote', 'o.place', 't.name', 'st.name'], q))
  const ids = { touchpoint: 'o.touchpoint_id', step: 'o.journey_step_id', unit: 'o.unit_id', who: 'o.observer_id' }
  for (const [name, column] of Object.entries(ids))
    if (filters[name]) all.push(sql<SqlBool>`${sql.ref(column)} = any(${filters[name]}::uuid[])`)
  if (filters.severity) all.push(sql<SqlBool>`o.severity = any(${filters.severity.map(Number)}::int[])`)
  if (filters.linked?.length === 1) all.push(filters.linked[0] === 'yes' ? linked : sql<SqlBool>`not ${linked}`)
  const zone = ctx.org.timeZone
  if (filters.from) all.push(sql<SqlBool>`o.seen_at >= ${filters.from[0]}::date::timestamp at time zone ${zone}`)
  if (filters.to) all.push(sql<SqlBool>`o.seen_at < (${filters.to[0]}::date + 1)::timestamp at time zone ${zone}`)
  return all
}

/** What the list offers to narrow by. */
export async function listObservationFilters(ctx: Context, query: Pick<ListQuery, 'filters'>) {
  const steps = await listStepChoices(ctx)
  const people = await ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('observation as o').whereRef('o.observerId', '=', 'm.id').select('o.id')),
    )
    .select(['m.id', 'm.name'])
    .orderBy(sql`lower(m.name)`)
    .limit(offeredLimit)
    .execute()
  const named = (rows: { id: string; name: string }[], chosen?: readonly string[]) =>
    offered(rows, chosen).map(({ id, name }) => ({ value: id, label: name }))
  const { filters } = query
  return [
    {
      name: 'severity',
      label: 'Severity',
      options: severities.map((value) => ({ value, label: severityNames[value] })),
    },
    { name: 'touchpoint', label: 'Touchpoint', options: named(await listTouchpointChoices(ctx), filters.touchpoint) },
    {
      name: 'step',
      label: 'Step',
      options: named(
        steps.map(({ id, journey, name }) => ({ id, name: `${journey}: ${name}` })),
        filters.step,
      ),
    },
    { name: 'unit', label: 'Unit', options: named(await listUnitChoices(ctx), filters.unit) },
    { name: 'who', label: 'Seen by', options: named(people, filters.who) },
    {
      name: 'linked',
      label: 'Taken up',
      options: [
        { value: 'yes', label: 'In a gap or theme' },
        { value: 'no', label: 'Not yet' },
      ],
    },
    { name: 'from', label: 'From', type: 'day' as const },
    { name: 'to', label: 'To', type: 'day' as const },
    { name: 'show', label: 'Show', options: [{ value: 'archived', label: 'Archived' }] },
  ]
}

// ── What came of it ─────────────────────────────────────────────────────────────────────────────────────────────────

export interface Outcome {
  observationId: string
  kind: 'gap' | 'theme' | 'initiative' | 'persona_experience'
  id: string
  name: string
  /** A gap's state, a theme's decision, an initiative's stage, a delight's or pain's persona. */
  state: string
}

/** What rests on these observations, gaps, themes, delights and pains, and the initiatives that close those gaps. One statement. */
export async function listOutcomes(ctx: Context, ids: readonly string[]): Promise<Outcome[]> {
  if (!ids.length) return []
  const { rows } = await sql<Outcome>`
    with gaps as (select l.observation_id, g.* from gap_observation l join gap g on g.id = l.gap_id
      where l.observation_id = any(${ids}::uuid[]) and g.archived_at is null)
    select observation_id, 'gap' as kind, id, name, state from gaps
    union all select l.observation_id, 'theme', t.id, t.name, t.decision from observation_theme l join theme t on t.id = l.theme_id
      where l.observation_id = any(${ids}::uuid[]) and t.archived_at is null
    union all select distinct g.observation_id, 'initiative', i.id, i.name, i.stage from gaps g
      join initiative_gap l on l.gap_id = g.id join initiative i on i.id = l.initiative_id where i.archived_at is null
    union all select l.observation_id, 'persona_experience', e.id, e.sentence, p.name from persona_experience_observation l
      join persona_experience e on e.id = l.persona_experience_id join persona p on p.id = e.persona_id
      where l.observation_id = any(${ids}::uuid[]) and e.archived_at is null and p.archived_at is null
    order by 2, 4, 3`.execute(ctx.db)
  return rows
}

/** The viewer's last observations with what became of them. */
export async function listMine(ctx: Context, limit = 5) {
  const rows = await observations(ctx)
    .where('o.observerId', '=', ctx.viewer.memberId)
    .where('o.archivedAt', 'is', null)
    .select(['o.id', 'o.what', 'o.place', 'o.severity', 'o.seenAt', 't.name as touchpointName', 'st.name as stepName'])
    .orderBy('o.createdAt', 'desc')
    .limit(limit)
    .execute()
  const outcomes = await listOutcomes(
    ctx,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({ ...row, outcomes: outcomes.filter(({ observationId }) => observationId === row.id) }))
}
