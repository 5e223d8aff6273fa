// Staging a file and checking it against its mapping; nothing here writes business rows.
import { sql } from 'kysely'
import { type Context, newId } from '#app/access/context.server.ts'
import { lock, requireVersion } from '#app/access/change.server.ts'
import { Refusal, refuse } from '#app/access/problems.ts'
import type { UploadedFile } from '#app/server/form-body.ts'
import { type CsvRow, delimiterNames, firstRows, guessDelimiter, openText, readRows } from './csv.server.ts'
import { stagedRows } from './data-imports.server.ts'
import { FileCheck } from './file-check.ts'
import type { Effect, ImportKind, RowProblem } from './import-kind.ts'
import {
  type ImportField,
  type Mapping,
  type NumberStyle,
  chosenFields,
  guessFields,
  guessHeader,
  guessNumbers,
  mappingProblems,
  mostColumns,
  rememberedFields,
} from './mapping.ts'

/** Rows staged or checked a statement: few, since the server answers nothing else while it reads them. */
const batch = 250
const mostRows = 200_000
const longestCell = 2000
const sampleRows = 200

export type UploadedText = Pick<UploadedFile, 'filename' | 'sha256' | 'size' | 'open'>

/** Puts a file into staging with the mapping guessed (or remembered from the last file of this target) and every row checked. */
export async function stageFile(
  ctx: Context,
  kind: ImportKind,
  targetId: string | null,
  file: UploadedText | undefined,
): Promise<{ id: string }> {
  const target = await kind.target(ctx, targetId, 'stage')
  if (!file) refuse('Choose a file first.', 'file')
  const text = await openText(file)
  const delimiter = guessDelimiter(text.start)
  const sample = firstRows(text, delimiter, sampleRows)
  const fields = kind.fields(target)
  const header = guessHeader(fields, sample[0]?.cells ?? [])
  // Where there are headings they say how many columns there are: a line with more has a stray delimiter.
  const width = header ? (sample[0]?.cells.length ?? 0) : Math.max(...sample.map((row) => row.cells.length))
  if (width > mostColumns) refuse(`This file has ${width} columns; at most ${mostColumns} can be read.`, 'file')
  const columns = headingsOf(header ? (sample[0]?.cells ?? []) : [], width)
  const body = sample.slice(header ? 1 : 0).map((row) => row.cells)
  const earlier = await lastMapping(ctx, kind.kind, targetId)
  const chosen = (earlier && rememberedFields(fields, columns, earlier)) ?? guessFields(fields, columns, body)
  const numbers = guessNumbers(numberCells(fields, chosen, body), delimiter)
  const mapping: Mapping = {
    header,
    numbers,
    encoding: text.encoding,
    delimiter: delimiterNames[delimiter],
    fields: chosen,
  }

  const id = newId(ctx)
  await ctx.db
    .insertInto('dataImport')
    .values({
      id,
      kind: kind.kind,
      targetId,
      fileName: shortName(file.filename),
      sha256: file.sha256,
      columns: JSON.stringify(columns),
      mapping: JSON.stringify(mapping),
      createdBy: ctx.viewer.memberId,
    })
    .execute()
  const check = new FileCheck(kind, target, mapping, columns)
  let count = 0
  await readRows(text, delimiter, async (rows) => {
    count += rows.length
    if (count > mostRows) refuse(`This file has more than ${mostRows.toLocaleString('en-GB')} lines. Split it.`, 'file')
    for (let at = 0; at < rows.length; at += batch) await insertRows(ctx, id, check, rows.slice(at, at + batch))
  })
  await finishCheck(ctx, id, check)
  return { id }
}

/** Cells of the columns that hold numbers; days are written with points and dashes of their own. */
function numberCells(fields: readonly ImportField[], chosen: readonly string[], body: string[][]): string[] {
  const numeric = chosen.map((name) => fields.some((field) => field.name === name && field.number))
  return body.flatMap((cells) => cells.filter((_, at) => numeric[at]))
}

/** Headings as they stand; a column without one is called by its place. */
function headingsOf(first: readonly string[], width: number): string[] {
  return Array.from(
    { length: width },
    (_, at) => (first[at] ?? '').replace(/\s+/g, ' ').trim().slice(0, 100) || `Column ${at + 1}`,
  )
}

const shortName = (name: string) => name.replace(/[^\P{C}]/gu, '').slice(-200) || 'file.csv'

