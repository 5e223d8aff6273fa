// What the scores page shows, as its address asks for it. Pure.
import { type Frequency, addDays, frequencies, nextPeriod, periodOf, previousPeriod } from '#app/kpis/period.ts'
import { isRealDay } from '#app/ui/schema.ts'
import { type Facet, facets } from './feedback.ts'

export interface ScoreView {
  question: string | null
  facet: Facet
  frequency: Frequency
  /** The first and the last day that are shown; null: as many periods as are usual, up to today. */
  from: string | null
  to: string | null
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function readScoreView(url: string): ScoreView {
  const asked = new URL(url).searchParams
  const question = asked.get('question')
  const day = (name: string) => {
    const given = asked.get(name) ?? ''
    return isRealDay(given) ? given : null
  }
  return {
    question: question && uuid.test(question) ? question : null,
    facet: facets.find((one) => one === asked.get('facet')) ?? 'all',
    frequency: frequencies.find((one) => one === asked.get('period')) ?? 'monthly',
    from: day('from'),
    to: day('to'),
  }
}

/** The inbox's filters for what a number was counted from. */
export function inboxFilters(view: { question: string; facet: Facet }, key: string, days?: Range) {
  return { question: view.question, ...(view.facet === 'all' ? {} : { [view.facet]: key }), ...days }
}

export interface Range {
  /** Days, both counted in. */
  from: string
  to: string
}

/** What of a period lies within a range. */
export function daysOf(period: string, frequency: Frequency, { from, to }: Range): Range {
  const last = addDays(nextPeriod(period, frequency), -1)
  return { from: period > from ? period : from, to: last < to ? last : to }
}

/** The least and most a score of this kind can be. */
export function scaleOf(
  kind: string,
  { scaleLow, scaleHigh }: { scaleLow: number | null; scaleHigh: number | null },
): [number, number] {
  if (kind === 'nps') return [-100, 100]
  return kind === 'csat' ? [0, 100] : [scaleLow ?? 0, scaleHigh ?? 10]
}

/** How many periods are shown. */
export const lengths: Record<Frequency, number> = { weekly: 13, monthly: 13, quarterly: 8, yearly: 5 }

/** More periods than these at once are neither drawn nor read: the latest of them are. */
const mostPeriods = 60

/** The days shown up to `last`: from the day asked for, or else the usual number of periods; `cut` where that would be too many. */
export function rangeOf(last: string, frequency: Frequency, asked: string | null): Range & { cut: boolean } {
  const first = (count: number) => {
    let from = periodOf(last, frequency)
    for (let at = 1; at < count; at++) from = previousPeriod(from, frequency)
    return from
  }
  if (!asked || asked > last) return { from: first(lengths[frequency]), to: last, cut: false }
  const earliest = first(mostPeriods)
  return asked < earliest ? { from: earliest, to: last, cut: true } : { from: asked, to: last, cut: false }
}
