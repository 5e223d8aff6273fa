// The versions of the vision: reading them, and taking one from draft to ratified.
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { matching } from './matching.server.ts'
import {
  type VisionMove,
  type editVisionForm,
  effectiveDayRefusal,
  type newVisionForm,
  type ratificationForm,
  visionInForce,
  visionRefusal,
  visionStates,
  visionTitle,
} from './vision.ts'

export const visionListRules = {
  filters: { state: [...visionStates, 'archived'] },
  sorts: ['number', 'effective'],
  defaultSort: '-number',
} as const

const columns = [
  'v.id',
  'v.number',
  'v.state',
  'v.statement',
  'v.brandPromise',
  'v.reason',
  'v.effectiveOn',
  'v.ratifiedAt',
  'v.supersededAt',
  'v.proposedAt',
  'v.archivedAt',
  'v.createdAt',
  'v.updatedAt',
  'v.version',
] as const

const visions = (ctx: Context) =>
  ctx.db
    .selectFrom('vision as v')
    .leftJoin('member as c', 'c.id', 'v.createdBy')
    .leftJoin('member as p', 'p.id', 'v.proposedBy')
    .leftJoin('member as r', 'r.id', 'v.ratifiedBy')

const withNames = (ctx: Context) =>
  visions(ctx)
    .select(columns)
    .select(['v.proposedBy', 'v.ratifiedBy', 'v.createdBy'])
    .select(['c.name as creatorName', 'p.name as proposerName', 'r.name as ratifierName'])

/** One page of versions, and how many match in all. */
export async function listVisions(ctx: Context, query: ListQuery) {
  const states = query.filters.state ?? []
  const named = states.filter((state) => state !== 'archived')
  const conditions = [sql<SqlBool>`v.archived_at is ${states.includes('archived') ? sql`not null` : sql`null`}`]
  if (named.length) conditions.push(sql<SqlBool>`v.state = any(${named})`)
  if (query.q) conditions.push(matching(['v.statement', 'v.brand_promise', 'v.reason'], query.q))
  const { total } = await visions(ctx)
    .where((eb) => eb.and(conditions))
    .select(sql<number>`count(*)`.as('total'))
    .executeTakeFirstOrThrow()
  const rows = await withNames(ctx)
    .where((eb) => eb.and(conditions))
    .orderBy(
      sql`${query.sort.key === 'effective' ? sql`v.effective_on` : sql`v.number`} ${sql.raw(query.sort.direction)} nulls last`,
    )
    .orderBy('v.number', 'desc')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows, total }
}

/** One version with the names of those who brought it there; 404 where there is none. */
export async function findVision(ctx: Context, id: string) {
  const row = await withNames(ctx).where('v.id', '=', id).executeTakeFirst()
  if (!row) throw absent()
  return row
}

/** The version that this one replaces, or would: the last one ratified before it. */
export async function findVisionBefore(ctx: Context, vision: { id: string; ratifiedAt: Date | null }) {
  let query = withNames(ctx).where('v.id', '!=', vision.id).where('v.ratifiedAt', 'is not', null)
  if (vision.ratifiedAt) query = query.where('v.ratifiedAt', '<', vision.ratifiedAt)
  return (await query.orderBy('v.ratifiedAt', 'desc').limit(1).executeTakeFirst()) ?? null
}

/**
 * The vision as people meet it: the version in force today, the ratified one that has yet to take effect, and what is being
 * prepared. One statement.
 */
export async function findCurrentVision(ctx: Context) {
  const rows = await withNames(ctx).where('v.archivedAt', 'is', null).orderBy('v.number', 'desc').execute()
  const current = visionInForce(rows, ctx.today)
  const ratified = rows.find(({ state }) => state === 'ratified') ?? null
  return {
    current,
    upcoming: ratified && ratified.id !== current?.id ? ratified : null,
    proposed: rows.filter(({ state }) => state === 'proposed'),
    drafts: rows.filter(({ state }) => state === 'draft'),
  }
}

/** Adds a draft with the next number. */
export async function createVision(ctx: Context, form: z.output<typeof newVisionForm>) {
  authorize(ctx, 'vision.edit')
  await oneAtATime(ctx)
  const id = newId(ctx)
  const { number } = await ctx.db
    .selectFrom('vision')
    .select(sql<number>`coalesce(max(number), 0) + 1`.as('number'))
    .executeTakeFirstOrThrow()
  await ctx.db
    .insertInto('vision')
    .values({ id, number, ...texts(form), createdBy: ctx.viewer.memberId || null })
    .execute()
  record(ctx, { verb: 'vision.drafted', kind: 'vision', id, title: visionTitle(number) })
  return { id, number }
}

