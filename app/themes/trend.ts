// What may be said about how often a theme comes up, and no more than the counts can carry. Pure.
import { topBox } from '#app/kpis/score.ts'
import { formatNumber, formatPercent } from '#app/ui/format.ts'

/** Two stretches of the same length: responses of the theme, and all responses. */
export interface Volumes {
  now: number
  before: number
  allNow: number
  allBefore: number
}

export const windowDays = 90

/** Fewer than this in both together tell nothing. */
export const fewest = 10

/**
 * Many themes are compared at once, so a change is called one only where chance alone would show it in one theme of a hundred: the
 * two-sided 99 % quantile of the normal distribution.
 */
const z99 = 2.5758293035489

export type Trend = 'more' | 'fewer' | 'no change' | 'too few'

/**
 * Compares the shares of all responses, so that a busier season is no news about a theme; where nothing is known of all
 * responses, the two counts themselves (as Poisson counts of equal stretches).
 */
export function trendOf({ now, before, allNow, allBefore }: Volumes): Trend {
  if (now + before < fewest) return 'too few'
  const step = allNow > 0 && allBefore > 0 ? ofShares(now, before, allNow, allBefore) : ofCounts(now, before)
  if (Math.abs(step) <= z99) return 'no change'
  return step > 0 ? 'more' : 'fewer'
}

function ofShares(now: number, before: number, allNow: number, allBefore: number): number {
  const [a, b] = [
    topBox({ hits: before, n: Math.max(before, allBefore) })!,
    topBox({ hits: now, n: Math.max(now, allNow) })!,
  ]
  return (b.value - a.value) / Math.hypot(a.se, b.se)
}

const ofCounts = (now: number, before: number) => (now - before) / Math.sqrt(now + before)

export const trendWords: Record<Trend, string> = {
  more: 'more often',
  fewer: 'less often',
  'no change': 'no clear change',
  'too few': 'too few to tell',
}

/** The figures behind the word, in one sentence. */
export function trendSentence(volumes: Volumes, locale?: string): string {
  const { now, before, allNow, allBefore } = volumes
  const count = (value: number) => formatNumber(value, 0, locale)
  const share = (part: number, all: number) =>
    all > 0 ? ` (${formatPercent((100 * part) / all, 1, locale)} of ${count(all)} responses)` : ''
  const figures = `${count(now)}${share(now, allNow)} in the last ${windowDays} days, ${count(before)}${share(before, allBefore)} in the ${windowDays} before`
  switch (trendOf(volumes)) {
    case 'more':
      return `It comes up more often: ${figures}.`
    case 'fewer':
      return `It comes up less often: ${figures}.`
    case 'no change':
      return `No clear change: ${figures}. Chance alone could explain the difference.`
    default:
      return `Too few to tell: ${figures}.`
  }
}
