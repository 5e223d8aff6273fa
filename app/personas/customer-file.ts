// A file of customers: which column is what, and the sums of each group of customers in it. Pure.
import { type ImportField, type NumberStyle, guessHeader, guessNumbers, readNumberAs } from '#app/imports/mapping.ts'

/** More groups than this are no segments; fewer than two part nobody. */
export const mostGroups = 50

export const customerRoles = ['segment', 'value', 'left', 'key', 'customers'] as const
export type CustomerRole = (typeof customerRoles)[number]

/** What a column can be read as, with the headings that mean it, the likeliest first. */
export const customerFields: (ImportField & { name: CustomerRole })[] = [
  {
    name: 'segment',
    label: 'Segment',
    required: true,
    aliases: [
      ...['segment', 'customersegment', 'segmentname', 'kundensegment', 'tier', 'customertype', 'customergroup'],
      ...['contract', 'plan', 'internetservice', 'category', 'kundengruppe', 'group', 'type'],
    ],
  },
  {
    name: 'value',
    label: 'Value',
    number: true,
    aliases: [
      ...['clv', 'customervalue', 'value', 'mrr', 'arr', 'monthlycharges', 'revenue', 'turnover', 'umsatz', 'chiffre'],
      ...['sales', 'spend', 'charges', 'amount', 'wert'],
    ],
  },
  {
    name: 'left',
    label: 'Left',
    aliases: ['churn', 'churned', 'left', 'cancelled', 'canceled', 'attrition', 'exited', 'lost', 'gekundigt'],
  },
  {
    name: 'key',
    label: 'Customer number',
    aliases: [
      ...['customerid', 'customernumber', 'customer', 'clientid', 'accountid', 'memberid', 'kundennummer', 'kunde'],
      ...['client', 'id'],
    ],
  },
  {
    name: 'customers',
    label: 'How many customers the line stands for',
    number: true,
    aliases: ['customers', 'numberofcustomers', 'customercount', 'kunden', 'clients', 'anzahl', 'count'],
  },
]

export interface CustomerMapping {
  header: boolean
  numbers: NumberStyle
  encoding: string
  delimiter: string
  /** For each column its role, or ''. */
  fields: string[]
  /** What the column “Left” says of who left. */
  leftValue: string
}

export interface CustomerGroup {
  /** Empty for lines that say no segment. */
  label: string
  customers: number
  knownValues: number
  /** Exact, as a decimal number. */
  valueSum: string
  knownLeft: number
  left: number
}

export interface CountedFile {
  groups: CustomerGroup[]
  /** Lines without the headings. */
  lines: number
  /** Lines of customers that stand further up already. */
  repeated: number
  /** Lines with a number that cannot be read, and the first of them. */
  unreadable: number
  unreadableLines: number[]
  /** What the column “Left” says, the most frequent first. */
  leftValues: string[]
  /** The headings of columns that could say the segment. */
  candidates: string[]
  /** What stands in the way of using it, in a sentence. */
  problem: string | null
}

interface Line {
  line: number
  cells: readonly string[]
  badQuotes?: boolean
}

const clean = (cell: string | undefined) => (cell ?? '').normalize('NFC').replace(/\s+/gu, ' ').trim()
const keyOf = (text: string) => text.toLocaleLowerCase('en')
const plain = (heading: string) =>
  heading
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
const isMissing = (cell: string) => /^(|-|–|—|na|n\/a|null|none|nan|#n\/a|\?)$/i.test(cell)

/** Without the sign or code of a currency that may stand beside a number. */
const bare = (written: string) =>
  written.replace(/^([€$£¥]|[A-Z]{3}(?=[\s\d-]))\s*/u, '').replace(/\s*([€$£¥]|(?<=[\s\d])[A-Z]{3})$/u, '')

/** A number as the file writes it. */
export const readAmount = (style: NumberStyle, written: string) => readNumberAs(style, bare(written))
const isNumber = (cell: string) => readAmount('point', cell) !== null || readAmount('comma', cell) !== null

// ── Guessing ────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Profile {
  heading: string
  /** Different values, counted up to one more than a segment column may have. */
  different: number
  filled: number
  /** How much of what is filled in is a number, from 0 to 1. */
  numbers: number
}