async function insertRows(ctx: Context, id: string, check: FileCheck, rows: CsvRow[]) {
  const staged = rows.map((row) => {
    const cells = row.cells.map((cell) => cell.slice(0, longestCell))
    const extra: RowProblem[] = row.badQuotes
      ? [{ field: null, reason: 'A quotation mark is opened in this line and not closed properly.' }]
      : []
    if (row.cells.some((cell) => cell.length > longestCell))
      extra.push({ field: null, reason: `A cell is longer than ${longestCell} characters.` })
    return { row_no: row.line, cells, ...check.row(row.line, cells, extra) }
  })
  await sql`insert into data_import_row (data_import_id, row_no, cells, problems, effect)
    select ${id}::uuid, row_no, cells, problems, effect
    from jsonb_to_recordset(${JSON.stringify(staged)}::jsonb) as r (row_no int, cells jsonb, problems jsonb, effect text)`.execute(
    ctx.db,
  )
}

/** The first of two rows that contradict each other is known to be doubtful only once the second was read. */
async function finishCheck(ctx: Context, id: string, check: FileCheck) {
  const late = check.lateProblems()
  for (let at = 0; at < late.length; at += batch) await updateRows(ctx, id, late.slice(at, at + batch))
  const { total, bad, ...summary } = check.counts()
  await ctx.db
    .updateTable('dataImport')
    .set({ totalRows: total, badRows: bad, summary: JSON.stringify(summary) })
    .where('id', '=', id)
    .execute()
}

export interface CheckedRow {
  row_no: number
  problems: RowProblem[]
  effect: Effect | null
}

export async function updateRows(ctx: Context, id: string, rows: CheckedRow[]) {
  await sql`update data_import_row r set problems = c.problems, effect = c.effect
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (row_no int, problems jsonb, effect text)
    where r.data_import_id = ${id} and r.row_no = c.row_no
      and (r.problems, r.effect) is distinct from (c.problems, c.effect)`.execute(ctx.db)
}

/** How the last file of this target was mapped. */
async function lastMapping(ctx: Context, kind: string, targetId: string | null) {
  const last = await ctx.db
    .selectFrom('dataImport')
    .where('kind', '=', kind)
    .where('targetId', targetId ? '=' : 'is', targetId)
    .where('state', '=', 'applied')
    .select(['columns', 'mapping'])
    .orderBy('createdAt', 'desc')
    .limit(1)
    .executeTakeFirst()
  return last && { columns: last.columns as string[], fields: (last.mapping as unknown as Mapping).fields }
}

/** Checks every row again under a corrected mapping. */
export async function correctMapping(
  ctx: Context,
  kind: ImportKind,
  id: string,
  form: { header: boolean; numbers: NumberStyle; version: number } & Record<string, unknown>,
) {
  const found = await lock(ctx, 'dataImport', id)
  const target = await kind.target(ctx, found.targetId, 'stage')
  await requireVersion(ctx, found, form.version)
  if (found.state !== 'checked') refuse('This import has begun already; its mapping is settled.')
  const before = found.mapping as unknown as Mapping
  const first = await ctx.db
    .selectFrom('dataImportRow')
    .where('dataImportId', '=', id)
    .select('cells')
    .orderBy('rowNo')
    .limit(1)
    .executeTakeFirst()
  if (!first && found.totalRows > 0) refuse('The lines of this file are no longer kept. Read it again.')
  const width = (found.columns as string[]).length
  const columns = headingsOf(form.header ? ((first?.cells ?? []) as string[]) : [], width)
  const fields = chosenFields(form, width)
  const problems = mappingProblems(kind.fields(target), fields)
  if (Object.keys(problems).length) throw new Refusal('Please look at the marked columns.', problems)
  const mapping: Mapping = { ...before, header: form.header, numbers: form.numbers, fields }
  const check = new FileCheck(kind, target, mapping, columns)
  for (let after = 0; ;) {
    const rows = await stagedRows(ctx, id, after, batch)
    if (!rows.length) break
    await updateRows(
      ctx,
      id,
      rows.map((row) => ({ row_no: row.rowNo, ...check.row(row.rowNo, row.cells, fileProblems(row.problems)) })),
    )
    after = rows[rows.length - 1]!.rowNo
  }
  await ctx.db
    .updateTable('dataImport')
    .set({ columns: JSON.stringify(columns), mapping: JSON.stringify(mapping), version: found.version + 1 })
    .where('id', '=', id)
    .execute()
  await finishCheck(ctx, id, check)
}

/** Problems of the file itself stay, whatever the mapping. */
const fileProblems = (problems: RowProblem[]) =>
  problems.filter((problem) => problem.field === null && /quotation mark|longer than/.test(problem.reason))
