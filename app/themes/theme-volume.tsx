import { formatPeriod } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { TimeChart } from '#app/ui/time-chart.tsx'
import { type Volumes, trendSentence } from './trend.ts'

interface ThemeVolumeProps {
  name: string
  months: { month: string; n: number }[]
  /** The month that has not ended. */
  thisMonth: string
  volumes: Volumes
}

/** Responses of a theme by month, with their numbers below, and what may be said about them. */
export function ThemeVolume({ name, months, thisMonth, volumes }: ThemeVolumeProps) {
  const { locale } = useLocale()
  const sentence = trendSentence(volumes, locale)
  if (!months.length) return <p className="text-ink-muted">No response has been tagged with it yet.</p>
  return (
    <TimeChart
      points={months.map(({ month, n }) => ({
        period: month,
        label: formatPeriod(month, 'monthly', locale),
        value: n,
        note: month === thisMonth ? 'so far' : null,
      }))}
      unit=""
      decimals={0}
      direction="neither"
      height={200}
      label={`Responses about ${name} by month`}
      caption={sentence}
    />
  )
}
