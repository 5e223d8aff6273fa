// The HOW measure: people rate an outcome's question from 1 to 5, each person's latest rating counts. Pure.
import { choice, form, optionalLongText, read } from '#app/ui/schema.ts'

export const ratings = [1, 2, 3, 4, 5] as const
export const ratingNames: Record<number, string> = {
  1: 'Not at all',
  2: 'Hardly',
  3: 'Partly',
  4: 'Mostly',
  5: 'Fully',
}

/** Fewer people than this say nothing about a whole organisation, and could be recognised. */
export const fewestRatings = 3

export const ratingForm = form({
  rating: read(choice(['1', '2', '3', '4', '5'], { label: 'a number from 1 to 5' }), Number),
  comment: optionalLongText({ max: 1000 }),
})

export interface RatingSummary {
  /** People whose latest rating counts. */
  n: number
  /** Mean of the latest ratings; null with fewer than `fewestRatings` people. */
  average: number | null
  low: number | null
  high: number | null
  /** How many people gave 1, 2, 3, 4 and 5. */
  counts: [number, number, number, number, number]
}

/** Summary of how many people last gave 1, 2, 3, 4 and 5. */
export function ratingSummary(given: readonly number[]): RatingSummary {
  const counts = ratings.map((rating) => given[rating - 1] ?? 0) as RatingSummary['counts']
  const n = counts.reduce((sum, count) => sum + count, 0)
  if (n < fewestRatings) return { n, average: null, low: null, high: null, counts }
  const sum = counts.reduce((total, count, at) => total + count * (at + 1), 0)
  return {
    n,
    average: sum / n,
    low: counts.findIndex(Boolean) + 1,
    high: 5 - [...counts].reverse().findIndex(Boolean),
    counts,
  }
}

/** “3.7 of 5, from 2 to 5, 8 people”, or why there is no figure. */
export function ratingWords({ n, average, low, high }: RatingSummary): string {
  if (n === 0) return 'not rated yet'
  if (average === null) return `too few ratings (${n} of ${fewestRatings})`
  const spread = low === high ? `all ${low}` : `from ${low} to ${high}`
  return `${average.toFixed(1)} of 5, ${spread}, ${n} people`
}
