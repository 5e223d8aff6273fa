// Tagging responses one by one or a few at a time, taking it back, and saying that a response is not about a theme.
import { sql } from 'kysely'
import type { z } from 'zod'
import { among } from '#db/among.ts'
import { type Context, absent, authorize } from '#app/access/context.server.ts'
import { lock } from '#app/access/change.server.ts'
import { refuse } from '#app/access/problems.ts'
import type { tagForm } from '#app/feedback/tag-form.ts'
import { record } from '#app/history/record.server.ts'
import { askForKpisOf } from '#app/kpis/computed.server.ts'
import type { Chosen, untagForm } from './tagging.ts'
import { createTheme } from './themes.server.ts'

/** The theme that a form names, added where its name is new; an archived one is refused. */
export async function chosenTheme(ctx: Context, { themeId, themeName }: Chosen) {
  if (!themeId && !themeName) refuse('Choose a theme, or give a new one a name.', 'themeName')
  if (themeId) {
    const theme = await ctx.db
      .selectFrom('theme')
      .where('id', '=', themeId)
      .select(['id', 'name', 'archivedAt'])
      .executeTakeFirst()
    if (!theme) throw absent()
    if (theme.archivedAt) refuse(`The theme “${theme.name}” is archived. Choose another, or restore it first.`)
    return { id: theme.id, name: theme.name }
  }
  const existing = await ctx.db
    .selectFrom('theme')
    .where(sql<boolean>`lower(name) = lower(${themeName})`)
    .where('archivedAt', 'is', null)
    .select(['id', 'name'])
    .executeTakeFirst()
  if (existing) return existing
  const created = await createTheme(ctx, { name: themeName!, description: null, words: null, ownerId: null })
  return { id: created.id, name: themeName! }
}

/** Tags some responses with a theme; what has the tag already keeps it. Names those that were tagged now. */
export async function tagResponses(ctx: Context, form: Omit<z.output<typeof tagForm>, 'quiet'>) {
  authorize(ctx, 'theme.tag')
  if (!form.responseIds.length) refuse('Choose a response first.', 'responseIds')
  const theme = await chosenTheme(ctx, form)
  const tagged = await addTags(ctx, theme, form.responseIds)
  return { theme, tagged }
}

/** A person's word stands above an earlier one: what was taken off the theme may be put back on it. */
async function addTags(ctx: Context, theme: { id: string; name: string }, ids: readonly string[]): Promise<string[]> {
  const there = await sql<{ id: string }>`
    select id from response where id = any(${[...ids]}::uuid[]) and withdrawn_at is null`.execute(ctx.db)
  if (there.rows.length < ids.length) throw absent()
  const returned = await sql`
    delete from theme_rejection where theme_id = ${theme.id} and response_id = any(${[...ids]}::uuid[])`.execute(ctx.db)
  const { rows } = await sql<{ responseId: string }>`
    insert into response_theme (theme_id, response_id, answered_on, tagged_by)
    select ${theme.id}, r.id, r.answered_on, current_member() from response r where r.id = any(${[...ids]}::uuid[]) order by r.id
    on conflict (org_id, theme_id, response_id) do nothing returning response_id`.execute(ctx.db)
  if (rows.length || returned.numAffectedRows)
    record(ctx, { verb: 'theme.tagged', kind: 'theme', id: theme.id, title: theme.name })
  if (rows.length) await askForKpisOf(ctx, [theme.id])
  return rows.map(({ responseId }) => responseId)
}

/** Takes back what the viewer tagged themselves a moment ago: a slip of the finger, not a judgement. */
export async function untagResponses(ctx: Context, form: Omit<z.output<typeof untagForm>, 'quiet'>) {
  const theme = await lock(ctx, 'theme', form.themeId)
  const there = await ctx.db
    .selectFrom('responseTheme')
    .where('themeId', '=', theme.id)
    .where(among('responseId', form.responseIds))
    .where('taggingId', 'is', null)
    .select(['responseId', 'taggedBy'])
    .execute()
  const own = there.filter(({ taggedBy }) => taggedBy === ctx.viewer.memberId)
  authorize(ctx, 'theme.untag', { createdBy: (own[0] ?? there[0])?.taggedBy })
  const ids = own.map(({ responseId }) => responseId)
  await ctx.db.deleteFrom('responseTheme').where('themeId', '=', theme.id).where(among('responseId', ids)).execute()
  record(ctx, { verb: 'theme.untagged', kind: 'theme', id: theme.id, title: theme.name })
  await askForKpisOf(ctx, [theme.id])
  return { theme, untagged: ids.length }
}

/** Says that a response is not about a theme: the tag goes, and the theme's words never tag it again. */
export async function rejectResponse(ctx: Context, themeId: string, responseId: string) {
  const theme = await lock(ctx, 'theme', themeId)
  authorize(ctx, 'theme.tag')
  const { rows } = await sql<{ answeredOn: string }>`
    delete from response_theme where theme_id = ${themeId} and response_id = ${responseId} returning answered_on`.execute(
    ctx.db,
  )
  if (!rows[0]) refuse('It has been taken off this theme already.')
  await ctx.db
    .insertInto('themeRejection')
    .values({ themeId, responseId, answeredOn: rows[0].answeredOn, rejectedBy: ctx.viewer.memberId || null })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  record(ctx, { verb: 'theme.rejected', kind: 'theme', id: themeId, title: theme.name })
  await askForKpisOf(ctx, [themeId])
  return { theme }
}
