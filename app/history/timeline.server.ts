// Reading the history: events of one record, or of the whole organisation, with their changes in words. A page costs the same however
// long the history is: it begins in an index that is sorted by time, and goes on from a sequence number.
import { type RawBuilder, sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { kindNames, paths, recordPath } from '#app/paths.ts'
import { plural } from '#app/ui/format.ts'
import { type Named, namesOf } from './names.server.ts'
import { revises } from './revisions.ts'
import { everyVerbOf, verbWords } from './verbs.ts'
import { type Wording, columnName, isSilent, namedBy, tableName, valueInWords } from './words.ts'

/** One line of a timeline. `at` is a moment; changes are already in words. */
export interface TimelineEvent {
  id: string
  at: Date
  who: string
  verbText: string
  kind: string
  title: string
  href: string | null
  reason: string | null
  changes: { label: string; before: string; after: string }[]
  /** Whether it changed what the form of the record, whose timeline this is, holds. */
  revises: boolean
}

export interface TimelinePage {
  events: TimelineEvent[]
  /** The sequence number to continue from, or null at the end. */
  before: number | null
  /** Set where the page ends because it looked through as many events as one page may, not because it is full. */
  looked?: number
  /** Whether this is a later page, which does not hold the newest events. */
  older?: boolean
  /** The address at which a record's timeline can be narrowed. */
  whole?: string
}

export interface Change {
  table: string
  key: Record<string, string>
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/** The newest events that stand on a record's timeline. */
export async function timelineOf(
  ctx: Context,
  kind: string,
  id: string,
  { before, limit = 20 }: { before?: number; limit?: number } = {},
): Promise<TimelinePage> {
  const { rows, ...page } = await eventsOf(ctx, { records: [{ kind, id }], before, limit })
  const whole = paths.history(ctx.org.slug, { record: `${kind}:${id}` })
  return { ...page, whole, older: before !== undefined, events: await inWords(ctx, rows, { kind, id }) }
}

export interface EventFilter {
  actor?: string
  /** At most five. */
  records?: readonly Named[]
  kinds?: readonly string[]
  /** Instead of kinds. */
  verbs?: readonly string[]
  /** Calendar days, inclusive, or times by the clock of the organisation's zone. */
  from?: string
  to?: string
  before?: number
  limit?: number
}

/** The organisation's newest events, by person, record, kind, verb and time. */
export async function listEvents(ctx: Context, filter: EventFilter): Promise<TimelinePage> {
  const { rows, ...page } = await eventsOf(ctx, filter)
  return { ...page, events: await inWords(ctx, rows) }
}

// ── Finding them ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Events of a record that a page looks through where it is also asked who did what: no index knows that. */
const mostLooked = 200

interface Row {
  seq: number
  recordedAt: Date
  verb: string
  kind: string
  subjectId: string
  title: string
  reason: string | null
  body: string
  who: string | null
}

async function eventsOf(ctx: Context, filter: EventFilter) {
  const { limit = 50 } = filter
  const { lead, rest } = questionOf(filter)
  const looks = rest.length ? mostLooked : limit + 1
  const within = timesOf(ctx, filter)
  const { rows } = await sql<Row & { looked: number; last: number }>`
    with seen as materialized (${lead(within, looks)} order by recorded_at desc, seq desc limit ${looks}),
      looked as (select count(*) as n, (array_agg(seq order by recorded_at, seq))[1] as last from seen)
    select e.seq, e.recorded_at, e.verb, e.kind, e.subject_id, e.title, e.reason, e.body, m.name as who, l.n as looked, l.last
    from looked l left join (seen join history.event e on e.seq = seen.seq ${rest.length ? sql`and ${sql.join(rest, sql` and `)}` : sql``}
      left join member m on m.id = e.actor_id) on true
    order by e.recorded_at desc, e.seq desc limit ${limit + 1}`.execute(ctx.db)
  const found = rows.filter(({ seq }) => seq !== null)
  const shown = found.slice(0, limit)
  if (found.length > limit) return { rows: shown, before: shown[limit - 1]!.seq }
  const cut = rest.length > 0 && rows[0]!.looked === looks
  return { rows: shown, before: cut ? rows[0]!.last : null, ...(cut ? { looked: looks } : {}) }
}

type Within = (alias: string) => RawBuilder<unknown>
type Lead = (within: Within, looks: number) => RawBuilder<unknown>

const newest = sql`order by recorded_at desc, seq desc`

/** The newest of each: every one begins in an index, and they are put in one order afterwards. */
const ofEach =
  (list: RawBuilder<unknown>, match: RawBuilder<unknown>, table = sql`history.event`): Lead =>
  (within, looks) => sql`select n.seq, n.recorded_at from ${list} cross join lateral (
    select e.seq, e.recorded_at from ${table} e where ${match} and ${within('e')} ${newest} limit ${looks}) n`

/** The part of the question that an index answers, and conditions on `e` for the rest. */
function questionOf({ actor, records, kinds, verbs = kinds && everyVerbOf(kinds) }: EventFilter) {
  const by = actor ? sql`e.actor_id = ${actor}` : null
  if (records) {
    const ids = sql`unnest(${records.map(({ kind }) => kind)}::text[], ${records.map(({ id }) => id)}::uuid[]) r (kind, id)`
    const lead = ofEach(ids, sql`e.kind = r.kind and e.subject_id = r.id`, sql`history.event_subject`)
    return { lead, rest: [...(by ? [by] : []), ...(verbs ? [sql`e.verb = any(${[...verbs]})`] : [])] }
  }
  if (verbs) {
    const match = by ? sql`${by} and e.verb = w.verb` : sql`e.verb = w.verb`
    return { lead: ofEach(sql`unnest(${[...verbs]}::text[]) w (verb)`, match), rest: [] }
  }
  const lead: Lead = (within) =>
    sql`select e.seq, e.recorded_at from history.event e where ${by ? sql`${by} and` : sql``} ${within('e')}`
  return { lead, rest: [] }
}

/**
 * No event is of later than the moment looked back at; in the present that is no bound. There is one upper bound, because an index
 * begins at one only, and each bound is the result of a subquery: row security keeps `least` and the like out of an index.
 */
function timesOf(ctx: Context, { from, to, before }: EventFilter): Within {
  const zone = ctx.org.timeZone
  const ends = [sql`as_of_moment()`]
  if (to) ends.push(sql`(${to}::date + 1)::timestamp at time zone ${zone} - interval '1 microsecond'`)
  if (before) ends.push(sql`(select max(c.recorded_at) from history.event c where c.seq = ${before})`)
  const end = sql`(select least(${sql.join(ends)}))`
  return (alias) => {
    const [at, seq] = [sql.ref(`${alias}.recordedAt`), sql.ref(`${alias}.seq`)]
    const begins = from ? sql` and ${at} >= (select ${from}::timestamp at time zone ${zone})` : sql``
    return before ? sql`(${at}, ${seq}) < (${end}, ${before}::bigint)${begins}` : sql`${at} <= ${end}${begins}`
  }
}

// ── In words ────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Body {
  changes: Change[]
  digest?: { rows: number }
}

async function inWords(ctx: Context, rows: readonly Row[], of?: Named): Promise<TimelineEvent[]> {
  const read = rows.map((row) => ({ row, body: JSON.parse(row.body) as Body }))
  const names = await namesOf(
    ctx,
    read.flatMap(({ body }) => body.changes.slice(0, mostChanges).flatMap(namedIn)),
  )
  const wording = { names, locale: ctx.org.locale }
  return read.map(({ row, body: { changes, digest } }) => ({
    id: String(row.seq),
    at: row.recordedAt,
    who: row.who ?? 'Sirius',
    verbText: verbWords(row.verb),
    kind: kindNames[row.kind] ?? row.kind,
    title: row.title,
    href: recordPath(ctx.org.slug, row.kind, row.subjectId),
    reason: row.reason,
    changes: [
      ...changes.slice(0, mostChanges).flatMap((change) => changeInWords(change, row, wording)),
      ...(digest ? [{ label: 'At once', before: '', after: plural(digest.rows, rowWord(row.verb)) }] : []),
    ],
    revises: of !== undefined && changes.some((change) => revises(of, change)),
  }))
}

const mostChanges = 40
const rowWord = (verb: string) => (verb.startsWith('kpi.') ? 'value' : verb.startsWith('theme.') ? 'response' : 'row')

const namedIn = ({ before, after, key }: Change) =>
  [before, after, key].flatMap((values) =>
    Object.entries(values ?? {})
      .map(([column, value]) => namedBy(column, value))
      .filter((one) => one !== null),
  )

function changeInWords(change: Change, event: Row, words: Wording) {
  const own = change.table === event.kind && change.key.id === event.subjectId
  const columns = Object.keys({ ...change.before, ...change.after }).filter(
    (column) => !isSilent(column) && (change.before !== undefined || change.after?.[column] !== false),
  )
  const inText = (column: string, values?: Record<string, unknown>) =>
    values ? valueInWords(column, values[column], words) : ''
  if (own || (change.before && change.after)) {
    const prefix = own ? '' : `${tableName(change.table)}: `
    return columns
      .map((column) => ({
        label: prefix + columnName(column),
        before: inText(column, change.before),
        after: inText(column, change.after),
      }))
      .filter(({ before, after }) => before !== after)
  }
  // A row beside the record was added or removed: one line, by what it points at or says.
  const values = change.after ?? change.before ?? {}
  const text = columns
    .filter((column) => column !== `${event.kind}_id` && values[column] !== null && values[column] !== '')
    .map((column) =>
      column.endsWith('_id') ? inText(column, values) : `${columnName(column)} ${inText(column, values)}`,
    )
    .join(' · ')
  // What is only bookkeeping has nothing to say.
  return text
    ? [{ label: tableName(change.table), before: change.after ? '' : text, after: change.after ? text : '' }]
    : []
}
