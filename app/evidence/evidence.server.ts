// What records rest on: observations, themes and responses, linked and taken off; and what could be linked. Who may is asked by the room
// that the record belongs to.
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { type Context, absent } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { type Restricted, readableLine, restrictionOf, searchable } from '#app/access/readable-texts.server.ts'
import { matching } from '#app/vision/matching.server.ts'
import type { EvidenceKind, linkForm, unlinkForm } from './evidence.ts'

/** A record that rests on evidence. Its links stand in `<kind>_observation`, `<kind>_theme` and `<kind>_response`. */
export interface Resting {
  kind: 'gap' | 'persona_experience'
  id: string
}
export type Evidence = z.output<typeof linkForm>

const kinds = [
  ['observationIds', 'observation'],
  ['themeIds', 'theme'],
  ['responseIds', 'response'],
] as const

const linksOf = (of: Resting, kind: EvidenceKind) => sql.table(`${of.kind}_${kind}`)
/** For a select on its links under the name of `l`. */
const isOf = (of: Resting) => sql<boolean>`${sql.ref(`l.${of.kind}_id`)} = ${of.id}`

/** Links what is given and not linked yet; all of it has to be there (else 404). Returns how many are new. */
export async function addEvidence(ctx: Context, of: Resting, given: Evidence): Promise<number> {
  let added = 0
  for (const [field, kind] of kinds) {
    const ids = given[field]
    if (!ids.length) continue
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from ${sql.table(kind)} where id = any(${ids}::uuid[]) and ${inUse[kind]}`.execute(ctx.db)
    if (rows[0]!.n < ids.length) throw absent()
    added += Number((await insertOf(of, kind, ids).execute(ctx.db)).numAffectedRows ?? 0n)
  }
  return added
}

const inUse: Record<EvidenceKind, RawBuilder<unknown>> = {
  observation: sql`archived_at is null`,
  theme: sql`archived_at is null`,
  response: sql`withdrawn_at is null`,
}

function insertOf(of: Resting, kind: EvidenceKind, ids: readonly string[]) {
  const [links, holder] = [linksOf(of, kind), sql.ref(`${of.kind}_id`)]
  return kind === 'response'
    ? sql`insert into ${links} (${holder}, response_id, answered_on)
        select ${of.id}::uuid, id, answered_on from response where id = any(${ids}::uuid[]) on conflict do nothing`
    : sql`insert into ${links} (${holder}, ${sql.ref(`${kind}_id`)})
        select ${of.id}::uuid, unnest(${ids}::uuid[]) on conflict do nothing`
}

/** Takes one piece off; 404 where it is not linked. */
export async function removeEvidence(ctx: Context, of: Resting, { kind, evidenceId }: z.output<typeof unlinkForm>) {
  if (!evidenceId) refuse('Choose what does not belong to it.', 'evidenceId')
  const { numAffectedRows } = await sql`
    delete from ${linksOf(of, kind)} l where ${isOf(of)} and ${sql.ref(`l.${kind}_id`)} = ${evidenceId}`.execute(ctx.db)
  if (!numAffectedRows) throw absent()
}

// ── Reading ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** More are counted, not shown. */
const mostShown = 50

export interface ResponseEvidence {
  id: string
  answeredOn: string
  postId: string
  postName: string
  /** Masked; empty where nothing was written, or it may not be read. */
  text: string
  restricted: Restricted | null
}
interface ObservationEvidence {
  id: string
  what: string
  quote: string
  severity: number
  seenAt: Date
  observerName: string
  archived: boolean
}
interface ThemeEvidence {
  id: string
  name: string
  archived: boolean
  /** Responses that carry it. */
  mentions: number
}

/** How many responses carry a theme, by the sums that are kept; for a select on `theme` under the name of `t`. */
export const mentionsOf = (ctx: Context) =>
  sql<number>`(select coalesce(sum(d.n), 0)::int from theme_day d where d.theme_id = t.id and d.day <= ${ctx.today}::date)`

/** What a record rests on, each kind newest first and cut at a page's worth, with how many there are. */
export async function findEvidence(ctx: Context, of: Resting) {
  type Counted<T> = T & { total: number }
  const cut = sql`limit ${sql.lit(mostShown)}`
  const { rows: observations } = await sql<Counted<ObservationEvidence>>`
    select o.id, o.what, o.quote, o.severity, o.seen_at, m.name as observer_name, o.archived_at is not null as archived,
      count(*) over ()::int as total
    from ${linksOf(of, 'observation')} l join observation o on o.id = l.observation_id join member m on m.id = o.observer_id
    where ${isOf(of)} order by o.seen_at desc, o.id ${cut}`.execute(ctx.db)
  const { rows: themes } = await sql<Counted<ThemeEvidence>>`
    select t.id, t.name, t.archived_at is not null as archived, ${mentionsOf(ctx)} as mentions, count(*) over ()::int as total
    from ${linksOf(of, 'theme')} l join theme t on t.id = l.theme_id
    where ${isOf(of)} order by lower(t.name), t.id ${cut}`.execute(ctx.db)
  const { rows: responses } = await sql<Counted<ResponseEvidence>>`
    select r.id, r.answered_on, p.id as post_id, p.name as post_name, ${readableLine(ctx, 600)} as text, ${restrictionOf(ctx)} as restricted,
      count(*) over ()::int as total
    from ${linksOf(of, 'response')} l join response r on r.id = l.response_id and r.answered_on = l.answered_on
    join listening_post p on p.id = r.listening_post_id
    where ${isOf(of)} and r.withdrawn_at is null order by r.answered_at desc, r.id ${cut}`.execute(ctx.db)
  const counts = {
    observations: observations[0]?.total ?? 0,
    themes: themes[0]?.total ?? 0,
    responses: responses[0]?.total ?? 0,
  }
  return { observations, themes, responses, counts }
}

/** What of these exists, as the form of a new record shows what it will rest on. */
export async function describeEvidence(ctx: Context, asked: Evidence) {
  const { rows } = await sql<{ kind: EvidenceKind; id: string; title: string }>`
    select 'observation' as kind, id, left(what, 160) as title from observation where id = any(${asked.observationIds}::uuid[]) and archived_at is null
    union all select 'theme', id, name from theme where id = any(${asked.themeIds}::uuid[]) and archived_at is null
    union all select 'response', r.id, coalesce(nullif(${readableLine(ctx, 160)}, ''), 'Response of ' || to_char(r.answered_on, 'FMDD FMMonth YYYY')) from response r where id = any(${asked.responseIds}::uuid[]) and withdrawn_at is null`.execute(
    ctx.db,
  )
  return rows
}

const mostOffered = 20

/** What could be linked: what matches the words, or without any the observations that are `near`, a condition on `o`. */
export async function findCandidates(ctx: Context, of: Resting, near: RawBuilder<boolean>, q: string) {
  const free = (kind: EvidenceKind, as: string) =>
    sql<boolean>`not exists (select from ${linksOf(of, kind)} l where ${isOf(of)} and ${sql.ref(`l.${kind}_id`)} = ${sql.ref(`${as}.id`)})`
  const observations = await ctx.db
    .selectFrom('observation as o')
    .where('o.archivedAt', 'is', null)
    .where(q ? matching(['o.what', 'o.quote', 'o.place'], q) : near)
    .where(free('observation', 'o'))
    .select(['o.id', 'o.what', 'o.seenAt'])
    .orderBy('o.seenAt', 'desc')
    .limit(mostOffered)
    .execute()
  const themes = await ctx.db
    .selectFrom('theme as t')
    .where('t.archivedAt', 'is', null)
    .where(q ? matching(['t.name', 't.description'], q) : sql<boolean>`true`)
    .where(free('theme', 't'))
    .select(['t.id', 't.name'])
    .orderBy(sql`lower(t.name)`)
    .limit(mostOffered)
    .execute()
  return { observations, themes, responses: q ? await findResponses(ctx, free('response', 'r'), q) : [] }
}

/** Comments that contain all of the words, of those that may be read. */
async function findResponses(ctx: Context, free: RawBuilder<boolean>, q: string) {
  const { rows } = await sql<ResponseEvidence>`
    select r.id, r.answered_on, p.id as post_id, p.name as post_name, ${readableLine(ctx, 300)} as text, null::jsonb as restricted
    from response r join listening_post p on p.id = r.listening_post_id
    where r.words @@ plainto_tsquery('simple', plain(${q})) and r.withdrawn_at is null and ${searchable(ctx)} and ${free}
    order by r.answered_at desc, r.id limit ${sql.lit(mostOffered)}`.execute(ctx.db)
  return rows
}
