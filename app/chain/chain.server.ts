// Walks the evidence chain from any record, both ways: a fixed number of statements, each bounded, whatever hangs on the record.
import { sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import { type Restricted, readableLine, restrictionOf } from '#app/access/readable-texts.server.ts'
import { type ChainLink, type StartKind, bounded, mostCounted } from './chain.ts'

/** Nodes of a stage that are drawn; the lists behind show all. */
export const mostDrawn = 6

/** Themes, gaps and initiatives of one walk at most; a walk that reaches it says that there are more. */
export const mostOfSpine = 200

/** Ids by stage between the evidence and the work. */
export interface Spine {
  themes: string[]
  gaps: string[]
  initiatives: string[]
}

export interface Start {
  kind: StartKind
  id: string
  title: string
}

const titles: Record<StartKind, ReturnType<typeof sql>> = {
  response: sql`select 'Response of ' || to_char(r.answered_on, 'FMDD FMMonth YYYY') as title from response r where r.id = `,
  observation: sql`select what as title from observation where id = `,
  case: sql`select 'Case ' || number || ': ' || title as title from customer_case where id = `,
  theme: sql`select name as title from theme where id = `,
  gap: sql`select name as title from gap where id = `,
  initiative: sql`select name as title from initiative where id = `,
  'action-plan': sql`select name as title from action_plan where id = `,
  'action-item': sql`select title from action_item where id = `,
  kpi: sql`select name as title from kpi where id = `,
  outcome: sql`select title from outcome where id = `,
  persona: sql`select name as title from persona where id = `,
  segment: sql`select name as title from segment where id = `,
  journey: sql`select name as title from journey where id = `,
  'journey-step': sql`select name as title from journey_step where id = `,
  touchpoint: sql`select name as title from touchpoint where id = `,
  'listening-post': sql`select name as title from listening_post where id = `,
  visit: sql`select purpose as title from visit where id = `,
  reconstruction: sql`select pseudonym as title from reconstruction where id = `,
  story: sql`select title from story where id = `,
}

/** The record a walk begins at; 404 where there is none. */
export async function findStart(ctx: Context, kind: StartKind, id: string): Promise<Start> {
  const { rows } = await sql<{ title: string }>`${titles[kind]} ${id}::uuid`.execute(ctx.db)
  if (!rows[0]) throw absent()
  return { kind, id, title: rows[0].title }
}

const none = sql`select null::uuid as id where false`
const only = (id: string) => sql`select ${id}::uuid as id`

/** What the walk begins with in each stage of the spine, by the kind of record it begins at. */
function seeds(kind: StartKind, id: string) {
  const seed = { themes: none, gaps: none, initiatives: none }
  switch (kind) {
    case 'response':
      seed.themes = sql`select theme_id as id from response_theme where response_id = ${id}`
      seed.gaps = sql`select gap_id as id from gap_response where response_id = ${id}`
      break
    case 'observation':
      seed.themes = sql`select theme_id as id from observation_theme where observation_id = ${id}`
      seed.gaps = sql`select gap_id as id from gap_observation where observation_id = ${id}`
      break
    case 'case':
      seed.themes = sql`select theme_id as id from customer_case where id = ${id} and theme_id is not null
        union select t.theme_id from customer_case c join response_theme t on t.response_id = c.response_id where c.id = ${id}`
      seed.gaps = sql`select gap_id as id from customer_case where id = ${id} and gap_id is not null
        union select g.gap_id from customer_case c join gap_response g on g.response_id = c.response_id where c.id = ${id}`
      break
    case 'theme':
      seed.themes = only(id)
      break
    case 'gap':
      seed.gaps = only(id)
      break
    case 'initiative':
      seed.initiatives = only(id)
      break
    case 'action-plan':
      seed.initiatives = sql`select initiative_id as id from action_plan where id = ${id}`
      break
    case 'action-item':
      seed.initiatives = sql`select p.initiative_id as id from action_item i join action_plan p on p.id = i.action_plan_id where i.id = ${id}`
      break
    case 'kpi':
      seed.initiatives = sql`select initiative_id as id from initiative_kpi where kpi_id = ${id}`
      break
    case 'outcome':
      seed.initiatives = sql`select initiative_id as id from initiative_outcome where outcome_id = ${id}`
      break
    case 'persona':
      seed.themes = sql`select t.theme_id as id from persona_experience e join persona_experience_theme t on t.persona_experience_id = e.id where e.persona_id = ${id}`
      seed.gaps = sql`select id from gap where persona_id = ${id}`
      seed.initiatives = sql`select initiative_id as id from initiative_persona where persona_id = ${id}`
      break
    case 'segment':
      seed.gaps = sql`select id from gap where segment_id = ${id} or persona_id in (select id from persona where segment_id = ${id})`
      break
    case 'journey':
      seed.gaps = gapsAt(
        sql`select s.id from journey_step s join journey_map m on m.id = s.journey_map_id where m.journey_id = ${id}`,
      )
      break
    case 'journey-step':
      seed.gaps = gapsAt(sql`select ${id}::uuid`)
      break
    case 'touchpoint':
      seed.gaps = sql`select id from gap where touchpoint_id = ${id} union ${gapsAt(sql`select id from journey_step where touchpoint_id = ${id}`)}`
      break
    case 'listening-post':
      seed.themes = sql`select theme_id as id from theme_day where listening_post_id = ${id} and n > 0`
      seed.gaps = sql`select g.gap_id as id from gap_response g join response r on r.id = g.response_id and r.answered_on = g.answered_on where r.listening_post_id = ${id}`
      break
    case 'visit':
      seed.themes = sql`select t.theme_id as id from visit_observation v join observation_theme t on t.observation_id = v.observation_id where v.visit_id = ${id}`
      seed.gaps = sql`select g.gap_id as id from visit_observation v join gap_observation g on g.observation_id = v.observation_id where v.visit_id = ${id}`
      break
    case 'reconstruction':
      seed.gaps = sql`select gap_id as id from reconstruction_gap where reconstruction_id = ${id}`
      break
    case 'story':
      seed.themes = sql`select t.theme_id as id from story s join response_theme t on t.response_id = s.response_id where s.id = ${id}`
      seed.gaps = sql`select g.gap_id as id from story s join gap_response g on g.response_id = s.response_id where s.id = ${id}`
      seed.initiatives = sql`select initiative_id as id from story where id = ${id} and initiative_id is not null`
  }
  return seed
}

const gapsAt = (steps: ReturnType<typeof sql>) =>
  sql`select id from gap where as_is_step_id in (${steps}) or to_be_step_id in (${steps})`

const fromEvidence: readonly StartKind[] = [
  ...(['response', 'observation', 'case', 'theme'] as const),
  ...(['listening-post', 'visit', 'story'] as const),
]
const fromWork: readonly StartKind[] = ['initiative', 'action-plan', 'action-item', 'kpi', 'outcome']

/** Themes, gaps and initiatives on the way through a record: forward from evidence, backward from work, both ways from between. */
export async function findSpine(ctx: Context, { kind, id }: Start): Promise<Spine> {
  const seed = seeds(kind, id)
  const forward = fromEvidence.includes(kind)
  const backward = fromWork.includes(kind)
  const gapsOfThemes = forward
    ? sql`union select gap_id from gap_theme where theme_id in (select id from theme_seed)`
    : sql``
  const gapsOfWork = backward
    ? sql`union select gap_id from initiative_gap where initiative_id in (select id from initiative_seed)`
    : sql``
  const themesOfGaps =
    backward || !forward ? sql`union select theme_id from gap_theme where gap_id in (select id from gaps)` : sql``
  const { rows } = await sql<Spine>`
    with theme_seed as (${seed.themes}), initiative_seed as (${seed.initiatives}),
    gaps as (select g.id from (${seed.gaps} ${gapsOfThemes} ${gapsOfWork}) s join gap g on g.id = s.id
      where g.archived_at is null or g.id = ${id}::uuid order by g.id limit ${mostOfSpine}),
    themes as (select t.id from (select id from theme_seed ${themesOfGaps}) s join theme t on t.id = s.id
      where t.archived_at is null or t.id = ${id}::uuid order by t.id limit ${mostOfSpine}),
    initiatives as (select i.id from (select id from initiative_seed
        ${backward ? sql`` : sql`union select initiative_id from initiative_gap where gap_id in (select id from gaps)`}) s
      join initiative i on i.id = s.id where i.archived_at is null or i.id = ${id}::uuid order by i.id limit ${mostOfSpine})
    select array(select id from themes) as themes, array(select id from gaps) as gaps, array(select id from initiatives) as initiatives`.execute(
    ctx.db,
  )
  return rows[0]!
}

// ── Evidence ────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Responses on the way: the record itself, or all that its themes and gaps rest on. */
const responsesOf = ({ kind, id }: Start, { themes, gaps }: Spine) => {
  if (kind === 'response') return sql`select id as response_id, answered_on from response where id = ${id}`
  if (kind === 'observation' || kind === 'visit')
    return sql`select null::uuid as response_id, null::date as answered_on where false`
  if (kind === 'story')
    return sql`select response_id, answered_on from story where id = ${id} and response_id is not null`
  if (kind === 'listening-post')
    return sql`select response_id, answered_on from (select id as response_id, answered_on from response where listening_post_id = ${id}
      order by answered_at desc limit ${mostCounted + 1}) newest`
  if (kind === 'case')
    return sql`select response_id, answered_on from customer_case where id = ${id} and response_id is not null`
  return sql`select response_id, answered_on from gap_response where gap_id = any(${gaps}::uuid[])
    union select response_id, answered_on from (select response_id, answered_on from response_theme where theme_id = any(${themes}::uuid[])
      order by answered_on desc limit ${mostCounted + 1}) newest`
}

const observationsOf = ({ kind, id }: Start, { themes, gaps }: Spine) => {
  if (kind === 'observation') return sql`select ${id}::uuid as observation_id`
  if (kind === 'visit') return sql`select observation_id from visit_observation where visit_id = ${id}`
  if (['response', 'case', 'story', 'listening-post'].includes(kind))
    return sql`select null::uuid as observation_id where false`
  return sql`select observation_id from gap_observation where gap_id = any(${gaps}::uuid[])
    union select observation_id from observation_theme where theme_id = any(${themes}::uuid[])`
}

export interface Said {
  id: string
  answeredOn: string
  post: string
  /** Empty where nothing was written, or it may not be read. */
  text: string
  restricted: Restricted | null
}

/** The newest responses on the way, and how many there are; what was withdrawn is no evidence. */
export async function listResponses(ctx: Context, start: Start, spine: Spine) {
  const { rows } = await sql<Said & { total: number }>`
    with r as materialized (select r.id, r.answered_on, r.answered_at, r.listening_post_id, r.texts from (${responsesOf(start, spine)}) f
      join response r on r.id = f.response_id and r.answered_on = f.answered_on where r.withdrawn_at is null)
    select r.id, r.answered_on, p.name as post, ${readableLine(ctx, 300)} as text, ${restrictionOf(ctx)} as restricted, (select count(*) from r) as total
    from r join listening_post p on p.id = r.listening_post_id
    order by r.texts = '{}', r.answered_at desc, r.id limit ${mostDrawn}`.execute(ctx.db)
  return { shown: rows.map(({ total: _, ...row }) => row), total: bounded(rows[0]?.total ?? 0) }
}

/** The worst of what was seen on the way, and how many observations there are. */
export async function listObservations(ctx: Context, start: Start, spine: Spine) {
  const { rows } = await sql<{
    id: string
    what: string
    seenAt: Date
    observer: string
    severity: number
    total: number
  }>`
    with found as materialized (${observationsOf(start, spine)})
    select o.id, left(o.what, 300) as what, o.seen_at, m.name as observer, o.severity, count(*) over ()::int as total
    from found f join observation o on o.id = f.observation_id join member m on m.id = o.observer_id
    where o.archived_at is null or o.id = ${start.id}::uuid
    order by o.severity desc, o.seen_at desc, o.id limit ${mostDrawn}`.execute(ctx.db)
  return { shown: rows.map(({ total: _, ...row }) => row), total: bounded(rows[0]?.total ?? 0) }
}

/** Whether the customers on the way were told, and whether the cause was resolved: counts of cases, and the newest of them. */
export async function countCases(ctx: Context, start: Start, spine: Spine) {
  const alone = ['response', 'observation', 'story', 'visit', 'listening-post'].includes(start.kind)
  const own =
    start.kind === 'case'
      ? sql`select ${start.id}::uuid as id`
      : sql`select id from customer_case where theme_id = any(${spine.themes}::uuid[]) and ${!alone}
          union select id from customer_case where gap_id = any(${spine.gaps}::uuid[]) and ${!alone}
          union select c.id from customer_case c where c.response_id in (select response_id from (${responsesOf(start, spine)}) f)`
  const { rows } = await sql<{ total: number; told: number; resolved: number; both: number }>`
    select count(*)::int as total, count(told_on)::int as told, count(resolved_on)::int as resolved,
      count(*) filter (where told_on is not null and resolved_on is not null)::int as both
    from customer_case c where c.id in (${own}) and c.archived_at is null`.execute(ctx.db)
  return rows[0]!
}

// ── Between and after ───────────────────────────────────────────────────────────────────────────────────────────────

/** Responses of a theme `t` that were not withdrawn, as its sums by day say. */
export const responsesOfTheme = sql`(select coalesce(sum(x.n), 0) from theme_day x where x.theme_id = t.id)::int`

export async function listSpine(ctx: Context, spine: Spine) {
  const themes = await sql<{ id: string; name: string; decision: string; responses: number }>`
    select t.id, t.name, t.decision, ${responsesOfTheme} as responses
    from theme t where t.id = any(${spine.themes}::uuid[]) order by 4 desc, lower(t.name) limit ${mostDrawn}`.execute(
    ctx.db,
  )
  const gaps = await sql<{ id: string; name: string; state: string; size: number; ownerName: string | null }>`
    select g.id, g.name, g.state, g.size, m.name as owner_name from gap g left join member m on m.id = g.owner_id
    where g.id = any(${spine.gaps}::uuid[]) order by g.size desc, lower(g.name) limit ${mostDrawn}`.execute(ctx.db)
  const initiatives = await sql<{
    id: string
    name: string
    stage: string
    derived: string
    ownerName: string | null
    accepted: boolean
  }>`
    select i.id, i.name, i.stage, coalesce(s.derived, 'no data') as derived, m.name as owner_name, i.owner_accepted_at is not null as accepted
    from initiative i left join initiative_standing s on s.initiative_id = i.id left join member m on m.id = i.owner_id
    where i.id = any(${spine.initiatives}::uuid[]) order by i.stage in ('finished', 'stopped'), lower(i.name) limit ${mostDrawn}`.execute(
    ctx.db,
  )
  return { themes: themes.rows, gaps: gaps.rows, initiatives: initiatives.rows }
}

/** The plans of the initiatives with how far their items are, and the KPIs they are to move. */
export async function listWork(ctx: Context, start: Start, spine: Spine) {
  const item = start.kind === 'action-item' ? start.id : null
  const plan = start.kind === 'action-plan' ? start.id : null
  const plans = await sql<{
    id: string
    initiativeId: string
    name: string
    items: number
    done: number
    overdue: number
  }>`
    select p.id, p.initiative_id, p.name, coalesce(s.item_count, 0) as items, coalesce(s.done_count, 0) as done, coalesce(s.overdue_count, 0) as overdue
    from action_plan p left join plan_standing s on s.action_plan_id = p.id
    where p.initiative_id = any(${spine.initiatives}::uuid[]) and p.archived_at is null
      and (${item}::uuid is null or p.id = (select action_plan_id from action_item where id = ${item}::uuid)) and (${plan}::uuid is null or p.id = ${plan}::uuid)
    order by coalesce(s.overdue_count, 0) desc, lower(p.name) limit ${mostDrawn}`.execute(ctx.db)
  const kpi = start.kind === 'kpi' ? start.id : null
  const kpis = await sql<{
    id: string
    initiativeId: string
    name: string
    unit: string
    decimals: number
    value: number | null
    againstTarget: string
    expectedDirection: string
    expectedSize: number | null
  }>`
    select k.id, l.initiative_id, k.name, k.unit, k.decimals, s.value, coalesce(s.against_target, 'no target') as against_target, l.expected_direction, l.expected_size
    from initiative_kpi l join kpi k on k.id = l.kpi_id left join kpi_standing s on s.kpi_id = k.id
    where l.initiative_id = any(${spine.initiatives}::uuid[]) and k.archived_at is null and (${kpi}::uuid is null or k.id = ${kpi}::uuid)
    order by lower(k.name), l.initiative_id limit ${mostDrawn * 3}`.execute(ctx.db)
  return { plans: plans.rows, kpis: kpis.rows }
}

/** Which of these led to which: the lines of the drawing. */
export async function listLinks(
  ctx: Context,
  spine: Spine,
  evidence: { responses: string[]; observations: string[] },
): Promise<ChainLink[]> {
  const { themes, gaps, initiatives } = spine
  const { responses, observations } = evidence
  const { rows } = await sql<ChainLink>`
    select response_id as "from", theme_id as "to" from response_theme where response_id = any(${responses}::uuid[]) and theme_id = any(${themes}::uuid[])
    union all select response_id, gap_id from gap_response where response_id = any(${responses}::uuid[]) and gap_id = any(${gaps}::uuid[])
    union all select observation_id, theme_id from observation_theme where observation_id = any(${observations}::uuid[]) and theme_id = any(${themes}::uuid[])
    union all select observation_id, gap_id from gap_observation where observation_id = any(${observations}::uuid[]) and gap_id = any(${gaps}::uuid[])
    union all select theme_id, gap_id from gap_theme where theme_id = any(${themes}::uuid[]) and gap_id = any(${gaps}::uuid[])
    union all select gap_id, initiative_id from initiative_gap where gap_id = any(${gaps}::uuid[]) and initiative_id = any(${initiatives}::uuid[])`.execute(
    ctx.db,
  )
  return rows
}
