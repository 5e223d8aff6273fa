// A record's changed rows as lines people read: field by field, its parts added up where there are many. Pure.
import { type PeriodFrequency, formatDay, formatPeriod, formatValue, plural } from '#app/ui/format.ts'
import { partTables } from './changed-parts.ts'
import { recordTables, toldColumns } from './changed-tables.ts'
import { type Wording, columnName, namedBy, tableName, valueInWords } from './words.ts'

type Row = Record<string, unknown>

/** A row that differs between two moments; null where it was not there. Values as JSON gives them. */
export interface ChangedRow {
  table: string
  /** The id of the record it is, or is part of. */
  record: string
  before: Row | null
  after: Row | null
  /** What all rows of this table and record add up to; of parts only. */
  sums: { added: number; removed: number; all: number; imported?: number; first?: string; last?: string } | null
  /** Columns of the record that the part cannot be read without. */
  about: { unit?: string; decimals?: number; frequency?: PeriodFrequency } | null
}

/** A field: what it was and what it is, in words; empty where it was or is nothing. */
export interface Line {
  label: string
  before: string
  after: string
}

/** What a line tells of: columns of one row, or of no single one where rows are added up. */
export interface FieldsOf {
  row: ChangedRow | null
  columns: readonly string[]
}

export type ToldLine = Line & FieldsOf

/** Everything whose name the lines of this row need. */
export function named({ table, before, after }: ChangedRow): { kind: string; id: string }[] {
  const columns = [...toldColumns(table), ...(partTables[table]?.keys ?? [])]
  return columns.flatMap((column) =>
    [before?.[column], after?.[column]].map((value) => namedBy(column, value)).filter((one) => one !== null),
  )
}

/** The lines of one record, its own fields before its parts. */
export function linesOf(kind: string, rows: readonly ChangedRow[], wording: Wording): ToldLine[] {
  const own = rows.filter(({ table }) => table === kind).flatMap((row) => fields(row, ownColumns(kind), wording))
  const tables = Object.keys(partTables).filter((table) => partTables[table]!.of === kind)
  return [
    ...own,
    ...tables.flatMap((table) => {
      const parts = rows.filter((row) => row.table === table)
      return parts.length ? partLines(table, parts, wording) : []
    }),
  ]
}

/** What became of it first, then who answers for it, when, and what it says. */
function ownColumns(kind: string): string[] {
  const { gone, handed = [], moved = [], said } = recordTables[kind]!
  return [...(gone ? [gone] : []), ...handed, ...moved, ...said]
}

function fields(row: ChangedRow, columns: readonly string[], wording: Wording, prefix = ''): ToldLine[] {
  const { table, before, after } = row
  return columns.flatMap((column) => {
    const text = (side: Row | null) =>
      side && !(before && after) && isNothing(side[column])
        ? ''
        : side
          ? words(table, column, side[column], wording)
          : ''
    const line = { label: prefix + columnName(column), before: text(before), after: text(after) }
    return line.before === line.after ? [] : [{ ...line, row, columns: [column] }]
  })
}

/** Of a record that came or went, what is not so is not worth a line. */
const isNothing = (value: unknown) => value === false || value === 0

function words(table: string, column: string, value: unknown, wording: Wording): string {
  if (table === 'outcome' && column === 'horizon' && value) return `Year ${String(value)}`
  return valueInWords(column, value, wording)
}

// ── Parts ───────────────────────────────────────────────────────────────────────────────────────────────────────────

function partLines(table: string, rows: readonly ChangedRow[], wording: Wording): ToldLine[] {
  const sums = rows[0]!.sums
  if (sums && sums.all > rows.length) return inSum(table, rows[0]!)
  return rows.flatMap((row) => partLine(table, row, wording))
}

const sumWords: Record<string, { one: string; many: string; added: string; removed: string; changed: string }> = {
  kpi_value: { one: 'value', many: 'values', added: 'recorded', removed: 'removed', changed: 'restated' },
  kpi_target: { one: 'target', many: 'targets', added: 'set', removed: 'removed', changed: 'withdrawn' },
  how_rating: { one: 'rating', many: 'ratings', added: 'given', removed: 'removed', changed: 'changed' },
  plan_update: { one: 'update', many: 'updates', added: 'written', removed: 'removed', changed: 'acknowledged' },
}
const otherWords = { one: 'link', many: 'links', added: 'added', removed: 'removed', changed: 'changed' }

