// Reading a file of delimited text: which encoding and delimiter it has, and its rows, each with the line it begins on.
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import Papa from 'papaparse'
import { Refusal, refuse } from '#app/access/problems.ts'
import type { UploadedFile } from '#app/server/form-body.ts'

export const encodings = ['UTF-8', 'UTF-16', 'Windows-1252'] as const
export type Encoding = (typeof encodings)[number]

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

export const delimiterNames: Record<Delimiter, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }

export interface TextFile {
  encoding: Encoding
  /** Its beginning, for guessing; `cut` says whether there is more. */
  start: string
  cut: boolean
  /** All of it, piece by piece: a file is never held as a whole. */
  pieces(): AsyncIterable<string>
}

type Bytes = Pick<UploadedFile, 'size' | 'open'>

/** Characters of a piece at least: small, so that the pieces of a file are gone again as fast as they came. */
const pieceLength = 65_536
/** Characters that are looked at for guessing, at least. */
const startLength = 524_288
/** Characters that a row may have. */
export const longestRow = 1_000_000

const longRow = (line: number) => {
  const sentence = `Line ${line} is longer than ${longestRow.toLocaleString('en-GB')} characters. Perhaps a quotation mark is opened there and not closed.`
  return new Refusal(sentence, { file: sentence })
}

/** Finds out a file's encoding: UTF-8 where it is valid, UTF-16 where it says so, Windows-1252 otherwise. Refuses what is no text. */
export async function openText(file: Bytes): Promise<TextFile> {
  if (file.size === 0) refuse('This file is empty. Choose another one.', 'file')
  const mark = (await buffer(file.open({ end: 1 }))).toString('latin1')
  if (mark === 'PK')
    refuse('This is a spreadsheet or archive. Save it as CSV (“comma-separated values”) and upload that.', 'file')
  if (mark === '\xff\xfe' || mark === '\xfe\xff') return checked(file, 'UTF-16')
  return (await checkedUtf8(file)) ?? checked(file, 'Windows-1252')
}

/** Nothing where the bytes are no UTF-8. */
async function checkedUtf8(file: Bytes): Promise<TextFile | undefined> {
  try {
    return await checked(file, 'UTF-8')
  } catch (problem) {
    if (problem instanceof TypeError) return undefined
    throw problem
  }
}

async function checked(file: Bytes, encoding: Encoding): Promise<TextFile> {
  let [start, cut, blank] = ['', false, true]
  const lines = new LineLengths()
  const pieces = () => piecesOf(file, encoding)
  for await (const piece of pieces()) {
    lines.read(piece)
    if (piece.includes('\0')) refuse('This is no text file. Save it as CSV and upload that.', 'file')
    if (blank) blank = piece.trim() === ''
    if (start.length < startLength) start += piece
    else cut = true
  }
  if (blank) refuse('This file holds nothing but blanks. Choose another one.', 'file')
  return { encoding, start, cut, pieces }
}

/** Refuses a line that is too long whatever stands in it, before any of it is taken apart. */
class LineLengths {
  private feeds = 0
  private returns = 0
  private sinceBreak = 0

  read(piece: string) {
    this.feeds += timesIn(piece, '\n')
    this.returns += timesIn(piece, '\r')
    const last = Math.max(piece.lastIndexOf('\n'), piece.lastIndexOf('\r'))
    this.sinceBreak = last < 0 ? this.sinceBreak + piece.length : piece.length - last - 1
    if (this.sinceBreak > longestRow) throw longRow(1 + (this.feeds || this.returns))
  }
}

async function* piecesOf(file: Bytes, encoding: Encoding): AsyncGenerator<string> {
  const decode = await decoderOf(file, encoding)
  let piece = ''
  for await (const chunk of file.open() as AsyncIterable<Buffer>) {
    piece += decode(chunk)
    if (piece.length < pieceLength) continue
    yield piece
    piece = ''
  }
  piece += decode()
  if (piece !== '') yield piece
}

