// What a count of customers says: its forms, its sums by segment, and the words for them. Pure.
import { formatChange, formatCurrency, formatNumber, formatPercent } from '#app/ui/format.ts'
import { chosenFields, mostColumns, numberStyles } from '#app/imports/mapping.ts'
import {
  choice,
  dateOnly,
  flag,
  form,
  optionalChoice,
  optionalLongText,
  optionalText,
  text,
  version,
} from '#app/ui/schema.ts'
import { mostGroups, valueUnits } from './customer-file.ts'

const columnFields = Object.fromEntries(
  Array.from({ length: mostColumns }, (_, at) => [`column_${at}`, optionalText({ max: 40 })]),
)
export const customerColumnsForm = form({
  ...columnFields,
  header: flag(),
  numbers: choice(numberStyles),
  leftValue: optionalText({ max: 200 }),
  version: version(),
})
export { chosenFields }

/** Lines that say no segment are a group of their own. */
export const mostRows = mostGroups + 1
/** A group becomes a segment that is there (its id), a new one, or none. */
export const newSegment = 'new'
const groupFields = Object.fromEntries(
  Array.from({ length: mostRows }, (_, at) => [`group_${at}`, optionalText({ max: 40 })]),
)
export const customerCountForm = form({
  name: text({ label: 'a name', max: 120 }),
  countedOn: dateOnly({ label: 'the day it describes' }),
  valueName: optionalText({ max: 60 }),
  valueUnit: optionalChoice(valueUnits),
  ...groupFields,
  version: version(),
})
export const discardForm = form({ version: version() })
export const withdrawalForm = form({ reason: optionalLongText({ max: 1000 }), version: version() })

// ── Sums ────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Sums {
  customers: number
  knownValues: number
  valueSum: number
  knownLeft: number
  leftCount: number
}

/** What a segment is of the whole: in per cent, or null where nothing is known. */
export interface Measured extends Sums {
  share: number | null
  valueShare: number | null
  mean: number | null
  leftShare: number | null
}

const partOf = (part: number, whole: number) => (whole > 0 ? (100 * part) / whole : null)

export function measured(sums: Sums, whole: Pick<Sums, 'customers' | 'valueSum'>): Measured {
  return {
    ...sums,
    share: partOf(sums.customers, whole.customers),
    valueShare: sums.knownValues > 0 ? partOf(sums.valueSum, whole.valueSum) : null,
    mean: sums.knownValues > 0 ? sums.valueSum / sums.knownValues : null,
    leftShare: partOf(sums.leftCount, sums.knownLeft),
  }
}

export const addUp = (rows: readonly Sums[]): Sums => ({
  customers: total(rows, 'customers'),
  knownValues: total(rows, 'knownValues'),
  valueSum: Math.round(total(rows, 'valueSum') * 1e6) / 1e6,
  knownLeft: total(rows, 'knownLeft'),
  leftCount: total(rows, 'leftCount'),
})
const total = (rows: readonly Sums[], key: keyof Sums) => rows.reduce((sum, row) => sum + row[key], 0)

// ── Words ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Measure {
  valueName: string
  valueUnit: string | null
  currency: string | null
}

const per: Record<string, string> = { 'money a month': ' a month', 'money a year': ' a year' }

/** `€64.76 a month`; a number without a unit where it is no money. */
export function valueInWords(value: number, { valueUnit, currency }: Measure, locale?: string): string {
  const rounded = Math.round(value * 100) / 100
  const amount = currency ? formatCurrency(rounded, currency, locale) : formatNumber(rounded, undefined, locale)
  return `${amount}${per[valueUnit ?? ''] ?? ''}`
}

/** Two counts say the same of value only where they counted the same. */
export const sameMeasure = (a: Measure, b: Measure) =>
  a.valueUnit !== null &&
  a.valueUnit === b.valueUnit &&
  a.currency === b.currency &&
  a.valueName.toLowerCase() === b.valueName.toLowerCase()

const pointsApart = (points: number, locale?: string) =>
  `${formatNumber(Math.abs(points), Math.abs(points) < 10 ? 1 : 0, locale)} points`

/** How a measured share stands to the one that people had estimated. */
export function besideEstimate(share: number, estimate: number, locale?: string): string {
  const apart = share - estimate
  const estimated = formatPercent(estimate, Number.isInteger(estimate) ? 0 : 1, locale)
  if (Math.abs(apart) < 0.5) return `as estimated (${estimated})`
  return `${pointsApart(apart, locale)} ${apart > 0 ? 'more' : 'less'} than the estimated ${estimated}`
}

/** What the measured value says beside the rating that people gave. */
export function worthInWords({ share, valueShare }: Measured, locale?: string): string | null {
  if (share === null || valueShare === null || share === 0) return null
  const times = valueShare / share
  const each =
    Math.abs(times - 1) < 0.05
      ? 'each is worth about the average'
      : `each is worth ${formatNumber(times, 2, locale)} times the average`
  return `measured: ${formatPercent(valueShare, 1, locale)} of the value with ${formatPercent(share, 1, locale)} of the customers; ${each}`
}

/** What became of a segment since the count before it, in short phrases. */
export function changesSince(now: Measured & Measure, then: Measured & Measure, locale?: string): string[] {
  const points = (a: number | null, b: number | null) =>
    a === null || b === null ? null : `${formatChange(a - b, '', 1, locale)} points`
  const same = sameMeasure(now, then)
  const mean = same && now.mean !== null && then.mean !== null ? now.mean - then.mean : null
  const told: [string, string | null][] = [
    ['customers', formatChange(now.customers - then.customers, '', 0, locale)],
    ['share of customers', points(now.share, then.share)],
    ['share of value', same ? points(now.valueShare, then.valueShare) : null],
    ['mean value', mean === null ? null : `${mean < 0 ? '−' : '+'}${valueInWords(Math.abs(mean), now, locale)}`],
    ['left', points(now.leftShare, then.leftShare)],
  ]
  return told.flatMap(([what, change]) => (change === null ? [] : [`${what} ${change}`]))
}
