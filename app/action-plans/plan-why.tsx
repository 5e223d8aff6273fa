import { expectedWords } from '#app/kpis/sentences.ts'
import { Fragment, type ReactNode } from 'react'
import { paths } from '#app/paths.ts'
import { type PeriodFrequency, formatPeriod, formatValue } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'

interface Kpi {
  id: string
  name: string
  unit: string
  decimals: number
  frequency: string
  expectedDirection: 'up' | 'down' | null
  expectedSize: number | null
  period: string | null
  value: number | null
  target: number | null
}

interface WhyProps {
  org: string
  initiative: { id: string; name: string }
  served: { kind: 'outcome' | 'value'; id: string; name: string }[]
  kpis: Kpi[]
}

/** Why the plan exists, in one sentence whose every name is a link. */
export function PlanWhy({ org, initiative, served, kpis }: WhyProps) {
  const serves = served.map(({ kind, id, name }) => (
    <Fragment key={id}>
      the {kind}{' '}
      <TextLink href={kind === 'outcome' ? paths.outcome(org, id) : paths.coreValue(org, id)}>{name}</TextLink>
    </Fragment>
  ))
  return (
    <p className="max-w-prose text-pretty">
      It is part of <TextLink href={paths.initiative(org, initiative.id)}>{initiative.name}</TextLink>
      {serves.length > 0 ? <>, which serves {joined(serves)}</> : ', which serves no outcome and no value yet'}
      {kpis.length > 0 ? (
        <>, and is meant to move {joined(kpis.map((kpi) => <KpiWords key={kpi.id} org={org} kpi={kpi} />))}.</>
      ) : (
        '. No KPI will tell whether it worked.'
      )}
    </p>
  )
}

function KpiWords({ org, kpi }: { org: string; kpi: Kpi }) {
  const { locale } = useLocale()
  const amount = (value: number) => formatValue(value, kpi.unit, kpi.decimals, locale)
  const { expectedDirection, expectedSize } = kpi
  const expected = expectedDirection && ` ${expectedWords({ expectedDirection, expectedSize }, kpi.unit, locale)}`
  const now =
    kpi.value === null || !kpi.period
      ? 'no value yet'
      : `${amount(kpi.value)} in ${formatPeriod(kpi.period, kpi.frequency as PeriodFrequency, locale)}`
  const target = kpi.target === null ? '' : `, target ${amount(kpi.target)}`
  return (
    <>
      <TextLink href={paths.kpi(org, kpi.id)}>{kpi.name}</TextLink>
      {expected} ({now}
      {target})
    </>
  )
}

/** `a`, `a and b`, `a, b and c`, of elements. */
function joined(parts: ReactNode[]): ReactNode {
  return parts.map((part, at) => (
    <Fragment key={at}>
      {at > 0 && (at === parts.length - 1 ? ' and ' : ', ')}
      {part}
    </Fragment>
  ))
}