/** “52 values imported, Jan 2015 to Apr 2019”. */
function inSum(table: string, { sums, about }: ChangedRow): ToldLine[] {
  const { one, many, added, removed, changed } = sumWords[table] ?? otherWords
  const { imported = 0, first, last } = sums!
  const period = (day: string) => (about?.frequency ? formatPeriod(day, about.frequency) : formatDay(day))
  const span = first && last ? `, ${first === last ? period(first) : `${period(first)} to ${period(last)}`}` : ''
  const said = (count: number, verb: string) => (count ? [`${plural(count, one, many)} ${verb}`] : [])
  const parts = [
    ...said(imported, 'imported'),
    ...said(sums!.added - imported, added),
    ...said(sums!.all - sums!.added - sums!.removed, changed),
    ...said(sums!.removed, removed),
  ]
  const label = many.charAt(0).toUpperCase() + many.slice(1)
  return [{ label, before: '', after: parts.join(', ') + span, row: null, columns: [] }]
}

function partLine(table: string, row: ChangedRow, wording: Wording): ToldLine[] {
  const { before, after, about } = row
  const both = after ?? before!
  const text = (column: string, value: unknown) => valueInWords(column, value, wording)
  const number = (value: unknown) =>
    typeof value === 'number'
      ? formatValue(value, about?.unit ?? '', digits(value, about?.decimals), wording.locale)
      : ''
  const said = (
    label: string,
    say: (part: Row) => string,
    columns: readonly string[] = toldColumns(table),
  ): ToldLine[] => [{ label, before: before ? say(before) : '', after: after ? say(after) : '', row, columns }]
  switch (table) {
    case 'kpi_value': {
      const label = `Value, ${about?.frequency ? formatPeriod(String(both.period), about.frequency, wording.locale) : text('period', both.period)}`
      const more =
        before && after ? fields(row, ['n', 'sd', 'promoters', 'detractors', 'note'], wording, `${label}: `) : []
      const figure = said(label, ({ value }) => number(value), ['value'])
      return [...figure.filter((line) => line.before !== line.after), ...more]
    }
    case 'kpi_target': {
      const label = `Target for ${text('due_on', both.due_on)}`
      if (after && after.withdrawn_at)
        return before ? [{ label, before: number(before.value), after: '', row, columns: ['withdrawn_at'] }] : []
      return said(label, ({ value }) => number(value))
    }
    case 'how_rating':
      return said(`Rating by ${text('member_id', both.member_id)}`, ({ rating, comment }) =>
        [`${String(rating)} of 5`, comment].filter(Boolean).join(': '),
      )
    case 'plan_update': {
      const label = `Update of ${text('made_on', both.made_on)}`
      const written = said(
        label,
        ({ stated_status, sentence }) => `${text('stated_status', stated_status)}: ${String(sentence)}`,
        ['stated_status', 'sentence'],
      )
      const acknowledged = fields(row, ['acknowledged_by'], wording, `${label}: `)
      return [...written.filter((line) => line.before !== line.after), ...acknowledged]
    }
    case 'customer_group':
      return said(text('label', both.label) || 'Lines that say no segment', (group) =>
        [plural(Number(group.customers), 'customer'), text('segment_id', group.segment_id)].filter(Boolean).join(': '),
      )
    case 'initiative_kpi': {
      const label = `KPI link, ${text('kpi_id', both.kpi_id)}`
      if (before && after)
        return fields(row, ['expected_direction', 'expected_size', 'confidence', 'hypothesis'], wording, `${label}: `)
      return said(label, ({ expected_direction, expected_size, hypothesis }) =>
        [`${[expected_direction, expected_size].filter(Boolean).join(' by ')}`, hypothesis].filter(Boolean).join(': '),
      )
    }
    default: {
      const other = partTables[table]!.keys.at(-1)!
      return said(tableName(table), (part) => text(other, part[other]))
    }
  }
}

/** At least as many decimals as the KPI shows, and all that were written. */
const digits = (value: number, decimals = 0) =>
  Math.max(decimals, Math.min(6, (String(value).split('.')[1] ?? '').length))

// ── Long texts ──────────────────────────────────────────────────────────────────────────────────────────────────────

const longest = 400
const lead = 60

/** A line short enough for a page: cut to where its texts begin to differ. */
export function shortened<L extends Line>(line: L): L {
  const { before, after } = line
  if (before.length <= longest && after.length <= longest) return line
  let same = 0
  while (same < before.length && before[same] === after[same]) same++
  const from = before && after && same > lead * 2 ? same - lead : 0
  const cut = (text: string) =>
    text && `${from ? '…' : ''}${text.slice(from, from + longest)}${text.length > from + longest ? '…' : ''}`
  return { ...line, before: cut(before), after: cut(after) }
}
