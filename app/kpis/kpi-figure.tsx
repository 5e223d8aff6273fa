import { formatPeriod, formatValue } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Status } from '#app/ui/status.tsx'
import { targetStandingNames, targetStandingTones } from './kpi.ts'
import type { Frequency } from './period.ts'
import { bandWords } from './sentences.ts'
import type { TargetStanding } from './target-path.ts'

interface Figure {
  unit: string
  decimals: number
  scoreKind: string
  frequency: string
  period: string | null
  value: number | null
  low: number | null
  high: number | null
}

/** The newest value with its period and, where one can be told, its band. */
export function KpiFigure({ kpi }: { kpi: Figure }) {
  const { locale } = useLocale()
  if (kpi.value === null || kpi.period === null) return <span className="text-ink-muted">no value yet</span>
  const band = bandWords(kpi, kpi, locale)
  return (
    <span className="grid gap-0.5">
      <span className="tabular text-base font-semibold">{formatValue(kpi.value, kpi.unit, kpi.decimals, locale)}</span>
      <span className="tabular text-xs text-ink-muted">
        {formatPeriod(kpi.period, kpi.frequency as Frequency, locale)}
        {band && ` · ${band}`}
      </span>
    </span>
  )
}

/** Met, missed or within the band: shape and word. */
export function AgainstTarget({ standing }: { standing: string | null }) {
  const word = (standing ?? 'no target') as TargetStanding
  return <Status tone={targetStandingTones[word]}>{targetStandingNames[word]}</Status>
}
