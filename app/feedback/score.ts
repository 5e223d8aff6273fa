// Scores of a question from its sums: by period and facet, with the band that says how far chance alone could have moved them. Pure.
import { type Score, differ, difference, mean, netPromoterScore, topBox, within } from '#app/kpis/score.ts'
import { formatNumber } from '#app/ui/format.ts'

/** What the sums say of some days together. */
export interface Sums {
  n: number
  total: number
  squares: number
  promoters: number
  detractors: number
  top: number
}

/** Under so many answers a score is shown pale and compared with nothing. */
export const enough = 30

/** The standard deviation of a sample from its sums; null for fewer than two. */
export function deviationOf({ n, total, squares }: Pick<Sums, 'n' | 'total' | 'squares'>): number | null {
  return n < 2 ? null : Math.sqrt(Math.max(0, (squares - (total * total) / n) / (n - 1)))
}

/** How a question is scored; the ends of its scale are needed for the band of a mean. */
export interface Scored {
  scoreKind: string | null
  scaleLow?: number | null
  scaleHigh?: number | null
}

/** NPS in points, CSAT in per cent of the top boxes, else the mean on its scale; null without answers. */
export function scoreOfSums({ scoreKind, scaleLow = null, scaleHigh = null }: Scored, sums: Sums): Score | null {
  const { n, promoters, detractors, top, total } = sums
  if (scoreKind === 'nps') return netPromoterScore({ promoters, detractors, passives: n - promoters - detractors })
  if (scoreKind !== 'csat')
    return n ? within(mean({ mean: total / n, sd: deviationOf(sums), n }), scaleLow, scaleHigh) : null
  const share = topBox({ hits: top, n })
  return share && { value: 100 * share.value, n, low: 100 * share.low, high: 100 * share.high, se: 100 * share.se }
}

export const unitOf = (kind: string) => (kind === 'csat' ? '%' : '')
export const decimalsOf = (kind: string) => (kind === 'nps' || kind === 'csat' ? 0 : 2)
export const kindName = (kind: string) => ({ nps: 'NPS', csat: 'CSAT', ces: 'CES', mean: 'Mean' })[kind] ?? 'Score'

/** How a score is made, in a line. */
export function formulaOf(
  kind: string,
  { topFrom, scaleHigh }: { topFrom: number | null; scaleHigh: number | null },
): string {
  if (kind === 'nps') return 'NPS = share of 9 and 10 less share of 0 to 6, in points.'
  if (kind === 'csat') return `CSAT = share of answers of ${topFrom ?? (scaleHigh ?? 5) - 1} and above.`
  return kind === 'ces' ? 'CES = mean of the answers.' : 'Mean of the answers.'
}

export const emptySums = (): Sums => ({ n: 0, total: 0, squares: 0, promoters: 0, detractors: 0, top: 0 })
export function addSums(into: Sums, more: Sums): Sums {
  for (const key of Object.keys(into) as (keyof Sums)[]) into[key] += more[key]
  return into
}

/** A score in words: `31 (n 420, 24 to 38)`. */
export function scoreInWords(kind: string, score: Score, locale?: string): string {
  const written = (value: number) => formatNumber(value, decimalsOf(kind), locale) + unitOf(kind)
  const band = score.low === null || score.high === null ? '' : `, ${written(score.low)} to ${written(score.high)}`
  return `${written(score.value)} (n ${formatNumber(score.n, 0, locale)}${band})`
}

/** What can be said of a score against the one before: a difference only where its band leaves zero. */
export function comparedInWords(kind: string, before: Score | null, now: Score | null, locale?: string): string {
  if (!before || !now) return ''
  if (before.n < enough || now.n < enough) return `Too few answers to compare (fewer than ${enough}).`
  if (!differ(before, now)) return 'No difference can be told from chance.'
  const by = difference(before, now)!
  const written = (value: number) => formatNumber(Math.abs(value), decimalsOf(kind), locale)
  const unit = kind === 'nps' || kind === 'csat' ? ' points' : ''
  const [near, far] = [Math.min(Math.abs(by.low), Math.abs(by.high)), Math.max(Math.abs(by.low), Math.abs(by.high))]
  return `${by.value > 0 ? 'Higher' : 'Lower'} by ${written(by.value)}${unit} (${written(near)} to ${written(far)}).`
}
