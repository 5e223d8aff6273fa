// What a file of responses is, by its first bytes and by what a person corrected: the same on every page and in every process. Pure.
import { DelimitedReader, type DelimiterChoice, guessDelimiterOf, guessLineEnd } from '#app/imports/delimited.ts'
import type { EncodingName } from '#app/imports/encoding-choices.ts'
import { guessEncoding, readingOf } from '#app/imports/encoding.ts'
import type { TextReading } from '#app/imports/text-reading.ts'
import { type ColumnMapping, guessColumns } from './column-role.ts'
import { type FileColumn, type FileLayout, type Family, readLayout } from './file-layout.ts'
import type { FileMapping } from './line-reading.ts'
import { type DayOrder, guessDayOrder } from './moments.ts'

/** How the bytes are read. */
export interface FileFormat {
  encoding: EncodingName
  mixedWith: EncodingName | null
  delimiter: DelimiterChoice
  lineEnd: '\n' | '\r'
  family: Family
  skip: number
  headerRows: number
}

/** All of it, as it is kept with an import. */
export interface FileReading extends FileFormat, FileMapping {
  /** Whether the encoding is guessed, not proved. */
  guessed: boolean
  /** Whether the dates themselves tell which way round days and months stand. */
  dayOrderSure: boolean
  /** What the uploaded file was, where it is not read as it came. */
  from: string | null
  /** The numbers of questions, by the key of their column; filled when the import begins. */
  numbers: Record<string, number>
}

export const readerOf = (format: FileFormat, from?: { offset: number; line: number }) =>
  new DelimitedReader({ delimiter: format.delimiter, lineEnd: format.lineEnd, from })

/** Rows of the first bytes, as text. */
export function firstRows(head: Buffer, format: FileFormat, reading: TextReading, whole: boolean): string[][] {
  const reader = readerOf(format)
  const rows = reader.push(head)
  if (whole) rows.push(...reader.end())
  return withoutSep(rows).map(({ cells }) => cells.map((cell) => reading.decode(cell)))
}

/** `sep=;` in a first line is for spreadsheets. */
export const isSepLine = (cells: readonly string[]) => /^"?sep=.?"?$/i.test(cells.join(''))
const withoutSep = <T extends { cells: string[] }>(rows: T[]) =>
  rows[0] && isSepLine(rows[0].cells) ? rows.slice(1) : rows

export interface Said {
  encoding?: EncodingName
  delimiter?: DelimiterChoice
  skip?: number
  headerRows?: number
}

/** Enough for a guess; columns are then the same for a small file and a large one. */
const sampleRows = 3000

/** Guesses everything, or what was not said. `remembered` are the columns of the last file of this post. */
export function readFileFormat(
  head: Buffer,
  facts: { whole: boolean; validUtf8: boolean | null; timeZone: string; today: string },
  said: Said = {},
  remembered: readonly ColumnMapping[] = [],
): { reading: FileReading; columns: FileColumn[] } {
  const guess = guessEncoding({ head, validUtf8: facts.validUtf8 })
  const encoding =
    said.encoding && said.encoding !== guess.encoding
      ? { encoding: said.encoding, mixedWith: null, guessed: false }
      : { ...guess, guessed: said.encoding ? false : guess.guessed }
  const bytes: FileFormat = {
    encoding: encoding.encoding,
    mixedWith: encoding.mixedWith,
    delimiter: said.delimiter ?? guessDelimiterOf(head),
    lineEnd: guessLineEnd(head),
    family: 'other',
    skip: 0,
    headerRows: 0,
  }
  const rows = firstRows(head, bytes, readingOf(encoding, head), facts.whole)
  const layout = readLayout(rows, said)
  const samples = samplesOf(layout, rows)
  const columns = remember(guessColumns(layout.family, samples), remembered)
  const at = columns.findIndex(({ role }) => role === 'answered at')
  const order = at < 0 ? 'year first' : guessDayOrder(samples[at]!.values)
  return {
    columns: layout.columns,
    reading: {
      ...bytes,
      family: layout.family,
      skip: layout.skip,
      headerRows: layout.headerRows,
      guessed: encoding.guessed,
      columns,
      dayOrder: order ?? 'day first',
      dayOrderSure: order !== null,
      timeZone: facts.timeZone,
      answeredOn: at < 0 ? facts.today : '',
      unfinished: 'keep',
      contacts: 'leave out',
      from: null,
      numbers: {},
    },
  }
}

export function samplesOf(
  { columns, skip, headerRows }: Pick<FileLayout, 'columns' | 'skip' | 'headerRows'>,
  rows: readonly string[][],
) {
  const body = rows.slice(skip + headerRows, skip + headerRows + sampleRows)
  return columns.map((column, at) => ({ column, values: body.map((row) => (row[at] ?? '').trim()) }))
}

/** What was settled for the last file of the post holds for this one, column by column. */
function remember(guessed: ColumnMapping[], remembered: readonly ColumnMapping[]): ColumnMapping[] {
  const before = new Map(remembered.map((column) => [column.key, column]))
  return guessed.map((column) => before.get(column.key) ?? column)
}

/** The same days, read both ways: for people to choose. */
export const dayOrderExamples = (values: readonly string[]) => values.filter((value) => value !== '').slice(0, 3)

export type { DayOrder }
