// Counts and lists of where the chain is broken, evidence coverage, and evidence that nobody answers for.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { evidenceOf } from '#app/gaps/gap-list.server.ts'
import { activeStages } from '#app/initiatives/initiative.ts'
import { type Break, breaks, brokenPageSize, undecidedDays } from './broken-link.ts'
import { responsesOfTheme } from './chain.server.ts'
import type { ChainKind } from './chain.ts'

/** A theme under which responses stand that were not withdrawn, as its sums by day say: over millions its tags would all be read. */
const answeredTheme = sql`exists (select 1 from theme_day x where x.theme_id = t.id and x.n > 0)`
/** What an initiative rests on: a gap with something that customers said or somebody saw behind it. */
const evidenceOfGap = (gap: RawBuilder<unknown>) => sql`(
  exists (select 1 from gap_response e join response r on r.id = e.response_id and r.answered_on = e.answered_on
    where e.gap_id = ${gap} and r.withdrawn_at is null)
  or exists (select 1 from gap_observation e join observation o on o.id = e.observation_id where e.gap_id = ${gap} and o.archived_at is null)
  or exists (select 1 from gap_theme e join theme t on t.id = e.theme_id where e.gap_id = ${gap} and t.archived_at is null
    and (${answeredTheme}
      or exists (select 1 from observation_theme x join observation o on o.id = x.observation_id where x.theme_id = t.id and o.archived_at is null)))
  or exists (select 1 from customer_case e where e.gap_id = ${gap} and e.archived_at is null))`
const evidenceOfInitiative = sql`exists (select 1 from initiative_gap l join gap g on g.id = l.gap_id
  where l.initiative_id = i.id and g.archived_at is null and ${evidenceOfGap(sql`g.id`)})`

const active = sql`i.archived_at is null and i.stage = any(${[...activeStages]})`
const openGap = sql`g.archived_at is null and g.state in ('open', 'being closed')`

interface Query {
  kind: ChainKind
  id: RawBuilder<unknown>
  from: RawBuilder<unknown>
  where: (ctx: Context) => RawBuilder<unknown>
  title: RawBuilder<unknown>
  owner: RawBuilder<unknown>
  /** Since when it is so, as far as is known: the order of the list. */
  since: RawBuilder<unknown>
}

const ownerOf = (column: RawBuilder<unknown>) => sql`(select m.name from member m where m.id = ${column})`

const queries: Record<Break, Query> = {
  'observation-unused': {
    kind: 'observation',
    id: sql`o.id`,
    from: sql`observation o`,
    where:
      () => sql`o.archived_at is null and not exists (select 1 from gap_observation g where g.observation_id = o.id)
      and not exists (select 1 from observation_theme t where t.observation_id = o.id)`,
    title: sql`left(o.what, 160)`,
    owner: ownerOf(sql`o.observer_id`),
    since: sql`o.seen_at`,
  },
  'theme-undecided': {
    kind: 'theme',
    id: sql`t.id`,
    from: sql`theme t`,
    where: (ctx) =>
      sql`t.archived_at is null and t.decision = 'undecided' and t.created_at < ${ctx.now}::timestamptz - make_interval(days => ${sql.lit(undecidedDays)})`,
    title: sql`t.name`,
    owner: ownerOf(sql`t.owner_id`),
    since: sql`t.created_at`,
  },
  'theme-without-gap': {
    kind: 'theme',
    id: sql`t.id`,
    from: sql`theme t`,
    where: () => sql`t.archived_at is null and t.decision = 'act' and not exists (
      select 1 from gap_theme l join gap g on g.id = l.gap_id where l.theme_id = t.id and g.archived_at is null)`,
    title: sql`t.name`,
    owner: ownerOf(sql`t.owner_id`),
    since: sql`coalesce(t.decided_on::timestamptz, t.created_at)`,
  },
  'gap-without-evidence': {
    kind: 'gap',
    id: sql`g.id`,
    from: sql`gap g`,
    where: () => sql`${openGap} and not ${evidenceOfGap(sql`g.id`)}`,
    title: sql`g.name`,
    owner: ownerOf(sql`g.owner_id`),
    since: sql`g.created_at`,
  },
  'gap-without-initiative': {
    kind: 'gap',
    id: sql`g.id`,
    from: sql`gap g`,
    where:
      () => sql`${openGap} and not exists (select 1 from initiative_gap l join initiative i on i.id = l.initiative_id
      where l.gap_id = g.id and i.archived_at is null and i.stage <> 'stopped')`,
    title: sql`g.name`,
    owner: ownerOf(sql`g.owner_id`),
    since: sql`g.created_at`,
  },
  'initiative-without-evidence': {
    kind: 'initiative',
    id: sql`i.id`,
    from: sql`initiative i`,
    where: () => sql`${active} and not ${evidenceOfInitiative}`,
    title: sql`i.name`,
    owner: ownerOf(sql`i.owner_id`),
    since: sql`i.created_at`,
  },
  'initiative-without-kpi': {
    kind: 'initiative',
    id: sql`i.id`,
    from: sql`initiative i`,
    where: () => sql`${active} and not exists (select 1 from initiative_kpi l where l.initiative_id = i.id)`,
    title: sql`i.name`,
    owner: ownerOf(sql`i.owner_id`),
    since: sql`i.created_at`,
  },
  'initiative-without-work': {
    kind: 'initiative',
    id: sql`i.id`,
    from: sql`initiative i left join initiative_standing s on s.initiative_id = i.id`,
    where: () => sql`i.archived_at is null and i.stage = 'running' and coalesce(s.item_count, 0) = 0`,
    title: sql`i.name`,
    owner: ownerOf(sql`i.owner_id`),
    since: sql`i.created_at`,
  },
  'told-not-resolved': {
    kind: 'case',
    id: sql`c.id`,
    from: sql`customer_case c`,
    where: () => sql`c.archived_at is null and c.told_on is not null and c.resolved_on is null`,
    title: sql`'Case ' || c.number || ': ' || c.title`,
    owner: ownerOf(sql`c.owner_id`),
    since: sql`c.told_on::timestamptz`,
  },
  'resolved-not-told': {
    kind: 'case',
    id: sql`c.id`,
    from: sql`customer_case c`,
    where: () => sql`c.archived_at is null and c.resolved_on is not null and c.told_on is null`,
    title: sql`'Case ' || c.number || ': ' || c.title`,
    owner: ownerOf(sql`c.owner_id`),
    since: sql`c.resolved_on::timestamptz`,
  },
}

