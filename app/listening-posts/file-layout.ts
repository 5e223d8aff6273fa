// Whose export a file is, how many header rows it has, and what its columns are called. Pure.

export const families = [
  'qualtrics',
  'surveymonkey',
  'typeform',
  'google forms',
  'alchemer',
  'formbricks',
  'delighted',
  'other',
] as const
export type Family = (typeof families)[number]

export const familyNames: Record<Family, string> = {
  qualtrics: 'Qualtrics',
  surveymonkey: 'SurveyMonkey',
  typeform: 'Typeform',
  'google forms': 'Google Forms',
  alchemer: 'Alchemer (SurveyGizmo)',
  formbricks: 'Formbricks',
  delighted: 'Delighted',
  other: 'a plain table',
}

export interface FileColumn {
  /** What it is bound by from file to file: the tool's own id where there is one, else its heading; never twice in a file. */
  key: string
  /** As the file heads it. */
  name: string
  /** What was asked, where the file says; else the name. */
  label: string
  /** Of a question that spreads over several columns: the option or row this one is. */
  part: string
  /** Whether the file says that anything could be written there. */
  openEnded: boolean
  /** The zone its times are in, where the file says. */
  zone: string | null
}

export interface FileLayout {
  family: Family
  /** Lines above the header that are none (a title, an export date). */
  skip: number
  /** 0 where the first line is an answer already. */
  headerRows: number
  columns: FileColumn[]
}

export const mostColumns = 400
export const mostHeaderRows = 3

const flat = (text: string) =>
  text
    .replace(/<[^>]{0,200}>/g, ' ')
    .replace(/&nbsp;/gi, ' ')
    .replace(/&amp;/gi, '&')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
