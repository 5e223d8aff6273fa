// Checking a file row by row under one mapping, with what only the whole file can tell: what stands in it twice. Pure.
import type { Effect, ImportKind, ReadRow, RowProblem } from './import-kind.ts'
import { type Mapping, missingFields } from './mapping.ts'

export interface Checked {
  problems: RowProblem[]
  effect: Effect | null
}

interface First {
  line: number
  content: string
  contradicted: boolean
}

export class FileCheck {
  readonly #kind: ImportKind
  readonly #target: unknown
  readonly #mapping: Mapping
  readonly #columns: readonly string[]
  readonly #missing: RowProblem[]
  readonly #firsts = new Map<string, First>()
  readonly #late: { row_no: number; problems: RowProblem[]; effect: null }[] = []
  readonly #effects: Record<Effect, number> = { new: 0, restated: 0, same: 0 }
  #total = 0
  #bad = 0
  #headerSeen = false

  constructor(kind: ImportKind, target: unknown, mapping: Mapping, columns: readonly string[]) {
    this.#kind = kind
    this.#target = target
    this.#mapping = mapping
    this.#columns = columns
    this.#missing = missingFields(kind.fields(target), mapping.fields).map((field) => ({
      field: field.name,
      reason: `No column is chosen for “${field.label}”.`,
    }))
  }

  /** Takes the next row of the file. The header row has neither problems nor an effect. */
  row(line: number, cells: readonly string[], fileProblems: RowProblem[] = []): Checked {
    if (this.#mapping.header && !this.#headerSeen) {
      this.#headerSeen = true
      return { problems: [], effect: null }
    }
    this.#total++
    const { row, problems } = this.read(cells)
    const all = [...fileProblems, ...problems]
    if (row !== null && !all.length) all.push(...this.#repeated(line, row))
    if (row === null || all.length) {
      this.#bad++
      return { problems: all, effect: null }
    }
    const { effect } = this.#kind.effectOf(this.#target, row)
    this.#effects[effect]++
    return { problems: [], effect }
  }

  /** Reads one row by itself. */
  read(cells: readonly string[]): ReadRow<unknown> {
    if (this.#missing.length) return { row: null, problems: this.#missing }
    const width = this.#columns.length
    if (cells.slice(width).some((cell) => cell.trim() !== ''))
      return {
        row: null,
        problems: [{ field: null, reason: `This line has ${cells.length} cells, the file ${width} columns.` }],
      }
    const named: Record<string, string> = {}
    this.#mapping.fields.forEach((field, at) => {
      if (field) named[field] = (cells[at] ?? '').trim()
    })
    return this.#kind.read(this.#target, named, this.#mapping.numbers)
  }

  #repeated(line: number, row: unknown): RowProblem[] {
    const key = this.#kind.keyOf(row)
    const field = this.#kind.keyField
    const content = JSON.stringify(row)
    const first = this.#firsts.get(key)
    if (!first) {
      this.#firsts.set(key, { line, content, contradicted: false })
      return []
    }
    const name = this.#kind.nameOf(this.#target, row)
    if (first.content === content) return [{ field, reason: `The same as line ${first.line}.` }]
    if (!first.contradicted) {
      first.contradicted = true
      this.#bad++
      this.#effects[this.#kind.effectOf(this.#target, JSON.parse(first.content)).effect]--
      this.#late.push({
        row_no: first.line,
        problems: [{ field, reason: `${name} stands here and differently in line ${line}.` }],
        effect: null,
      })
    }
    return [{ field, reason: `${name} stands here and differently in line ${first.line}.` }]
  }

  /** Problems of rows handed over before, found since. */
  lateProblems() {
    return this.#late
  }

  counts() {
    return { total: this.#total, bad: this.#bad, ...this.#effects }
  }

  /** How the file calls the column of a field. */
  headingOf(field: string | null): string | null {
    const at = field === null ? -1 : this.#mapping.fields.indexOf(field)
    return at < 0 ? null : (this.#columns[at] ?? null)
  }

  cellOf(cells: readonly string[], field: string | null): string {
    const at = field === null ? -1 : this.#mapping.fields.indexOf(field)
    return at < 0 ? '' : (cells[at] ?? '').slice(0, 80)
  }

  /** What a row would change, in words: nothing where it cannot be read. */
  comparison(line: number, cells: readonly string[]) {
    const { row } = this.read(cells)
    if (row === null) return []
    const { before, after } = this.#kind.effectOf(this.#target, row)
    return [{ line, name: this.#kind.nameOf(this.#target, row), before: before ?? '', after }]
  }
}
