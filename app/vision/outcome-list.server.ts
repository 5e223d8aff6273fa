// Reading outcomes: each with its pillar, its owner, the newest figure of its KPI and how people rate it.
import { type Expression, type SqlBool, sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { matching } from './matching.server.ts'
import {
  type Half,
  halves,
  horizonNames,
  horizons,
  missingHalves,
  missingWords,
  outcomeStateNames,
  outcomeStates,
} from './outcome.ts'
import { type RatingSummary, ratingSummary } from './rating.ts'
import { listServing } from './serving.server.ts'

export const outcomeListRules = {
  filters: {
    pillar: 'id',
    year: ['1', '2', '3'],
    owner: 'id',
    kpi: 'id',
    state: [...outcomeStates, 'archived'],
    missing: ['what', 'how', 'owner'],
  },
  sorts: ['title', 'pillar', 'year', 'owner', 'state'],
  defaultSort: 'year',
} as const

/** The newest figure of an outcome's KPI, as kpi_standing keeps it. `recent` is oldest first. */
export interface OutcomeKpi {
  id: string
  name: string
  unit: string
  decimals: number
  direction: string
  frequency: string
  archived: boolean
  period: string | null
  value: number | null
  n: number | null
  low: number | null
  high: number | null
  previousValue: number | null
  target: number | null
  againstTarget: string
  recent: { period: string; value: number }[]
}

export interface OutcomeRow {
  id: string
  title: string
  description: string
  horizon: number
  state: string
  pillarId: string
  pillarName: string
  ownerId: string | null
  ownerName: string | null
  whatKpiId: string | null
  whatTarget: string
  howQuestion: string
  archivedAt: Date | null
  version: number
  kpi: OutcomeKpi | null
  rating: RatingSummary
  missing: Half[]
  initiativeCount: number
}

/** One page of outcomes, and how many match in all. */
export async function listOutcomes(ctx: Context, query: ListQuery): Promise<{ rows: OutcomeRow[]; total: number }> {
  const where = conditions(query)
  const { rows: counted } = await sql<{ total: number }>`
    select count(*) as total from outcome o left join kpi k on k.id = o.what_kpi_id where ${and(where)}`.execute(ctx.db)
  const order = {
    title: sql`lower(o.title)`,
    pillar: sql`p.position`,
    year: sql`o.horizon`,
    owner: sql`lower(m.name)`,
    state: sql`array_position(array['open', 'achieved', 'table stakes'], o.state)`,
  }[query.sort.key as (typeof outcomeListRules.sorts)[number]]
  const rows = await select(
    ctx,
    where,
    sql`order by ${order} ${sql.raw(query.sort.direction)} nulls last, o.horizon, p.position, o.position, o.id
      limit ${query.pageSize} offset ${(query.page - 1) * query.pageSize}`,
  )
  return { rows, total: counted[0]!.total }
}

/**
 * Every outcome in use (of one pillar), in the order of pillars, years and places: for the board, the executive page and the
 * map.
 */
export async function listCurrentOutcomes(ctx: Context, pillarId?: string): Promise<OutcomeRow[]> {
  const where: Expression<SqlBool>[] = [sql`o.archived_at is null`]
  if (pillarId) where.push(sql`o.pillar_id = ${pillarId}`)
  return select(ctx, where, sql`order by p.position, lower(p.name), o.horizon, o.position, o.id`)
}

/** The board: every pillar in use with its outcomes. Two statements. */
export async function findOutcomeBoard(ctx: Context) {
  const pillars = await ctx.db
    .selectFrom('pillar as p')
    .where('p.archivedAt', 'is', null)
    .select(['p.id', 'p.name', 'p.description'])
    .orderBy('p.position')
    .orderBy(sql`lower(p.name)`)
    .execute()
  const outcomes = await listCurrentOutcomes(ctx)
  return pillars.map((pillar) => ({ ...pillar, outcomes: outcomes.filter(({ pillarId }) => pillarId === pillar.id) }))
}

/** One outcome with the initiatives that serve it; 404 where there is none. */
export async function findOutcome(ctx: Context, id: string) {
  const [row] = await select(ctx, [sql<SqlBool>`o.id = ${id}`], sql``)
  if (!row) throw absent()
  return { ...row, serving: await listServing(ctx, 'outcome', id) }
}

function conditions({ q, filters }: ListQuery): Expression<SqlBool>[] {
  const states = filters.state ?? []
  const named = states.filter((state) => state !== 'archived')
  const all: Expression<SqlBool>[] = [sql`o.archived_at is ${states.includes('archived') ? sql`not null` : sql`null`}`]
  if (q) all.push(matching(['o.title', 'o.description', 'o.how_question', 'o.what_target'], q))
  if (named.length) all.push(sql`o.state = any(${named})`)
  if (filters.pillar) all.push(sql`o.pillar_id = any(${filters.pillar}::uuid[])`)
  if (filters.year) all.push(sql`o.horizon = any(${filters.year.map(Number)}::int[])`)
  if (filters.owner) all.push(sql`o.owner_id = any(${filters.owner}::uuid[])`)
  if (filters.kpi) all.push(sql`o.what_kpi_id = any(${filters.kpi}::uuid[])`)
  if (filters.missing)
    all.push(
      sql`(${sql.join(
        filters.missing.map((what) => lacks[what as keyof typeof lacks]),
        sql` or `,
      )})`,
    )
  return all
}

// The same as missingHalves says of one outcome.
const lacks = {
  what: sql<SqlBool>`(o.what_kpi_id is null or k.archived_at is not null)`,
  how: sql<SqlBool>`btrim(o.how_question) = ''`,
  owner: sql<SqlBool>`o.owner_id is null`,
}

const and = (all: Expression<SqlBool>[]) => sql<SqlBool>`${sql.join(all, sql` and `)}`

async function select(ctx: Context, where: Expression<SqlBool>[], rest: Expression<unknown>): Promise<OutcomeRow[]> {
  const { rows } = await sql<Found>`
    select o.id, o.title, o.description, o.horizon, o.state, o.pillar_id, o.owner_id, o.what_kpi_id, o.what_target, o.how_question,
      o.archived_at, o.version, p.name as pillar_name, m.name as owner_name,
      coalesce(c.count, 0) as initiative_count,
      k.name as kpi_name, k.unit, k.decimals, k.direction, k.frequency, k.archived_at is not null as kpi_archived,
      s.period, s.value, s.n, s.low, s.high, s.previous_value, s.target, s.against_target, s.recent, r.counts
    from outcome o
    join pillar p on p.id = o.pillar_id
    left join member m on m.id = o.owner_id
    left join kpi k on k.id = o.what_kpi_id
    left join kpi_standing s on s.kpi_id = k.id
    left join (
      select l.outcome_id, count(*) from initiative_outcome l join initiative i on i.id = l.initiative_id where i.archived_at is null group by 1
    ) c on c.outcome_id = o.id
    left join lateral (
      select array[count(*) filter (where l.rating = 1), count(*) filter (where l.rating = 2), count(*) filter (where l.rating = 3),
        count(*) filter (where l.rating = 4), count(*) filter (where l.rating = 5)]::int[] as counts
      from (select distinct on (member_id) rating from how_rating where outcome_id = o.id order by member_id, rated_on desc, id desc) l
    ) r on true
    where ${and(where)} ${rest}`.execute(ctx.db)
  return rows.map(outcomeOf)
}

type KpiColumns = Omit<OutcomeKpi, 'id' | 'name' | 'archived'>
interface Found extends Omit<OutcomeRow, 'kpi' | 'rating' | 'missing'>, KpiColumns {
  kpiName: string
  kpiArchived: boolean
  counts: number[]
}

function outcomeOf(row: Found): OutcomeRow {
  const { kpiName, kpiArchived, counts, unit, decimals, direction, frequency, ...rest } = row
  const { period, value, n, low, high, previousValue, target, againstTarget, recent, ...outcome } = rest
  const figures = {
    period,
    value,
    n,
    low,
    high,
    previousValue,
    target,
    againstTarget: againstTarget ?? 'no target',
    recent: recent ?? [],
  }
  const kpi = row.whatKpiId && {
    id: row.whatKpiId,
    name: kpiName,
    archived: kpiArchived,
    unit,
    decimals,
    direction,
    frequency,
    ...figures,
  }
  return {
    ...outcome,
    kpi: kpi || null,
    rating: ratingSummary(counts),
    missing: missingHalves({ ...outcome, whatKpiArchived: kpiArchived }),
  }
}

/** What the list offers to narrow by; a KPI only where it narrows already, because KPIs link here. */
export async function listOutcomeFilters(ctx: Context, { filters }: ListQuery) {
  const pillars = await ctx.db
    .selectFrom('pillar')
    .where('archivedAt', 'is', null)
    .select(['id as value', 'name as label'])
    .orderBy('position')
    .execute()
  const owners = await ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('outcome as o').whereRef('o.ownerId', '=', 'm.id').select('o.id')),
    )
    .select(['m.id as value', 'm.name as label'])
    .orderBy(sql`lower(m.name)`)
    .limit(200)
    .execute()
  const kpis = await ctx.db
    .selectFrom('kpi as k')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('outcome as o').whereRef('o.whatKpiId', '=', 'k.id').select('o.id')),
    )
    .select(['k.id as value', 'k.name as label'])
    .orderBy(sql`lower(k.name)`)
    .limit(200)
    .execute()
  return [
    { name: 'pillar', label: 'Pillar', options: pillars },
    {
      name: 'year',
      label: 'Year',
      options: horizons.map((year) => ({ value: String(year), label: horizonNames[year] })),
    },
    {
      name: 'state',
      label: 'State',
      options: [
        ...outcomeStates.map((state) => ({ value: state, label: outcomeStateNames[state] })),
        { value: 'archived', label: 'Archived' },
      ],
    },
    {
      name: 'missing',
      label: 'Missing',
      options: [
        ...halves.map((half) => ({ value: half, label: missingWords[half] })),
        { value: 'owner', label: 'No owner' },
      ],
    },
    { name: 'owner', label: 'Owner', options: owners },
    ...(filters.kpi ? [{ name: 'kpi', label: 'KPI', options: kpis }] : []),
  ]
}
