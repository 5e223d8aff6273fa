// The score of a question among a theme's responses, beside that of all others. Pure.
import { type Score, difference, mean, netPromoterScore, topBox } from '#app/kpis/score.ts'

/** Sums over some days, as score_day keeps them. */
export interface Sums {
  n: number
  total: number
  squares: number
  promoters: number
  detractors: number
  top: number
}

export interface Asked {
  scoreKind: string
  scaleLow: number
  scaleHigh: number
}

/** CSAT in per cent, NPS in points, means on their scale; null without responses. */
export function scoreOfSums({ scoreKind }: Pick<Asked, 'scoreKind'>, sums: Sums): Score | null {
  const { n, promoters, detractors, top } = sums
  if (!(n > 0)) return null
  if (scoreKind === 'nps') return netPromoterScore({ promoters, detractors, passives: n - promoters - detractors })
  if (scoreKind === 'csat') return inPercent(topBox({ hits: top, n })!)
  const average = sums.total / n
  const spread = n > 1 ? Math.sqrt(Math.max(0, (sums.squares - n * average ** 2) / (n - 1))) : null
  return mean({ mean: average, sd: spread, n })
}

const inPercent = (score: Score): Score => ({
  ...score,
  value: 100 * score.value,
  low: score.low === null ? null : 100 * score.low,
  high: score.high === null ? null : 100 * score.high,
  se: score.se === null ? null : 100 * score.se,
})

export const scoreUnit = (scoreKind: string) => (scoreKind === 'csat' ? '%' : '')
export const scoreDecimals = (scoreKind: string) => (scoreKind === 'nps' || scoreKind === 'csat' ? 0 : 2)

export const others = (all: Sums, own: Sums): Sums => ({
  n: all.n - own.n,
  total: all.total - own.total,
  squares: all.squares - own.squares,
  promoters: all.promoters - own.promoters,
  detractors: all.detractors - own.detractors,
  top: all.top - own.top,
})

export type Standing = 'lower' | 'higher' | 'alike' | 'untold'

/** The theme's responses beside all others, which they are no part of: alike unless the band of the difference leaves zero. */
export function besideOthers(own: Score | null, rest: Score | null): Standing {
  const gap = difference(rest, own)
  if (gap === null) return 'untold'
  if (gap.low > 0) return 'higher'
  return gap.high < 0 ? 'lower' : 'alike'
}
export const standingWords: Record<Standing, string> = {
  lower: 'lower',
  higher: 'higher',
  alike: 'no clear difference',
  untold: 'too few to compare',
}
