// Adding, changing and deciding about themes. Tagging is in tags.server.ts.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { nameTaken } from '#app/vision/name-taken.ts'
import { type decisionForm, decisionRefusal, type editThemeForm, type newThemeForm } from './theme.ts'
import { wordsProblem } from './theme-words.ts'

/** Adds a theme. Who may not appoint leaves it without an owner. */
export async function createTheme(ctx: Context, form: z.output<typeof newThemeForm>) {
  authorize(ctx, 'theme.add')
  requireWords(form.words)
  const id = newId(ctx)
  const ownerId = may(ctx.viewer, 'theme.appoint') ? form.ownerId : null
  await requireOwner(ctx, ownerId)
  await ctx.db
    .insertInto('theme')
    .values({ id, ...columns(form), ownerId, createdBy: ctx.viewer.memberId || null })
    .execute()
    .catch(nameTaken('theme'))
  record(ctx, { verb: 'theme.created', kind: 'theme', id, title: form.name })
  return { id }
}

export async function editTheme(ctx: Context, id: string, form: z.output<typeof editThemeForm>) {
  const row = await lock(ctx, 'theme', id)
  authorize(ctx, 'theme.edit', row)
  await requireVersion(ctx, row, form.version, (now) => themeValues(now, may(ctx.viewer, 'theme.appoint')))
  if (row.archivedAt) refuse('This theme is archived. Restore it before changing it.')
  requireWords(form.words)
  // Who may not appoint is not shown the owner, and does not change it.
  const ownerId = may(ctx.viewer, 'theme.appoint') ? form.ownerId : row.ownerId
  await requireOwner(ctx, ownerId, row.ownerId)
  await changeTheme(ctx, row, { ...columns(form), ownerId })
  record(ctx, { verb: 'theme.edited', kind: 'theme', id, title: form.name })
}

/** Decides about a theme, or takes the decision back; who and when stay on record with the reason. */
export async function decideTheme(ctx: Context, id: string, form: z.output<typeof decisionForm>) {
  const row = await lock(ctx, 'theme', id)
  authorize(ctx, 'theme.decide', row)
  await requireVersion(ctx, row, form.version)
  if (row.archivedAt) refuse('This theme is archived. Restore it before deciding about it.')
  const { decision, reason } = form
  const problem = decisionRefusal(row.decision, form, ctx.today)
  if (problem) refuse(problem.message, problem.field)
  await changeTheme(ctx, row, {
    decision,
    decisionReason: reason,
    decidedBy: ctx.viewer.memberId || null,
    decidedOn: ctx.today,
    reviewOn: decision === 'watch' ? form.reviewOn : null,
  })
  const verb = decision === 'undecided' ? 'theme.decision-withdrawn' : `theme.decided-to-${decision}`
  record(ctx, { verb, kind: 'theme', id, title: row.name, reason })
}

/** Archives a theme, or restores it; its responses stay with it. */
export async function archiveTheme(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'theme', id)
  authorize(ctx, 'theme.appoint')
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  await changeTheme(ctx, row, { archivedAt: archived ? ctx.now : null })
  const verb = archived ? 'theme.archived' : 'theme.restored'
  record(ctx, { verb, kind: 'theme', id, title: row.name, reason: form.reason })
  return { archived }
}

/** A theme as the fields of its form; the owner only for those who may appoint. */
export function themeValues(
  row: { name: string; description: string; words: string; ownerId: string | null },
  appoints: boolean,
): Record<string, string> {
  const { name, description, words } = row
  return { name, description, words, ...(appoints ? { ownerId: row.ownerId ?? '' } : {}) }
}

const columns = (form: z.output<typeof newThemeForm>) => ({
  name: form.name,
  description: form.description ?? '',
  words: form.words ?? '',
})

function requireWords(words: string | null) {
  const problem = wordsProblem(words ?? '')
  if (problem) refuse(problem, 'words')
}

/** Who is newly named has to be there still. */
async function requireOwner(ctx: Context, ownerId: string | null, before: string | null = null) {
  if (!ownerId || ownerId === before) return
  const owner = await ctx.db.selectFrom('member').where('id', '=', ownerId).select('disabledAt').executeTakeFirst()
  if (!owner) throw absent()
  if (owner.disabledAt) refuse('This person has left. Choose somebody else.', 'ownerId')
}

/** Writes a theme's next version. */
export async function changeTheme(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('theme')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
    .catch(nameTaken('theme'))
}

/** People to choose as owner, with the one a theme has already. */
export async function listThemeOwnerChoices(ctx: Context, has: string | null = null) {
  return ctx.db
    .selectFrom('member')
    .where((eb) => eb.or([eb('disabledAt', 'is', null), eb('id', '=', has)]))
    .select(['id', 'name'])
    .orderBy(sql`lower(name)`)
    .execute()
}
