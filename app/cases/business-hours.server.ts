// When people of the organisation work: one record with its holidays, or the usual week where nobody has said anything else.
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Context, authorize, newId } from '#app/access/context.server.ts'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { Refusal } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import {
  type BusinessHours,
  type Holiday,
  type businessHoursForm,
  defaultHours,
  dueAfter,
  readHolidays,
  readSpans,
  weekdays,
  writeHolidays,
  writeSpans,
} from './business-hours.ts'

export interface KeptHours extends BusinessHours {
  id: string | null
  version: number
}

export async function findBusinessHours(ctx: Context): Promise<KeptHours> {
  const row = await ctx.db.selectFrom('businessHours').selectAll().executeTakeFirst()
  if (!row) return { ...defaultHours, id: null, version: 0 }
  const holidays: Holiday[] = await ctx.db
    .selectFrom('holiday')
    .select(['day', 'name', 'hours'])
    .orderBy('day')
    .execute()
  const { id, version, dueHours, monday, tuesday, wednesday, thursday, friday, saturday, sunday } = row
  return { id, version, dueHours, holidays, week: { monday, tuesday, wednesday, thursday, friday, saturday, sunday } }
}

/** When something is due that takes so many business hours from now. */
export const dueFromNow = (ctx: Context, hours: number, schedule: BusinessHours) =>
  dueAfter(ctx.now, hours, schedule, ctx.org.timeZone)

export const hoursFormValues = ({ week, dueHours, holidays }: BusinessHours): Record<string, string> => ({
  ...week,
  dueHours: String(dueHours),
  holidays: writeHolidays(holidays),
})

/** Says anew when people work. Cases that are open keep the time they were given. */
export async function editBusinessHours(ctx: Context, form: z.output<typeof businessHoursForm>) {
  authorize(ctx, 'business_hours.edit')
  // Nobody else writes the first row meanwhile.
  await sql`select pg_advisory_xact_lock(hashtextextended(current_org()::text || ' business hours', 0))`.execute(ctx.db)
  const kept = await findBusinessHours(ctx)
  const row = kept.id ? await lock(ctx, 'businessHours', kept.id) : { id: '', version: 0 }
  await requireVersion(ctx, row, form.version, () => hoursFormValues(kept))
  const { week, holidays } = readForm(form)
  const id = kept.id ?? newId(ctx)
  const columns = { ...week, dueHours: form.dueHours }
  if (kept.id)
    await ctx.db
      .updateTable('businessHours')
      .set({ ...columns, ...nextVersion(ctx, row) })
      .where('id', '=', id)
      .execute()
  else
    await ctx.db
      .insertInto('businessHours')
      .values({ id, ...columns })
      .execute()
  await keepHolidays(ctx, id, kept.holidays, holidays)
  record(ctx, { verb: 'business_hours.edited', kind: 'business_hours', id, title: 'Business hours' })
}

function readForm(form: z.output<typeof businessHoursForm>) {
  const errors: Record<string, string> = {}
  const week = { ...defaultHours.week }
  for (const weekday of weekdays) {
    const spans = readSpans(form[weekday] ?? '')
    if (spans) week[weekday] = writeSpans(spans)
    else errors[weekday] = 'Write from and to, such as 9:00-17:00, or leave it empty.'
  }
  const read = readHolidays(form.holidays ?? '')
  if ('problem' in read) errors.holidays = read.problem
  else if (!Object.keys(errors).length && weekdays.every((weekday) => week[weekday] === ''))
    errors.monday = 'Give at least one day some hours: nothing would ever be due.'
  if (Object.keys(errors).length || 'problem' in read) throw new Refusal('Please look at the marked fields.', errors)
  return { week, holidays: read.holidays }
}

async function keepHolidays(ctx: Context, businessHoursId: string, before: readonly Holiday[], wanted: Holiday[]) {
  const gone = before.filter(({ day }) => !wanted.some((one) => one.day === day)).map(({ day }) => day)
  if (gone.length) await ctx.db.deleteFrom('holiday').where('day', 'in', gone).execute()
  for (const holiday of wanted) {
    const was = before.find(({ day }) => day === holiday.day)
    const { name, hours, day } = holiday
    if (!was)
      await ctx.db
        .insertInto('holiday')
        .values({ id: newId(ctx), businessHoursId, day, name, hours })
        .execute()
    else if (was.name !== name || was.hours !== hours)
      await ctx.db.updateTable('holiday').set({ name, hours }).where('day', '=', day).execute()
  }
}
