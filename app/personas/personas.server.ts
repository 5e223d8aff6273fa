// Reading and changing personas, and saying that one was looked at again.
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { addDays } from '#app/kpis/period.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { matching } from '#app/vision/matching.server.ts'
import { nameTaken } from '#app/vision/name-taken.ts'
import { listServing } from '#app/vision/serving.server.ts'
import {
  type Freshness,
  type editPersonaForm,
  freshnessNames,
  freshnesses,
  type newPersonaForm,
  reviewDayRefusal,
  type reviewForm,
  soonDays,
} from './persona.ts'

export const personaListRules = {
  filters: { segment: 'id', owner: 'id', freshness: freshnesses, show: ['archived'] },
  sorts: ['name', 'segment', 'review'],
  defaultSort: 'name',
} as const

const cards = [
  'p.id',
  'p.name',
  'p.summary',
  'p.quote',
  'p.segmentId',
  'p.pictureId',
  'p.ownerId',
  'p.reviewBy',
  'p.reviewedOn',
  'p.archivedAt',
  'p.version',
  's.name as segmentName',
  'm.name as ownerName',
] as const

const searched = ['p.name', 'p.summary', 'p.quote', 'p.needs', 'p.expectations', 'p.goals', 'p.challenges', 's.name']

const personas = (ctx: Context) =>
  ctx.db
    .selectFrom('persona as p')
    .leftJoin('segment as s', 's.id', 'p.segmentId')
    .leftJoin('member as m', 'm.id', 'p.ownerId')

