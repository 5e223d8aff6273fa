// Which column of a file is which field: guessed, remembered, corrected; and how the file writes its numbers. Pure.
import { choice, flag, form, optionalLongText, optionalText, version } from '#app/ui/schema.ts'

/** A field that an imported row may have. */
export interface ImportField {
  name: string
  label: string
  hint?: string
  required?: boolean
  /** Its cells are numbers, written as the file writes them. */
  number?: boolean
  /** Headings that mean it, in small letters and digits only. */
  aliases: readonly string[]
  /** Whether a cell could be this field; used where no heading tells. */
  looksLike?: (cell: string) => boolean
}

export const numberStyles = ['point', 'comma'] as const
export type NumberStyle = (typeof numberStyles)[number]
export const numberStyleNames: Record<NumberStyle, string> = { point: '1,234.5', comma: '1.234,5' }

export interface Mapping {
  /** Whether the first row holds headings. */
  header: boolean
  numbers: NumberStyle
  encoding: string
  delimiter: string
  /** For each column of the file the field it is, or ''. */
  fields: string[]
}

/** Wider files are refused: nobody could map them. */
export const mostColumns = 100

const columnFields = Object.fromEntries(
  Array.from({ length: mostColumns }, (_, at) => [`column_${at}`, optionalText({ max: 40 })]),
)
export const mappingForm = form({ ...columnFields, header: flag(), numbers: choice(numberStyles), version: version() })
export const applicationForm = form({ reason: optionalLongText({ max: 1000 }), again: flag(), version: version() })

/** The fields chosen in a mapping form, column by column. */
export function chosenFields(values: Record<string, unknown>, columnCount: number): string[] {
  return Array.from({ length: columnCount }, (_, at) => String(values[`column_${at}`] ?? ''))
}

/** What is wrong with a mapping, by the form's field. */
export function mappingProblems(fields: readonly ImportField[], chosen: readonly string[]): Record<string, string> {
  const problems: Record<string, string> = {}
  chosen.forEach((name, at) => {
    const field = fields.find((known) => known.name === name)
    if (name === '') return
    if (!field) problems[`column_${at}`] = 'Choose one of the fields, or leave the column out.'
    else if (chosen.indexOf(name) < at) problems[`column_${at}`] = `${field.label} is another column already.`
  })
  return problems
}

/** Required fields that no column is mapped to. */
export function missingFields(fields: readonly ImportField[], chosen: readonly string[]): ImportField[] {
  return fields.filter((field) => field.required && !chosen.includes(field.name))
}

/** Headings are there unless the first row holds a number or what looks like a field's content. */
export function guessHeader(fields: readonly ImportField[], first: readonly string[]): boolean {
  return !first.some(
    (cell) =>
      cell.trim() !== '' && (/^[+-]?[\d.,\s]+%?$/.test(cell.trim()) || fields.some((field) => field.looksLike?.(cell))),
  )
}

const plain = (heading: string) =>
  heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')

/** By heading first, the closest one winning; what is required and still missing goes to the first free column that looks like it. */
export function guessFields(
  fields: readonly ImportField[],
  headings: readonly string[],
  sample: readonly string[][],
): string[] {
  const chosen = headings.map(() => '')
  const free = (name: string) => !chosen.includes(name)
  for (const matches of [equalHeading, partOfHeading])
    for (const field of fields)
      for (const [at, heading] of headings.entries())
        if (chosen[at] === '' && free(field.name) && matches(field, plain(heading))) chosen[at] = field.name
  for (const field of fields) {
    if (!field.required || !free(field.name)) continue
    const at = headings.findIndex(
      (_, column) =>
        chosen[column] === '' &&
        fits(
          field,
          sample.map((row) => row[column] ?? ''),
        ),
    )
    if (at >= 0) chosen[at] = field.name
  }
  return chosen
}

const equalHeading = (field: ImportField, heading: string) =>
  heading === plain(field.name) || field.aliases.includes(heading)
/** Only longer words: nearly every heading contains an `n`. */
const partOfHeading = (field: ImportField, heading: string) =>
  field.aliases.some((alias) => alias.length >= 4 && heading.includes(alias))

function fits(field: ImportField, cells: string[]): boolean {
  const filled = cells.filter((cell) => cell.trim() !== '')
  return filled.length > 0 && field.looksLike !== undefined && filled.every((cell) => field.looksLike!(cell))
}

/** The mapping of an earlier file carried over by headings; null where a required one is gone. */
export function rememberedFields(
  fields: readonly ImportField[],
  headings: readonly string[],
  earlier: { columns: readonly string[]; fields: readonly string[] },
): string[] | null {
  const chosen = headings.map((heading) => {
    const at = earlier.columns.findIndex((column) => plain(column) === plain(heading))
    return at < 0 ? '' : (earlier.fields[at] ?? '')
  })
  const once = chosen.map((name, at) => (chosen.indexOf(name) === at ? name : ''))
  return missingFields(fields, once).length ? null : once
}

/** Which style the file's numbers have; only what cannot be the other one counts. */
export function guessNumbers(cells: readonly string[], delimiter: string): NumberStyle {
  let comma = 0
  let point = 0
  for (const cell of cells) {
    const found = /^[+-]?[\d.,'\s]*?([.,])(\d+)\s*%?$/.exec(cell.trim())
    if (!found) continue
    const sure = found[2]!.length !== 3 || /[.,].*[.,]/.test(cell) || /^[+-]?0?[.,]/.test(cell.trim())
    if (sure && found[1] === ',') comma++
    if (sure && found[1] === '.') point++
  }
  if (comma === point)
    return delimiter === ';' && comma === 0 && cells.some((cell) => /^\d+,\d+$/.test(cell.trim())) ? 'comma' : 'point'
  return comma > point ? 'comma' : 'point'
}

/** A number as the file writes it; null where it is none. A percent sign may follow. */
export function readNumberAs(style: NumberStyle, written: string): number | null {
  const text = written
    .trim()
    .replace(/[−–]/g, '-')
    .replace(/[\s\u00a0\u202f'’]/gu, '')
    .replace(/%$/, '')
  const [decimal, group] = style === 'point' ? ['\\.', ','] : [',', '\\.']
  if (!new RegExp(`^[+-]?(\\d+|\\d{1,3}(${group}\\d{3})+)(${decimal}\\d*)?$|^[+-]?${decimal}\\d+$`).test(text))
    return null
  const canonical = style === 'point' ? text.replaceAll(',', '') : text.replaceAll('.', '').replace(',', '.')
  const value = Number(canonical)
  return Number.isFinite(value) && Math.abs(value) < 1e15 ? (value === 0 ? 0 : value) : null
}
