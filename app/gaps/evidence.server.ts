// What gaps rest on: observations, themes and responses, linked and taken off; and what could be linked.
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { lock } from '#app/access/change.server.ts'
import { type Context, absent, authorize } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { refuse } from '#app/access/problems.ts'
import { type Restricted, readableLine, restrictionOf, searchable } from '#app/access/readable-texts.server.ts'
import { record } from '#app/history/record.server.ts'
import { matching } from '#app/vision/matching.server.ts'
import type { EvidenceKind, linkForm, unlinkForm } from './gap.ts'

type Evidence = z.output<typeof linkForm>
const kinds = [
  ['observationIds', 'observation'],
  ['themeIds', 'theme'],
  ['responseIds', 'response'],
] as const

/** Links what is given and not linked yet; all of it has to be there (else 404). Returns how many are new. */
export async function addEvidence(ctx: Context, gapId: string, given: Evidence): Promise<number> {
  let added = 0
  for (const [field, kind] of kinds) {
    const ids = given[field]
    if (!ids.length) continue
    const { rows } = await sql<{ n: number }>`
      select count(*) as n from ${sql.table(kind)} where id = any(${ids}::uuid[]) and ${inUse[kind]}`.execute(ctx.db)
    if (rows[0]!.n < ids.length) throw absent()
    added += Number((await insertOf(kind, gapId, ids).execute(ctx.db)).numAffectedRows ?? 0n)
  }
  return added
}

const inUse: Record<EvidenceKind, RawBuilder<unknown>> = {
  observation: sql`archived_at is null`,
  theme: sql`archived_at is null`,
  response: sql`withdrawn_at is null`,
}

const insertOf = (kind: EvidenceKind, gapId: string, ids: readonly string[]) =>
  kind === 'response'
    ? sql`insert into gap_response (gap_id, response_id, answered_on)
        select ${gapId}::uuid, id, answered_on from response where id = any(${ids}::uuid[]) on conflict do nothing`
    : sql`insert into ${sql.table(`gap_${kind}`)} (gap_id, ${sql.ref(`${kind}_id`)})
        select ${gapId}::uuid, unnest(${ids}::uuid[]) on conflict do nothing`

export async function linkEvidence(ctx: Context, gapId: string, form: Evidence) {
  const row = await lock(ctx, 'gap', gapId)
  authorize(ctx, 'gap.edit', row)
  if (row.archivedAt) refuse('This gap is archived. Restore it before linking evidence.')
  if (!kinds.some(([field]) => form[field].length)) refuse('Tick what the gap rests on first.')
  const added = await addEvidence(ctx, gapId, form)
  if (added) record(ctx, { verb: 'gap.evidence-linked', kind: 'gap', id: gapId, title: row.name })
  return { added }
}

