import { PlanStatus } from '#app/action-plans/plan-status.tsx'
import { statusWord } from '#app/action-plans/status.ts'
import { paths } from '#app/paths.ts'
import { ProgressBar } from '#app/ui/chart.tsx'
import { agoDay, formatDay, plural, relativeDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Section } from '#app/ui/page.tsx'
import { PersonChip, Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'
import type { Disagreement, LateInitiative, StrategyCounts } from './executive.server.ts'
import { CountLinks } from './count-links.tsx'

interface DisagreementsProps {
  org: string
  today: string
  plans: Disagreement[]
  total: number
}

/** Where owners say that all is well and the records do not bear it out. */
export function Disagreements({ org, today, plans, total }: DisagreementsProps) {
  const all = paths.actionPlans(org, { attention: 'disagreement' })
  if (!plans.length)
    return (
      <Section title="Disagreements">
        <p className="text-ink-muted">What owners say and what the records show agree, for every plan.</p>
      </Section>
    )
  return (
    <Section
      title="Disagreements"
      count={total}
      description="Owners say it is well; the records show something else. Ask before it grows."
      actions={<TextLink href={all}>{total > plans.length ? `All ${total}` : 'Open the list'}</TextLink>}
    >
      <ul className="executive-tight card divide-y divide-line rounded-lg border border-line bg-raised break-inside-auto!">
        {plans.map((plan) => (
          <li key={plan.id} className="grid gap-1.5 px-4 py-3.5 sm:px-5">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <TextLink href={paths.actionPlan(org, plan.id)} quiet>
                <span dir="auto">{plan.name}</span>
              </TextLink>
              <PlanStatus stated={plan.stated} derived={plan.derived} disagrees={false} />
            </div>
            <p className="max-w-prose text-sm">{plan.derivedSentence.replace(/^[^.]+\.\s*/, '')}</p>
            <p className="text-sm text-ink-muted">
              {plan.ownerName ?? 'Nobody'} · {plan.initiativeName}
              {plan.lastUpdateOn && ` · updated ${agoDay(plan.lastUpdateOn, today)}`}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}

interface LateProps {
  org: string
  today: string
  initiatives: LateInitiative[]
  counts: StrategyCounts
}

/** Progress of what runs, the late ones first. */
export function LateInitiatives({ org, today, initiatives, counts }: LateProps) {
  const list = (status: string) => paths.initiatives(org, { stage: 'running', status })
  return (
    <Section
      title="Running initiatives"
      count={counts.running}
      description="Seen in the records of their plans, the late ones first."
      actions={<TextLink href={paths.initiatives(org, { stage: 'running' })}>Open the list</TextLink>}
    >
      <div className="grid gap-4">
        <CountLinks
          label="Running initiatives by status"
          counts={[
            { tone: 'good', word: 'On track', count: counts.onTrack, href: list('on track') },
            { tone: 'warn', word: 'At risk', count: counts.atRisk, href: list('at risk') },
            { tone: 'bad', word: 'Off track', count: counts.offTrack, href: list('off track') },
            { tone: 'bad', word: 'Stale', count: counts.stale, href: list('stale') },
            { tone: 'neutral', word: 'No data', count: counts.noData, href: list('no data') },
          ]}
        />
        {initiatives.length > 0 && <LateTable org={org} today={today} initiatives={initiatives} />}
      </div>
    </Section>
  )
}

function LateTable({ org, today, initiatives }: Omit<LateProps, 'counts'>) {
  const { locale } = useLocale()
  return (
    <Table
      caption="Running initiatives, the late ones first"
      rows={initiatives}
      rowKey={(row) => row.id}
      rowHref={(row) => paths.initiative(org, row.id)}
      columns={[
        {
          key: 'name',
          header: 'Initiative',
          cell: (row) => (
            <TextLink href={paths.initiative(org, row.id)} quiet>
              {row.name}
            </TextLink>
          ),
        },
        { key: 'owner', header: 'Owner', nowrap: true, cell: (row) => <PersonChip name={row.ownerName} /> },
        {
          key: 'progress',
          header: 'Progress',
          width: '8rem',
          cell: (row) => <ProgressBar value={row.progress} label={`Progress of ${row.name}`} />,
        },
        {
          key: 'status',
          header: 'Seen',
          cell: (row) => (
            <span className="grid gap-0.5">
              <Status tone={statusWord(row.derived).tone}>{statusWord(row.derived).word}</Status>
              {row.overdueItems > 0 && (
                <span className="text-xs text-ink-muted">{plural(row.overdueItems, 'late item')}</span>
              )}
            </span>
          ),
        },
        {
          key: 'ends',
          header: 'Ends',
          cell: (row) =>
            row.endsOn ? (
              <span title={formatDay(row.endsOn, locale)} className="whitespace-nowrap">
                {relativeDay(row.endsOn, today)}
              </span>
            ) : (
              <span className="text-ink-muted">open</span>
            ),
        },
      ]}
    />
  )
}