export function profilesOf(columns: readonly string[], lines: readonly Line[]): Profile[] {
  return columns.map((heading, at) => {
    const seen = new Set<string>()
    let [filled, numbers] = [0, 0]
    for (const { cells } of lines) {
      const cell = clean(cells[at])
      if (cell === '') continue
      filled++
      if (filled <= 2000 && (isNumber(cell) || isMissing(cell))) numbers++
      if (seen.size <= mostGroups) seen.add(keyOf(cell))
    }
    return { heading, different: seen.size, filled, numbers: filled > 0 ? numbers / Math.min(filled, 2000) : 0 }
  })
}

const partsCustomers = ({ different }: Profile) => different >= 2 && different <= mostGroups

const isNumeric = ({ numbers }: Profile) => numbers >= 0.9

/** Whether a column's content fits a role that its heading names. */
function fits(role: CustomerRole, profile: Profile, grouped: boolean): boolean {
  const { different, filled, numbers } = profile
  if (role === 'segment') return partsCustomers(profile)
  if (role === 'key') return filled <= mostGroups || different > mostGroups
  if (role === 'left' && !grouped) return filled > 0 && different <= 6
  return numbers >= 0.5
}

const aliasesOf = (role: CustomerRole) =>
  customerFields.find(({ name }) => name === role)!.aliases.map((alias) => plain(alias))

/** By heading, where the content fits; a segment that no heading names is the first column of words that parts customers. */
export function guessRoles(profiles: readonly Profile[]): string[] {
  const chosen = profiles.map(() => '')
  const columnFor = (role: CustomerRole, matches: (heading: string, alias: string) => boolean) => {
    const free = (profile: Profile, at: number) =>
      chosen[at] === '' && fits(role, profile, chosen.includes('customers'))
    for (const alias of aliasesOf(role)) {
      const at = profiles.findIndex(
        (profile, column) => free(profile, column) && matches(plain(profile.heading), alias),
      )
      if (at >= 0) return at
    }
    return -1
  }
  const take = (role: CustomerRole, matches: (heading: string, alias: string) => boolean) => {
    const at = chosen.includes(role) ? -1 : columnFor(role, matches)
    if (at >= 0) chosen[at] = role
  }
  const equal = (heading: string, alias: string) => heading === alias
  // One line a customer, or one line for several: not both.
  if (columnFor('key', equal) < 0) take('customers', equal)
  const others = ['segment', 'value', 'left', ...(chosen.includes('customers') ? [] : ['key' as const])] as const
  for (const role of others) take(role, equal)
  for (const role of others) take(role, (heading, alias) => alias.length >= 4 && heading.includes(alias))
  if (!chosen.includes('segment')) {
    const at = profiles.findIndex(
      (profile, column) => chosen[column] === '' && !isNumeric(profile) && partsCustomers(profile),
    )
    if (at >= 0) chosen[at] = 'segment'
  }
  return chosen
}

const saysYes = /^(yes|y|true|1|ja|j|oui|o|si|sí|churn|churned|left|lost|cancelled|canceled|exited|gone|inactive)$/i

/** What of the values of a column means that a customer left. */
export const guessLeftValue = (values: readonly string[]) => values.find((value) => saysYes.test(value)) ?? ''

/** `MonthlyCharges` -> `Monthly charges`. */
export function nameFromHeading(heading: string): string {
  const words = heading
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .replace(/[_\s]+/g, ' ')
    .trim()
  return /\p{Ll}/u.test(words)
    ? words.charAt(0).toUpperCase() +
        words.slice(1).replace(/(?<= )\p{Lu}(?=\p{Ll})/gu, (letter) => letter.toLowerCase())
    : words
}