export async function unlinkEvidence(ctx: Context, gapId: string, form: z.output<typeof unlinkForm>) {
  const row = await lock(ctx, 'gap', gapId)
  authorize(ctx, 'gap.edit', row)
  const { kind, evidenceId, reason } = form
  if (!evidenceId) refuse('Choose what does not belong to it.', 'evidenceId')
  const { numAffectedRows } = await sql`
    delete from ${sql.table(`gap_${kind}`)} where gap_id = ${gapId} and ${sql.ref(`${kind}_id`)} = ${evidenceId}`.execute(
    ctx.db,
  )
  if (!numAffectedRows) throw absent()
  record(ctx, { verb: 'gap.evidence-unlinked', kind: 'gap', id: gapId, title: row.name, reason })
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

/** What a gap rests on, each kind newest first and cut at a page's worth, with how many there are. */
export async function findEvidence(ctx: Context, gapId: string) {
  const observations = await ctx.db
    .selectFrom('gapObservation as l')
    .innerJoin('observation as o', 'o.id', 'l.observationId')
    .innerJoin('member as m', 'm.id', 'o.observerId')
    .where('l.gapId', '=', gapId)
    .select(['o.id', 'o.what', 'o.quote', 'o.severity', 'o.seenAt', 'm.name as observerName'])
    .select(sql<number>`count(*) over ()`.as('total'))
    .orderBy('o.seenAt', 'desc')
    .limit(mostShown)
    .execute()
  const themes = await ctx.db
    .selectFrom('gapTheme as l')
    .innerJoin('theme as t', 't.id', 'l.themeId')
    .where('l.gapId', '=', gapId)
    .select(['t.id', 't.name', 't.decision'])
    .orderBy(sql`lower(t.name)`)
    .limit(mostShown)
    .execute()
  const { rows: responses } = await sql<ResponseEvidence & { total: number }>`
    select r.id, r.answered_on, p.id as post_id, p.name as post_name, ${readableLine(ctx, 600)} as text, ${restrictionOf(ctx)} as restricted,
       count(*) over () as total
    from gap_response l join response r on r.id = l.response_id and r.answered_on = l.answered_on
    join listening_post p on p.id = r.listening_post_id
    where l.gap_id = ${gapId} and r.withdrawn_at is null order by r.answered_at desc, r.id limit ${sql.lit(mostShown)}`.execute(
    ctx.db,
  )
  return {
    observations,
    themes,
    responses,
    counts: {
      observations: observations[0]?.total ?? 0,
      themes: themes.length,
      responses: responses[0]?.total ?? 0,
    },
  }
}

/** What of these exists, as a new gap's form shows what it will rest on. */
export async function describeEvidence(ctx: Context, asked: Evidence) {
  const { rows } = await sql<{ kind: EvidenceKind; id: string; title: string }>`
    select 'observation' as kind, id, left(what, 160) as title from observation where id = any(${asked.observationIds}::uuid[]) and archived_at is null
    union all select 'theme', id, name from theme where id = any(${asked.themeIds}::uuid[]) and archived_at is null
    union all select 'response', r.id, coalesce(nullif(${readableLine(ctx, 160)}, ''), 'Response of ' || to_char(r.answered_on, 'FMDD FMMonth YYYY')) from response r where id = any(${asked.responseIds}::uuid[]) and withdrawn_at is null`.execute(
    ctx.db,
  )
  return rows
}

/** Gaps that the viewer may link evidence to: those that are open first, the newest before others. */
export async function listGapsToLink(ctx: Context) {
  const rows = await ctx.db
    .selectFrom('gap')
    .where('archivedAt', 'is', null)
    .select(['id', 'name', 'state', 'ownerId', 'createdBy'])
    .orderBy(sql`state in ('closed', 'accepted')`)
    .orderBy('createdAt', 'desc')
    .orderBy('id')
    .limit(500)
    .execute()
  return rows.filter((row) => may(ctx.viewer, 'gap.edit', row)).map(({ id, name, state }) => ({ id, name, state }))
}

const mostOffered = 20

/** What could be linked: what matches the words, or without any what was seen where the gap is. */
export async function findCandidates(
  ctx: Context,
  gap: { id: string; asIsStepId: string | null; touchpointId: string | null },
  q: string,
) {
  const near = q
    ? matching(['o.what', 'o.quote', 'o.place'], q)
    : sql<boolean>`(o.touchpoint_id = ${gap.touchpointId} or o.journey_step_id = ${gap.asIsStepId}
        or o.touchpoint_id = (select touchpoint_id from journey_step where id = ${gap.asIsStepId}))`
  const observations = await ctx.db
    .selectFrom('observation as o')
    .where('o.archivedAt', 'is', null)
    .where(near)
    .where(
      sql<boolean>`not exists (select from gap_observation l where l.gap_id = ${gap.id} and l.observation_id = o.id)`,
    )
    .select(['o.id', 'o.what', 'o.seenAt'])
    .orderBy('o.seenAt', 'desc')
    .limit(mostOffered)
    .execute()
  const themes = await ctx.db
    .selectFrom('theme as t')
    .where('t.archivedAt', 'is', null)
    .where(q ? matching(['t.name', 't.description'], q) : sql<boolean>`true`)
    .where(sql<boolean>`not exists (select from gap_theme l where l.gap_id = ${gap.id} and l.theme_id = t.id)`)
    .select(['t.id', 't.name'])
    .orderBy(sql`lower(t.name)`)
    .limit(mostOffered)
    .execute()
  return { observations, themes, responses: q ? await findResponses(ctx, gap.id, q) : [] }
}

/** Comments that contain all of the words, of those that may be read. */
async function findResponses(ctx: Context, gapId: string, q: string) {
  const { rows } = await sql<ResponseEvidence>`
    select r.id, r.answered_on, p.id as post_id, p.name as post_name, ${readableLine(ctx, 300)} as text, null::jsonb as restricted
    from response r join listening_post p on p.id = r.listening_post_id
    where r.words @@ plainto_tsquery('simple', plain(${q})) and r.withdrawn_at is null and ${searchable(ctx)}
      and not exists (select from gap_response l where l.gap_id = ${gapId} and l.response_id = r.id)
    order by r.answered_at desc, r.id limit ${sql.lit(mostOffered)}`.execute(ctx.db)
  return rows
}
