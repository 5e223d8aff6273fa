// Rows of delimited text, read from bytes as they come: each with its line and where in the file the next one begins. Pure.

export interface DelimitedRow {
  /** The line it begins on, from 1: what an editor or spreadsheet shows. */
  line: number
  /** One character a byte (latin1): `decode` of a text reading makes text of them. */
  cells: string[]
  /** Bytes from the beginning of the file to the end of the row; reading can go on from there. */
  end: number
  /** A quotation mark is opened and never closed: the row was cut at the end of its line. */
  badQuotes?: boolean
}

export interface DelimitedOptions {
  delimiter: string
  /** Where the bytes given begin, as a row before them said. */
  from?: { offset: number; line: number }
  /** Files of old Macs end lines by a carriage return alone. */
  lineEnd?: '\n' | '\r'
}

/** A quoted cell longer than this is taken for a quotation mark that was not closed. */
export const longestCell = 262_144

const utf8Mark = '\u00ef\u00bb\u00bf'

/**
 * Takes bytes in pieces of any size and gives the rows that are whole. Blank lines are left out. Works for every encoding in which
 * commas, quotation marks and line ends are the bytes of ASCII and part of nothing else.
 */
export class DelimitedReader {
  readonly #delimiter: string
  readonly #lineEnd: string
  #rest = ''
  #offset: number
  #line: number

  constructor({ delimiter, from, lineEnd = '\n' }: DelimitedOptions) {
    this.#delimiter = delimiter
    this.#lineEnd = lineEnd
    this.#offset = from?.offset ?? 0
    this.#line = from?.line ?? 1
  }

  push(bytes: Buffer): DelimitedRow[] {
    return this.#read(bytes.toString('latin1'), false)
  }

  end(): DelimitedRow[] {
    return this.#read('', true)
  }

  #read(more: string, last: boolean): DelimitedRow[] {
    const text = this.#rest + more
    const rows: DelimitedRow[] = []
    let at = 0
    if (this.#offset === 0 && text.startsWith(utf8Mark)) at = 3
    while (at < text.length) {
      const row = this.#row(text, at, last)
      if (!row) break
      const { cells, next, breaks, badQuotes } = row
      const line = this.#line
      this.#line += breaks
      if (cells.some((cell) => cell.trim() !== ''))
        rows.push({ line, cells, end: this.#offset + next, ...(badQuotes && { badQuotes }) })
      at = next
    }
    this.#rest = text.slice(at)
    this.#offset += at
    return rows
  }

  /** The row that begins at `at`; null where its end is not there yet. */
  #row(text: string, at: number, last: boolean) {
    const lineEnd = text.indexOf(this.#lineEnd, at)
    if (lineEnd < 0 && !last) return null
    const stop = lineEnd < 0 ? text.length : lineEnd
    const line = text.slice(at, stop > at && text.charCodeAt(stop - 1) === 13 ? stop - 1 : stop)
    if (!line.includes('"'))
      return { cells: line.split(this.#delimiter), next: Math.min(stop + 1, text.length), breaks: 1, badQuotes: false }
    const quoted = this.#quotedRow(text, at, last)
    if (quoted === 'more') return null
    if (quoted) return quoted
    return {
      cells: line.split(this.#delimiter),
      next: Math.min(stop + 1, text.length),
      breaks: 1,
      badQuotes: true,
    }
  }

  /** A row with quotation marks; null where one is not closed, `more` where the end may still come. */
  #quotedRow(text: string, start: number, last: boolean) {
    const cells: string[] = []
    let breaks = 1
    for (let at = start; ;) {
      if (text[at] !== '"') {
        const stop = this.#cellEnd(text, at)
        if (stop === text.length && !last) return 'more'
        cells.push(trimReturn(text, at, stop, this.#delimiter))
        if (text[stop] === this.#delimiter) at = stop + 1
        else return { cells, next: Math.min(stop + 1, text.length), breaks, badQuotes: false }
        continue
      }
      const close = this.#closing(text, at + 1, last)
      if (close === 'more') return text.length - at > longestCell ? null : 'more'
      if (close === null || close - at > longestCell) return null
      const inside = text.slice(at + 1, close)
      breaks += countOf(inside, this.#lineEnd)
      cells.push(inside.includes('""') ? inside.replaceAll('""', '"') : inside)
      let stop = close + 1
      while (text[stop] === ' ' || (text[stop] === '\r' && this.#lineEnd === '\n')) stop++
      if (stop >= text.length && !last) return 'more'
      if (text[stop] === this.#delimiter) at = stop + 1
      else return { cells, next: Math.min(stop + 1, text.length), breaks, badQuotes: false }
    }
  }

  #cellEnd(text: string, from: number): number {
    const delimiter = text.indexOf(this.#delimiter, from)
    const lineEnd = text.indexOf(this.#lineEnd, from)
    if (delimiter < 0 && lineEnd < 0) return text.length
    if (delimiter < 0) return lineEnd
    return lineEnd < 0 ? delimiter : Math.min(delimiter, lineEnd)
  }

  /** The quotation mark that ends a cell: not doubled, and followed by a delimiter or line end. One inside that is neither is text. */
  #closing(text: string, from: number, last: boolean): number | null | 'more' {
    for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
      if (text[at + 1] === '"') {
        at++
        continue
      }
      let after = at + 1
      while (text[after] === ' ' || text[after] === '\r') after++
      if (after >= text.length) return last ? at : 'more'
      if (text[after] === this.#delimiter || text[after] === this.#lineEnd) return at
      if (at - from > longestCell) return null
    }
    return last ? null : 'more'
  }
}

function trimReturn(text: string, from: number, to: number, delimiter: string): string {
  const end = text[to] !== delimiter && to > from && text.charCodeAt(to - 1) === 13 ? to - 1 : to
  return text.slice(from, end)
}

function countOf(text: string, what: string): number {
  let count = 0
  for (let at = text.indexOf(what); at >= 0; at = text.indexOf(what, at + 1)) count++
  return count
}

export const delimiterChoices = [',', ';', '\t', '|'] as const
export type DelimiterChoice = (typeof delimiterChoices)[number]

/**
 * The delimiter that parts the first rows into the same number of columns most often; the more columns, the better. A first line
 * `sep=;` says it.
 */
export function guessDelimiterOf(head: Buffer): DelimiterChoice {
  const said = /^(?:\u00ef\u00bb\u00bf)?"?sep=(.)"?\r?\n/.exec(head.toString('latin1', 0, 16))?.[1]
  if (said && (delimiterChoices as readonly string[]).includes(said)) return said as DelimiterChoice
  const scored = delimiterChoices.map((delimiter) => {
    const rows = new DelimitedReader({ delimiter, lineEnd: guessLineEnd(head) })
      .push(head.subarray(0, 131_072))
      .slice(0, 60)
    const widths = new Map<number, number>()
    for (const { cells } of rows) widths.set(cells.length, (widths.get(cells.length) ?? 0) + 1)
    const [width, count] = [...widths].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0] ?? [1, 0]
    return { delimiter, score: width < 2 ? 0 : (count / Math.max(1, rows.length)) * Math.log2(1 + width) }
  })
  const best = scored.reduce((a, b) => (b.score > a.score ? b : a))
  return best.score > 0 ? best.delimiter : ','
}

export function guessLineEnd(head: Buffer): '\n' | '\r' {
  return head.includes(10) || !head.includes(13) ? '\n' : '\r'
}
