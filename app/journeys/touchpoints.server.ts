// Reading and changing touchpoints.
import { type SqlBool, sql } from 'kysely'
import type { z } from 'zod'
import { lock, nextVersion, requireVersion } from '#app/access/change.server.ts'
import { type Context, absent, authorize, newId } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { record } from '#app/history/record.server.ts'
import type { ListQuery } from '#app/ui/list-query.ts'
import { matching } from '#app/vision/matching.server.ts'
import { nameTaken } from '#app/vision/name-taken.ts'
import { requireInUse } from './in-use.server.ts'
import { type Channel, channelNames, channels, type editTouchpointForm, type newTouchpointForm } from './touchpoint.ts'

export const touchpointListRules = {
  filters: { channel: channels, owner: 'id', unit: 'id', show: ['archived'] },
  sorts: ['name', 'channel', 'owner', 'steps'],
  defaultSort: 'name',
} as const

const columns = [
  't.id',
  't.name',
  't.channel',
  't.description',
  't.ownerId',
  't.unitId',
  't.archivedAt',
  't.version',
  'm.name as ownerName',
  'u.name as unitName',
] as const

const touchpoints = (ctx: Context) =>
  ctx.db
    .selectFrom('touchpoint as t')
    .leftJoin('member as m', 'm.id', 't.ownerId')
    .leftJoin('unit as u', 'u.id', 't.unitId')

/** Steps of maps that hold today; what was superseded counts no more. */
const stepCount = sql<number>`(select count(*) from journey_step s
  join journey_map a on a.id = s.journey_map_id and a.state = 'current' and a.archived_at is null
  where s.touchpoint_id = t.id and s.archived_at is null)`
const gapCount = sql<number>`(select count(*) from gap g where g.archived_at is null and g.state in ('open', 'being closed') and (g.touchpoint_id = t.id
  or exists (select 1 from journey_step s where s.id in (g.as_is_step_id, g.to_be_step_id) and s.touchpoint_id = t.id)))`

/** One page of touchpoints with what hangs on them, and how many match in all. */
export async function listTouchpoints(ctx: Context, query: ListQuery) {
  const { q, filters } = query
  const conditions = [sql<SqlBool>`t.archived_at is ${filters.show?.includes('archived') ? sql`not null` : sql`null`}`]
  if (q) conditions.push(matching(['t.name', 't.description', 'm.name', 'u.name'], q))
  if (filters.channel) conditions.push(sql<SqlBool>`t.channel = any(${filters.channel})`)
  if (filters.owner) conditions.push(sql<SqlBool>`t.owner_id = any(${filters.owner}::uuid[])`)
  if (filters.unit) conditions.push(sql<SqlBool>`t.unit_id = any(${filters.unit}::uuid[])`)
  const base = touchpoints(ctx).where((eb) => eb.and(conditions))
  const { total } = await base.select(sql<number>`count(*)`.as('total')).executeTakeFirstOrThrow()
  const order = { name: sql`lower(t.name)`, channel: sql`t.channel`, owner: sql`lower(m.name)`, steps: stepCount }[
    query.sort.key as (typeof touchpointListRules.sorts)[number]
  ]
  const rows = await base
    .select(columns)
    .select([stepCount.as('stepCount'), gapCount.as('gapCount')])
    .orderBy(sql`${order} ${sql.raw(query.sort.direction)} nulls last`)
    .orderBy(sql`lower(t.name)`)
    .limit(query.pageSize)
    .offset((query.page - 1) * query.pageSize)
    .execute()
  return { rows, total }
}

/** What the list offers to narrow by. */
export async function listTouchpointFilters(ctx: Context) {
  const { rows } = await sql<{ kind: string; value: string; label: string }>`
    select distinct 'owner' as kind, m.id as value, m.name as label from touchpoint t join member m on m.id = t.owner_id
    union select distinct 'unit', u.id, u.name from touchpoint t join unit u on u.id = t.unit_id
    order by 3 limit 400`.execute(ctx.db)
  const of = (kind: string) => rows.filter((row) => row.kind === kind).map(({ value, label }) => ({ value, label }))
  return [
    {
      name: 'channel',
      label: 'Channel',
      options: channels.map((value) => ({ value, label: channelNames[value as Channel] })),
    },
    { name: 'owner', label: 'Process owner', options: of('owner') },
    { name: 'unit', label: 'Unit', options: of('unit') },
    { name: 'show', label: 'Show', options: [{ value: 'archived', label: 'Archived' }] },
  ]
}

/** One touchpoint; 404 where there is none. */
export async function findTouchpoint(ctx: Context, id: string) {
  const row = await touchpoints(ctx).where('t.id', '=', id).select(columns).executeTakeFirst()
  if (!row) throw absent()
  return row
}

/** At most this many of each are shown on a touchpoint's page. */
export const mostHappenings = 20

