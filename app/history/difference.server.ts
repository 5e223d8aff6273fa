// What differs between two moments: counts by room first, then the records of one page with their fields, and who did it when and why.
import { CompiledQuery, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { instantOf, momentSql } from '#app/moment.ts'
import { recordPath } from '#app/paths.ts'
import { type Fate, type RoomKey, changeRooms, fates, kindsOf, recordTables } from './changed-tables.ts'
import { partTables } from './changed-parts.ts'
import { netSql, netSqlOf, rowsSql, sizesSql } from './difference-sql.server.ts'
import { type ChangedRow, type Line, linesOf, named } from './difference-words.ts'
import { type FieldChange, fieldChanges } from './field-changes.server.ts'
import { namesOf } from './names.server.ts'
import { verbWords } from './verbs.ts'

/** A moment, exact to the microsecond: `2026-03-02T09:30:00.250000Z`. */
type Instant = string

/** What was recorded after `from` and by `to`; null is now. */
export interface Between {
  from: Instant
  to: Instant | null
}

/** The moments as addresses write them (`isMoment`); `to` null is the present, or the moment looked back at. */
export async function betweenMoments(ctx: Context, from: string, to: string | null) {
  const exact = (moment: ReturnType<typeof sql>) =>
    sql`to_char(${moment} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
  const asked = (moment: string) =>
    sql`(select ${sql.raw(momentSql(moment))} from (select ${ctx.org.timeZone}::text as time_zone) o)`
  const end = to ? asked(to) : ctx.asOf ? sql`as_of_moment()` : null
  const last = sql`least(now(), as_of_moment())`
  const { rows } = await sql<Between & { fromLater: boolean; toLater: boolean; backwards: boolean }>`
    select ${exact(asked(from))} as "from", ${end ? exact(end) : sql`null`} as "to", ${asked(from)} > ${last} as from_later,
      ${to && end ? sql`${end} > ${last}` : sql`false`} as to_later, ${asked(from)} >= ${end ?? last} as backwards`.execute(
    ctx.db,
  )
  return rows[0]!
}

/** From a moment to the present, or to the moment looked back at. */
export const sinceThen = async (ctx: Context, from: Date): Promise<Between> =>
  ctx.asOf ? betweenMoments(ctx, instantOf(from), null) : { from: from.toISOString(), to: null }

// ── Counts ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface RoomCount {
  room: RoomKey
  label: string
  total: number
  fates: Partial<Record<Fate, number>>
}

interface KindCount {
  kind: string
  fate: number
  count: number
}

function byRoom(counts: readonly KindCount[]): RoomCount[] {
  return changeRooms
    .map(({ key, label }) => {
      const room: RoomCount = { room: key, label, total: 0, fates: {} }
      for (const { kind, fate, count } of counts) {
        if (recordTables[kind]!.room !== key) continue
        const name = fates[fate - 1]!
        room.total += count
        room.fates[name] = (room.fates[name] ?? 0) + count
      }
      return room
    })
    .filter(({ total }) => total > 0)
}

/** How many records of each room differ, by what became of them. One statement. */
export async function countDifference(
  ctx: Context,
  { from, to }: Between,
  rooms: readonly RoomKey[] = changeRooms.map(({ key }) => key),
): Promise<RoomCount[]> {
  const text = `${netSqlOf(rooms.flatMap(kindsOf))} select kind, fate, count(*) from net group by kind, fate`
  const { rows } = await ctx.db.executeQuery<KindCount>(CompiledQuery.raw(text, [from, to]))
  return byRoom(rows)
}

/**
 * The same where counting costs little, however long the history is. Rooms in which more versions than `most` began or ended are not
 * counted but named. Two statements.
 */
export async function countDifferenceUpTo(ctx: Context, { from, to }: Between, most: number) {
  const { rows } = await ctx.db.executeQuery<{ table: string; size: number }>(
    CompiledQuery.raw(sizesSql, [from, to, most + 1]),
  )
  const sizes = new Map<RoomKey, number>(changeRooms.map(({ key }) => [key, 0]))
  for (const { table, size } of rows) {
    const { room } = recordTables[table] ?? recordTables[partTables[table]!.of]!
    sizes.set(room, sizes.get(room)! + size)
  }
  const small = [...sizes].filter(([, size]) => size > 0 && size <= most).map(([room]) => room)
  const counted = small.length ? await countDifference(ctx, { from, to }, small) : []
  return { counted, beyond: changeRooms.filter(({ key }) => sizes.get(key)! > most) }
}

// ── Records ─────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface DifferenceQuery extends Between {
  room?: RoomKey
  /** Who is accountable for the record, or was. */
  owner?: string
  fate?: Fate
  /** From 0. */
  offset: number
  limit: number
  /** Whether each field is to say who last changed it. */
  eachField?: boolean
}

interface NetRow {
  kind: string
  id: string
  title: string
  fate: number
  owner: string | null
  ownerBefore: string | null
}

export interface Doing {
  seq: number
  at: Date
  who: string
  verbText: string
  /** Where the event was about another record, such as an update of the plan. */
  about: string | null
  reason: string | null
}

export interface DifferentRecord {
  kind: string
  id: string
  title: string
  room: RoomKey
  fate: Fate
  href: string | null
  owner: string | null
  lines: (Line & { last?: FieldChange | null })[]
  /** The newest first. */
  doings: Doing[]
  /** Further changes than those, counted up to a hundred. */
  moreDoings: number
}

/** Rows of a record's parts that are told one by one; more are counted. */
const mostParts = 8
const mostDoings = 4

/**
 * One page of the records that differ, with the counts of all rooms (of the owner, where one is asked for) and the people to narrow
 * by. Four statements for each 500 records.
 */
export async function listDifference(ctx: Context, query: DifferenceQuery) {
  const found = await findNet(ctx, query)
  const people = await namesOf(
    ctx,
    found.owners.map((id) => ({ kind: 'member', id })),
  )
  const records: DifferentRecord[] = []
  for (let at = 0; at < found.page.length; at += 500)
    records.push(...(await toldRecords(ctx, query, found.page.slice(at, at + 500), people)))
  return {
    rooms: byRoom(found.counts),
    total: totalOf(found.counts, query),
    owners: [...people]
      .map(([value, label]) => ({ value, label }))
      .sort((a, b) => a.label.localeCompare(b.label, 'en')),
    records,
  }
}

async function toldRecords(ctx: Context, query: DifferenceQuery, page: NetRow[], people: ReadonlyMap<string, string>) {
  const ids = page.map(({ id }) => id)
  const rows = await listChangedRows(ctx, query, ids, mostParts)
  const names = await namesOf(ctx, rows.flatMap(named))
  const doingsOf = grouped(await listDoings(ctx, query, page), ({ id }) => id)
  const wording = { names, locale: ctx.org.locale }
  const rowsOf = grouped(rows, ({ record }) => record)
  const told = page.map((row) => linesOf(row.kind, rowsOf.get(row.id) ?? [], wording))
  const of = told.flatMap((lines, at) => lines.map((line) => ({ ...line, kind: page[at]!.kind, id: page[at]!.id })))
  const changes = query.eachField ? await fieldChanges(ctx, query, of) : null
  let place = 0
  return page.map((row, at): DifferentRecord => {
    const events = doingsOf.get(row.id) ?? []
    const changed = rowsOf.get(row.id) ?? []
    return {
      ...{ kind: row.kind, id: row.id, title: row.title },
      room: recordTables[row.kind]!.room,
      fate: fates[row.fate - 1]!,
      href: recordPath(ctx.org.slug, row.kind, row.id, parentOf(changed)),
      owner: (row.owner && people.get(row.owner)) || null,
      lines: told[at]!.map(({ label, before, after }) => ({
        ...{ label, before, after },
        ...(changes ? { last: changes[place++] } : {}),
      })),
      doings: events.map((event) => doing(row, event)),
      moreDoings: Math.max(0, (events[0]?.total ?? 0) - events.length),
    }
  })
}

function totalOf(counts: readonly KindCount[], { room, fate }: DifferenceQuery): number {
  const wanted = counts.filter(
    (one) => (!room || recordTables[one.kind]!.room === room) && (!fate || fates[one.fate - 1] === fate),
  )
  return wanted.reduce((sum, { count }) => sum + count, 0)
}

function grouped<T>(rows: readonly T[], key: (row: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(key(row))
    if (group) group.push(row)
    else groups.set(key(row), [row])
  }
  return groups
}

/** A milestone is shown on its plan's page. */
const parentOf = (rows: readonly ChangedRow[]) => {
  const own = rows.find(({ table }) => table === 'milestone')
  return ((own?.after ?? own?.before)?.action_plan_id as string | undefined) ?? null
}

async function findNet(ctx: Context, query: DifferenceQuery) {
  const kinds = changeRooms.filter(({ key }) => !query.room || key === query.room).flatMap(({ key }) => kindsOf(key))
  const wanted = fates.flatMap((fate, at) => (!query.fate || query.fate === fate ? [at + 1] : []))
  const text = `${netSql}, mine as (select * from net where $5::uuid is null or owner = $5 or owner_before = $5)
    select (select coalesce(jsonb_agg(c), '[]') from (select kind, fate, count(*) from mine group by kind, fate) c) as counts,
      (select coalesce(jsonb_agg(o.id), '[]') from (select owner as id from net where owner is not null union select owner_before from net where owner_before is not null limit 500) o) as owners,
      (select coalesce(jsonb_agg(p), '[]') from (select kind, id, title, fate, owner, owner_before as "ownerBefore" from mine
        where kind = any($3) and fate = any($4) order by array_position($3, kind), fate, lower(title), id limit $6 offset $7) p) as page`
  const values = [query.from, query.to, kinds, wanted, query.owner ?? null, query.limit, query.offset]
  const { rows } = await ctx.db.executeQuery<{ counts: KindCount[]; owners: string[]; page: NetRow[] }>(
    CompiledQuery.raw(text, values),
  )
  return rows[0]!
}

/** The rows of these records that differ, before and after, with at most `most` of a record's parts in one table. One statement. */
export async function listChangedRows(
  ctx: Context,
  { from, to }: Between,
  records: readonly string[],
  most: number,
): Promise<ChangedRow[]> {
  if (!records.length) return []
  const { rows } = await ctx.db
    .withoutPlugins()
    .executeQuery<ChangedRow>(CompiledQuery.raw(rowsSql, [from, to, records, most]))
  return rows.filter((row) => row.table in partTables || row.before !== null || row.after !== null)
}

interface DoingRow {
  id: string
  seq: number
  at: Date
  who: string | null
  verb: string
  subjectId: string
  title: string
  reason: string | null
  total: number
}

/** The newest events of each record between the moments. */
async function listDoings(ctx: Context, { from, to }: Between, records: readonly NetRow[]): Promise<DoingRow[]> {
  if (!records.length) return []
  const within = sql`s.kind = r.kind and s.subject_id = r.id and s.recorded_at > ${from}::timestamptz and s.recorded_at <= (select coalesce(${to}::timestamptz, current_moment()))`
  const { rows } = await sql<DoingRow>`
    select r.id, e.seq, e.recorded_at as at, m.name as who, e.verb, e.subject_id, e.title, e.reason, c.total
    from unnest(${records.map(({ kind }) => kind)}::text[], ${records.map(({ id }) => id)}::uuid[]) as r (kind, id)
    cross join lateral (select s.seq from history.event_subject s where ${within} order by s.recorded_at desc, s.seq desc limit ${mostDoings}) n
    cross join lateral (select count(*) as total from (select from history.event_subject s where ${within} limit 100) s) c
    join history.event e on e.seq = n.seq
    left join member m on m.id = e.actor_id
    order by e.recorded_at desc, e.seq desc`.execute(ctx.db)
  return rows
}

const doing = (record: NetRow, { seq, at, who, verb, subjectId, title, reason }: DoingRow): Doing => ({
  ...{ seq, at, reason },
  who: who ?? 'Sirius',
  verbText: verbWords(verb),
  about: subjectId === record.id ? null : title,
})
