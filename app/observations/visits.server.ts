// Planned visits: who goes where, when and why; done by what was seen there, or by a word that there was nothing to report.
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { type Standing, may } from '#app/access/policy.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import { type ListQuery, offered, offeredLimit } from '#app/ui/list-query.ts'
import { matching } from '#app/vision/matching.server.ts'
import { maskFields } from './masked.ts'
import { listTouchpointChoices, requireInUse, requirePerson } from './places.server.ts'
import {
  type completionForm,
  type editVisitForm,
  type newVisitForm,
  type VisitState,
  visitStateNames,
  visitStates,
} from './visit.ts'

/** A visit is its visitor's own. */
export const visitStanding = (row: { visitorId: string }): Standing => ({ ownerId: row.visitorId })

export const visitListRules = {
  filters: { state: visitStates, visitor: 'id', touchpoint: 'id', show: ['archived'] },
  sorts: ['due', 'visitor', 'purpose'],
  defaultSort: 'due',
} as const

const visits = (ctx: Context) =>
  ctx.db
    .selectFrom('visit as v')
    .innerJoin('member as m', 'm.id', 'v.visitorId')
    .leftJoin('touchpoint as t', 't.id', 'v.touchpointId')
    .leftJoin('journeyStep as st', 'st.id', 'v.journeyStepId')

const seen = sql<number>`(select count(*) from visit_observation l where l.visit_id = v.id)`

const stateIs = (state: VisitState, today: string) =>
  ({
    done: sql<SqlBool>`v.done_on is not null`,
    overdue: sql<SqlBool>`(v.done_on is null and v.due_on < ${today}::date)`,
    due: sql<SqlBool>`(v.done_on is null and v.due_on = ${today}::date)`,
    planned: sql<SqlBool>`(v.done_on is null and v.due_on > ${today}::date)`,
  })[state]