/** What hangs on a touchpoint: steps of maps in force or in work, listening posts, observations, gaps; the newest of each. */
export async function listHappenings(ctx: Context, id: string) {
  const { rows } = await sql<{
    kind: string
    id: string
    title: string
    note: string
    parentId: string | null
    count: number
  }>`
    select * from (
      select 'journey_step' as kind, s.id, s.name as title, j.name || ', ' || a.kind || case a.state when 'draft' then ' (draft)' else '' end as note,
        null::uuid as parent_id, count(*) over () as count
      from journey_step s join journey_map a on a.id = s.journey_map_id and a.state <> 'superseded' and a.archived_at is null
      join journey j on j.id = a.journey_id and j.archived_at is null join journey_phase p on p.id = s.journey_phase_id and p.archived_at is null
      where s.touchpoint_id = ${id} and s.archived_at is null order by a.kind, lower(j.name), p.position, s.position limit ${mostHappenings}) a
    union all select * from (
      select 'listening_post', l.id, l.name, l.channel, null::uuid, count(*) over () from listening_post l
      where l.archived_at is null and (l.touchpoint_id = ${id} or exists (select 1 from listening_post_step c
        join journey_step s on s.id = c.journey_step_id where c.listening_post_id = l.id and s.touchpoint_id = ${id}))
      order by lower(l.name) limit ${mostHappenings}) b
    union all select * from (
      select 'observation', o.id, left(o.what, 160), to_char(o.seen_at at time zone ${ctx.org.timeZone}, 'YYYY-MM-DD'), null::uuid, count(*) over ()
      from observation o where o.archived_at is null and (o.touchpoint_id = ${id}
        or exists (select 1 from journey_step s where s.id = o.journey_step_id and s.touchpoint_id = ${id}))
      order by o.seen_at desc, o.id limit ${mostHappenings}) c
    union all select * from (
      select 'gap', g.id, g.name, g.state, null::uuid, count(*) over () from gap g where g.archived_at is null and (g.touchpoint_id = ${id}
        or exists (select 1 from journey_step s where s.id in (g.as_is_step_id, g.to_be_step_id) and s.touchpoint_id = ${id}))
      order by lower(g.name), g.id limit ${mostHappenings}) d`.execute(ctx.db)
  const of = (kind: string) => {
    const found = rows.filter((row) => row.kind === kind)
    return { total: found[0]?.count ?? 0, rows: found.map(({ id, title, note }) => ({ id, title, note })) }
  }
  return { steps: of('journey_step'), posts: of('listening_post'), observations: of('observation'), gaps: of('gap') }
}

export async function createTouchpoint(ctx: Context, form: z.output<typeof newTouchpointForm>) {
  authorize(ctx, 'touchpoint.edit')
  await requireInUse(ctx, form)
  const id = newId(ctx)
  await ctx.db
    .insertInto('touchpoint')
    .values({ id, ...touchpointColumns(form), createdAt: ctx.now, updatedAt: ctx.now })
    .execute()
    .catch(nameTaken('touchpoint'))
  record(ctx, { verb: 'touchpoint.created', kind: 'touchpoint', id, title: form.name })
  return { id }
}

export async function editTouchpoint(ctx: Context, id: string, form: z.output<typeof editTouchpointForm>) {
  const row = await lock(ctx, 'touchpoint', id)
  authorize(ctx, 'touchpoint.edit', row)
  await requireVersion(ctx, row, form.version, touchpointValues)
  if (row.archivedAt) refuse('This touchpoint is archived. Restore it before changing it.')
  await requireInUse(ctx, form, row)
  await changeTouchpoint(ctx, row, touchpointColumns(form))
  record(ctx, { verb: 'touchpoint.edited', kind: 'touchpoint', id, title: form.name })
}

/** Archives a touchpoint, or restores it. Steps keep their link to it. */
export async function archiveTouchpoint(ctx: Context, id: string, form: { reason: string | null; version: number }) {
  const row = await lock(ctx, 'touchpoint', id)
  authorize(ctx, 'touchpoint.edit', row)
  await requireVersion(ctx, row, form.version)
  const archived = row.archivedAt === null
  await changeTouchpoint(ctx, row, { archivedAt: archived ? ctx.now : null })
  const verb = archived ? 'touchpoint.archived' : 'touchpoint.restored'
  record(ctx, { verb, kind: 'touchpoint', id, title: row.name, reason: form.reason })
  return { archived }
}

async function changeTouchpoint(ctx: Context, row: { id: string; version: number }, values: object) {
  await ctx.db
    .updateTable('touchpoint')
    .set({ ...values, ...nextVersion(ctx, row) })
    .where('id', '=', row.id)
    .execute()
    .catch(nameTaken('touchpoint'))
}

/** A touchpoint as the fields of its form. */
export const touchpointValues = (row: {
  name: string
  channel: string
  description: string
  ownerId: string | null
  unitId: string | null
}) => ({
  name: row.name,
  channel: row.channel,
  description: row.description,
  ownerId: row.ownerId ?? '',
  unitId: row.unitId ?? '',
})

const touchpointColumns = (form: z.output<typeof newTouchpointForm>) => ({
  name: form.name,
  channel: form.channel,
  description: form.description ?? '',
  ownerId: form.ownerId,
  unitId: form.unitId,
})
