// From a line of a file to a response, or to what is wrong with it: the same for preview, check and import. Pure.
import { isScoreRole, type ColumnMapping } from './column-role.ts'
import { type Contact, contactOf } from './contact.ts'
import { readCodes, readFigure, scaleText, wordsOfKey } from './answers.ts'
import type { FileColumn } from './file-layout.ts'
import { type MaskCounts, addMasks, maskText, noMasks } from '#app/imports/masking.ts'
import { type DayOrder, dayIn, instantOf, readMoment } from './moments.ts'

export interface FileMapping {
  columns: ColumnMapping[]
  dayOrder: DayOrder
  /** The zone of times that say none. */
  timeZone: string
  /** The day of every answer where no column tells. */
  answeredOn: string
  /** Responses that were begun and not finished: kept or left out. */
  unfinished: 'keep' | 'leave out'
  /** Whom to answer: left out, or kept sealed. Either way it is masked in what was written. */
  contacts: 'keep' | 'leave out'
}

export interface LineProblem {
  /** Null where it is about the whole line. */
  column: string | null
  /** What the cell says, personal data masked. */
  cell: string
  reason: string
}

export interface LineResponse {
  /** Null where the source gives none: the line's fingerprint stands for it. */
  externalId: string | null
  answeredAt: number
  answeredOn: string
  language: string
  touchpoint: string
  segment: string
  persona: string
  unit: string
  scores: Record<string, number>
  choices: Record<string, string | string[]>
  texts: Record<string, string>
  masked: MaskCounts
  finished: boolean
  /** The one thing of a line that is not masked: nothing may keep it but sealed. */
  contact: Contact | null
}

export type LineResult =
  | { is: 'response'; response: LineResponse }
  | { is: 'problem'; problems: LineProblem[] }
  /** Not to be imported, and not wrong either: a preview, or nothing was answered. */
  | { is: 'left out'; why: 'preview' | 'unfinished' | 'empty'; finished: boolean }

/** Longer comments are cut there; nobody reads on. */
export const longestText = 20_000
const longestId = 200
const longestChoice = 300

interface Reader {
  at: number
  column: FileColumn
  mapping: ColumnMapping
  codes: Set<string>
  words: Map<string, number> | null
  /** The number of its question. */
  number: string
}

/**
 * Makes the reader of a file's lines. `numbers` gives each question column its number, by the column's key; columns of one choice
 * question that spreads over several have the same.
 */
export function lineReader(
  columns: readonly FileColumn[],
  mapping: FileMapping,
  numbers: ReadonlyMap<string, number>,
  org: { timeZone: string },
): (cells: readonly string[]) => LineResult {
  const byKey = new Map(mapping.columns.map((column) => [column.key, column]))
  const readers: Reader[] = columns.flatMap((column, at) => {
    const found = byKey.get(column.key)
    if (!found || found.role === 'leave out') return []
    const words = found.words ? wordsOfKey(found.words) : null
    return [
      {
        at,
        column,
        mapping: found,
        codes: new Set(readCodes(found.codes)),
        words,
        number: String(numbers.get(column.key) ?? at + 1),
      },
    ]
  })
  const frame = { width: columns.length, begun: begunIn(columns), mapping, org }
  return (cells) => readLine(cells, readers, frame)
}

interface Frame {
  width: number
  /** Columns that say when a response was begun: its day where it was never sent off. */
  begun: { column: FileColumn; at: number }[]
  mapping: FileMapping
  org: { timeZone: string }
}

/** The last stage that was reached comes before the start. */
const begunIn = (columns: readonly FileColumn[]) =>
  [/^stage ?date\b/i, /^(start(ed)? ?date|time ?started)\b/i].flatMap((pattern) =>
    columns.flatMap((column, at) => (pattern.test(column.name) ? [{ column, at }] : [])),
  )

function readLine(cells: readonly string[], readers: readonly Reader[], frame: Frame): LineResult {
  const { width, begun, mapping, org } = frame
  const problems: LineProblem[] = []
  const wrong = (column: string | null, cell: string, reason: string) =>
    void problems.push({ column, cell: maskText(cell.slice(0, 200)).text.slice(0, 100), reason })
  if (cells.length > width && cells.slice(width).some((cell) => cell.trim() !== ''))
    wrong(null, '', `This line has ${cells.length} cells, the file ${width} columns.`)
  const response = emptyResponse()
  let written: string | null = null
  let writtenIn: FileColumn | null = null
  const names: string[] = []
  let [email, phone] = ['', '']
  const comments: { number: string; text: string }[] = []
  for (const reader of readers) {
    const { role } = reader.mapping
    const cell = (cells[reader.at] ?? '').trim()
    const blank = cell === '' || reader.codes.has(cell)
    if (role === 'status') {
      if (isPreview(cell)) return { is: 'left out', why: 'preview', finished: true }
    } else if (role === 'finished') {
      response.finished = !isUnfinished(cell)
      if (!response.finished && mapping.unfinished === 'leave out')
        return { is: 'left out', why: 'unfinished', finished: false }
    } else if (role === 'answered at') {
      written = cell
      writtenIn = reader.column
    } else if (role === 'response id') {
      if (cell.length > longestId) wrong(reader.column.name, cell, `A response id has at most ${longestId} characters.`)
      else response.externalId = cell || null
      if (cell === '') wrong(reader.column.name, cell, 'There is no response id.')
    } else if (role === 'name') {
      if (!blank) names.push(cell)
    } else if (role === 'email') {
      if (!blank) email ||= cell
    } else if (role === 'phone') {
      if (!blank) phone ||= cell
    } else if (isScoreRole(role)) {
      if (blank) continue
      const figure = scoreIn(cell, reader)
      if (typeof figure === 'string') wrong(reader.column.name, cell, figure)
      else response.scores[reader.number] = figure
    } else if (role === 'comment') {
      if (!blank) comments.push({ number: reader.number, text: cell })
    } else if (role === 'choice') {
      if (!blank) addChoice(response.choices, reader, cell)
    } else if (role === 'language') response.language = languageCode(cell)
    else if (role === 'touchpoint' || role === 'segment' || role === 'persona' || role === 'unit')
      response[role] = blank ? '' : cell.slice(0, 200)
  }
  const before = written === '' && begun.find(({ at: place }) => cells[place]?.trim())
  if (before) [written, writtenIn] = [cells[before.at]!.trim(), before.column]
  const at = momentOf(written, writtenIn, mapping, org)
  if (typeof at === 'string') wrong(writtenIn?.name ?? null, written ?? '', at)
  else Object.assign(response, at)
  if (problems.length) return { is: 'problem', problems }
  if (!Object.keys(response.scores).length && !comments.length && !Object.keys(response.choices).length)
    return { is: 'left out', why: 'empty', finished: response.finished }
  response.contact = contactOf({ names: names.map(storable), email: storable(email), phone: storable(phone) })
  maskInto(response, comments, names.length > 1 ? [...names, names.join(' ')] : names)
  return { is: 'response', response }
}

