import { formatNumber, formatValue } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Card } from '#app/ui/page.tsx'
import { AgainstTarget } from './kpi-figure.tsx'
import type { Figures, Scale } from './kpi.ts'
import type { Frequency } from './period.ts'
import { ageSentence, bandWords, changeSentence, noBandReason, targetSentence } from './sentences.ts'

interface KpiHeadlineProps {
  kpi: Scale & {
    period: string | null
    value: number | null
    low: number | null
    high: number | null
    target: number | null
    againstTarget: string | null
  }
  latest: (Figures & { period: string }) | undefined
  previous: (Figures & { period: string }) | undefined
  hasTargets: boolean
  today: string
}

/** The newest value, large, with everything that may be said about it and nothing more. */
export function KpiHeadline({ kpi, latest, previous, hasTargets, today }: KpiHeadlineProps) {
  const { locale } = useLocale()
  if (kpi.value === null || kpi.period === null || !latest) return null
  const band = bandWords(kpi, kpi, locale)
  const reason = noBandReason(kpi, latest)
  const change = changeSentence(kpi, latest, previous, locale)
  const against = kpi.againstTarget ?? 'no target'
  return (
    <Card className="grid gap-x-10 gap-y-4 sm:grid-cols-[auto_minmax(0,1fr)]">
      <div>
        <p className="tabular text-3xl font-semibold tracking-tight">
          {formatValue(kpi.value, kpi.unit, kpi.decimals, locale)}
        </p>
        <p className="mt-1 text-sm text-ink-muted">
          {ageSentence(kpi.period, kpi.frequency as Frequency, today, locale)}
        </p>
        <p className="tabular mt-1 text-sm text-ink-muted">
          {latest.n !== null && `n ${formatNumber(latest.n, 0, locale)}`}
          {latest.n !== null && band && ' · '}
          {band && `95% band ${band}`}
        </p>
      </div>
      <div className="grid content-start gap-2">
        <AgainstTarget standing={against} />
        <p className="max-w-prose">
          {targetSentence(kpi, { ...kpi, againstTarget: against }, hasTargets, locale)}
          {kpi.target !== null && (
            <span className="text-ink-muted">
              {' '}
              The path stood at {formatValue(kpi.target, kpi.unit, kpi.decimals, locale)} when the period ended.
            </span>
          )}
        </p>
        {change && <p className="max-w-prose text-sm text-ink-muted">{change}</p>}
        {reason && <p className="max-w-prose text-sm text-ink-muted">{reason}</p>}
      </div>
    </Card>
  )
}
