// Reads a file as an import does, with nothing corrected: what the guesses alone come to.
import { DelimitedReader, guessDelimiterOf, guessLineEnd } from '#app/imports/delimited.ts'
import { guessEncoding, readingOf } from '#app/imports/encoding.ts'
import { type ColumnMapping, guessColumns } from '#app/listening-posts/column-role.ts'
import { type FileLayout, readLayout } from '#app/listening-posts/file-layout.ts'
import { type FileMapping, type LineResponse, type LineResult, lineReader } from '#app/listening-posts/line-reading.ts'
import { guessDayOrder } from '#app/listening-posts/moments.ts'

export interface Read {
  layout: FileLayout
  mapping: FileMapping
  results: LineResult[]
  responses: LineResponse[]
  lines: number[]
  column: (name: string) => ColumnMapping
  /** Figures of a score column. */
  scores: (name: string) => number[]
}

export function readFile(bytes: Buffer, corrected: (mapping: FileMapping) => void = () => {}): Read {
  const reading = readingOf(guessEncoding({ head: bytes, validUtf8: null }), bytes)
  const reader = new DelimitedReader({ delimiter: guessDelimiterOf(bytes), lineEnd: guessLineEnd(bytes) })
  const raw = [...reader.push(bytes), ...reader.end()]
  const rows = raw.map(({ cells }) => cells.map((cell) => reading.decode(cell)))
  const layout = readLayout(rows)
  const from = layout.skip + layout.headerRows
  const body = rows.slice(from)
  const samples = layout.columns.map((column, at) => ({
    column,
    values: body.slice(0, 1000).map((row) => (row[at] ?? '').trim()),
  }))
  const columns = guessColumns(layout.family, samples)
  const at = columns.findIndex(({ role }) => role === 'answered at')
  const dayOrder = at < 0 ? 'year first' : (guessDayOrder(samples[at]!.values) ?? 'day first')
  const mapping: FileMapping = {
    ...{ columns, dayOrder, timeZone: 'UTC', answeredOn: '2016-06-01', unfinished: 'keep', contacts: 'keep' },
  }
  corrected(mapping)
  const numbers = new Map(layout.columns.map(({ key }, place) => [key, place + 1]))
  const read = lineReader(layout.columns, mapping, numbers, { timeZone: 'UTC' })
  const results = body.map(read)
  const responses = results.flatMap((result) => (result.is === 'response' ? [result.response] : []))
  const column = (name: string) => {
    const place = layout.columns.findIndex((one) => one.name === name || one.label === name)
    if (place < 0) throw new Error(`no column ${name}: ${layout.columns.map((one) => one.label).join(', ')}`)
    return mapping.columns[place]!
  }
  return {
    layout,
    mapping,
    results,
    responses,
    lines: raw.slice(from).map(({ line }) => line),
    column,
    scores: (name) => {
      const number = String(numbers.get(column(name).key))
      return responses.flatMap(({ scores }) => scores[number] ?? [])
    },
  }
}

export const rolesOf = ({ layout, mapping }: Read) =>
  Object.fromEntries(
    mapping.columns.flatMap(({ role }, at) => (role === 'leave out' ? [] : [[layout.columns[at]!.name, role]])),
  )
