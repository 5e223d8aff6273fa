/** Scores computed from responses, each with its n and the band (95 %) that says how far chance alone could have moved it. */

export interface Score {
  value: number
  /** How many responses it was computed from; never 0, for without responses there is no score. */
  n: number
  /** The band is null where one response, or no known spread, cannot give one. */
  low: number | null
  high: number | null
  se: number | null
}

export interface BandedScore extends Score {
  low: number
  high: number
  se: number
}

/** The two-sided 95 % quantile of the normal distribution (measures.md prints it as 1.96). */
export const z95 = 1.959963984540054

/** NPS in points from -100 to 100 (Reichheld): 100 (p - d), se = 100 sqrt((p + d - (p - d)^2) / n). */
export function netPromoterScore(counts: {
  promoters: number
  passives: number
  detractors: number
}): BandedScore | null {
  const n = counts.promoters + counts.passives + counts.detractors
  if (!(n > 0)) return null
  const p = counts.promoters / n
  const d = counts.detractors / n
  const se = 100 * Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / n)
  const value = (100 * (counts.promoters - counts.detractors)) / n
  return { value, n, low: Math.max(-100, value - z95 * se), high: Math.min(100, value + z95 * se), se }
}

/**
 * A share from 0 to 1, such as the top two boxes of CSAT, with the interval of Wilson 1927. Its `se` is half that interval
 * over 1.96, so that 10 of 10 is not taken for certainty when two periods are compared.
 */
export function topBox(counts: { hits: number; n: number }): BandedScore | null {
  const { hits, n } = counts
  if (!(n > 0)) return null
  const value = hits / n
  const scale = 1 + z95 ** 2 / n
  const centre = (value + z95 ** 2 / (2 * n)) / scale
  const half = (z95 * Math.sqrt((value * (1 - value)) / n + z95 ** 2 / (4 * n * n))) / scale
  const low = hits <= 0 ? 0 : Math.max(0, centre - half)
  const high = hits >= n ? 1 : Math.min(1, centre + half)
  return { value, n, low, high, se: half / z95 }
}

/** A mean in the unit of its scale (CES and others): mean +- t x sd / sqrt(n), `sd` being the sample's (n - 1). */
export function mean(sample: { mean: number; sd: number | null; n: number }): Score | null {
  const { n, sd } = sample
  if (!(n > 0)) return null
  if (n < 2 || sd === null) return { value: sample.mean, n, low: null, high: null, se: null }
  const se = sd / Math.sqrt(n)
  const half = t95(n - 1) * se
  return { value: sample.mean, n, low: sample.mean - half, high: sample.mean + half, se }
}

/** The same with its band cut at the ends of its scale, where answers cannot lie beyond. */
export const within = (score: Score | null, lowest: number | null, highest: number | null): Score | null =>
  score && {
    ...score,
    low: score.low === null ? null : Math.max(score.low, lowest ?? -Infinity),
    high: score.high === null ? null : Math.min(score.high, highest ?? Infinity),
  }

/** Responses that all say the same show no spread; from this many on that is taken for what it seems. */
const manyAlike = 30
const showsSpread = (score: Score | null): score is Score & { se: number } =>
  score !== null && score.se !== null && (score.se > 0 || score.n >= manyAlike)

/**
 * The later score minus the earlier one with its own band: se = sqrt(se1^2 + se2^2). Null where either has no band, or none to go by: two
 * promoters are no certainty.
 */
export function difference(a: Score | null, b: Score | null) {
  if (!showsSpread(a) || !showsSpread(b)) return null
  const value = b.value - a.value
  const se = Math.hypot(a.se, b.se)
  return { value, low: value - z95 * se, high: value + z95 * se, se }
}

/** Two periods of the same KPI differ only if the band of their difference leaves zero; what cannot be told does not differ. */
export function differ(a: Score | null, b: Score | null): boolean {
  const gap = difference(a, b)
  return gap !== null && gap.value !== 0 && (gap.low > 0 || gap.high < 0)
}

const smallT = [12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157] as const

/**
 * The two-sided 95 % quantile of Student's t: a table up to 9 degrees of freedom, then the expansion around the normal
 * quantile (Abramowitz & Stegun 26.7.5), which is right to 0.0001 from there on.
 */
export function t95(degrees: number): number {
  const known = smallT[degrees - 1]
  if (known !== undefined) return known
  const z = z95
  return (
    z +
    (z ** 3 + z) / (4 * degrees) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * degrees ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * degrees ** 3) +
    (79 * z ** 9 + 776 * z ** 7 + 1482 * z ** 5 - 1920 * z ** 3 - 945 * z) / (92160 * degrees ** 4)
  )
}
