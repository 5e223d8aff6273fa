import { targetStandingNames, targetStandingTones } from '#app/kpis/kpi.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { TimeChart } from '#app/ui/chart.tsx'
import { type PeriodFrequency, formatPeriod, formatValue } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Card } from '#app/ui/page.tsx'
import { Badge, Status } from '#app/ui/status.tsx'
import { missingHints, missingWords } from './outcome.ts'
import type { OutcomeRow } from './outcome-list.server.ts'

interface WhatMeasureProps {
  outcome: Pick<OutcomeRow, 'kpi' | 'whatTarget' | 'missing'>
  org: string
  /** The way to mend it, for those who may. */
  edit: string | null
}

/** The figure: the KPI, where it stands, and what would say we are there. */
export function WhatMeasure({ outcome, org, edit }: WhatMeasureProps) {
  const { kpi, whatTarget, missing } = outcome
  return (
    <Card className="grid content-start gap-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="text-sm font-semibold">WHAT: the figure that shows it</h3>
        {missing.includes('what') && <Badge tone="warn">{missingWords.what}</Badge>}
      </div>
      {missing.includes('what') && (
        <div className="grid justify-items-start gap-3">
          <p className="text-ink-muted">
            {kpi ? 'Its KPI is archived. Choose one that is still measured.' : missingHints.what}
          </p>
          {edit && (
            <LinkButton href={edit} size="small">
              Choose a KPI
            </LinkButton>
          )}
        </div>
      )}
      {kpi && <Figure kpi={kpi} org={org} />}
      {whatTarget && (
        <p>
          <span className="block text-sm text-ink-muted">We are there when it is</span>
          <span dir="auto" className="font-serif text-lg">
            {whatTarget}
          </span>
        </p>
      )}
    </Card>
  )
}

function Figure({ kpi, org }: { kpi: NonNullable<OutcomeRow['kpi']>; org: string }) {
  const { locale } = useLocale()
  const frequency = kpi.frequency as PeriodFrequency
  const write = (value: number | null) => formatValue(value, kpi.unit, kpi.decimals, locale)
  const standing = kpi.againstTarget as keyof typeof targetStandingNames
  return (
    <>
      <div>
        <TextLink href={paths.kpi(org, kpi.id)}>{kpi.name}</TextLink>
        <p className="mt-1 flex flex-wrap items-baseline gap-x-3 gap-y-1">
          <span className="tabular text-2xl font-semibold">{write(kpi.value)}</span>
          {kpi.value !== null && <Status tone={targetStandingTones[standing]}>{targetStandingNames[standing]}</Status>}
        </p>
        {kpi.period && (
          <p className="text-sm text-ink-muted">
            {formatPeriod(kpi.period, frequency, locale)}
            {kpi.low !== null && kpi.high !== null && `, 95% band ${write(kpi.low)} to ${write(kpi.high)}`}
            {kpi.n !== null && `, n = ${kpi.n}`}
            {kpi.target !== null && `, target then ${write(kpi.target)}`}
          </p>
        )}
      </div>
      {kpi.recent.length > 0 && (
        <TimeChart
          points={kpi.recent.map(({ period, value }) => ({
            period,
            value,
            label: formatPeriod(period, frequency, locale),
          }))}
          unit={kpi.unit}
          decimals={kpi.decimals}
          direction={kpi.direction === 'up' ? 'higher' : 'lower'}
          height={180}
          label={kpi.name}
          caption={`The last ${kpi.recent.length} values.`}
        />
      )}
    </>
  )
}
