// What a KPI's figures say, in one plain sentence each, and no more than they can say. Pure.
import { agoDay, formatNumber, formatPeriod, formatValue } from '#app/ui/format.ts'
import { type Figures, type Scale, scoreOf } from './kpi.ts'
import type { Frequency } from './period.ts'
import { difference } from './score.ts'
import { lastDayOf } from './standing.ts'
import type { TargetStanding } from './target-path.ts'

interface Standing {
  value: number | null
  low: number | null
  high: number | null
  target: number | null
  againstTarget: string
}

const amount = (scale: Scale, value: number, locale?: string) => formatValue(value, scale.unit, scale.decimals, locale)
/** How far two values are apart: shares in percentage points. What the KPI's decimals would round away is still said. */
const size = (scale: Scale, value: number, locale?: string) => {
  const unit = scale.unit.trim() === '%' ? 'percentage points' : scale.unit
  const shown = formatValue(Math.abs(value), unit, scale.decimals, locale)
  return /[1-9]/.test(shown) ? shown : formatValue(Math.abs(value), unit, undefined, locale)
}

/** The band's two ends: `25.2 to 34.8`; null where none can be told. */
export function bandWords(
  scale: Scale,
  band: { low: number | null; high: number | null },
  locale?: string,
): string | null {
  if (band.low === null || band.high === null) return null
  return `${formatNumber(band.low, scale.decimals, locale)} to ${amount(scale, band.high, locale)}`
}

/** Why a value has no band; null where it has one. */
export function noBandReason(scale: Scale, figures: Figures): string | null {
  if (scoreOf(scale, figures)?.se != null) return null
  switch (scale.scoreKind) {
    case 'nps':
      return 'No band: it needs n, promoters and detractors.'
    case 'csat':
    case 'share':
      return 'No band: it needs n.'
    case 'ces':
    case 'mean':
      if (figures.n === 1) return 'No band: one answer cannot give one.'
      return `No band: it needs ${figures.n === null ? 'n and ' : ''}the standard deviation.`
    default:
      return null
  }
}

/** `Below the target path by 3.1, outside the band.` */
export function targetSentence(scale: Scale, standing: Standing, hasTargets: boolean, locale?: string): string {
  const { value, target, low, high } = standing
  if (value === null) return 'Nothing is recorded yet.'
  if (target === null)
    return hasTargets ? 'The target path begins after this period.' : 'There is no target to hold it against.'
  const gap = value - target
  if (Math.abs(gap) < 1e-9 * Math.max(1, Math.abs(target))) return 'On the target path.'
  const where = `${gap > 0 ? 'Above' : 'Below'} the target path by ${size(scale, gap, locale)}`
  const banded = low !== null && high !== null
  switch (standing.againstTarget as TargetStanding) {
    case 'met':
      return `${where}: target met.`
    case 'within the band':
      return `${where}, within the band: chance alone could explain it.`
    default:
      return banded ? `${where}, outside the band.` : `${where}.`
  }
}

type Measured = Figures & { period: string }

/** What may be said about the newest value beside the one before; a step without a band is never called a change. */
export function changeSentence(
  scale: Scale,
  latest: Measured | undefined,
  previous: Measured | undefined,
  locale?: string,
): string | null {
  if (!latest || !previous) return null
  const since = formatPeriod(previous.period, scale.frequency as Frequency, locale)
  const step = latest.value - previous.value
  const told =
    step === 0 ? `The same as in ${since}` : `${size(scale, step, locale)} ${step > 0 ? 'above' : 'below'} ${since}`
  const gap = difference(scoreOf(scale, previous), scoreOf(scale, latest))
  if (gap === null) return step === 0 ? `${told}.` : `${told}. One step alone does not make a trend.`
  const band = `95% band of the difference ${formatNumber(gap.low, scale.decimals, locale)} to ${formatNumber(gap.high, scale.decimals, locale)}`
  if (gap.low > 0 || gap.high < 0) return `${told}, more than chance alone explains (${band}).`
  return `${told}, no more than chance alone explains (${band}).`
}

/** `Oct 2025, ended 12 days ago`, or that its period still runs. */
export function ageSentence(period: string, frequency: Frequency, today: string, locale?: string): string {
  const end = lastDayOf(period, frequency)
  const named = formatPeriod(period, frequency, locale)
  return end >= today ? `${named}, which still runs` : `${named}, ended ${agoDay(end, today)}`
}

/** What an initiative expects of a KPI: `up by 4 points`, or only `up` where no size was given; shares move by percentage points. */
export function expectedWords(
  link: { expectedDirection: string; expectedSize: number | null },
  unit: string,
  locale?: string,
): string {
  const way = link.expectedDirection === 'up' ? 'up' : 'down'
  if (link.expectedSize === null) return way
  const points = link.expectedSize === 1 ? 'percentage point' : 'percentage points'
  return `${way} by ${formatValue(link.expectedSize, unit.trim() === '%' ? points : unit, undefined, locale)}`
}
