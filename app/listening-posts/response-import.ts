// The import of a file of responses: its states, forms, and what it counts. Pure.
import { encodingChoices } from '#app/imports/encoding-choices.ts'
import { delimiterChoices } from '#app/imports/delimited.ts'
import { choice, flag, form, optionalText, version, wholeNumber } from '#app/ui/schema.ts'
import { readScale } from './answers.ts'
import {
  type ColumnMapping,
  type Role,
  isQuestionRole,
  isScoreRole,
  roleNames,
  roles,
  singleRoles,
} from './column-role.ts'
import { type FileColumn, mostColumns } from './file-layout.ts'
import type { MaskCounts } from '#app/imports/masking.ts'
import { dayOrders, isTimeZone, readMoment } from './moments.ts'

export const responseImportStates = [
  'reading',
  'checked',
  'applying',
  'applied',
  'failed',
  'undoing',
  'undone',
] as const
export type ResponseImportState = (typeof responseImportStates)[number]
export const responseImportStateNames: Record<ResponseImportState, string> = {
  reading: 'Being read',
  checked: 'Read, not imported',
  applying: 'Importing',
  applied: 'Imported',
  failed: 'Stopped',
  undoing: 'Being undone',
  undone: 'Undone',
}
export const responseImportStateTones = {
  reading: 'info',
  checked: 'neutral',
  applying: 'info',
  applied: 'done',
  failed: 'bad',
  undoing: 'info',
  undone: 'neutral',
} as const

/** What reading all lines found. */
export interface FileSummary {
  lines: number
  responses: number
  /** Of them: there already. */
  there: number
  /** Of the lines: begun and not finished. */
  unfinished: number
  previews: number
  leftUnfinished: number
  empty: number
  bad: number
  masked: MaskCounts
  /** Responses that say whom to answer. */
  contacts: number
  /** Characters read otherwise than the file's encoding says, and such that could not be read. */
  repaired: number
  unread: number
  /** Names that are no record of ours, with how often they stand there: `touchpoint: Gate B` is 12. */
  unknown: Record<string, number>
  /** How many characters of comments and whether ids are the file's own. */
  ownIds: boolean
}

export const emptySummary = (): FileSummary => ({
  lines: 0,
  responses: 0,
  there: 0,
  unfinished: 0,
  previews: 0,
  leftUnfinished: 0,
  empty: 0,
  bad: 0,
  masked: { email: 0, phone: 0, card: 0, iban: 0, name: 0 },
  contacts: 0,
  repaired: 0,
  unread: 0,
  unknown: {},
  ownIds: false,
})

export interface ImportOutcome {
  recorded?: number
  /** There already, or said twice. */
  there?: number
  leftOut?: number
  masked?: number
  /** Responses whose contact was kept, sealed. */
  contacts?: number
  withdrawn?: number
}

export const delimiterNames: Record<(typeof delimiterChoices)[number], string> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'bar',
}
export const delimiterOptions = delimiterChoices.map((value) => ({
  value: delimiterNames[value],
  label: delimiterNames[value],
}))
export const delimiterNamed = (name: string) => delimiterChoices.find((value) => delimiterNames[value] === name)!

/** How the bytes are read: saving it reads everything anew. */
export const formatForm = form({
  encoding: choice(encodingChoices),
  delimiter: choice(Object.values(delimiterNames)),
  skip: wholeNumber({ min: 0, max: 50 }),
  headerRows: choice(['0', '1', '2', '3']),
  version: version(),
})

const columnFields = Object.fromEntries(
  Array.from({ length: mostColumns }, (_, at) => [
    [`role_${at}`, optionalText({ max: 40 })],
    [`scale_${at}`, optionalText({ max: 20 })],
    [`codes_${at}`, optionalText({ max: 100 })],
    [`label_${at}`, optionalText({ max: 200 })],
  ]).flat(),
)
export const columnsForm = form({
  ...columnFields,
  dayOrder: choice(dayOrders),
  timeZone: optionalText({ max: 60 }),
  answeredOn: optionalText({ max: 20 }),
  unfinished: choice(['keep', 'leave out']),
  contacts: choice(['keep', 'leave out']),
  version: version(),
})
export const beginForm = form({ again: flag(), version: version() })
export const undoForm = form({ version: version() })

/** A column's fields as the form draws them. */
export function columnValues(columns: readonly ColumnMapping[]): Record<string, string> {
  const values: Record<string, string> = {}
  columns.forEach(({ role, scale, codes, label }, at) => {
    values[`role_${at}`] = role
    values[`scale_${at}`] = scale ? `${scale.low}-${scale.high}` : ''
    values[`codes_${at}`] = codes
    values[`label_${at}`] = label.slice(0, 200)
  })
  return values
}

/** The mapping as a form says it, and what is wrong with it by field. Columns the form did not draw stay as they were. */
export function correctedColumns(
  columns: readonly FileColumn[],
  before: readonly ColumnMapping[],
  values: Record<string, unknown>,
) {
  const problems: Record<string, string> = {}
  const said = (name: string) => String(values[name] ?? '').trim()
  const corrected = columns.map((column, at): ColumnMapping => {
    const was = before[at]!
    const role = (said(`role_${at}`) || was.role) as Role
    if (!roles.includes(role)) problems[`role_${at}`] = 'Choose one of the list.'
    if (!isQuestionRole(role)) return { ...was, role, scale: null, words: '', codes: '' }
    const label = said(`label_${at}`) || was.label || column.label
    const codes = said(`codes_${at}`)
    if (!isScoreRole(role)) return { ...was, role, label, codes, scale: null, words: '' }
    const written = said(`scale_${at}`)
    const scale = written ? readScale(written) : role === 'nps' ? { low: 0, high: 10 } : was.scale
    if (!scale) problems[`scale_${at}`] = 'Write the scale from its lowest to its highest figure, such as 1-5.'
    if (scale && role === 'nps' && (scale.low !== 0 || scale.high !== 10))
      problems[`scale_${at}`] = 'A recommendation score is from 0 to 10.'
    const words = was.words && scale && was.words.split(' | ').length === scale.high && scale.low === 1 ? was.words : ''
    return { ...was, role, label, codes, scale, words }
  })
  for (const role of singleRoles) {
    const places = corrected.flatMap((column, at) => (column.role === role ? [at] : []))
    for (const at of places.slice(1)) problems[`role_${at}`] = `“${roleNames[role]}” is another column already.`
  }
  const zone = said('timeZone')
  if (zone && !isTimeZone(zone)) problems.timeZone = 'Write a time zone such as Europe/Berlin.'
  const day = said('answeredOn')
  if (!corrected.some(({ role }) => role === 'answered at')) {
    if (!day) problems.answeredOn = 'No column says when it was answered: give the day.'
    else if (!/^\d{4}-\d{2}-\d{2}$/.test(day) || !readMoment(day, 'year first'))
      problems.answeredOn = 'Write a day like 2026-01-31.'
  }
  return { columns: corrected, problems }
}

/** What stands in the way of importing, in a sentence. */
export function blockerOf(columns: readonly ColumnMapping[]): string | null {
  if (!columns.some(({ role }) => isQuestionRole(role)))
    return 'Choose at least one column that holds a score, a comment or a choice.'
  return null
}
