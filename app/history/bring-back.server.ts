// Bringing back an earlier version of a record: as a new change, through the room's own form, command and rules, with a reason.
import type { ActionFunctionArgs } from '@remix-run/node'
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Context, type Done, absent, acting, idOf, inThePast } from '#app/access/context.server.ts'
import type { UploadedFile } from '#app/server/form-body.ts'
import type { EarlierVersion } from '#app/ui/earlier.tsx'
import { formatMoment } from '#app/ui/format.ts'
import { type FieldForm, withWhy } from '#app/ui/schema.ts'
import { namesOf } from './names.server.ts'
import { fieldsThatDiffer, revises, typedIds } from './revisions.ts'
import type { Change } from './timeline.server.ts'
import { verbWords } from './verbs.ts'

type Values = Record<string, string | string[]>

/** The event that the address names (`?version=<sequence number>`); null without one, 404 for what is no number. */
function versionAsked(request: Request): number | null {
  const text = new URL(request.url).searchParams.get('version')
  if (text === null) return null
  if (!/^[1-9]\d{0,14}$/.test(text)) throw absent()
  return Number(text)
}

/** The event that made a version of this record; 404 for any other event, or none. `moment` is exact to the microsecond. */
async function eventOf(ctx: Context, of: { kind: string; id: string }, seq: number) {
  const { rows } = await sql<{ at: Date; moment: string; verb: string; body: string; who: string | null }>`
    select e.recorded_at as at, e.recorded_at::text as moment, e.verb, e.body, m.name as who
    from history.event_subject s join history.event e on e.seq = s.seq left join member m on m.id = e.actor_id
    where s.kind = ${of.kind} and s.subject_id = ${of.id} and s.seq = ${seq}`.execute(ctx.db)
  const [event] = rows
  if (!event) throw absent()
  const { changes } = JSON.parse(event.body) as { changes: Change[] }
  if (!changes.some((change) => revises(of, change))) throw absent()
  return event
}

/**
 * The version that the address asks to bring back, or null. `now` is what the form holds; `then` reads the same as of that version,
 * with the query that the form uses.
 */
export async function findEarlier<V extends Values>(
  ctx: Context,
  request: Request,
  of: { kind: string; id: string },
  now: V,
  then: (past: Context) => Promise<V>,
): Promise<{ values: V; earlier: EarlierVersion } | null> {
  const seq = versionAsked(request)
  if (seq === null) return null
  const event = await eventOf(ctx, of, seq)
  const was = await inThePast(ctx, event.moment, then)
  const values = { ...now, ...was }
  const names = await namesOf(ctx, [...typedIds(now), ...typedIds(values)])
  const differences = fieldsThatDiffer(now, values, { names, locale: ctx.org.locale })
  const earlier = { seq, at: event.at.toISOString(), who: event.who ?? 'Sirius', verbText: verbWords(event.verb) }
  return { values, earlier: { ...earlier, differences, names: Object.fromEntries(names) } }
}

/**
 * Runs the action of a record's edit form. Where the address names an earlier version the form has to say why, and the event it
 * records says which version came back; everything else is the room's ordinary command.
 */
export async function editing<S extends FieldForm>(
  args: ActionFunctionArgs,
  schema: S,
  of: { kind: string; id: string | undefined },
  command: (ctx: Context, form: z.output<S>, why: string | null, files: UploadedFile[]) => Promise<Done>,
) {
  if (!new URL(args.request.url).searchParams.has('version'))
    return acting(args, schema, (ctx, form, files) => command(ctx, form, null, files))
  return acting(args, withWhy(schema), async (ctx, given, files) => {
    const { why, ...form } = given as z.output<S> & { why: string }
    const done = await command(ctx, form as unknown as z.output<S>, why, files)
    const record = { kind: of.kind, id: idOf(of.id) }
    const seq = versionAsked(args.request)!
    const { at } = await eventOf(ctx, record, seq)
    const told = ctx.events.findLast(({ kind, id }) => kind === record.kind && id === record.id)
    if (told)
      told.reason = `Brought back the version of ${formatMoment(at, ctx.org.locale, ctx.org.timeZone)} (change ${seq}): ${why}`
    return done
  })
}