/** How often the chain is broken, by kind of break; one statement. */
export async function countBreaks(ctx: Context): Promise<Record<Break, number>> {
  const counts = breaks.map((name) => {
    const { from, where } = queries[name]
    return sql`(select count(*)::int from ${from} where ${where(ctx)}) as ${sql.id(name)}`
  })
  const { rows } = await sql<Record<string, number>>`select ${sql.join(counts)}`.execute(ctx.db)
  return Object.fromEntries(breaks.map((name) => [name, rows[0]![name]!])) as Record<Break, number>
}

export interface BrokenRow {
  id: string
  title: string
  owner: string | null
  since: Date
}

/** The records where one kind of break is, the oldest first, a page at a time. */
export async function listBroken(ctx: Context, name: Break, page: number) {
  const { kind, id, from, where, title, owner, since } = queries[name]
  const { rows } = await sql<BrokenRow & { total: number }>`
    select ${id} as id, ${title} as title, ${owner} as owner, ${since} as since, count(*) over ()::int as total
    from ${from} where ${where(ctx)} order by 4, 1 limit ${brokenPageSize} offset ${(page - 1) * brokenPageSize}`.execute(
    ctx.db,
  )
  return { kind, total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...row }) => row) }
}

/** Evidence coverage: active initiatives with at least one chain to feedback or an observation, of all active ones (measures.md 5). */
export async function countCoverage(ctx: Context): Promise<{ covered: number; of: number }> {
  const { rows } = await sql<{ covered: number; of: number }>`
    select count(*) filter (where ${evidenceOfInitiative})::int as covered, count(*)::int as of from initiative i where ${active}`.execute(
    ctx.db,
  )
  return rows[0]!
}

export interface InactionRow {
  kind: 'theme' | 'gap'
  id: string
  title: string
  /** Why nobody answers for it, in words. */
  why: string
  /** Pieces in use. */
  evidence: number
  since: Date
}

/** Evidence without an accepted owner: themes and gaps that rest on something and for which nobody who accepted works; most evidence first. */
export async function listInaction(ctx: Context, limit: number): Promise<{ rows: InactionRow[]; total: number }> {
  const accepted = sql`exists (select 1 from initiative_gap l join initiative i on i.id = l.initiative_id
    where l.gap_id = g.id and i.archived_at is null and i.stage in ('approved', 'running', 'finished') and i.owner_accepted_at is not null)`
  const { rows } = await sql<InactionRow & { total: number }>`
    select *, count(*) over ()::int as total from (
      select 'gap' as kind, g.id, g.name as title, g.created_at as since,
        case when exists (select 1 from initiative_gap l join initiative i on i.id = l.initiative_id where l.gap_id = g.id and i.archived_at is null
            and i.stage <> 'stopped') then 'its initiative has no owner who accepted'
          when exists (select 1 from initiative_gap l where l.gap_id = g.id) then 'its initiative was stopped' else 'no initiative' end as why,
        ${evidenceOf} as evidence
      from gap g where ${openGap} and ${evidenceOfGap(sql`g.id`)} and not ${accepted}
      union all
      select 'theme', t.id, t.name, t.created_at, case t.decision when 'undecided' then 'nobody decided' else 'to act on, but no gap' end,
        ${responsesOfTheme}
      from theme t where t.archived_at is null and t.decision in ('undecided', 'act')
        and ${answeredTheme}
        and not exists (select 1 from gap_theme l join gap g on g.id = l.gap_id where l.theme_id = t.id and g.archived_at is null)
    ) found order by evidence desc, since, id limit ${limit}`.execute(ctx.db)
  return { total: rows[0]?.total ?? 0, rows: rows.map(({ total: _, ...row }) => row) }
}
