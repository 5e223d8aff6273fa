// What an update says: a stated status, one sentence, the next step, help wanted and the KPI's value. Pure.
import { type Frequency, nextPeriod, periodDueOn, periodLabel, periodOf, previousPeriod } from '#app/kpis/period.ts'
import {
  choice,
  form,
  optionalDate,
  optionalLongText,
  optionalNumber,
  optionalText,
  text,
  version,
} from '#app/ui/schema.ts'
import { type DerivedStatus, type StatedStatus, disagrees, statedStatuses } from './standing.ts'

/** `version` is the number of updates the form was drawn after, so that nobody overwrites what another has just said. */
export const planUpdateForm = form({
  version: version(),
  statedStatus: choice(statedStatuses, { label: 'how it stands' }),
  sentence: text({ label: 'a sentence on how it stands', max: 500 }),
  nextStep: optionalText({ max: 500 }),
  helpWanted: optionalLongText({ max: 1000 }),
  kpiPeriod: optionalDate(),
  kpiValue: optionalNumber(),
  kpiN: optionalNumber({ min: 0, max: 2_000_000_000, decimals: 0 }),
  kpiSd: optionalNumber({ min: 0 }),
  kpiPromoters: optionalNumber({ min: 0, max: 2_000_000_000, decimals: 0 }),
  kpiDetractors: optionalNumber({ min: 0, max: 2_000_000_000, decimals: 0 }),
})

export const acknowledgementForm = form({})

/**
 * The periods a value may be given for in an update, the one wanted first at the front: those that are over and owed
 * (`nextDueOn` of the KPI's standing names the oldest); without any value yet, at least the latest that is over.
 */
export function wantedPeriods(
  kpi: { period: string | null; nextDueOn: string | null },
  frequency: Frequency,
  today: string,
): { period: string; label: string }[] {
  const running = periodOf(today, frequency)
  const owed = kpi.nextDueOn ? periodDueOn(kpi.nextDueOn, frequency) : running
  const latest = previousPeriod(running, frequency)
  const from = kpi.period === null && owed > latest ? latest : owed
  const over: string[] = []
  for (let at = from; at < running && over.length < 24; at = nextPeriod(at, frequency)) over.push(at)
  return over.map((period) => ({ period, label: periodLabel(period, frequency) }))
}

/** The reasons alone of a derived sentence such as “At risk. 7 of 10 done.” */
export const withoutStatus = (sentence: string) => sentence.replace(/^[^.]+\.\s*/, '')

/** A gentle word before a green status is sent that the records do not bear out; null where there is nothing to say. */
export function gentleWarning(stated: string | null, derived: DerivedStatus, sentence: string): string | null {
  if (!stated || !disagrees(stated as StatedStatus, derived)) return null
  return `The records say otherwise: ${withoutStatus(sentence)} You may send it all the same; both are shown, side by side.`
}

/** An update as the fields of its form, for the comparison when somebody else wrote one meanwhile. */
export const updateValues = (
  update: { statedStatus: string; sentence: string; nextStep: string; helpWanted: string } | undefined,
): Record<string, string> => ({
  statedStatus: update?.statedStatus ?? '',
  sentence: update?.sentence ?? '',
  nextStep: update?.nextStep ?? '',
  helpWanted: update?.helpWanted ?? '',
})
