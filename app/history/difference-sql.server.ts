// The SQL of a difference: the versions that held at one moment and not at the other, table by table. Texts follow from the
// vocabulary alone and take two parameters, the moments.
import { type PartTable, partTables } from './changed-parts.ts'
import { type Fate, fates, recordTables, toldColumns } from './changed-tables.ts'

/** The moments as `w.f` and `w.t` (null: now); what was recorded after `f` and by `t` lies between them. */
const window = 'w as (select $1::timestamptz as f, coalesce($2::timestamptz, current_moment()) as t)'
const [f, t] = ['(select f from w)', '(select t from w)']

/**
 * Versions that no longer held at `t`, and those that did not hold yet at `f`; what holds at both is in neither. `is not false`
 * keeps the planner to the index in which a stretch of time is a stretch of rows: by their end, and by their beginning.
 */
export const before = (table: string) =>
  `history.${table} r where r.recorded_to > ${f} and r.recorded_to <= ${t} and (r.recorded_from <= ${f}) is not false`
export const after = (table: string) =>
  `history.${table} r where r.recorded_from > ${f} and r.recorded_from <= ${t} and (r.recorded_to > ${t}) is not false`

const column = (text: string) => (/^\w+$/.test(text) ? `r.${text}` : text)
const differ = (columns: readonly string[]) =>
  columns.length
    ? `(${columns.map((c) => `a.${c}`).join(', ')}) is distinct from (${columns.map((c) => `b.${c}`).join(', ')})`
    : 'false'
const rank = (fate: Fate) => fates.indexOf(fate) + 1

/** The records of these kinds on one side, each with what decides about its fate. */
const recordsOn = (side: typeof before, kinds: readonly string[]) =>
  kinds
    .map((kind) => [kind, recordTables[kind]!] as const)
    .map(([kind, { title, owner, gone, done, handed, moved, said }]) => {
      const row = (columns: readonly string[] = []) => `row(${columns.map((c) => `r.${c}`).join(', ')})`
      return `select '${kind}' as kind, r.id, ${column(title)} as title, ${owner ? column(owner) : 'null::uuid'} as owner,
        ${gone ? `r.${gone} is not null` : 'false'} as gone, ${done ?? 'false'} as done,
        ${row(handed)} as handed, ${row(moved)} as moved, ${row(gone ? [...said, gone] : said)} as said from ${side(kind)}`
    })
    .join(' union all ')

const fate = `case when b.id is null then case when a.gone then ${rank('dropped')} else ${rank('added')} end
  when a.id is null or (a.gone and not b.gone) then ${rank('dropped')}
  when b.gone and not a.gone then ${rank('brought back')}
  when a.done and not b.done then ${rank('finished')}
  when a.handed is distinct from b.handed then ${rank('handed over')}
  when a.moved is distinct from b.moved then ${rank('moved')}
  when a.said is distinct from b.said then ${rank('changed')} end`

/** Parts that differ, as `a` and `b`; `also` narrows both sides. */
function partsThatDiffer(table: string, { by, keys }: PartTable, also = ''): string {
  const side = (from: string) => `(select r.* from ${from}${also.replace('$by', by)})`
  const same = keys.map((key) => `b.${key} = a.${key}`).join(' and ')
  return `${side(after(table))} a full join ${side(before(table))} b on ${same}
    where a.${by} is null or b.${by} is null or ${differ(toldColumns(table))}`
}

/** Records that differ by their parts alone count as changed. */
function partsOf(kind: string): string {
  const ids = Object.entries(partTables)
    .filter(([, { of }]) => of === kind)
    .map(([table, part]) => `select coalesce(a.${part.by}, b.${part.by}) as id from ${partsThatDiffer(table, part)}`)
  const { title, owner } = recordTables[kind]!
  return `select '${kind}' as kind, r.id, ${column(title)} as title, ${rank('changed')} as fate, ${owner ? column(owner) : 'null::uuid'} as owner, null::uuid as owner_before
    from (select distinct id from (${ids.join(' union all ')}) every) p join history.${kind} r on r.id = p.id and r.recorded_from <= ${t} and r.recorded_to > ${t}`
}

