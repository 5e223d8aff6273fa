// Whatever was uploaded as delimited text: workbooks and JSON are written as such, UTF-16 as UTF-8; everything else stays as it is.
import { openSync, closeSync, readSync } from 'node:fs'
import iconv from 'iconv-lite'
import { Refusal, refuse } from '#app/access/problems.ts'
import { guessEncoding } from '#app/imports/encoding.ts'
import { readWorkbook } from '#app/imports/workbook.server.ts'
import { ZipProblem, bufferSource } from '#app/imports/zip-directory.ts'
import type { UploadedFile } from '#app/server/form-body.ts'
import { flatRecords } from './json-records.ts'

export type SourceFile = Pick<UploadedFile, 'filename' | 'size' | 'sha256' | 'open'>

export interface OpenedFile {
  /** Delimited text in an encoding whose commas and line ends are those of ASCII. */
  text: AsyncIterable<Buffer>
  /** What it was, where it was something else. */
  from: string | null
}

const headSize = 65_536
/** A workbook is held as it came, packed. */
const mostPacked = 40_000_000

export async function openSurveyFile(file: SourceFile): Promise<OpenedFile> {
  if (file.size === 0) refuse('This file is empty. Choose another one.', 'file')
  const head = await bytesOf(file.open({ start: 0, end: headSize - 1 }))
  if (head.subarray(0, 4).equals(Buffer.from([0x50, 0x4b, 3, 4])))
    return { text: inWords(workbookText(file)), from: 'Excel workbook' }
  if (head.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0])))
    refuse('This is an old Excel file (.xls), or one with a password. Save it as .xlsx or CSV and upload that.', 'file')
  const { encoding } = guessEncoding({ head, validUtf8: null })
  if (encoding === 'UTF-16LE' || encoding === 'UTF-16BE')
    return { text: transcoded(file, encoding), from: encoding.replace('LE', '').replace('BE', '') }
  if (head.includes(0)) refuse('This is no text file. Save it as CSV and upload that.', 'file')
  const begin = head
    .toString('utf8')
    .trimStart()
    .replace(/^\ufeff/, '')
    .trimStart()
  if (/^[[{]/.test(begin) && /^\[\s*\{|^\{\s*"/.test(begin)) return { text: inWords(flatRecords(file)), from: 'JSON' }
  if (/^<(!doctype|html|\?xml)/i.test(begin))
    refuse('This is a web page, not an export. Save it as CSV and upload that.', 'file')
  if (head.length === file.size && head.toString('latin1').trim() === '')
    refuse('This file holds nothing but blanks. Choose another one.', 'file')
  return { text: file.open(), from: null }
}

async function bytesOf(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

async function* transcoded(file: SourceFile, encoding: string): AsyncGenerator<Buffer> {
  const decoder = iconv.getDecoder(encoding)
  for await (const chunk of file.open()) {
    const text = decoder.write(chunk as Buffer)
    if (text) yield Buffer.from(text)
  }
  const rest = decoder.end()
  if (rest) yield Buffer.from(rest)
}

/** What cannot be read is said beside the file. */
async function* inWords(text: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  try {
    yield* text
  } catch (problem) {
    if (problem instanceof ZipProblem) throw new Refusal(problem.message, { file: problem.message })
    throw problem
  }
}

/** Blank lines stand for blank rows, so that lines are the sheet's rows. */
async function* workbookText(file: SourceFile): AsyncGenerator<Buffer> {
  if (file.size > mostPacked) refuse('This workbook is too large. Save it as CSV and upload that.', 'file')
  const bytes = await bytesOf(file.open())
  let line = 1
  let waiting: string[] = []
  let length = 0
  for await (const row of readWorkbook(bufferSource(bytes))) {
    // Sheets may leave a million rows out.
    if (row.line - line > 10_000)
      throw new ZipProblem('This workbook has its rows far apart. Save it as CSV and upload that.')
    const text = '\n'.repeat(row.line - line) + row.cells.map(quoted).join(',') + '\n'
    line = row.line + 1
    waiting.push(text)
    length += text.length
    if (length > 262_144) {
      yield Buffer.from(waiting.join(''))
      waiting = []
      length = 0
    }
  }
  if (waiting.length) yield Buffer.from(waiting.join(''))
  if (line === 1) refuse('This workbook has no rows. Choose another one.', 'file')
}

/** A line of the text is a row of the sheet: breaks inside cells become blanks. */
export const quoted = (cell: string) => {
  const text = cell.replace(/\r?\n|\r/g, ' ')
  return /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** A file of this machine, for seeds, scripts and tests. */
export function fileOnDisk(
  path: string,
  { filename, sha256, size }: { filename: string; sha256: string; size: number },
): SourceFile {
  return {
    filename,
    sha256,
    size,
    open: (({ start = 0, end = size - 1 } = {}) =>
      (async function* () {
        const handle = openSync(path, 'r')
        try {
          for (let at = start; at <= end;) {
            const piece = Buffer.alloc(Math.min(262_144, end - at + 1))
            const read = readSync(handle, piece, 0, piece.length, at)
            if (!read) return
            at += read
            yield piece.subarray(0, read)
          }
        } finally {
          closeSync(handle)
        }
      })()) as never,
  }
}
