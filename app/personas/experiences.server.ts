// Reading and changing what delights or pains a persona.
import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { refuse } from '#app/access/problems.ts'
import { readableLine, searchable } from '#app/access/readable-texts.server.ts'
import {
  type Evidence,
  addEvidence,
  findCandidates,
  mentionsOf,
  removeEvidence,
} from '#app/evidence/evidence.server.ts'
import { countGiven, type EvidenceKind, type unlinkForm } from '#app/evidence/evidence.ts'
import { record } from '#app/history/record.server.ts'
import {
  type editExperienceForm,
  type ExperienceKind,
  experienceNames,
  fullRefusal,
  type Grade,
  mostOfAKind,
  mostQuoted,
  type newExperienceForm,
} from './experience.ts'

export interface Experience extends Grade {
  id: string
  kind: ExperienceKind
  sentence: string
  /** Where there is just one of its kind. */
  themeId: string | null
  responseId: string | null
  observationId: string | null
  /** The newest of what was linked one by one that the viewer may read: a customer's words before a colleague's note of them. */
  quote: { text: string; responseId: string | null; observationId: string | null } | null
}

/** Lines with what each rests on, most evidence first. `condition` is on `e`. */
async function withGrades(ctx: Context, condition: RawBuilder<unknown>): Promise<Experience[]> {
  const only = (column: string) =>
    sql`case when count(*) = 1 then (array_agg(${sql.ref(column)}))[1] end as ${sql.ref(column.replace('.', '_'))}`
  const { rows } = await sql<Experience>`
    select e.id, e.kind, e.sentence, t.n as themes, t.t_id as theme_id, t.mentions, r.n as responses, r.r_id as response_id,
      o.n as observations, o.o_id as observation_id, coalesce(said.quote, seen.quote) as quote
    from persona_experience e
    cross join lateral (select count(*)::int as n, coalesce(sum(${mentionsOf(ctx)}), 0)::int as mentions, ${only('t.id')}
      from persona_experience_theme l join theme t on t.id = l.theme_id and t.archived_at is null where l.persona_experience_id = e.id) t
    cross join lateral (select count(*)::int as n, ${only('r.id')} from persona_experience_response l
      join response r on r.id = l.response_id and r.answered_on = l.answered_on and r.withdrawn_at is null where l.persona_experience_id = e.id) r
    cross join lateral (select count(*)::int as n, ${only('o.id')} from persona_experience_observation l
      join observation o on o.id = l.observation_id and o.archived_at is null where l.persona_experience_id = e.id) o
    left join lateral (select jsonb_build_object('text', ${readableLine(ctx, mostQuoted)}, 'responseId', r.id, 'observationId', null) as quote
      from persona_experience_response l join response r on r.id = l.response_id and r.answered_on = l.answered_on
      where l.persona_experience_id = e.id and r.withdrawn_at is null and r.texts <> '{}' and ${searchable(ctx)}
      order by r.answered_at desc, r.id limit 1) said on true
    left join lateral (select jsonb_build_object('text', left(o.quote, ${sql.lit(mostQuoted)}), 'responseId', null, 'observationId', o.id) as quote
      from persona_experience_observation l join observation o on o.id = l.observation_id
      where l.persona_experience_id = e.id and o.archived_at is null and o.quote <> '' order by o.seen_at desc, o.id limit 1) seen on true
    where ${condition} order by t.mentions + r.n + o.n desc, e.created_at, e.id limit ${sql.lit(2 * mostOfAKind)}`.execute(
    ctx.db,
  )
  return rows
}

/** A persona's delights and pains, and what was archived of them, the newest first. */
export async function listExperiences(ctx: Context, personaId: string) {
  const archived = await ctx.db
    .selectFrom('personaExperience')
    .where('personaId', '=', personaId)
    .where('archivedAt', 'is not', null)
    .select(['id', 'sentence'])
    .orderBy('archivedAt', 'desc')
    .limit(50)
    .execute()
  return { lines: await withGrades(ctx, sql`e.persona_id = ${personaId} and e.archived_at is null`), archived }
}

