import { paths } from '#app/paths.ts'
import { targetStandingNames, targetStandingTones } from '#app/kpis/kpi.ts'
import { expectedWords } from '#app/kpis/sentences.ts'
import { Sparkline } from '#app/ui/chart.tsx'
import { formatPeriod, formatValue, type PeriodFrequency } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Badge, Status } from '#app/ui/status.tsx'
import { confidenceNames } from './initiative.ts'

interface LinkedKpi {
  id: string
  kpiId: string
  name: string
  unit: string
  decimals: number
  frequency: string
  hypothesis: string
  expectedDirection: string
  expectedSize: number | null
  confidence: string
  period: string | null
  value: number | null
  againstTarget: string | null
  recent: unknown
}

/** Each hypothesis beside what the KPI shows today. */
export function LinkedKpis({
  links,
  org,
  initiativeId,
  canEdit,
}: {
  links: LinkedKpi[]
  org: string
  initiativeId: string
  canEdit: boolean
}) {
  const { locale } = useLocale()
  if (!links.length)
    return (
      <p className="max-w-prose text-ink-muted">
        No KPI is linked, so nobody can tell later whether this moved anything.
      </p>
    )
  return (
    <ul className="grid gap-4">
      {links.map((link) => {
        const recent = (link.recent ?? []) as { period: string; value: number }[]
        const against = (link.againstTarget ?? 'no target') as keyof typeof targetStandingNames
        return (
          <li
            key={link.id}
            className="grid gap-x-6 gap-y-3 rounded-lg border border-line bg-raised p-4 sm:grid-cols-[minmax(0,1fr)_auto]"
          >
            <div className="min-w-0">
              <div className="flex flex-wrap items-center gap-2">
                <TextLink href={paths.kpi(org, link.kpiId)} quiet>
                  {link.name}
                </TextLink>
                <Badge>expected {expectedWords(link, link.unit, locale)}</Badge>
                <Badge>{confidenceNames[link.confidence as keyof typeof confidenceNames]} confidence</Badge>
              </div>
              <p className="mt-1.5 max-w-prose text-sm text-ink-muted">{link.hypothesis}</p>
              {canEdit && (
                <p className="mt-2 flex gap-4 text-sm print:hidden">
                  <TextLink href={paths.editInitiativeKpi(org, initiativeId, link.id)}>
                    Edit<span className="sr-only"> the link to {link.name}</span>
                  </TextLink>
                  <TextLink href={paths.initiativeKpiRemoval(org, initiativeId, link.id)}>
                    Unlink<span className="sr-only"> {link.name}</span>
                  </TextLink>
                </p>
              )}
            </div>
            <div className="sm:text-end">
              {link.value === null || link.period === null ? (
                <span className="text-sm text-ink-muted">no value yet</span>
              ) : (
                <>
                  <div className="text-lg font-semibold tabular-nums">
                    {formatValue(link.value, link.unit, link.decimals, locale)}
                  </div>
                  <div className="text-xs text-ink-muted">
                    {formatPeriod(link.period, link.frequency as PeriodFrequency, locale)}
                  </div>
                  <div className="my-1 flex sm:justify-end">
                    <Sparkline points={recent} label={`The last ${recent.length} values of ${link.name}`} />
                  </div>
                  <Status tone={targetStandingTones[against]}>{targetStandingNames[against]}</Status>
                </>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
