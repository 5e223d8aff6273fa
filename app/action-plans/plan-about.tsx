import { paths } from '#app/paths.ts'
import { Sparkline } from '#app/ui/chart.tsx'
import { type PeriodFrequency, formatDay, formatPeriod, formatValue } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Facts } from '#app/ui/page.tsx'
import { PersonChip } from '#app/ui/status.tsx'
import { cadenceNames } from './action-plan.ts'
import { Due } from './due.tsx'
import type { Cadence } from './standing.ts'

interface AboutProps {
  org: string
  today: string
  plan: {
    ownerId: string | null
    ownerName: string | null
    ownerAcceptedAt: Date | null
    reviewerId: string | null
    reviewerName: string | null
    cadence: string
    nextUpdateDueOn: string | null
    startsOn: string | null
    endsOn: string | null
  }
  kpi?: {
    id: string
    name: string
    unit: string
    decimals: number
    frequency: string
    value: number | null
    period: string | null
    target: number | null
    recent: { period: string; value: number }[]
  }
}

/** The facts beside a plan's page. */
export function AboutPlan({ org, today, plan, kpi }: AboutProps) {
  const { locale } = useLocale()
  const person = (id: string | null, name: string | null) =>
    id && <PersonChip name={name} href={paths.member(org, id)} />
  return (
    <Facts
      items={[
        {
          term: 'Owner',
          value: plan.ownerId && (
            <span className="grid gap-1">
              {person(plan.ownerId, plan.ownerName)}
              {!plan.ownerAcceptedAt && <span className="text-sm text-warn">has not accepted yet</span>}
            </span>
          ),
        },
        { term: 'Reviewer', value: person(plan.reviewerId, plan.reviewerName) },
        { term: 'Updated', value: cadenceNames[plan.cadence as Cadence] },
        { term: 'Next update', value: <Due day={plan.nextUpdateDueOn} today={today} none="none due" /> },
        { term: 'Starts', value: plan.startsOn && formatDay(plan.startsOn, locale) },
        { term: 'Ends', value: plan.endsOn && formatDay(plan.endsOn, locale) },
        {
          term: 'KPI in its updates',
          value: kpi && (
            <span className="grid justify-items-start gap-1">
              <TextLink href={paths.kpi(org, kpi.id)}>{kpi.name}</TextLink>
              {kpi.value === null || !kpi.period ? (
                <span className="text-ink-muted">no value yet</span>
              ) : (
                <>
                  <span className="tabular">
                    {formatValue(kpi.value, kpi.unit, kpi.decimals, locale)}{' '}
                    <span className="text-sm text-ink-muted">
                      {formatPeriod(kpi.period, kpi.frequency as PeriodFrequency, locale)}
                    </span>
                  </span>
                  <Sparkline
                    points={kpi.recent}
                    target={kpi.target}
                    label={`The last ${kpi.recent.length} values of ${kpi.name}`}
                  />
                </>
              )}
            </span>
          ),
        },
      ].map(({ term, value }) => ({ term, value: value || null }))}
    />
  )
}