/** Changes the words of a draft. */
export async function editVision(ctx: Context, id: string, form: z.output<typeof editVisionForm>) {
  const row = await lock(ctx, 'vision', id)
  authorize(ctx, 'vision.edit')
  await requireVersion(ctx, row, form.version, visionValues)
  allowed(row, 'edit')
  await change(ctx, row, texts(form))
  record(ctx, { verb: 'vision.edited', kind: 'vision', id, title: visionTitle(row.number) })
}

/** Puts a draft before those who ratify it. A change of vision has to say why. */
export async function proposeVision(ctx: Context, id: string, form: { version: number }) {
  const row = await lock(ctx, 'vision', id)
  authorize(ctx, 'vision.edit')
  await requireVersion(ctx, row, form.version)
  allowed(row, 'propose')
  const ratified = await ctx.db.selectFrom('vision').select('number').where('state', '=', 'ratified').executeTakeFirst()
  if (ratified && !row.reason) refuse(`Say in the draft why it changes version ${ratified.number}, then propose it.`)
  await change(ctx, row, { state: 'proposed', proposedBy: ctx.viewer.memberId || null, proposedAt: ctx.now })
  record(ctx, { verb: 'vision.proposed', kind: 'vision', id, title: visionTitle(row.number), reason: row.reason })
}

/** Sends a proposed version back to its authors. */
export async function returnVision(ctx: Context, id: string, form: { reason: string; version: number }) {
  const row = await lock(ctx, 'vision', id)
  authorize(ctx, 'vision.ratify')
  await requireVersion(ctx, row, form.version)
  allowed(row, 'send back')
  await change(ctx, row, { state: 'draft', proposedBy: null, proposedAt: null })
  record(ctx, { verb: 'vision.sent-back', kind: 'vision', id, title: visionTitle(row.number), reason: form.reason })
}

/** Ratifies a proposed version and supersedes the one before it, in one step. */
export async function ratifyVision(ctx: Context, id: string, form: z.output<typeof ratificationForm>) {
  await oneAtATime(ctx)
  const row = await lock(ctx, 'vision', id)
  authorize(ctx, 'vision.ratify')
  await requireVersion(ctx, row, form.version)
  allowed(row, 'ratify')
  const before = await ctx.db
    .selectFrom('vision')
    .selectAll()
    .where('state', '=', 'ratified')
    .forNoKeyUpdate()
    .executeTakeFirst()
  const tooEarly = effectiveDayRefusal(form.effectiveOn, before ?? null)
  if (tooEarly) refuse(tooEarly, 'effectiveOn')
  if (before) await change(ctx, before, { state: 'superseded', supersededAt: ctx.now })
  await change(ctx, row, {
    state: 'ratified',
    effectiveOn: form.effectiveOn,
    ratifiedBy: ctx.viewer.memberId || null,
    ratifiedAt: ctx.now,
  })
  record(ctx, { verb: 'vision.ratified', kind: 'vision', id, title: visionTitle(row.number), reason: form.note })
  if (before)
    record(ctx, {
      verb: 'vision.superseded',
      kind: 'vision',
      id: before.id,
      title: visionTitle(before.number),
      reason: `${visionTitle(row.number)} takes its place.`,
    })
}

/** Archives a draft, or restores it. */
export async function archiveVision(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'vision', id)
  authorize(ctx, 'vision.edit')
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  allowed(row, archived ? 'archive' : 'restore')
  await change(ctx, row, { archivedAt: archived ? ctx.now : null })
  record(ctx, {
    verb: archived ? 'vision.archived' : 'vision.restored',
    kind: 'vision',
    id,
    title: visionTitle(row.number),
    reason: form.reason,
  })
  return { archived }
}

/** A version as the fields of its form. */
export const visionValues = (row: { statement: string; brandPromise: string; reason: string }) => ({
  statement: row.statement,
  brandPromise: row.brandPromise,
  reason: row.reason,
})

const texts = (form: z.output<typeof newVisionForm>) => ({
  statement: form.statement,
  brandPromise: form.brandPromise ?? '',
  reason: form.reason ?? '',
})

function allowed(row: { state: string; archivedAt: Date | null }, move: VisionMove) {
  const why = visionRefusal(row, move)
  if (why) refuse(why)
}

async function change(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('vision')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
}

/** New numbers and ratifications of one organisation wait for each other. */
async function oneAtATime(ctx: Context) {
  await sql`select pg_advisory_xact_lock(hashtextextended('vision ' || ${ctx.org.id}::text, 0))`.execute(ctx.db)
}
