// Reading and writing what was seen on the spot.
import { sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import type { Standing } from '#app/access/policy.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { UploadedFile } from '#app/server/form-body.ts'
import { pictureRefusal } from '#app/personas/picture.ts'
import { keepPicture } from '#app/personas/pictures.server.ts'
import { shortly } from '#app/ui/format.ts'
import { maskFields } from './masked.ts'
import { type editObservationForm, mostPhotoBytes, type newObservationForm } from './observation.ts'
import { requireInUse } from './places.server.ts'
import { finishVisitWith } from './visits.server.ts'

type NewForm = z.output<typeof newObservationForm>
type EditForm = z.output<typeof editObservationForm>
type Photo = Pick<UploadedFile, 'size' | 'bytes'> | undefined

/** Whose observation it is, for the policy. */
export const standing = (row: { observerId: string }): Standing => ({ authorId: row.observerId })

/** One observation with where and by whom; 404 where there is none. */
export async function findObservation(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('observation as o')
    .innerJoin('member as m', 'm.id', 'o.observerId')
    .leftJoin('touchpoint as t', 't.id', 'o.touchpointId')
    .leftJoin('journeyStep as st', 'st.id', 'o.journeyStepId')
    .leftJoin('journeyMap as jm', 'jm.id', 'st.journeyMapId')
    .leftJoin('unit as u', 'u.id', 'o.unitId')
    .where('o.id', '=', id)
    .selectAll('o')
    .select([
      'm.name as observerName',
      sql<string | null>`coalesce(t.name, (select name from touchpoint where id = st.touchpoint_id))`.as(
        'touchpointName',
      ),
      'st.name as stepName',
      'jm.journeyId as journeyId',
      'u.name as unitName',
      sql<string>`(o.seen_at at time zone ${ctx.org.timeZone})::date`.as('seenOn'),
      sql<string>`to_char(o.seen_at at time zone ${ctx.org.timeZone}, 'HH24:MI')`.as('seenTime'),
    ])
    .executeTakeFirst()
  if (!row) throw absent()
  return row
}

/** What the form of a new one begins with: where its writer was the last time. */
export async function findLastPlace(ctx: Context) {
  const last = await ctx.db
    .selectFrom('observation')
    .where('observerId', '=', ctx.viewer.memberId)
    .where('archivedAt', 'is', null)
    .select(['touchpointId', 'journeyStepId', 'place', 'unitId'])
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  const { touchpointId = null, journeyStepId = null, place = '', unitId = ctx.viewer.unitId } = last ?? {}
  return { touchpointId, journeyStepId, place, unitId }
}

export async function createObservation(ctx: Context, given: NewForm, photo?: Photo) {
  authorize(ctx, 'observation.add')
  const { form, said } = maskFields(given, ['what', 'quote', 'place'])
  await requireInUse(ctx, form)
  const seenAt = await momentOf(ctx, form)
  const id = newId(ctx)
  await ctx.db
    .insertInto('observation')
    .values({ id, ...columns(form), seenAt, observerId: ctx.viewer.memberId, pictureId: await pictureOf(ctx, photo) })
    .execute()
  record(ctx, { verb: 'observation.created', kind: 'observation', id, title: shortly(form.what) })
  if (form.visitId) await finishVisitWith(ctx, form.visitId, id)
  return { id, masked: said }
}

export async function editObservation(ctx: Context, id: string, given: EditForm, photo?: Photo) {
  const row = await lock(ctx, 'observation', id)
  authorize(ctx, 'observation.edit', standing(row))
  const times = await findObservation(ctx, id)
  await requireVersion(ctx, row, given.version, () => observationValues(times))
  if (row.archivedAt) refuse('This observation is archived. Restore it before changing it.')
  const { form, said } = maskFields(given, ['what', 'quote', 'place'])
  await requireInUse(ctx, form, row)
  const same = form.seenOn === times.seenOn && (form.seenTime ?? '') === times.seenTime
  const pictureId = photo ? await pictureOf(ctx, photo) : form.removePhoto ? null : row.pictureId
  await changeObservation(ctx, row, {
    ...columns(form),
    pictureId,
    ...(same ? {} : { seenAt: await momentOf(ctx, form) }),
  })
  record(ctx, { verb: 'observation.edited', kind: 'observation', id, title: shortly(form.what) })
  return { masked: said }
}

/** Archives an observation, or restores it. */
export async function archiveObservation(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'observation', id)
  authorize(ctx, 'observation.edit', standing(row))
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  await changeObservation(ctx, row, { archivedAt: archived ? ctx.now : null })
  const verb = archived ? 'observation.archived' : 'observation.restored'
  record(ctx, { verb, kind: 'observation', id, title: shortly(row.what), reason: form.reason })
  return { archived }
}

/** An observation as the fields of its form. */
export const observationValues = (row: {
  what: string
  severity: number
  touchpointId: string | null
  place: string
  quote: string
  journeyStepId: string | null
  unitId: string | null
  seenOn: string
  seenTime: string
}) => ({
  what: row.what,
  severity: String(row.severity),
  touchpointId: row.touchpointId ?? '',
  place: row.place,
  quote: row.quote,
  journeyStepId: row.journeyStepId ?? '',
  unitId: row.unitId ?? '',
  seenOn: row.seenOn,
  seenTime: row.seenTime,
})

const columns = (form: Omit<NewForm, 'visitId'>) => ({
  what: form.what,
  severity: Number(form.severity),
  touchpointId: form.touchpointId,
  place: form.place ?? '',
  quote: form.quote ?? '',
  journeyStepId: form.journeyStepId,
  unitId: form.unitId,
})

/** Now, or the day and time given by the clock of the organisation's zone; a day without a time is meant at noon. */
async function momentOf(ctx: Context, { seenOn, seenTime }: Pick<NewForm, 'seenOn' | 'seenTime'>): Promise<Date> {
  if (!seenOn || (seenOn === ctx.today && !seenTime)) return ctx.now
  const { rows } = await sql<{ at: Date }>`
    select (${seenOn}::date + ${seenTime ?? '12:00'}::time) at time zone ${ctx.org.timeZone} as at`.execute(ctx.db)
  const { at } = rows[0]!
  if (at > ctx.now) refuse('This has not happened yet. Choose a day and time that have been.', 'seenOn')
  return at
}

async function pictureOf(ctx: Context, photo: Photo): Promise<string | null> {
  if (!photo) return null
  const why = pictureRefusal(photo, mostPhotoBytes)
  if (why) refuse(why, 'photo')
  return keepPicture(ctx, photo, 'photo')
}

/** Writes an observation's next version; without values it is what hangs on it that changes. */
export async function changeObservation(ctx: Context, row: { id: string; version: number }, values: object = {}) {
  await ctx.db
    .updateTable('observation')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
}
