// What colleagues saw, put under themes beside what customers said.
import { sql } from 'kysely'
import type { z } from 'zod'
import { among } from '#db/among.ts'
import { lock, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { shortly } from '#app/ui/format.ts'
import { changeObservation } from '#app/observations/observations.server.ts'
import type { observedForm } from './tagging.ts'
import { chosenTheme } from './tags.server.ts'

/** The observation with the themes it stands under, and all that may be chosen; 404 where there is none. */
export async function findObserved(ctx: Context, id: string) {
  const observation = await ctx.db
    .selectFrom('observation')
    .where('id', '=', id)
    .select(['id', 'what', 'quote', 'version', 'archivedAt'])
    .executeTakeFirst()
  if (!observation) throw absent()
  const themes = await ctx.db
    .selectFrom('theme as t')
    .leftJoin('observationTheme as l', (on) => on.onRef('l.themeId', '=', 't.id').on('l.observationId', '=', id))
    .where((eb) => eb.or([eb('t.archivedAt', 'is', null), eb('l.themeId', 'is not', null)]))
    .select(['t.id', 't.name', sql<boolean>`l.theme_id is not null`.as('chosen')])
    // Those it stands under are always among them: what is not sent back is taken off.
    .orderBy(sql`l.theme_id is null`)
    .orderBy(sql`lower(t.name)`)
    .limit(500)
    .execute()
  return { ...observation, themes }
}

/** Says under which themes an observation stands: those ticked, and one by name that is added where it is new. */
export async function putUnderThemes(ctx: Context, id: string, form: z.output<typeof observedForm>) {
  const row = await lock(ctx, 'observation', id)
  authorize(ctx, 'theme.tag')
  await requireVersion(ctx, row, form.version)
  if (row.archivedAt) refuse('This observation is archived. Restore it before putting it under a theme.')
  const before = await ctx.db.selectFrom('observationTheme').where('observationId', '=', id).select('themeId').execute()
  const had = new Set(before.map(({ themeId }) => themeId))
  const wanted = new Set(form.themeIds)
  if (form.themeName) wanted.add((await chosenTheme(ctx, { themeId: null, themeName: form.themeName })).id)
  const added = [...wanted].filter((theme) => !had.has(theme))
  const gone = [...had].filter((theme) => !wanted.has(theme))
  for (const themeId of added) await chosenTheme(ctx, { themeId, themeName: null })
  if (!added.length && !gone.length) return { added: 0, gone: 0 }
  await changeObservation(ctx, row)
  if (gone.length)
    await ctx.db.deleteFrom('observationTheme').where('observationId', '=', id).where(among('themeId', gone)).execute()
  if (added.length)
    await ctx.db
      .insertInto('observationTheme')
      .values(added.map((themeId) => ({ observationId: id, themeId })))
      .execute()
  record(ctx, { verb: 'observation.put-under-themes', kind: 'observation', id, title: shortly(row.what) })
  return { added: added.length, gone: gone.length }
}
