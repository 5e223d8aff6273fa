// The forms in which values are typed: rows of one KPI, and a grid of many KPIs by a few periods each. Pure.
import type { z } from 'zod'
import { form, isRealDay, optionalLongText, optionalNumber, optionalText } from '#app/ui/schema.ts'
import { npsOf } from './kpi.ts'
import { type Frequency, nextPeriod, periodOf, previousPeriod } from './period.ts'

// ── One KPI ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** How many periods one page of a KPI offers. */
export const rowsOf: Record<Frequency, number> = { weekly: 13, monthly: 13, quarterly: 9, yearly: 8 }
export const mostRows = 13

const rowNumbers = Array.from({ length: mostRows }, (_, at) => at)

const rowFields = Object.fromEntries(
  rowNumbers.flatMap((at) => [
    [`period_${at}`, optionalText({ max: 10 })],
    [`seen_${at}`, optionalText({ max: 10 })],
    [`value_${at}`, optionalNumber()],
    [`n_${at}`, optionalNumber({ min: 0, decimals: 0 })],
    [`sd_${at}`, optionalNumber({ min: 0 })],
    [`promoters_${at}`, optionalNumber({ min: 0, decimals: 0 })],
    [`detractors_${at}`, optionalNumber({ min: 0, decimals: 0 })],
    [`note_${at}`, optionalText({ max: 500 })],
  ]),
) as Record<string, ReturnType<typeof optionalText> | ReturnType<typeof optionalNumber>>

const reason = optionalLongText({ max: 1000 })
export const valuesForm = form({ ...rowFields, reason })

export interface TypedValue {
  /** Its place in the form. */
  at: number
  kpiId: string | null
  period: string
  seenVersion: number
  value: number
  n?: number | null
  sd?: number | null
  promoters?: number | null
  detractors?: number | null
  note?: string | null
}

export interface TypedValues {
  values: TypedValue[]
  /** By field of the form. */
  errors: Record<string, string>
}

const notRemoved = 'A recorded value is not removed. Put it back, or restate it.'
const valueMissing = 'Give the value too, or leave the whole line empty.'

/** The rows that hold something; NPS may be left to its counts. `shown` are the figures that the page asked for. */
export function typedRows(
  values: z.output<typeof valuesForm>,
  shown: readonly string[],
  scoreKind: string,
): TypedValues {
  const fields = values as Record<string, unknown>
  const found: TypedValues = { values: [], errors: {} }
  for (const at of rowNumbers) {
    const period = fields[`period_${at}`]
    if (typeof period !== 'string' || !isRealDay(period)) continue
    const number = (field: string) => fields[`${field}_${at}`] as number | null
    const optional = (field: string) => (shown.includes(field) ? number(field) : undefined)
    const beside = {
      n: optional('n'),
      sd: optional('sd'),
      promoters: optional('promoters'),
      detractors: optional('detractors'),
    }
    const note = fields[`note_${at}`] as string | null
    const seenVersion = versionIn(fields[`seen_${at}`])
    const { n = null, promoters = null, detractors = null } = beside
    const value = number('value') ?? (scoreKind === 'nps' ? npsOf({ n, promoters, detractors }) : null)
    if (value !== null) found.values.push({ at, kpiId: null, period, seenVersion, value, ...beside, note })
    else if (seenVersion > 0) found.errors[`value_${at}`] = notRemoved
    else if (note !== null || Object.values(beside).some((given) => given != null))
      found.errors[`value_${at}`] = valueMissing
  }
  return found
}

const versionIn = (text: unknown) => {
  const version = Number(text)
  return Number.isSafeInteger(version) && version > 0 ? version : 0
}

/** The periods of one page, newest first; `until` is the newest. */
export function periodsUntil(until: string, frequency: Frequency, count: number): string[] {
  const periods = [periodOf(until, frequency)]
  while (periods.length < count) periods.push(previousPeriod(periods[periods.length - 1]!, frequency))
  return periods
}

/** The newest period of the page before this one, or null where that is in the future. */
export function newerPage(until: string, frequency: Frequency, today: string): string | null {
  const latest = periodOf(today, frequency)
  let newest = until
  for (let steps = rowsOf[frequency]; steps > 0 && newest < latest; steps--) newest = nextPeriod(newest, frequency)
  return newest > until ? newest : null
}

// ── Many KPIs ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** How many periods of each KPI the grid offers. */
export const gridPeriods: Record<Frequency, number> = { weekly: 5, monthly: 5, quarterly: 4, yearly: 3 }
/** KPIs a page of the grid. */
export const gridPageSize = 40
export const mostCells = gridPageSize * 5

const cellNumbers = Array.from({ length: mostCells }, (_, at) => at)

const cellFields = Object.fromEntries(
  cellNumbers.flatMap((at) => [
    [`cell_${at}`, optionalText({ max: 60 })],
    [`value_${at}`, optionalNumber()],
    [`n_${at}`, optionalNumber({ min: 0, decimals: 0 })],
  ]),
) as Record<string, ReturnType<typeof optionalText> | ReturnType<typeof optionalNumber>>
export const gridForm = form({ ...cellFields, reason })

/** What a cell is about: its KPI, its period, and the version that stood in it. */
export const cellName = (cell: { kpiId: string; period: string; version: number; counts: boolean }) =>
  `${cell.kpiId}/${cell.period}/${cell.version}${cell.counts ? '/n' : ''}`

const cellPattern = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/(\d{4}-\d{2}-\d{2})\/(\d+)(\/n)?$/

export function typedCells(values: z.output<typeof gridForm>): TypedValues {
  const fields = values as Record<string, unknown>
  const found: TypedValues = { values: [], errors: {} }
  for (const at of cellNumbers) {
    const [, kpiId, period, version, counts] = cellPattern.exec(String(fields[`cell_${at}`] ?? '')) ?? []
    if (!kpiId || !period || !isRealDay(period)) continue
    const value = fields[`value_${at}`] as number | null
    const n = counts ? (fields[`n_${at}`] as number | null) : undefined
    const seenVersion = versionIn(version)
    if (value !== null) found.values.push({ at, kpiId, period, seenVersion, value, n })
    else if (seenVersion > 0) found.errors[`value_${at}`] = notRemoved
    else if (n != null) found.errors[`value_${at}`] = valueMissing
  }
  return found
}