/** `net`: one row for each record of these kinds that differs between the moments: kind, id, title, fate, owner then and before. */
export const netSqlOf = (kinds: readonly string[]) =>
  `with ${window}, own as (
  select * from (select coalesce(a.kind, b.kind) as kind, coalesce(a.id, b.id) as id, coalesce(a.title, b.title) as title, ${fate} as fate,
      coalesce(a.owner, b.owner) as owner, coalesce(b.owner, a.owner) as owner_before
    from (${recordsOn(after, kinds)}) a full join (${recordsOn(before, kinds)}) b on b.kind = a.kind and b.id = a.id) o
  where o.fate is not null
), parts as (
  ${['select * from own where false', ...kinds.filter(hasParts).map(partsOf)].join(' union all ')}
), net as (
  select coalesce(o.kind, p.kind) as kind, coalesce(o.id, p.id) as id, coalesce(o.title, p.title) as title, coalesce(o.fate, p.fate) as fate,
    coalesce(o.owner, p.owner) as owner, coalesce(o.owner_before, p.owner) as owner_before
  from own o full join parts p on p.kind = o.kind and p.id = o.id
)`.replace(/\s+/g, ' ')

const hasParts = (kind: string) => Object.values(partTables).some(({ of }) => of === kind)

export const netSql = netSqlOf(Object.keys(recordTables))

/** How many versions of each table began or ended between the moments, each counted up to `$3` by its index. */
export const sizesSql = `with ${window} ${[...Object.keys(recordTables), ...Object.keys(partTables)]
  .map((table) => {
    const upTo = (column: string) =>
      `(select count(*) from (select from history.${table} r where r.${column} > ${f} and r.${column} <= ${t} limit $3) s)`
    return `select '${table}' as "table", ${upTo('recorded_from')} + ${upTo('recorded_to')} as size`
  })
  .join(' union all ')}`

// ── The rows of some records ────────────────────────────────────────────────────────────────────────────────────────

const json = (side: string, key: string) =>
  `case when x.${key} then to_jsonb(x.${side}) end as ${side === 'a' ? 'after' : 'before'}`

const ownRows = (
  kind: string,
) => `select '${kind}' as "table", x.id as record, ${json('b', 'was')}, ${json('a', 'is')}, null::jsonb as sums, null::jsonb as about from (
  select a, b, coalesce(a.id, b.id) as id, a.id is not null as is, b.id is not null as was
  from (select r.* from ${after(kind)} and r.id = any($3)) a full join (select r.* from ${before(kind)} and r.id = any($3)) b on b.id = a.id) x`

/** First the narrow rows are numbered and added up; only those that are told are read whole. */
function partRows(table: string, part: PartTable): string {
  const { of, by, keys, order, sums = {}, about } = part
  const added = {
    added: `count(*) filter (where b.${by} is null)`,
    removed: `count(*) filter (where a.${by} is null)`,
    all: 'count(*)',
    ...sums,
  }
  const told = Object.keys(added).map((name) => `'${name}', x."${name}"`)
  const record = about
    ? `(select jsonb_build_object(${about.map((name) => `'${name}', r.${name}`).join(', ')}) from history.${of} r
      where r.id = x.record and r.recorded_from <= ${t} and r.recorded_to > ${t} limit 1)`
    : 'null::jsonb'
  const whole = (side: string, from: string) =>
    `(select to_jsonb(r) from ${from} and x.${side} and ${keys.map((key) => `r.${key} = x.${key}`).join(' and ')} limit 1)`
  return `select '${table}' as "table", x.record, ${whole('was', before(table))} as before, ${whole('is', after(table))} as after,
    jsonb_build_object(${told.join(', ')}) as sums, ${record} as about from (
    select coalesce(a.${by}, b.${by}) as record, a.${by} is not null as is, b.${by} is not null as was, ${keys.map((key) => `coalesce(a.${key}, b.${key}) as ${key}`).join(', ')},
      row_number() over (p order by coalesce(a.${order}, b.${order}) desc) as nth, ${Object.entries(added)
        .map(([name, text]) => `${text} over p as "${name}"`)
        .join(', ')}
    from ${partsThatDiffer(table, part, ' and r.$by = any($3)')}
    window p as (partition by coalesce(a.${by}, b.${by}))) x where x.nth <= $4`
}

/**
 * Rows of the records `$3` that differ, each before and after; of a record's parts in one table at most `$4`, the newest first,
 * with what all of them add up to.
 */
export const rowsSql =
  `with ${window} ${[...Object.keys(recordTables).map(ownRows), ...Object.entries(partTables).map(([table, part]) => partRows(table, part))].join(' union all ')}`.replace(
    /\s+/g,
    ' ',
  )
