// Reading imports: one with its preview, and those of one record.
import { sql } from 'kysely'
import { type Context, absent } from '#app/access/context.server.ts'
import { FileCheck } from './file-check.ts'
import type { Effect, ImportKind, RowProblem } from './import-kind.ts'
import { type Mapping, missingFields } from './mapping.ts'
import type { ImportState } from './states.ts'

/** One import; 404 where there is none. Its kind decides who may see it: `kind.target` asks. */
export async function findImport(ctx: Context, id: string) {
  const row = await ctx.db
    .selectFrom('dataImport as i')
    .innerJoin('member as m', 'm.id', 'i.createdBy')
    .where('i.id', '=', id)
    .where('i.kind', 'not in', ['response', 'customer_count']) // those of listening posts and segments are their own
    .select([
      'i.id',
      'i.kind',
      'i.targetId',
      'i.fileName',
      'i.sha256',
      'i.columns',
      'i.mapping',
      'i.state',
      'i.totalRows',
      'i.badRows',
    ])
    .select([
      'i.appliedRows',
      'i.nextRow',
      'i.problem',
      'i.reason',
      'i.summary',
      'i.outcome',
      'i.createdAt',
      'i.finishedAt',
      'i.version',
    ])
    .select(['m.name as who', 'm.email as whoseEmail', 'm.disabledAt as whoLeft'])
    .executeTakeFirst()
  if (!row) throw absent()
  return {
    ...row,
    state: row.state as ImportState,
    columns: row.columns as string[],
    mapping: row.mapping as unknown as Mapping,
    summary: row.summary as Partial<Record<Effect, number>>,
    outcome: row.outcome as { recorded?: number; restated?: number; unchanged?: number; leftOut?: number },
  }
}

/** Staged rows after a line, in the file's order. */
export async function stagedRows(ctx: Context, id: string, after: number, limit: number) {
  const rows = await ctx.db
    .selectFrom('dataImportRow')
    .where('dataImportId', '=', id)
    .where('rowNo', '>', after)
    .select(['rowNo', 'cells', 'problems', 'effect'])
    .orderBy('rowNo')
    .limit(limit)
    .execute()
  return rows.map((row) => ({
    rowNo: row.rowNo,
    cells: row.cells as string[],
    problems: row.problems as unknown as RowProblem[],
    effect: row.effect as Effect | null,
  }))
}

export type FoundImport = Awaited<ReturnType<typeof findImport>>

/** The last time the very same file was imported here. */
export async function earlierImport(ctx: Context, found: Pick<FoundImport, 'id' | 'kind' | 'targetId' | 'sha256'>) {
  return ctx.db
    .selectFrom('dataImport as i')
    .innerJoin('member as m', 'm.id', 'i.createdBy')
    .where('i.kind', '=', found.kind)
    .where('i.targetId', found.targetId ? '=' : 'is', found.targetId)
    .where('i.sha256', '=', found.sha256)
    .where('i.state', 'in', ['applied', 'applying'])
    .where('i.id', '!=', found.id)
    .select(['i.id', 'i.createdAt', 'm.name as who'])
    .orderBy('i.createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
}

const problemRows = 50

/** What the preview shows, cut to a page: first rows, rows with problems, and values that would be restated. */
export async function previewImport(
  ctx: Context,
  kind: ImportKind,
  target: unknown,
  found: FoundImport,
  { problemsFrom = 0 } = {},
) {
  const { id, mapping } = found
  const firsts = await stagedRows(ctx, id, 0, 9)
  const bad = await pageOf(ctx, id, sql`problems <> '[]'`, problemRows, problemsFrom)
  const restated = await pageOf(ctx, id, sql`effect = 'restated'`, 50, 0)
  const check = new FileCheck(kind, target, mapping, found.columns)
  return {
    /** False once the nightly job has taken the file's lines. */
    kept: firsts.length > 0 || found.totalRows === 0,
    rows: firsts
      .slice(mapping.header ? 1 : 0, mapping.header ? 9 : 8)
      .map(({ rowNo, cells }) => ({ line: rowNo, cells })),
    problems: bad.flatMap((row) =>
      row.problems.map((problem) => ({
        line: row.rowNo,
        column: check.headingOf(problem.field),
        cell: check.cellOf(row.cells, problem.field),
        reason: problem.reason,
      })),
    ),
    restated: restated.flatMap((row) => check.comparison(row.rowNo, row.cells)),
    nextProblems: bad.length === problemRows ? bad[bad.length - 1]!.rowNo : null,
    missing: missingFields(kind.fields(target), mapping.fields).map((field) => field.label),
  }
}

async function pageOf(ctx: Context, id: string, condition: ReturnType<typeof sql>, limit: number, after: number) {
  const { rows } = await sql<{
    rowNo: number
    cells: string[]
    problems: RowProblem[]
  }>`select row_no, cells, problems from data_import_row
    where data_import_id = ${id} and row_no > ${after} and ${condition} order by row_no limit ${limit}`.execute(ctx.db)
  return rows
}

/** Imports of one target, newest first. */
export async function listImports(ctx: Context, kind: string, targetId: string | null, limit = 20) {
  const rows = await ctx.db
    .selectFrom('dataImport as i')
    .innerJoin('member as m', 'm.id', 'i.createdBy')
    .where('i.kind', '=', kind)
    .where('i.targetId', targetId ? '=' : 'is', targetId)
    .select([
      'i.id',
      'i.fileName',
      'i.state',
      'i.totalRows',
      'i.badRows',
      'i.outcome',
      'i.createdAt',
      'i.finishedAt',
      'm.name as who',
    ])
    .orderBy('i.createdAt', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, outcome: row.outcome as FoundImport['outcome'] }))
}
