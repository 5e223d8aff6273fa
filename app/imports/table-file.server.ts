// A small table that was uploaded, as rows of text: delimited text in whatever encoding, or the first sheet of an Excel workbook.
import iconv from 'iconv-lite'
import { refuse } from '#app/access/problems.ts'
import { delimiterNames } from './csv.server.ts'
import { DelimitedReader, guessDelimiterOf, guessLineEnd } from './delimited.ts'
import { guessEncoding, isValidUtf8, readingOf } from './encoding.ts'
import { mostColumns } from './mapping.ts'
import { readWorkbook } from './workbook.server.ts'
import { ZipProblem, bufferSource } from './zip-directory.ts'

export interface TableRow {
  /** Its line in the file, or its row in the sheet. */
  line: number
  cells: string[]
  /** A quotation mark is opened in it and not closed. */
  badQuotes?: boolean
}

export interface TableFile {
  rows: TableRow[]
  /** In words: `UTF-8`, `Excel workbook`. */
  encoding: string
  /** In words: `comma`; empty for a workbook. */
  delimiter: string
}

const headSize = 65_536
const mostRows = 400_000

/** All rows that are not blank. Refuses, beside the file, what is no table. */
export async function readTableFile(bytes: Buffer): Promise<TableFile> {
  if (bytes.length === 0) refuse('This file is empty. Choose another one.', 'file')
  const file = isZip(bytes) ? await workbookRows(bytes) : textRows(bytes)
  if (!file.rows.length) refuse('This file holds nothing but blanks. Choose another one.', 'file')
  const width = Math.max(...file.rows.slice(0, 200).map(({ cells }) => cells.length))
  if (width > mostColumns) refuse(`This file has ${width} columns; at most ${mostColumns} can be read.`, 'file')
  return file
}

const isZip = (bytes: Buffer) => bytes.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4]))
const isOldExcel = (bytes: Buffer) => bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))
const isSaid = ({ cells }: TableRow) => cells.some((cell) => cell.trim() !== '')
const tooLong = () =>
  refuse(`This file has more than ${mostRows.toLocaleString('en-GB')} lines. Group it before you upload it.`, 'file')

async function workbookRows(bytes: Buffer): Promise<TableFile> {
  const rows: TableRow[] = []
  try {
    for await (const { line, cells } of readWorkbook(bufferSource(bytes))) {
      if (isSaid({ line, cells })) rows.push({ line, cells })
      if (rows.length > mostRows) tooLong()
    }
  } catch (problem) {
    if (problem instanceof ZipProblem) refuse(problem.message, 'file')
    throw problem
  }
  return { rows, encoding: 'Excel workbook', delimiter: '' }
}

function textRows(given: Buffer): TableFile {
  if (isOldExcel(given))
    refuse('This is an old Excel file (.xls), or one with a password. Save it as .xlsx or CSV and upload that.', 'file')
  const guess = guessEncoding({ head: given.subarray(0, headSize), validUtf8: isValidUtf8(given) })
  const wide = guess.encoding.startsWith('UTF-16')
  const bytes = wide ? Buffer.from(iconv.decode(given, guess.encoding)) : given
  const head = bytes.subarray(0, headSize)
  if (head.includes(0)) refuse('This is no text file. Save it as CSV and upload that.', 'file')
  const reading = readingOf(wide ? { encoding: 'UTF-8', mixedWith: null } : guess, head)
  const delimiter = guessDelimiterOf(head)
  const reader = new DelimitedReader({ delimiter, lineEnd: guessLineEnd(head) })
  const rows: TableRow[] = []
  for (const { line, cells, badQuotes } of [...reader.push(bytes), ...reader.end()]) {
    const row = { line, cells: cells.map((cell) => reading.decode(cell)), ...(badQuotes ? { badQuotes } : {}) }
    if (isSaid(row) && !(line === 1 && /^"?sep=.?"?$/i.test(cells.join('')))) rows.push(row)
    if (rows.length > mostRows) tooLong()
  }
  return { rows, encoding: guess.encoding, delimiter: delimiterNames[delimiter] }
}