/** Called without bytes it says what is left over at the end. */
async function decoderOf(file: Bytes, encoding: Encoding): Promise<(chunk?: Buffer) => string> {
  if (encoding === 'Windows-1252') return (chunk) => (chunk ? windows1252(chunk) : '')
  const big = encoding === 'UTF-16' && (await buffer(file.open({ end: 0 })))[0] === 0xfe
  const label = encoding === 'UTF-8' ? 'utf-8' : big ? 'utf-16be' : 'utf-16le'
  const decoder = new TextDecoder(label, { fatal: encoding === 'UTF-8' })
  return (chunk) => decoder.decode(chunk, { stream: chunk !== undefined })
}

const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Node 20 decodes Windows-1252 as Latin-1, which has control characters where this has quotes, dashes and the euro. */
function windows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (char) => upper[char.charCodeAt(0) - 0x80]!)
}

/** A file of one column has no delimiter; any will do then. */
export function guessDelimiter(text: string): Delimiter {
  // A blank last line counts as a row of one cell otherwise, which outweighs a short file of two columns.
  const options = { preview: 20, skipEmptyLines: true, delimitersToGuess: [...delimiters] }
  const { meta } = Papa.parse(text.slice(0, 100_000), options)
  return (delimiters as readonly string[]).includes(meta.delimiter) ? (meta.delimiter as Delimiter) : ','
}

export interface CsvRow {
  /** The line of the file it begins on, from 1: what an editor or spreadsheet shows. */
  line: number
  cells: string[]
  /** A quotation mark that is opened and not closed swallows all that follows it. */
  badQuotes?: boolean
}

/** The first rows, for guessing; a last one that is cut off is left out. */
export function firstRows(
  { start, cut }: Pick<TextFile, 'start' | 'cut'>,
  delimiter: Delimiter,
  count: number,
): CsvRow[] {
  const rows: CsvRow[] = []
  collect(Papa.parse<string[]>(start, { delimiter, preview: count }), rows, 1)
  return cut && rows.length > 1 && rows.length < count ? rows.slice(0, -1) : rows
}

/** Hands over all rows that are not blank, in batches; the next batch is read when the last one was taken. */
export function readRows(
  { pieces }: Pick<TextFile, 'pieces'>,
  delimiter: Delimiter,
  take: (rows: CsvRow[]) => Promise<void>,
): Promise<void> {
  let line = 1
  let sinceRow = 0
  const given: number[] = []
  // An open quotation mark makes the parser read again from there, so it then gets as much again as it has not understood yet.
  async function* growing() {
    let held = ''
    for await (const piece of pieces()) {
      held += piece
      if (held.length < sinceRow) continue
      given.push(held.length)
      yield held
      held = ''
    }
    if (held !== '') yield held
  }
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(Readable.from(growing(), { highWaterMark: 1 }), {
      delimiter,
      chunk: (results, parser) => {
        const rows: CsvRow[] = []
        const length = given.shift() ?? 0
        sinceRow = results.data.length > 0 ? 0 : sinceRow + length
        line = collect(results, rows, line)
        parser.pause()
        const taken = sinceRow > longestRow ? Promise.reject(longRow(line)) : take(rows)
        taken.then(
          () => parser.resume(),
          (problem: unknown) => {
            reject(problem as Error)
            parser.abort()
          },
        )
      },
      complete: () => resolve(),
      error: reject,
    })
  })
}

/** Returns the line on which the next row begins. */
function collect({ data, errors }: Papa.ParseResult<string[]>, rows: CsvRow[], line: number): number {
  const bad = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row))
  data.forEach((cells, at) => {
    if (cells.some((cell) => cell.trim() !== ''))
      rows.push(bad.has(at) ? { line, cells, badQuotes: true } : { line, cells })
    line += 1 + cells.reduce((sum, cell) => sum + timesIn(cell, '\n'), 0)
  })
  return line
}

function timesIn(text: string, sign: string): number {
  let count = 0
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count++
  return count
}