/** One page of visits: those to come first, by day, then those that are done. */
export async function listVisits(ctx: Context, query: ListQuery) {
  const { q, filters } = query
  const conditions = [sql<SqlBool>`v.archived_at is ${filters.show?.includes('archived') ? sql`not null` : sql`null`}`]
  if (q) conditions.push(matching(['v.purpose', 'v.place', 'v.note', 't.name', 'st.name', 'm.name'], q))
  if (filters.visitor) conditions.push(sql<SqlBool>`v.visitor_id = any(${filters.visitor}::uuid[])`)
  if (filters.touchpoint) conditions.push(sql<SqlBool>`v.touchpoint_id = any(${filters.touchpoint}::uuid[])`)
  if (filters.state) {
    const any = filters.state.map((state) => stateIs(state as VisitState, ctx.today))
    conditions.push(sql<SqlBool>`(${sql.join(any, sql` or `)})`)
  }
  const base = visits(ctx).where((eb) => eb.and(conditions))
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const order = { due: sql`v.due_on`, visitor: sql`lower(m.name)`, purpose: sql`lower(v.purpose)` }[
    query.sort.key as (typeof visitListRules.sorts)[number]
  ]
  const rows = await base
    .select(['v.id', 'v.purpose', 'v.place', 'v.dueOn', 'v.doneOn', 'v.visitorId', 'v.archivedAt'])
    .select(['m.name as visitorName', 't.name as touchpointName', 'st.name as stepName', seen.as('seen')])
    .orderBy(sql`(v.done_on is not null)`)
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)}`)
    .orderBy('v.id')
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows, total }
}

export async function listVisitFilters(ctx: Context, { filters }: Pick<ListQuery, 'filters'>) {
  const visitors = await ctx.db
    .selectFrom('member as m')
    .where(({ exists, selectFrom }) =>
      exists(selectFrom('visit as v').whereRef('v.visitorId', '=', 'm.id').select('v.id')),
    )
    .select(['m.id', 'm.name'])
    .orderBy(sql`lower(m.name)`)
    .limit(offeredLimit)
    .execute()
  const named = (rows: { id: string; name: string }[], chosen?: readonly string[]) =>
    offered(rows, chosen).map(({ id, name }) => ({ value: id, label: name }))
  return [
    { name: 'state', label: 'State', options: visitStates.map((value) => ({ value, label: visitStateNames[value] })) },
    { name: 'visitor', label: 'Who goes', options: named(visitors, filters.visitor) },
    { name: 'touchpoint', label: 'Touchpoint', options: named(await listTouchpointChoices(ctx), filters.touchpoint) },
    { name: 'show', label: 'Show', options: [{ value: 'archived', label: 'Archived' }] },
  ]
}

/** One visit with what was seen on it; 404 where there is none. */
export async function findVisit(ctx: Context, id: string) {
  const row = await visits(ctx)
    .leftJoin('member as c', 'c.id', 'v.createdBy')
    .where('v.id', '=', id)
    .selectAll('v')
    .select(['m.name as visitorName', 'c.name as plannedBy', 'st.name as stepName'])
    .select(
      sql<string | null>`coalesce(t.name, (select name from touchpoint where id = st.touchpoint_id))`.as(
        'touchpointName',
      ),
    )
    .executeTakeFirst()
  if (!row) throw absent()
  const observations = await ctx.db
    .selectFrom('visitObservation as l')
    .innerJoin('observation as o', 'o.id', 'l.observationId')
    .where('l.visitId', '=', id)
    .where('o.archivedAt', 'is', null)
    .select(['o.id', 'o.what', 'o.severity', 'o.seenAt'])
    .orderBy('o.seenAt')
    .limit(200)
    .execute()
  return { ...row, observations }
}

export async function createVisit(ctx: Context, form: z.output<typeof newVisitForm>) {
  authorize(ctx, 'visit.edit', { ownerId: form.visitorId })
  await requirePerson(ctx, form.visitorId, 'visitorId')
  await requireInUse(ctx, form)
  if (form.dueOn < ctx.today) refuse('Choose today or a day to come.', 'dueOn')
  const id = newId(ctx)
  await ctx.db
    .insertInto('visit')
    .values({ id, ...columns(form), createdBy: ctx.viewer.memberId || null })
    .execute()
  record(ctx, { verb: 'visit.created', kind: 'visit', id, title: form.purpose })
  return { id }
}

export async function editVisit(ctx: Context, id: string, form: z.output<typeof editVisitForm>) {
  const row = await lock(ctx, 'visit', id)
  authorize(ctx, 'visit.edit', visitStanding(row))
  await requireVersion(ctx, row, form.version, visitValues)
  if (row.archivedAt) refuse('This visit is archived. Restore it before changing it.')
  // Whoever may only change their own visits may not hand one over to somebody else.
  if (form.visitorId !== row.visitorId) authorize(ctx, 'visit.edit', { ownerId: form.visitorId })
  await requirePerson(ctx, form.visitorId, 'visitorId', row.visitorId)
  await requireInUse(ctx, form, row)
  await change(ctx, row, columns(form))
  record(ctx, { verb: 'visit.edited', kind: 'visit', id, title: form.purpose })
}

/** Done, with nothing to add but a word. */
export async function completeVisit(ctx: Context, id: string, given: z.output<typeof completionForm>) {
  const row = await lock(ctx, 'visit', id)
  authorize(ctx, 'visit.edit', visitStanding(row))
  await requireVersion(ctx, row, given.version)
  if (row.archivedAt) refuse('This visit is archived. Restore it first.')
  if (row.doneOn) refuse('This visit is done already.')
  const { form, said } = maskFields(given, ['note'])
  await change(ctx, row, { doneOn: ctx.today, note: form.note })
  record(ctx, { verb: 'visit.completed', kind: 'visit', id, title: row.purpose, reason: form.note })
  return { masked: said }
}

/** The first observation made on a visit does it; later ones join it. */
export async function finishVisitWith(ctx: Context, id: string, observationId: string) {
  const row = await lock(ctx, 'visit', id)
  authorize(ctx, 'visit.edit', visitStanding(row))
  if (row.archivedAt) refuse('This visit is archived. Add what you saw without it.', 'visitId')
  await ctx.db.insertInto('visitObservation').values({ visitId: id, observationId }).execute()
  if (row.doneOn) return
  await change(ctx, row, { doneOn: ctx.today })
  record(ctx, { verb: 'visit.completed', kind: 'visit', id, title: row.purpose })
}

/** Archives a visit, or restores it. */
export async function archiveVisit(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'visit', id)
  authorize(ctx, 'visit.edit', visitStanding(row))
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  await change(ctx, row, { archivedAt: archived ? ctx.now : null })
  const verb = archived ? 'visit.archived' : 'visit.restored'
  record(ctx, { verb, kind: 'visit', id, title: row.purpose, reason: form.reason })
  return { archived }
}

/** A visit as the fields of its form. */
export const visitValues = (row: {
  purpose: string
  touchpointId: string | null
  journeyStepId: string | null
  place: string
  visitorId: string
  dueOn: string
}) => ({
  purpose: row.purpose,
  touchpointId: row.touchpointId ?? '',
  journeyStepId: row.journeyStepId ?? '',
  place: row.place,
  visitorId: row.visitorId,
  dueOn: row.dueOn,
})

const columns = (form: z.output<typeof newVisitForm>) => ({
  purpose: form.purpose,
  touchpointId: form.touchpointId,
  journeyStepId: form.journeyStepId,
  place: form.place ?? '',
  visitorId: form.visitorId,
  dueOn: form.dueOn,
})

async function change(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('visit')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
}

/** The visit that the address of a new observation names, if the viewer may do it; null for any other. */
export async function findOpenVisit(ctx: Context, id: string | null) {
  if (!id || !isId(id)) return null
  const row = await ctx.db
    .selectFrom('visit')
    .where('id', '=', id)
    .where('archivedAt', 'is', null)
    .select(['id', 'purpose', 'visitorId', 'touchpointId', 'journeyStepId', 'place'])
    .executeTakeFirst()
  return row && may(ctx.viewer, 'visit.edit', visitStanding(row)) ? row : null
}

const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text)

/** The visit on which an observation was made. */
export async function findVisitOf(ctx: Context, observationId: string) {
  const row = await ctx.db
    .selectFrom('visitObservation as l')
    .innerJoin('visit as v', 'v.id', 'l.visitId')
    .where('l.observationId', '=', observationId)
    .select(['v.id', 'v.purpose'])
    .executeTakeFirst()
  return row ?? null
}