const emptyResponse = (): LineResponse => ({
  externalId: null,
  answeredAt: 0,
  answeredOn: '',
  language: '',
  touchpoint: '',
  segment: '',
  persona: '',
  unit: '',
  scores: {},
  choices: {},
  texts: {},
  masked: noMasks(),
  finished: true,
  contact: null,
})

function maskInto(
  response: LineResponse,
  comments: readonly { number: string; text: string }[],
  names: readonly string[],
) {
  for (const { number, text } of comments) {
    const { text: masked, counts } = maskText(storable(text), names)
    response.texts[number] = masked.length > longestText ? `${masked.slice(0, longestText)}…` : masked
    addMasks(response.masked, counts)
  }
  for (const [number, choice] of Object.entries(response.choices)) {
    const one = (text: string) => {
      const { text: masked, counts } = maskText(storable(text), names)
      addMasks(response.masked, counts)
      return masked.slice(0, longestChoice)
    }
    response.choices[number] = Array.isArray(choice) ? choice.map(one) : one(choice)
  }
}

/** What PostgreSQL cannot keep is no text. */
const storable = (text: string) => text.replace(/\0|\p{Surrogate}/gu, '\ufffd')

function scoreIn(cell: string, { words, mapping }: Reader): number | string {
  const figure = readFigure(cell, words)
  if (figure === null) return words ? 'This is no answer of the scale.' : 'This is no number.'
  const scale = mapping.scale
  if (scale && (figure < scale.low || figure > scale.high))
    return `${figure} is not on the scale from ${scaleText(scale).replace('–', ' to ')}.`
  return figure
}

/** A question with several columns is answered by those that are ticked: their own words, or a mark beside the option's name. */
function addChoice(choices: LineResponse['choices'], { number, column }: Reader, cell: string) {
  if (/^(0|false|no|unchecked|not selected)$/i.test(cell) && column.part) return
  const answer = column.part && /^(1|true|yes|x|✓|checked|selected)$/i.test(cell) ? column.part : cell
  const before = choices[number]
  if (before === undefined) choices[number] = column.part ? [answer] : answer
  else choices[number] = [...(Array.isArray(before) ? before : [before]), answer]
}

/** By code or by word: Qualtrics marks previews, tests and spam. */
export const isPreview = (cell: string) =>
  ['1', '2', '8', '9', '12', '17', '41', '49'].includes(cell) ||
  /preview|vorschau|aperçu|vista previa|anteprima|\btest\b|\bspam\b/i.test(cell)

const isUnfinished = (cell: string) =>
  /^(0|false|no|partial|incomplete|disqualified|falsch|faux|falso|nein|non|unvollständig|partiel|in progress|started)$/i.test(
    cell,
  )

/** `EN`, `en-GB`, `DE_ch`: the language alone. */
export function languageCode(text: string): string {
  const code = /^([a-z]{2,3})(?:[-_ ].*)?$/i.exec(text.trim())?.[1]?.toLowerCase()
  return code ?? languageNames[text.trim().toLowerCase()] ?? ''
}
const languageNames: Record<string, string> = {
  english: 'en',
  german: 'de',
  deutsch: 'de',
  french: 'fr',
  français: 'fr',
  spanish: 'es',
  español: 'es',
  italian: 'it',
  italiano: 'it',
  portuguese: 'pt',
  português: 'pt',
  dutch: 'nl',
  nederlands: 'nl',
  polish: 'pl',
  japanese: 'ja',
  chinese: 'zh',
  korean: 'ko',
  arabic: 'ar',
}

function momentOf(
  written: string | null,
  column: FileColumn | null,
  { dayOrder, timeZone, answeredOn }: FileMapping,
  org: { timeZone: string },
) {
  if (written === null) {
    if (!answeredOn) return 'No column tells when it was answered, and no day was given for the file.'
    const day = readMoment(answeredOn, 'year first')!
    return { answeredAt: instantOf(day, org.timeZone), answeredOn }
  }
  if (written === '') return 'It does not say when it was answered.'
  const moment = readMoment(written, dayOrder)
  if (!moment) return 'This is no day or time that can be read.'
  // A day without a time is that day wherever one is.
  const answeredAt = instantOf(moment, moment.time ? (column?.zone ?? timeZone) : org.timeZone)
  return { answeredAt, answeredOn: dayIn(answeredAt, org.timeZone) }
}