export const valueUnits = ['money a month', 'money a year', 'money', 'other'] as const
export type ValueUnit = (typeof valueUnits)[number]
export const valueUnitNames: Record<ValueUnit, string> = {
  'money a month': 'Money a month',
  'money a year': 'Money a year',
  money: 'Money, all in all',
  other: 'Something else',
}

export function guessValueUnit(heading: string): ValueUnit {
  const name = plain(heading)
  if (/year|annual|arr$|jahr|annee|12m/.test(name)) return 'money a year'
  if (/month|mrr|monat|mois/.test(name)) return 'money a month'
  return /charge|revenue|turnover|umsatz|chiffre|sales|spend|clv|amount|price/.test(name) ? 'money' : 'other'
}

/** Headings as they stand; a column without one is called by its place. */
export const headingsOf = (first: readonly string[], width: number) =>
  Array.from({ length: width }, (_, at) => clean(first[at]).slice(0, 100) || `Column ${at + 1}`)

/** What a file is taken for before anybody said anything. */
export function guessMapping(rows: readonly Line[], how: { encoding: string; delimiter: string }) {
  const header = guessHeader(customerFields, rows[0]?.cells ?? [])
  const width = header ? rows[0]!.cells.length : Math.max(...rows.slice(0, 200).map(({ cells }) => cells.length))
  const columns = headingsOf(header ? rows[0]!.cells : [], width)
  const lines = header ? rows.slice(1) : rows
  const fields = guessRoles(profilesOf(columns, lines))
  const at = ['value', 'customers'].map((role) => fields.indexOf(role)).filter((column) => column >= 0)
  const cells = lines.slice(0, 5000).flatMap((row) => at.map((column) => bare(clean(row.cells[column]))))
  const numbers = guessNumbers(cells, how.delimiter === 'semicolon' ? ';' : ',')
  const leftValue = guessLeftValue(valuesOf(lines, fields.indexOf('left')))
  const { encoding, delimiter } = how
  return { columns, mapping: { header, numbers, encoding, delimiter, fields, leftValue } satisfies CustomerMapping }
}

/** The different values of a column, the most frequent first; at most twenty. */
export function valuesOf(lines: readonly Line[], column: number): string[] {
  if (column < 0) return []
  const counts = new Map<string, { text: string; count: number }>()
  for (const { cells } of lines) {
    const text = clean(cells[column])
    if (text === '') continue
    const known = counts.get(keyOf(text))
    if (known) known.count++
    else if (counts.size < 500) counts.set(keyOf(text), { text, count: 1 })
  }
  return [...counts.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, 20)
    .map(({ text }) => text)
}

// ── Adding up ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Six decimals as a whole number, so that sums are exact. */
const exactly = (value: number) => BigInt(value.toFixed(6).replace('.', ''))
export function inDecimals(millionths: bigint): string {
  const digits = (millionths < 0n ? -millionths : millionths).toString().padStart(7, '0')
  const fraction = digits.slice(-6).replace(/0+$/, '')
  return `${millionths < 0n ? '-' : ''}${digits.slice(0, -6)}${fraction && `.${fraction}`}`
}

