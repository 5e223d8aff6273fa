// The score of a question among a theme's responses, beside that of all others. Pure.
import type { Sums } from '#app/feedback/score.ts'
import { type Score, difference } from '#app/kpis/score.ts'

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
