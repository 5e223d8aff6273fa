// Reading the history: events of one record, or of the whole organisation, with their changes in words.
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import { type Role, roleNames } from '#app/access/viewer.ts'
import { kindNames, recordPath } from '#app/paths.ts'
import { formatDay } from '#app/ui/format.ts'
import { columnName, isSilent, tableName, verbWords } from './words.ts'

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
}

export interface TimelinePage {
  events: TimelineEvent[]
  /** The sequence number to continue from, or null at the end. */
  before: number | null
}

interface Change {
  table: string
  key: Record<string, string>
  before?: Record<string, unknown>
  after?: Record<string, unknown>
}

/** No event is of later than the moment looked back at; in the present that is no bound. */
const byThen = sql<Date>`as_of_moment()`

/** The newest events that stand on a record's timeline. */
export async function timelineOf(
  ctx: Context,
  kind: string,
  id: string,
  { before, limit = 20 }: { before?: number; limit?: number } = {},
): Promise<TimelinePage> {
  let query = ctx.db
    .selectFrom('history.eventSubject as s')
    .innerJoin('history.event as e', (join) => join.onRef('e.orgId', '=', 's.orgId').onRef('e.seq', '=', 's.seq'))
    .leftJoin('member as m', 'm.id', 'e.actorId')
    .where('s.kind', '=', kind)
    .where('s.subjectId', '=', id)
    .where('e.recordedAt', '<=', byThen)
    .select([
      'e.seq',
      'e.recordedAt',
      'e.verb',
      'e.kind',
      'e.subjectId',
      'e.title',
      'e.reason',
      'e.body',
      'm.name as who',
    ])
    .orderBy('s.seq', 'desc')
    .limit(limit + 1)
  if (before) query = query.where('s.seq', '<', before)
  return inWords(ctx, await query.execute(), limit)
}

export interface EventFilter {
  actor?: string
  kind?: string
  from?: string
  to?: string
  before?: number
  limit?: number
}

/** The organisation's newest events, by person, kind of record and time (`from` and `to` are calendar days, inclusive). */
export async function listEvents(
  ctx: Context,
  { actor, kind, from, to, before, limit = 50 }: EventFilter,
): Promise<TimelinePage> {
  let query = ctx.db
    .selectFrom('history.event as e')
    .leftJoin('member as m', 'm.id', 'e.actorId')
    .where('e.recordedAt', '<=', byThen)
    .select([
      'e.seq',
      'e.recordedAt',
      'e.verb',
      'e.kind',
      'e.subjectId',
      'e.title',
      'e.reason',
      'e.body',
      'm.name as who',
    ])
    .orderBy('e.seq', 'desc')
    .limit(limit + 1)
  if (actor) query = query.where('e.actorId', '=', actor)
  if (kind) query = query.where('e.kind', '=', kind)
  if (from) query = query.where('e.recordedAt', '>=', sql<Date>`${from}::timestamp at time zone ${ctx.org.timeZone}`)
  if (to)
    query = query.where('e.recordedAt', '<', sql<Date>`(${to}::date + 1)::timestamp at time zone ${ctx.org.timeZone}`)
  if (before) query = query.where('e.seq', '<', before)
  return inWords(ctx, await query.execute(), limit)
}

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

async function inWords(ctx: Context, rows: Row[], limit: number): Promise<TimelinePage> {
  const shown = rows.slice(0, limit)
  const read = shown.map((row) => ({ row, changes: (JSON.parse(row.body) as { changes: Change[] }).changes }))
  const titles = await titlesOf(
    ctx,
    read.flatMap(({ changes }) => changes),
  )
  return {
    before: rows.length > limit ? shown[shown.length - 1]!.seq : null,
    events: read.map(({ row, changes }) => ({
      id: String(row.seq),
      at: row.recordedAt,
      who: row.who ?? 'Sirius',
      verbText: verbWords(row.verb),
      kind: kindNames[row.kind] ?? row.kind,
      title: row.title,
      href: recordPath(ctx.org.slug, row.kind, row.subjectId),
      reason: row.reason,
      changes: changes.slice(0, 40).flatMap((change) => changeInWords(change, row, { titles, locale: ctx.org.locale })),
    })),
  }
}

/** One query for the names of everything the changes point at. */
async function titlesOf(ctx: Context, changes: Change[]): Promise<Map<string, string>> {
  const ids = new Set<string>()
  for (const { before, after, key } of changes) {
    for (const values of [before, after, key]) {
      for (const [column, value] of Object.entries(values ?? {})) {
        if ((column.endsWith('_id') || column.endsWith('_by')) && typeof value === 'string' && value.length === 36)
          ids.add(value)
      }
    }
  }
  if (!ids.size) return new Map()
  const rows = await ctx.db
    .selectFrom('searchEntry')
    .select(['id', 'title'])
    .where(sql<boolean>`id = any(${[...ids]}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row.title]))
}

interface Words {
  titles: Map<string, string>
  locale: string
}

function changeInWords(change: Change, event: Row, words: Words) {
  const own = change.table === event.kind && change.key.id === event.subjectId
  const columns = Object.keys({ ...change.before, ...change.after }).filter(
    (column) => !isSilent(column) && (change.before !== undefined || change.after?.[column] !== false),
  )
  if (own || (change.before && change.after)) {
    const prefix = own ? '' : `${tableName(change.table)}: `
    return columns
      .map((column) => ({
        label: prefix + columnName(column),
        before: change.before ? inText(column, change.before[column], words) : '',
        after: change.after ? inText(column, change.after[column], words) : '',
      }))
      .filter(({ before, after }) => before !== after)
  }
  // A row beside the record was added or removed: one line, by what it points at or says.
  const values = change.after ?? change.before ?? {}
  const text = columns
    .filter((column) => column !== `${event.kind}_id` && values[column] !== null && values[column] !== '')
    .map((column) =>
      column.endsWith('_id')
        ? inText(column, values[column], words)
        : `${columnName(column)} ${inText(column, values[column], words)}`,
    )
    .join(' · ')
  return [{ label: tableName(change.table), before: change.after ? '' : text, after: change.after ? text : '' }]
}

function inText(column: string, value: unknown, { titles, locale }: Words): string {
  if (value === null || value === undefined || value === '') return ''
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  const text = column === 'role' ? (roleNames[value as Role] ?? String(value)) : String(value)
  if (column.endsWith('_id') || (column.endsWith('_by') && text.length === 36)) return titles.get(text) ?? '(a record)'
  if (column.endsWith('_at') || /^\d{4}-\d\d-\d\d$/.test(text)) return formatDay(text.slice(0, 10), locale)
  return text
}