const bare = (text: string) =>
  flat(text)
    .toLowerCase()
    .replace(/[^\p{L}\d#]+/gu, '')

const importId = /^\s*["']?\{\s*["']+ImportId["']+\s*:\s*["']+(.+?)["']+\s*[,}]/i
const zoneOf = /["']+timeZone["']+\s*:\s*["']+(.+?)["']+/i

const filled = (row: readonly string[]) => row.filter((cell) => cell.trim() !== '').length

/** Reads the layout from the first rows. `headerRows` and `skip`, where a person said, win over the guess. */
export function readLayout(
  rows: readonly (readonly string[])[],
  said: { headerRows?: number; skip?: number } = {},
): FileLayout {
  const skip = said.skip ?? rowsAbove(rows)
  const table = rows.slice(skip, skip + 60)
  const heads = table.slice(0, mostHeaderRows)
  const { family, headerRows: guessed } = familyOf(heads, table)
  const headerRows = Math.min(said.headerRows ?? guessed, table.length)
  const width = Math.max(0, ...table.map((row) => lastFilled(row)))
  return { family, skip, headerRows, columns: columnsOf(family, table, headerRows, width) }
}

function lastFilled(row: readonly string[]): number {
  for (let at = row.length; at > 0; at--) if (row[at - 1]!.trim() !== '') return at
  return 0
}

/** Titles above a table have one cell where its rows have many. */
function rowsAbove(rows: readonly (readonly string[])[]): number {
  const usual = median(rows.slice(0, 40).map(filled))
  if (usual < 3) return 0
  let skip = 0
  while (skip < 15 && skip < rows.length - 1 && filled(rows[skip]!) <= Math.min(2, usual / 3)) skip++
  return skip
}

function median(numbers: number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

const looksLikeMoment = (cell: string) => /\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}/.test(cell)
const isNumber = (cell: string) => /^\s*-?\d+(?:[.,]\d+)?\s*$/.test(cell)

function familyOf(
  heads: readonly (readonly string[])[],
  table: readonly (readonly string[])[],
): { family: Family; headerRows: number } {
  const first = new Set((heads[0] ?? []).map(bare))
  const has = (...names: string[]) => names.every((name) => first.has(name))
  const ids = heads.findIndex(
    (row, at) => at > 0 && row.filter((cell) => importId.test(cell)).length >= Math.max(1, filled(row) / 2),
  )
  if (ids > 0) return { family: 'qualtrics', headerRows: ids + 1 }
  if (has('responseid', 'startdate', 'enddate') || has('responseid', 'responseset') || isLegacyQualtrics(heads))
    return {
      family: 'qualtrics',
      headerRows: secondRowIsHeader(heads, ['startdate', 'enddate', 'recordeddate', 'v8', 'v9']) ? 2 : 1,
    }
  const respondent = (heads[0] ?? []).findIndex((cell) => isSurveyMonkeyId(bare(cell)))
  if (respondent >= 0 && respondent < 3) {
    const second = heads[1] ?? []
    const two = second.length > 0 && (second[respondent] ?? '').trim() === '' && filled(second) > 0
    return { family: 'surveymonkey', headerRows: two ? 2 : 1 }
  }
  if (has('startdateutc', 'submitdateutc') || (has('#', 'networkid') && first.has('submitdateutc')))
    return { family: 'typeform', headerRows: 1 }
  if (has('formbricksidinternal') || (has('responseid', 'surveyid', 'timestamp') && first.has('finished')))
    return { family: 'formbricks', headerRows: 1 }
  if (has('timestarted', 'datesubmitted')) return { family: 'alchemer', headerRows: 1 }
  if (has('surveytype', 'score') || has('permalink', 'score', 'createdat'))
    return { family: 'delighted', headerRows: 1 }
  if (isGoogleTimestamp(bare(heads[0]?.[0] ?? '')) && looksLikeMoment(table[1]?.[0] ?? '1/1/2020'))
    return { family: 'google forms', headerRows: 1 }
  return { family: 'other', headerRows: firstRowIsHeader(table) ? 1 : 0 }
}

const isSurveyMonkeyId = (name: string) =>
  [
    'respondentid',
    'respondentidentifier',
    'iddurépondant',
    'identifiantdurépondant',
    'befragtenid',
    'teilnehmerid',
    'identificadordelencuestado',
    'iddelencuestado',
    'iddorespondente',
    'respondentnummer',
    'idrespondent',
  ].includes(name)

const isGoogleTimestamp = (name: string) =>
  [
    'timestamp',
    'horodateur',
    'zeitstempel',
    'marcatemporal',
    'carimbodedatahora',
    'tijdstempel',
    'informazionicronologiche',
    'tidsstämpel',
    'tidsstempel',
    'sygnaturaczasowa',
    'отметкавремени',
    'タイムスタンプ',
    '时间戳记',
    '타임스탬프',
  ].includes(name)

/** Older exports head their columns V1, V2 … and say below what those are. */
function isLegacyQualtrics(heads: readonly (readonly string[])[]): boolean {
  const second = (heads[1] ?? []).map(bare)
  return /^v1$/i.test(heads[0]?.[0]?.trim() ?? '') && second.includes('responseid')
}

/** Where the first row names times, the next is an answer if there is a time below. */
function secondRowIsHeader(heads: readonly (readonly string[])[], times: readonly string[]): boolean {
  const second = heads[1]
  if (!second) return false
  const places = (heads[0] ?? []).flatMap((cell, at) => (times.includes(bare(cell)) ? [at] : []))
  return places.length > 0 ? places.every((at) => !looksLikeMoment(second[at] ?? '')) : !second.some(looksLikeMoment)
}

function firstRowIsHeader(table: readonly (readonly string[])[]): boolean {
  const first = table[0] ?? []
  const cells = first.filter((cell) => cell.trim() !== '')
  if (!cells.length) return false
  if (cells.some((cell) => isNumber(cell) || looksLikeMoment(cell) || /@\w/.test(cell))) return false
  if (table.length === 1) return true
  // Headings are words where the columns below hold something else, or stand nowhere below.
  const below = table.slice(1, 20)
  const telling = first.filter((cell, at) => {
    const column = below.map((row) => (row[at] ?? '').trim()).filter(Boolean)
    return cell.trim() !== '' && column.length > 0 && !column.includes(cell.trim())
  })
  return telling.length >= cells.length / 2
}

function columnsOf(
  family: Family,
  table: readonly (readonly string[])[],
  headerRows: number,
  width: number,
): FileColumn[] {
  const rows = table.slice(0, headerRows)
  const ids = rows.find((row, at) => at > 0 && row.some((cell) => importId.test(cell)))
  const texts = rows.filter((row, at) => at > 0 && row !== ids)
  const legacy = family === 'qualtrics' && isLegacyQualtrics(rows)
  const used = new Map<string, number>()
  let above = ''
  return Array.from({ length: width }, (_, at) => {
    const own = flat(rows[0]?.[at] ?? '')
    const sub = flat(texts[0]?.[at] ?? '')
    const further = texts
      .slice(1)
      .map((row) => flat(row[at] ?? ''))
      .filter(Boolean)
    const id = importId.exec(ids?.[at] ?? '')?.[1]
    if (own) above = own
    const spreads = family === 'surveymonkey' && headerRows > 1
    const name = spreads ? own || above : legacy && /^v\d+$/i.test(own) ? sub || own : own
    const part = spreads ? partOf(sub) : ''
    const label = spreads
      ? [name, part].filter(Boolean).join(' – ')
      : [sub || name, ...further].filter(Boolean).join(' – ')
    const key = id ?? ([name, part].filter(Boolean).join(' / ') || `column ${at + 1}`)
    const count = (used.get(key) ?? 0) + 1
    used.set(key, count)
    const again = count > 1 ? ` (${count})` : ''
    return {
      key: cut(key, 180) + again,
      name: cut(name || `Column ${at + 1}`, 180) + again,
      label: cut(label || name || `Column ${at + 1}`, 400) + again,
      part: cut(part, 180),
      openEnded: spreads && /^open[- ]ended response$/i.test(sub),
      zone: zoneOf.exec(ids?.[at] ?? '')?.[1] ?? (/\(UTC\)\s*$/i.test(own) || /\bUTC\b/.test(own) ? 'UTC' : null),
    }
  })
}

/** What SurveyMonkey writes below a question that has one column. */
const partOf = (sub: string) =>
  /^(response|open-ended response|réponse|antwort|respuesta|resposta|risposta|antwoord)$/i.test(sub) ? '' : sub

const cut = (text: string, most: number) => (text.length <= most ? text : `${text.slice(0, most - 1)}…`)