/** One line with its persona and what it rests on; 404 where there is none. */
export async function findExperience(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('personaExperience as e')
    .innerJoin('persona as p', 'p.id', 'e.personaId')
    .leftJoin('member as m', 'm.id', 'e.createdBy')
    .where('e.id', '=', id)
    .select(['e.version', 'e.archivedAt', 'e.personaId', 'p.name as personaName', 'p.ownerId', 'm.name as addedBy'])
    .select([
      'p.archivedAt as personaArchivedAt',
      sql<string>`(e.created_at at time zone ${ctx.org.timeZone})::date`.as('addedOn'),
    ])
    .executeTakeFirst()
  const [graded] = await withGrades(ctx, sql`e.id = ${id}`)
  if (!row || !graded) throw absent()
  return { ...graded, ...row }
}

export const experienceValues = ({ kind, sentence }: { kind: string; sentence: string }) => ({ kind, sentence })

/** The personas that the viewer may change, to say what delights or pains them. */
export async function listPersonasToEdit(ctx: Context) {
  const rows = await ctx.db
    .selectFrom('persona')
    .where('archivedAt', 'is', null)
    .select(['id', 'name', 'ownerId'])
    .orderBy(sql`lower(name)`)
    .limit(500)
    .execute()
  return rows.filter((row) => may(ctx.viewer, 'persona.edit', row)).map(({ id, name }) => ({ id, name }))
}

/** The same, for a page that is for nobody else: who may change none is told so. */
export async function requirePersonasToEdit(ctx: Context) {
  const personas = await listPersonasToEdit(ctx)
  if (!personas.length) authorize(ctx, 'persona.edit')
  return personas
}

/** Whether there is a persona that the viewer may change. */
export async function mayShapePersonas(ctx: Context): Promise<boolean> {
  return (await listPersonasToEdit(ctx)).length > 0
}

/** Lines that the viewer may link evidence to, persona after persona. */
export async function listExperiencesToLink(ctx: Context, personas: readonly { id: string }[]) {
  return ctx.db
    .selectFrom('personaExperience as e')
    .innerJoin('persona as p', 'p.id', 'e.personaId')
    .where('e.archivedAt', 'is', null)
    .where(sql<boolean>`p.id = any(${personas.map(({ id }) => id)}::uuid[])`)
    .select(['e.id', 'e.kind', 'e.sentence', 'p.name as personaName'])
    .orderBy(sql`lower(p.name)`)
    .orderBy('e.kind')
    .orderBy('e.createdAt')
    .limit(1000)
    .execute()
}

/** The delights and pains that a piece of evidence is evidence of, persona after persona. */
export async function listShownBy(ctx: Context, kind: EvidenceKind, id: string) {
  const { rows } = await sql<{ id: string; sentence: string; personaName: string }>`
    select e.id, e.sentence, p.name as persona_name from ${sql.table(`persona_experience_${kind}`)} l
    join persona_experience e on e.id = l.persona_experience_id and e.archived_at is null
    join persona p on p.id = e.persona_id and p.archived_at is null
    where ${sql.ref(`l.${kind}_id`)} = ${id} order by lower(p.name), e.created_at, e.id limit 50`.execute(ctx.db)
  return rows
}

// ── Changing ────────────────────────────────────────────────────────────────────────────────────────────────────────

export async function createExperience(ctx: Context, form: z.output<typeof newExperienceForm>) {
  const persona = await lock(ctx, 'persona', form.personaId)
  authorize(ctx, 'persona.edit', persona)
  if (persona.archivedAt) refuse('This persona is archived. Choose another one.', 'personaId')
  await requireRoom(ctx, persona.id, form.kind)
  const { kind, sentence } = form
  const row = { id: newId(ctx), personaId: persona.id, sentence }
  await ctx.db
    .insertInto('personaExperience')
    .values({ ...row, kind, createdBy: ctx.viewer.memberId || null })
    .execute()
  await addEvidence(ctx, restingOn(row.id), form)
  tell(ctx, 'created', row)
  return row
}

export async function editExperience(ctx: Context, id: string, form: z.output<typeof editExperienceForm>) {
  const row = await held(ctx, id)
  await requireVersion(ctx, row, form.version, experienceValues)
  requireInUse(row, 'changing it')
  const { kind, sentence } = form
  if (kind !== row.kind) await requireRoom(ctx, row.personaId, kind)
  await change(ctx, row, { kind, sentence })
  tell(ctx, 'edited', { ...row, sentence })
}

