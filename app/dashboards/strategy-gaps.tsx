import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { StatusShape } from '#app/ui/status.tsx'
import type { outcomeGaps } from './executive.ts'
import type { StrategyCounts } from './executive.server.ts'

interface GapsProps {
  org: string
  counts: StrategyCounts
  outcomes: ReturnType<typeof outcomeGaps>
}

/** What the strategy lacks, counted; nothing lacking is said once. */
export function StrategyGaps({ org, counts, outcomes }: GapsProps) {
  const flag = (name: string) => paths.initiatives(org, { flag: name })
  const gaps = [
    { count: counts.noOwner, words: ['initiative has no owner', 'initiatives have no owner'], href: flag('no owner') },
    {
      count: counts.notAccepted,
      words: ['owner has not accepted an initiative', 'initiatives wait for their owner to accept'],
      href: flag('not accepted'),
    },
    { count: counts.noKpi, words: ['initiative moves no KPI', 'initiatives move no KPI'], href: flag('no KPI') },
    { count: counts.adHoc, words: ['initiative is ad hoc', 'initiatives are ad hoc'], href: flag('ad hoc') },
    { count: counts.noPlan, words: ['runs without a plan', 'run without a plan'], href: flag('no plan') },
    {
      count: counts.ownerlessPlans,
      words: ['plan has no owner', 'plans have no owner'],
      href: paths.actionPlans(org, { attention: 'no owner' }),
    },
    {
      count: counts.stalePlans,
      words: ['plan is stale', 'plans are stale'],
      href: paths.actionPlans(org, { derived: 'stale', show: 'open' }),
    },
    {
      count: counts.overduePlans,
      words: ['update is overdue', 'updates are overdue'],
      href: paths.actionPlans(org, { attention: 'overdue' }),
    },
    {
      count: counts.overdueKpis,
      words: ['KPI waits for its value', 'KPIs wait for their value'],
      href: paths.kpis(org, { value: 'overdue' }),
    },
    {
      count: outcomes.noOwner,
      words: ['outcome has no owner', 'outcomes have no owner'],
      href: paths.outcomeList(org, { missing: 'owner' }),
    },
    {
      count: outcomes.noWhat,
      words: ['outcome lacks its WHAT measure', 'outcomes lack their WHAT measure'],
      href: paths.outcomeList(org, { missing: 'what' }),
    },
    {
      count: outcomes.noHow,
      words: ['outcome lacks its HOW measure', 'outcomes lack their HOW measure'],
      href: paths.outcomeList(org, { missing: 'how' }),
    },
    {
      count: counts.stalePersonas,
      words: ['persona is stale', 'personas are stale'],
      href: paths.personas(org, { freshness: 'stale' }),
    },
    {
      count: counts.helpWanted,
      words: ['plan asks for help', 'plans ask for help'],
      href: paths.actionPlans(org, { attention: 'help wanted' }),
    },
  ].filter(({ count }) => count > 0)
  if (!gaps.length)
    return <p className="text-ink-muted">None: everything active has an owner, a KPI, a purpose and a fresh update.</p>
  return (
    <ul className="grid gap-x-8 gap-y-2 sm:grid-cols-2">
      {gaps.map(({ count, words, href }) => (
        <li key={href} className="flex items-baseline gap-2 text-sm">
          <StatusShape tone="warn" className="translate-y-px" />
          <TextLink href={href} quiet className="font-normal!">
            <span className="tabular font-semibold">{count}</span> {words[count === 1 ? 0 : 1]}
          </TextLink>
        </li>
      ))}
    </ul>
  )
}