/** One page of personas as their cards show them, and how many match in all. */
export async function listPersonas(ctx: Context, query: ListQuery) {
  const { q, filters } = query
  const conditions = [sql<SqlBool>`p.archived_at is ${filters.show?.includes('archived') ? sql`not null` : sql`null`}`]
  if (q)
    conditions.push(
      sql<SqlBool>`(${matching(searched, q)} or exists (select from persona_experience e
        where e.persona_id = p.id and e.archived_at is null and ${matching(['e.sentence'], q)}))`,
    )
  if (filters.segment) conditions.push(sql<SqlBool>`p.segment_id = any(${filters.segment}::uuid[])`)
  if (filters.owner) conditions.push(sql<SqlBool>`p.owner_id = any(${filters.owner}::uuid[])`)
  if (filters.freshness) {
    const any = filters.freshness.map((freshness) => reviewedLike(freshness as Freshness, ctx.today))
    conditions.push(sql<SqlBool>`(${sql.join(any, sql` or `)})`)
  }
  const base = personas(ctx).where((eb) => eb.and(conditions))
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const order = { name: sql`lower(p.name)`, segment: sql`lower(s.name)`, review: sql`p.review_by` }[
    query.sort.key as (typeof personaListRules.sorts)[number]
  ]
  const rows = await base
    .select(cards)
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)} nulls last`)
    .orderBy(sql`lower(p.name)`)
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows, total }
}

/** The same as freshnessOf says of one persona. */
function reviewedLike(freshness: Freshness, today: string) {
  const soon = addDays(today, soonDays)
  return {
    'no date': sql<SqlBool>`p.review_by is null`,
    stale: sql<SqlBool>`p.review_by < ${today}::date`,
    'due soon': sql<SqlBool>`p.review_by between ${today}::date and ${soon}::date`,
    fresh: sql<SqlBool>`p.review_by > ${soon}::date`,
  }[freshness]
}

/** One persona with the initiatives that work for it; 404 where there is none. */
export async function findPersona(ctx: Context, id: string) {
  const row = await personas(ctx)
    .where('p.id', '=', id)
    .select(cards)
    .select(['p.needs', 'p.expectations', 'p.goals', 'p.challenges'])
    .executeTakeFirst()
  if (!row) throw absent()
  const { storyCount } = await ctx.db
    .selectFrom('story')
    .where('personaId', '=', id)
    .where('archivedAt', 'is', null)
    .where('state', '<>', 'withdrawn')
    .select(sql<number>`count(*)::int`.as('storyCount'))
    .executeTakeFirstOrThrow()
  return { ...row, storyCount, serving: await listServing(ctx, 'persona', id) }
}

/** People to choose as owner, with the one a persona has already. */
export async function listOwnerChoices(ctx: Context, has: string | null = null) {
  return ctx.db
    .selectFrom('member')
    .where((eb) => eb.or([eb('disabledAt', 'is', null), eb('id', '=', has)]))
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .execute()
}

export async function createPersona(ctx: Context, form: z.output<typeof newPersonaForm>) {
  authorize(ctx, 'persona.edit')
  await requireInUse(ctx, form)
  const id = newId(ctx)
  await ctx.db
    .insertInto('persona')
    .values({ id, ...columns(form) })
    .execute()
    .catch(nameTaken('persona'))
  record(ctx, { verb: 'persona.created', kind: 'persona', id, title: form.name })
  return { id }
}

export async function editPersona(ctx: Context, id: string, form: z.output<typeof editPersonaForm>) {
  const row = await lock(ctx, 'persona', id)
  authorize(ctx, 'persona.edit', row)
  await requireVersion(ctx, row, form.version, personaValues)
  if (row.archivedAt) refuse('This persona is archived. Restore it before changing it.')
  await requireInUse(ctx, form, row)
  await changePersona(ctx, row, columns(form))
  record(ctx, { verb: 'persona.edited', kind: 'persona', id, title: form.name })
}

/** Says that a persona was looked at today and still holds, and when it is to be looked at next. */
export async function reviewPersona(ctx: Context, id: string, form: z.output<typeof reviewForm>) {
  const row = await lock(ctx, 'persona', id)
  authorize(ctx, 'persona.edit', row)
  await requireVersion(ctx, row, form.version)
  if (row.archivedAt) refuse('This persona is archived. Restore it before reviewing it.')
  const why = reviewDayRefusal(form.reviewBy, ctx.today)
  if (why) refuse(why, 'reviewBy')
  await changePersona(ctx, row, { reviewedOn: ctx.today, reviewBy: form.reviewBy })
  record(ctx, { verb: 'persona.reviewed', kind: 'persona', id, title: row.name, reason: form.note })
}

/** Archives a persona, or restores it. */
export async function archivePersona(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'persona', id)
  authorize(ctx, 'persona.edit', row)
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  await changePersona(ctx, row, { archivedAt: archived ? ctx.now : null })
  record(ctx, {
    verb: archived ? 'persona.archived' : 'persona.restored',
    kind: 'persona',
    id,
    title: row.name,
    reason: form.reason,
  })
  return { archived }
}

/** A persona as the fields of its form. */
export const personaValues = (row: {
  name: string
  segmentId: string | null
  summary: string
  quote: string
  needs: string
  expectations: string
  goals: string
  challenges: string
  ownerId: string | null
  reviewBy: string | null
}) => ({
  name: row.name,
  segmentId: row.segmentId ?? '',
  summary: row.summary,
  quote: row.quote,
  needs: row.needs,
  expectations: row.expectations,
  goals: row.goals,
  challenges: row.challenges,
  ownerId: row.ownerId ?? '',
  reviewBy: row.reviewBy ?? '',
})

const columns = (form: z.output<typeof newPersonaForm>) => ({
  name: form.name,
  segmentId: form.segmentId,
  summary: form.summary ?? '',
  quote: form.quote ?? '',
  needs: form.needs ?? '',
  expectations: form.expectations ?? '',
  goals: form.goals ?? '',
  challenges: form.challenges ?? '',
  ownerId: form.ownerId,
  reviewBy: form.reviewBy,
})

interface Linked {
  segmentId: string | null
  ownerId: string | null
}

/** What is newly chosen has to exist (else 404) and be in use; what was there before may stay. */
async function requireInUse(ctx: Context, chosen: Linked, before?: Linked) {
  if (chosen.segmentId && chosen.segmentId !== before?.segmentId) {
    const segment = await ctx.db
      .selectFrom('segment')
      .where('id', '=', chosen.segmentId)
      .select('archivedAt')
      .executeTakeFirst()
    if (!segment) throw absent()
    if (segment.archivedAt) refuse('This segment is archived. Choose another one.', 'segmentId')
  }
  if (chosen.ownerId && chosen.ownerId !== before?.ownerId) {
    const owner = await ctx.db
      .selectFrom('member')
      .where('id', '=', chosen.ownerId)
      .select('disabledAt')
      .executeTakeFirst()
    if (!owner) throw absent()
    if (owner.disabledAt) refuse('This person has left. Choose somebody else.', 'ownerId')
  }
}

/** Writes a persona's next version. */
export async function changePersona(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('persona')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
    .catch(nameTaken('persona'))
}

/** What the gallery offers to narrow by. */
export async function listPersonaFilters(ctx: Context) {
  const segments = await ctx.db
    .selectFrom('segment')
    .where('archivedAt', 'is', null)
    .select(['id as value', 'name as label'])
    .orderBy(sql`lower(name)`)
    .execute()
  const owners = await ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('persona as p').whereRef('p.ownerId', '=', 'm.id').select('p.id')),
    )
    .select(['m.id as value', 'm.name as label'])
    .orderBy(sql`lower(m.name)`)
    .limit(200)
    .execute()
  return [
    { name: 'segment', label: 'Segment', options: segments },
    { name: 'owner', label: 'Owner', options: owners },
    {
      name: 'freshness',
      label: 'Review',
      options: freshnesses.map((freshness) => ({ value: freshness, label: freshnessNames[freshness] })),
    },
    { name: 'show', label: 'Show', options: [{ value: 'archived', label: 'Archived' }] },
  ]
}