/** Archives a line, or restores it. */
export async function archiveExperience(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await held(ctx, id)
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  if (!archived) await requireRoom(ctx, row.personaId, row.kind as ExperienceKind)
  await change(ctx, row, { archivedAt: archived ? ctx.now : null })
  tell(ctx, archived ? 'archived' : 'restored', row, form.reason)
  return { archived, personaId: row.personaId }
}

export async function linkExperienceEvidence(ctx: Context, id: string, form: Evidence) {
  const row = await held(ctx, id)
  requireInUse(row, 'linking evidence')
  if (!countGiven(form)) refuse('Tick what it rests on first.')
  const added = await addEvidence(ctx, restingOn(id), form)
  if (added) tell(ctx, 'evidence-linked', row)
  return { added }
}

export async function unlinkExperienceEvidence(ctx: Context, id: string, form: z.output<typeof unlinkForm>) {
  const row = await held(ctx, id)
  await removeEvidence(ctx, restingOn(id), form)
  tell(ctx, 'evidence-unlinked', row, form.reason)
}

/** What could be linked: what matches the words, or without any what was seen last on the journeys of its persona. */
export function findExperienceCandidates(ctx: Context, experience: { id: string; personaId: string }, q: string) {
  const near = sql<boolean>`o.journey_step_id in (select s.id from journey j join journey_map m on m.journey_id = j.id
    join journey_step s on s.journey_map_id = m.id where j.persona_id = ${experience.personaId})`
  return findCandidates(ctx, restingOn(experience.id), near, q)
}

const restingOn = (id: string) => ({ kind: 'persona_experience' as const, id })

/** The line, locked, for whoever may change its persona; that is locked too, so that its lines are counted one change after another. */
async function held(ctx: Context, id: string) {
  const row = await lock(ctx, 'personaExperience', id)
  const persona = await lock(ctx, 'persona', row.personaId)
  authorize(ctx, 'persona.edit', persona)
  if (persona.archivedAt) refuse('Its persona is archived. Restore that one first.')
  return row
}

function requireInUse(row: { kind: string; archivedAt: Date | null }, before: string) {
  if (row.archivedAt)
    refuse(
      `This ${experienceNames[row.kind as ExperienceKind].toLowerCase()} is archived. Restore it before ${before}.`,
    )
}

async function requireRoom(ctx: Context, personaId: string, kind: ExperienceKind) {
  const { n } = await ctx.db
    .selectFrom('personaExperience')
    .where('personaId', '=', personaId)
    .where('kind', '=', kind)
    .where('archivedAt', 'is', null)
    .select(sql<number>`count(*)::int`.as('n'))
    .executeTakeFirstOrThrow()
  const why = fullRefusal(kind, n)
  if (why) refuse(why)
}

async function change(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('personaExperience')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
}

/** The persona's timeline shows it too. */
function tell(
  ctx: Context,
  past: string,
  row: { id: string; personaId: string; sentence: string },
  reason: string | null = null,
) {
  record(ctx, {
    verb: `persona_experience.${past}`,
    kind: 'persona_experience',
    id: row.id,
    title: row.sentence,
    reason,
    also: [{ kind: 'persona', id: row.personaId }],
  })
}

// ── Reviewing ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** The themes that a persona's delights and pains rest on, to be asked within: those in use. */
export const themesOf = (personaId: RawBuilder<unknown>) => sql`(select t.id from persona_experience e
  join persona_experience_theme l on l.persona_experience_id = e.id join theme t on t.id = l.theme_id
  where e.persona_id = ${personaId} and e.archived_at is null and t.archived_at is null)`

/** How many responses carry each of a persona's themes since a day, that day not included; the most first. */
export async function listMentionsSince(ctx: Context, personaId: string, since: string | null) {
  const { rows } = await sql<{ id: string; name: string; n: number }>`
    select t.id, t.name, coalesce((select sum(d.n) from theme_day d
      where d.theme_id = t.id and d.day <= ${ctx.today}::date and (${since}::date is null or d.day > ${since}::date)), 0)::int as n
    from theme t where t.id in ${themesOf(sql`${personaId}`)} order by 3 desc, lower(t.name), t.id limit 200`.execute(
    ctx.db,
  )
  return rows
}
