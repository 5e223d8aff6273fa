// Going through a waiting file line by line: from the beginning or from where the last chunk ended, with the same judgement each time.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Context } from '#app/access/context.server.ts'
import type { DelimitedReader, DelimitedRow } from '#app/imports/delimited.ts'
import { readingOf } from '#app/imports/encoding.ts'
import { partSize, readPart } from '#app/imports/parts.server.ts'
import type { TextReading } from '#app/imports/text-reading.ts'
import { refuse } from '#app/access/problems.ts'
import type { FileColumn } from './file-layout.ts'
import { type LineProblem, type LineResponse, type LineResult, lineReader } from './line-reading.ts'
import { type FileReading, isSepLine, readerOf } from './survey-file.ts'
import { Tally } from './tally.ts'

export interface Place {
  offset: number
  line: number
}

export const beginning: Place = { offset: 0, line: 1 }

export interface WalkedLine {
  line: number
  /** Where the next begins. */
  end: number
  result: LineResult
  /** The source's id, or the line's fingerprint with its number among its likes. */
  externalId: string
}

const notKept = () => refuse('The lines of this file are no longer kept. Upload it again.')

/** One pass over a file. The context is given anew with every step: steps are transactions of their own. */
export class FileWalk {
  readonly #importId: string
  readonly #reading: FileReading
  readonly #judge: (cells: readonly string[]) => LineResult
  readonly #ownIds: boolean
  readonly #tally = new Tally()
  #text: TextReading | null = null
  #reader: DelimitedReader
  #ready: DelimitedRow[] = []
  #taken = 0
  #part: number
  #skipBytes: number
  #header: number
  #ended = false

  constructor(importId: string, reading: FileReading, columns: readonly FileColumn[], timeZone: string) {
    this.#importId = importId
    this.#reading = reading
    this.#judge = lineReader(columns, reading, new Map(Object.entries(reading.numbers)), { timeZone })
    this.#ownIds = reading.columns.some(({ role }) => role === 'response id')
    this.#reader = readerOf(reading)
    this.#part = 0
    this.#skipBytes = 0
    this.#header = reading.skip + reading.headerRows
  }

  get ownIds() {
    return this.#ownIds
  }

  get counts() {
    return this.#text?.counts ?? { repaired: 0, unread: 0 }
  }

  /** Goes on from a place. What stood before it is read once more for its ids, so that a repeated line is known as one. */
  async goTo(ctx: Context, place: Place) {
    if (place.offset === 0) return
    for (;;) {
      const lines = await this.next(ctx, 5000, place.offset)
      if (!lines.length) break
    }
    this.#reader = readerOf(this.#reading, place)
    this.#ready = []
    this.#taken = 0
    this.#part = Math.floor(place.offset / partSize)
    this.#skipBytes = place.offset % partSize
    this.#ended = false
  }

  /** The next lines that are answers, at most so many; none at the end. `until` ends it at a place. */
  async next(ctx: Context, count: number, until = Infinity): Promise<WalkedLine[]> {
    this.#text ??= readingOf(this.#reading, await this.#head(ctx))
    const lines: WalkedLine[] = []
    while (lines.length < count) {
      const row = await this.#row(ctx)
      if (!row || row.end > until) break
      const cells = row.cells.map((cell) => this.#text!.decode(cell))
      if (this.#header > 0) {
        if (!isSepLine(cells)) this.#header--
        continue
      }
      lines.push(this.#judged(row, cells))
    }
    return lines
  }

  #judged(row: DelimitedRow, cells: readonly string[]): WalkedLine {
    const { line, end } = row
    const wrong = (problem: LineProblem): WalkedLine => ({
      line,
      end,
      result: { is: 'problem', problems: [problem] },
      externalId: '',
    })
    if (row.badQuotes)
      return wrong({ column: null, cell: '', reason: 'A quotation mark is opened in this line and not closed.' })
    const result = this.#judge(cells)
    if (result.is !== 'response') return { line, end, result, externalId: '' }
    const own = result.response.externalId
    if (own !== null) {
      const first = this.#tally.put(own, (before) => before || line)
      if (first) return wrong({ column: 'response id', cell: '', reason: `Line ${first} has the same response id.` })
      return { line, end, result, externalId: keptId(own) }
    }
    const print = fingerprint(cells)
    const nth = this.#tally.put(print, (before) => before + 1) + 1
    return { line, end, result, externalId: nth === 1 ? print : `${print} ${nth}` }
  }

  async #row(ctx: Context): Promise<DelimitedRow | null> {
    while (this.#taken >= this.#ready.length) {
      if (this.#ended) return null
      const part = await readPart(ctx, this.#importId, this.#part)
      if (!part && this.#part === 0) notKept()
      this.#ready = part
        ? this.#reader.push(this.#skipBytes ? part.subarray(this.#skipBytes) : part)
        : this.#reader.end()
      this.#taken = 0
      this.#skipBytes = 0
      this.#part++
      if (!part) this.#ended = true
    }
    return this.#ready[this.#taken++]!
  }

  async #head(ctx: Context): Promise<Buffer> {
    return (await readPart(ctx, this.#importId, 0)) ?? notKept()
  }
}

/** An address is no id to keep: its fingerprint stands for it. */
export const keptId = (own: string) => (personal.test(own) ? fingerprint([own]) : own)
const personal = /@|^\+?\d[\d ()-]{8,}$/
const fingerprint = (cells: readonly string[]) =>
  'line ' +
  createHash('sha256')
    .update(cells.map((cell) => cell.trim()).join('\u001f'))
    .digest('base64url')
    .slice(0, 32)

/** Records that a file names, by kind and name in small letters. */
export type Named = Record<'touchpoint' | 'segment' | 'persona' | 'unit', Map<string, string>>

export async function namedRecords(ctx: Context): Promise<Named> {
  const of = async (table: keyof Named) => {
    const { rows } = await sql<{ id: string; name: string }>`select id, lower(name) as name from ${sql.table(table)}
      where archived_at is null limit 20000`.execute(ctx.db)
    return new Map(rows.map(({ id, name }) => [name, id]))
  }
  return {
    touchpoint: await of('touchpoint'),
    segment: await of('segment'),
    persona: await of('persona'),
    unit: await of('unit'),
  }
}

/** The same for what these few responses name. */
export async function recordsNamedBy(ctx: Context, responses: readonly LineResponse[]): Promise<Named> {
  const of = async (table: keyof Named) => {
    const names = [...new Set(responses.map((response) => response[table].toLowerCase()).filter(Boolean))]
    if (!names.length) return new Map<string, string>()
    const { rows } = await sql<{ id: string; name: string }>`select id, lower(name) as name from ${sql.table(table)}
      where archived_at is null and lower(name) = any(${names})`.execute(ctx.db)
    return new Map(rows.map(({ id, name }) => [name, id]))
  }
  return {
    touchpoint: await of('touchpoint'),
    segment: await of('segment'),
    persona: await of('persona'),
    unit: await of('unit'),
  }
}

export const namedKinds = ['touchpoint', 'segment', 'persona', 'unit'] as const

export const idNamed = (named: Named, kind: keyof Named, response: LineResponse) =>
  response[kind] ? (named[kind].get(response[kind].toLowerCase()) ?? null) : null
