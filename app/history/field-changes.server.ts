// Who last changed each field of a record between two moments: the version in which it came to be what it is, and the event that made it.
import { CompiledQuery, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { partTables } from './changed-parts.ts'
import { recordTables, toldColumns } from './changed-tables.ts'
import type { ChangedRow, FieldsOf } from './difference-words.ts'
import type { Between } from './difference.server.ts'

export interface FieldChange {
  at: Date
  who: string
  reason: string | null
}

/** A row by its table and its key, as the statement writes it. */
const keysOf = (table: string) => partTables[table]?.keys ?? ['id']
const nameOf = ({ table, before, after }: ChangedRow) =>
  [table, ...keysOf(table).map((key) => String((after ?? before)![key]))].join(' ')

/** Stands for the end of a row that is no longer there. */
const ended = ''

/**
 * For each column of the named rows when it last changed, exact to the microsecond: a version differs from the one before it, or is
 * the first after a gap. The version that held at the beginning is read too, to be compared with.
 */
const momentsSql = `with w as (select $1::timestamptz as f, coalesce($2::timestamptz, current_moment()) as t) ${[
  ...new Set([...Object.keys(recordTables), ...Object.keys(partTables)]),
]
  .map((table) => {
    const keys = keysOf(table)
    const name = `concat_ws(' ', '${table}', ${keys.map((key) => `r.${key}::text`).join(', ')})`
    const told = toldColumns(table).map((column) => `'${column}'`)
    return `select x.name, c.name as "column", max(case when c.name = '${ended}' then x.ended else x.began end)::text as at from (
      select ${name} as name, r.recorded_from as began, case when r.recorded_to <= (select t from w) then r.recorded_to end as ended, to_jsonb(r) as now,
        lag(to_jsonb(r)) over (partition by ${keys.map((key) => `r.${key}`).join(', ')} order by r.recorded_from, r.recorded_to) as was
      from history.${table} r where r.${partTables[table]?.by ?? 'id'} = any($3) and r.recorded_to > (select f from w) and r.recorded_from <= (select t from w)) x
    cross join unnest(array[${[...told, `'${ended}'`].join(', ')}]) c (name)
    where x.name = any($4) and case when c.name = '${ended}' then x.ended is not null
      else x.began > (select f from w) and (x.was is null or x.was ->> 'recorded_to' <> x.now ->> 'recorded_from' or x.was -> c.name is distinct from x.now -> c.name) end
    group by x.name, c.name`
  })
  .join(' union all ')}`.replace(/\s+/g, ' ')

/** For each of these fields, in their order, its last change; null where no one row tells. Two statements. */
export async function fieldChanges(
  ctx: Context,
  { from, to }: Between,
  fields: readonly (FieldsOf & { kind: string; id: string })[],
): Promise<(FieldChange | null)[]> {
  const records = [...new Set(fields.map(({ id }) => id))]
  const rows = [...new Set(fields.flatMap(({ row }) => (row ? [nameOf(row)] : [])))]
  if (!rows.length) return fields.map(() => null)
  const { rows: moments } = await ctx.db
    .withoutPlugins()
    .executeQuery<{ name: string; column: string; at: string }>(
      CompiledQuery.raw(momentsSql, [from, to, records, rows]),
    )
  const known = new Map(moments.map(({ name, column, at }) => [`${name} ${column}`, at]))
  const asked = fields.map(({ row, columns, kind, id }) => ({ kind, id, at: row ? lastOf(row, columns, known) : null }))
  const events = await eventsAt(ctx, asked)
  return asked.map((_, at) => events.get(at) ?? null)
}

/** The newest of a line's columns; of a row that is gone, its end. */
function lastOf(row: ChangedRow, columns: readonly string[], known: ReadonlyMap<string, string>): string | null {
  const wanted = row.after ? columns : [ended]
  const moments = wanted.flatMap((column) => known.get(`${nameOf(row)} ${column}`) ?? [])
  return moments.sort(byMoment).at(-1) ?? null
}

/** PostgreSQL writes moments of one connection in one zone; only their fractions differ in length. */
const byMoment = (a: string, b: string) => Date.parse(a) - Date.parse(b) || (a < b ? -1 : 1)

/** The event of each moment: the record's own first, else another one of the same moment. By place in the list. */
async function eventsAt(
  ctx: Context,
  asked: readonly { kind: string; id: string; at: string | null }[],
): Promise<Map<number, FieldChange>> {
  const { rows } = await sql<FieldChange & { place: number; who: string | null }>`
    select r.place::int as place, e.recorded_at as at, m.name as who, e.reason
    from unnest(${asked.map(({ kind }) => kind)}::text[], ${asked.map(({ id }) => id)}::uuid[], ${asked.map(({ at }) => at)}::timestamptz[])
      with ordinality r (kind, id, at, place)
    cross join lateral (select coalesce(
      (select max(s.seq) from history.event_subject s where s.kind = r.kind and s.subject_id = r.id and s.recorded_at = r.at),
      (select max(o.seq) from history.event o where o.recorded_at = r.at)) as seq) n
    join history.event e on e.seq = n.seq
    left join member m on m.id = e.actor_id
    where r.at is not null`.execute(ctx.db)
  return new Map(rows.map(({ place, at, who, reason }) => [place - 1, { at, who: who ?? 'Sirius', reason }]))
}
