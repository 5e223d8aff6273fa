// What may be said about how often a theme comes up, and no more than the counts can carry. Pure.
import { formatNumber } from '#app/ui/format.ts'

/** What one listening post heard in two stretches of the same length: responses of the theme, and all responses. */
export interface Heard {
  now: number
  before: number
  allNow: number
  allBefore: number
}

/** How often a theme comes up in two stretches of the same length, and what of it can be compared. */
export interface Volumes {
  now: number
  before: number
  /** Both stretches together, of those posts that heard somebody in both. */
  compared: number
  /** Of these, how many are of the later stretch, and how many would be if the theme came up equally often in both, post by post. */
  comparedNow: number
  expected: number
  /** Of `comparedNow`, by chance. */
  variance: number
}

/**
 * Puts together what each post heard, as Mantel and Haenszel do: a theme's share is compared within each post, so that neither a busier
 * season nor a survey newly connected is news about a theme. (Mantel N, Haenszel W. JNCI 1959;22:719-748.)
 */
export function volumesOf(posts: readonly Heard[]): Volumes {
  const sums = { now: 0, before: 0, compared: 0, comparedNow: 0, expected: 0, variance: 0 }
  for (const { now, before, allNow, allBefore } of posts) {
    const [of, all] = [now + before, allNow + allBefore]
    sums.now += now
    sums.before += before
    if (!allNow || !allBefore) continue
    sums.compared += of
    sums.comparedNow += now
    sums.expected += (of * allNow) / all
    sums.variance += (of * Math.max(0, all - of) * allNow * allBefore) / (all * all * (all - 1))
  }
  return sums
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

export function trendOf({ compared, comparedNow, expected, variance }: Volumes): Trend {
  if (compared < fewest) return 'too few'
  const beyond = comparedNow - expected
  if (Math.abs(beyond) <= z99 * Math.sqrt(variance)) return 'no change'
  return beyond > 0 ? 'more' : 'fewer'
}

export const trendWords: Record<Trend, string> = {
  more: 'more often',
  fewer: 'less often',
  'no change': 'no clear change',
  'too few': 'too few to tell',
}

/** The figures behind the word. */
export function trendSentence(volumes: Volumes, locale?: string): string {
  const { now, before, compared, comparedNow, expected } = volumes
  const count = (value: number) => formatNumber(value, 0, locale)
  const figures = `${count(now)} in the last ${windowDays} days, ${count(before)} in the ${windowDays} before`
  const all = compared === now + before
  const which = all
    ? ''
    : ` Of the listening posts that heard somebody in both, ${count(comparedNow)} of ${count(compared)} are recent.`
  const equal = `${which} Equally often in both would be ${count(expected)} of ${count(compared)}.`
  switch (trendOf(volumes)) {
    case 'more':
      return `It comes up more often: ${figures}.${equal}`
    case 'fewer':
      return `It comes up less often: ${figures}.${equal}`
    case 'no change':
      return `No clear change: ${figures}.${equal} Chance alone could explain the difference.`
    default:
      return `Too few to tell: ${figures}.${all ? '' : ' Other listening posts heard nobody in one of the two.'}`
  }
}
