import { ArrowDownRight, ArrowUpRight } from 'lucide-react'
import { formatNumber } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { type Volumes, trendOf, trendSentence, trendWords } from './trend.ts'

/** Responses of the last 90 days, and in words whether that is another number than before; an arrow only where it is. */
export function VolumeFigure({ volumes }: { volumes: Volumes }) {
  const { locale } = useLocale()
  const trend = trendOf(volumes)
  const Arrow = trend === 'more' ? ArrowUpRight : trend === 'fewer' ? ArrowDownRight : null
  return (
    <span className="tabular" title={trendSentence(volumes, locale)}>
      <span className="font-medium">{formatNumber(volumes.now, 0, locale)}</span>
      <span className="block text-xs text-ink-muted">
        {Arrow && <Arrow aria-hidden className="me-0.5 inline size-3.5 align-[-2px]" />}
        {trendWords[trend]}
      </span>
    </span>
  )
}
