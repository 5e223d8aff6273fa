// Pictures: kept under a new id each time, shown only while a persona or an observation has them.
import { sql } from 'kysely'
import { lock, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { UploadedFile } from '#app/server/form-body.ts'
import { changePersona } from './personas.server.ts'
import { noPicture, pictureRefusal, pictureType } from './picture.ts'

/** Gives a persona a picture, in place of any it had. */
export async function setPersonaPicture(
  ctx: Context,
  id: string,
  file: Pick<UploadedFile, 'size' | 'bytes'> | undefined,
  form: { version: number },
) {
  const row = await lock(ctx, 'persona', id)
  authorize(ctx, 'persona.edit', row)
  await requireVersion(ctx, row, form.version)
  if (row.archivedAt) refuse('This persona is archived. Restore it before changing it.')
  const why = pictureRefusal(file)
  if (why || !file) refuse(why ?? 'Choose a picture first.', 'picture')
  const pictureId = await keepPicture(ctx, file, 'picture')
  await changePersona(ctx, row, { pictureId })
  const verb = row.pictureId ? 'persona.picture-replaced' : 'persona.picture-added'
  record(ctx, { verb, kind: 'persona', id, title: row.name })
  return { pictureId }
}

/** Keeps a picture that was not refused by its size, under a new id; what is no picture is refused beside the field. */
export async function keepPicture(ctx: Context, file: Pick<UploadedFile, 'bytes'>, field: string): Promise<string> {
  const bytes = await file.bytes()
  const contentType = pictureType(bytes) ?? refuse(noPicture, field)
  const id = newId(ctx)
  await ctx.db.insertInto('picture').values({ id, contentType, bytes }).execute()
  return id
}

/** Takes a persona's picture away: its address answers 404 from then on. */
export async function removePersonaPicture(ctx: Context, id: string, form: { version: number }) {
  const row = await lock(ctx, 'persona', id)
  authorize(ctx, 'persona.edit', row)
  await requireVersion(ctx, row, form.version)
  if (!row.pictureId) return
  await changePersona(ctx, row, { pictureId: null })
  record(ctx, { verb: 'persona.picture-removed', kind: 'persona', id, title: row.name })
}

/** A picture that a persona or an observation has; 404 otherwise. */
export async function findPicture(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('picture as f')
    .where('f.id', '=', id)
    .where(
      sql<boolean>`(exists (select 1 from persona p where p.picture_id = f.id) or exists (select 1 from observation o where o.picture_id = f.id))`,
    )
    .select(['f.id', 'f.contentType', 'f.bytes'])
    .executeTakeFirst()
  if (!row) throw absent()
  return row
}
