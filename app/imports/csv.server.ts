// Reading a file of delimited text: which encoding and delimiter it has, and its rows, each with the line it begins on.
import { Readable } from 'node:stream'
import Papa from 'papaparse'
import { refuse } from '#app/access/problems.ts'

export const encodings = ['UTF-8', 'UTF-16', 'Windows-1252'] as const
export type Encoding = (typeof encodings)[number]

export const delimiters = [',', ';', '\t', '|'] as const
export type Delimiter = (typeof delimiters)[number]

export const delimiterNames: Record<Delimiter, string> = { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'bar' }

/** The text of a file: UTF-8 where it is valid, UTF-16 where it says so, and Windows-1252 otherwise. Refuses what is no text. */
export function decodeText(bytes: Buffer): { text: string; encoding: Encoding } {
  if (bytes.length === 0) refuse('This file is empty. Choose another one.', 'file')
  if (bytes.subarray(0, 2).toString('latin1') === 'PK')
    refuse('This is a spreadsheet or archive. Save it as CSV (“comma-separated values”) and upload that.', 'file')
  const { text, encoding } = decoded(bytes)
  if (text.includes('\0')) refuse('This is no text file. Save it as CSV and upload that.', 'file')
  if (text.trim() === '') refuse('This file holds nothing but blanks. Choose another one.', 'file')
  return { text, encoding }
}

function decoded(bytes: Buffer): { text: string; encoding: Encoding } {
  if (bytes[0] === 0xff && bytes[1] === 0xfe)
    return { text: new TextDecoder('utf-16le').decode(bytes), encoding: 'UTF-16' }
  if (bytes[0] === 0xfe && bytes[1] === 0xff)
    return { text: new TextDecoder('utf-16be').decode(bytes), encoding: 'UTF-16' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return { text: windows1252(bytes), encoding: 'Windows-1252' }
  }
}

const upper = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'

/** Node 20 decodes Windows-1252 as Latin-1, which has control characters where this has quotes, dashes and the euro. */
function windows1252(bytes: Buffer): string {
  return bytes.toString('latin1').replace(/[\u0080-\u009f]/g, (char) => upper[char.charCodeAt(0) - 0x80]!)
}

/** A file of one column has no delimiter; any will do then. */
export function guessDelimiter(text: string): Delimiter {
  const { meta } = Papa.parse(text.slice(0, 100_000), { preview: 20, delimitersToGuess: [...delimiters] })
  return (delimiters as readonly string[]).includes(meta.delimiter) ? (meta.delimiter as Delimiter) : ','
}

export interface CsvRow {
  /** The line of the file it begins on, from 1: what an editor or spreadsheet shows. */
  line: number
  cells: string[]
  /** A quotation mark that is opened and not closed swallows all that follows it. */
  badQuotes?: boolean
}

/** The first rows, for guessing. */
export function firstRows(text: string, delimiter: Delimiter, count: number): CsvRow[] {
  const rows: CsvRow[] = []
  collect(Papa.parse<string[]>(text, { delimiter, preview: count }), rows, 1)
  return rows
}

/** Hands over all rows that are not blank, in batches; the next batch is read when the last one was taken. */
export function readRows(text: string, delimiter: Delimiter, take: (rows: CsvRow[]) => Promise<void>): Promise<void> {
  let line = 1
  return new Promise((resolve, reject) => {
    Papa.parse<string[]>(Readable.from(slices(text)), {
      delimiter,
      chunk: (results, parser) => {
        const rows: CsvRow[] = []
        line = collect(results, rows, line)
        parser.pause()
        take(rows).then(
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

/** Large, because an open quotation mark makes the parser read again from its start. */
function* slices(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 524_288) yield text.slice(at, at + 524_288)
}

/** Returns the line on which the next row begins. */
function collect({ data, errors }: Papa.ParseResult<string[]>, rows: CsvRow[], line: number): number {
  const bad = new Set(errors.filter(({ type }) => type === 'Quotes').map(({ row }) => row))
  data.forEach((cells, at) => {
    if (cells.some((cell) => cell.trim() !== ''))
      rows.push(bad.has(at) ? { line, cells, badQuotes: true } : { line, cells })
    line += 1 + cells.reduce((sum, cell) => sum + breaksIn(cell), 0)
  })
  return line
}

function breaksIn(cell: string): number {
  let count = 0
  for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count++
  return count
}
