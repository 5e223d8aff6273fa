// What a kind of import has to know. The mechanism stages, previews, applies and resumes; the kind reads and writes rows.
import type { Context } from '#app/access/context.server.ts'
import type { ImportField, NumberStyle } from './mapping.ts'

export interface RowProblem {
  /** The field the problem is about; null where it is about the whole line. */
  field: string | null
  reason: string
}

export type Effect = 'new' | 'restated' | 'same'

export interface ReadRow<Row> {
  row: Row | null
  problems: RowProblem[]
}

export interface Applied {
  recorded: number
  restated: number
  unchanged: number
}

/**
 * `Target` is what rows are held against (a KPI with its values), `Row` a row that was read. Everything but `target` and `apply`
 * is pure, so that a preview and the import itself cannot come to different ends.
 */
export interface ImportKind<Target = unknown, Row = unknown> {
  kind: 'kpi_value' | 'member'
  /** What its rows are called: `value`, `values`. */
  rows: [one: string, many: string]
  /**
   * Authorizes, and reads what rows are held against. To look it may be archived; to apply, nobody else can change it until the
   * transaction ends.
   */
  target: (ctx: Context, targetId: string | null, to: 'look' | 'stage' | 'apply') => Promise<Target>
  /** The record the import is about, for titles and links. */
  about: (target: Target, org: string) => { title: string; href: string }
  fields: (target: Target) => ImportField[]
  read: (target: Target, cells: Record<string, string>, numbers: NumberStyle) => ReadRow<Row>
  /** The field that says what a row is about; `keyOf` is what may stand in a file only once. */
  keyField: string
  keyOf: (row: Row) => string
  /** How a person names the row: `Jan 2026`. */
  nameOf: (target: Target, row: Row) => string
  effectOf: (target: Target, row: Row) => { effect: Effect; before: string | null; after: string }
  /** Writes one chunk and records one event for it, with a digest. */
  apply: (
    ctx: Context,
    target: Target,
    rows: Row[],
    how: { importId: string; reason: string | null },
  ) => Promise<Applied>
}

/** Kinds of different rows stand in one table; each hands only its own targets and rows to itself. */
export const importKind = <Target, Row>(kind: ImportKind<Target, Row>) => kind as unknown as ImportKind