/** The sums of every group of a file, under one mapping. Nothing of a single customer is in them. */
export function countCustomers(
  columns: readonly string[],
  lines: readonly Line[],
  { numbers, fields, leftValue }: Pick<CustomerMapping, 'numbers' | 'fields' | 'leftValue'>,
): CountedFile {
  const profiles = profilesOf(columns, lines)
  const at = (role: CustomerRole) => fields.indexOf(role)
  const sums = new Map<string, Omit<CustomerGroup, 'valueSum'> & { sum: bigint }>()
  const keys = new Set<string>()
  const unreadableLines: number[] = []
  let [repeated, unreadable] = [0, 0]
  const segment = at('segment')
  const different = segment < 0 ? 0 : profiles[segment]!.different
  for (const row of different > mostGroups ? [] : lines) {
    const read = readLine(row, at, numbers, leftValue)
    if (read.unreadable) {
      unreadable++
      if (unreadableLines.length < 20) unreadableLines.push(row.line)
    }
    if (read.customers === null) continue
    if (read.key !== '') {
      if (keys.has(read.key)) {
        repeated++
        continue
      }
      keys.add(read.key)
    }
    const label = segment < 0 ? '' : clean(row.cells[segment]).slice(0, 120)
    const group = sums.get(keyOf(label)) ?? { label, customers: 0, knownValues: 0, sum: 0n, knownLeft: 0, left: 0 }
    sums.set(keyOf(label), group)
    group.customers += read.customers
    if (read.value !== null) {
      group.knownValues += read.customers
      group.sum += exactly(read.value)
    }
    if (read.left !== null) {
      group.knownLeft += read.customers
      group.left += read.left
    }
  }
  const groups = [...sums.values()].map(({ sum, ...group }) => ({ ...group, valueSum: inDecimals(sum) }))
  const candidates = profiles
    .filter(
      (profile, column) => partsCustomers(profile) && !isNumeric(profile) && !['left', 'key'].includes(fields[column]!),
    )
    .map(({ heading }) => heading)
  return {
    groups: largestFirst(groups),
    ...{ lines: lines.length, repeated, unreadable, unreadableLines },
    leftValues: valuesOf(lines, at('left')),
    candidates,
    problem:
      problemOf(segment < 0 ? null : columns[segment]!, different, candidates) ??
      (at('customers') < 0 && groups.every(({ customers }) => customers === 1)
        ? `“${columns[segment]}” says something else of every customer. Choose a column that says a group.`
        : null),
  }
}

/** What one line says: null customers where it is left out. */
function readLine(
  { cells, badQuotes }: Line,
  at: (role: CustomerRole) => number,
  numbers: NumberStyle,
  leftValue: string,
) {
  const cell = (role: CustomerRole) => (at(role) < 0 ? '' : clean(cells[at(role)]))
  const grouped = at('customers') >= 0
  const amount = (role: CustomerRole) => (isMissing(cell(role)) ? null : readAmount(numbers, cell(role)))
  const count = grouped ? amount('customers') : 1
  const good = !badQuotes && count !== null && Number.isInteger(count) && count >= 0 && count <= 1e9
  const value = at('value') < 0 ? null : amount('value')
  const left = grouped
    ? amount('left')
    : isMissing(cell('left')) || leftValue === ''
      ? null
      : Number(isSame(cell('left'), leftValue))
  return {
    customers: good ? count : null,
    key: keyOf(cell('key')),
    value,
    left: left !== null && good && left >= 0 && left <= count ? left : null,
    unreadable: !good || (value === null && !isMissing(cell('value'))),
  }
}

const isSame = (a: string, b: string) => keyOf(a) === keyOf(clean(b))

/** Lines that say nothing come last. */
const largestFirst = (groups: CustomerGroup[]) =>
  groups.sort(
    (a, b) =>
      Number(a.label === '') - Number(b.label === '') ||
      b.customers - a.customers ||
      a.label.localeCompare(b.label, 'en'),
  )

function problemOf(heading: string | null, different: number, candidates: readonly string[]): string | null {
  const others = candidates.filter((one) => one !== heading).slice(0, 4)
  const instead = others.length
    ? `Choose a column such as ${others.map((one) => `“${one}”`).join(' or ')}.`
    : 'No column of this file has that: add one that names the segment of each customer, and upload it again.'
  if (heading === null)
    return `Choose the column that says the segment: one with 2 to ${mostGroups} different values. ${others.length ? instead : 'No column of this file has that.'}`
  if (different > mostGroups)
    return `“${heading}” has more than ${mostGroups} different values; a segment column has 2 to ${mostGroups}. ${instead}`
  if (different < 2)
    return `“${heading}” says the same of everybody; a segment column has 2 to ${mostGroups} different values. ${instead}`
  return null
}
