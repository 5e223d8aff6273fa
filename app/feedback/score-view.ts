// What the scores page shows, as its address asks for it. Pure.
import { type Frequency, frequencies, nextPeriod, addDays } from '#app/kpis/period.ts'
import { type Facet, facets } from './feedback.ts'

/** How many periods are shown. */
export const lengths: Record<Frequency, number> = { weekly: 13, monthly: 13, quarterly: 8, yearly: 5 }

export interface ScoreView {
  question: string | null
  facet: Facet
  frequency: Frequency
  /** The last day that is shown; null: today. */
  until: string | null
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export function readScoreView(url: string): ScoreView {
  const asked = new URL(url).searchParams
  const question = asked.get('question')
  const until = asked.get('until')
  return {
    question: question && uuid.test(question) ? question : null,
    facet: facets.find((one) => one === asked.get('facet')) ?? 'all',
    frequency: frequencies.find((one) => one === asked.get('period')) ?? 'monthly',
    until: until && /^\d{4}-\d\d-\d\d$/.test(until) && !Number.isNaN(Date.parse(until)) ? until : null,
  }
}

/** The inbox's filters for what a number was counted from. */
export function inboxFilters(
  view: { question: string; facet: Facet },
  key: string,
  period?: string,
  frequency?: Frequency,
) {
  return {
    question: view.question,
    ...(view.facet === 'all' ? {} : { [view.facet]: key }),
    ...(period && frequency ? { from: period, to: addDays(nextPeriod(period, frequency), -1) } : {}),
  }
}

/** The least and most a score of this kind can be. */
export function scaleOf(
  kind: string,
  { scaleLow, scaleHigh }: { scaleLow: number | null; scaleHigh: number | null },
): [number, number] {
  if (kind === 'nps') return [-100, 100]
  return kind === 'csat' ? [0, 100] : [scaleLow ?? 0, scaleHigh ?? 10]
}
