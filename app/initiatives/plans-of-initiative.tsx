import { PlanStatus } from '#app/action-plans/plan-status.tsx'
import { paths } from '#app/paths.ts'
import { ProgressBar } from '#app/ui/chart.tsx'
import { agoDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { PersonChip } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'

interface Plan {
  id: string
  name: string
  ownerName: string | null
  progress: number | null
  stated: string | null
  derived: string | null
  disagrees: boolean | null
  lastUpdateOn: string | null
}

/** The plans under an initiative: what their owners say beside what the records show. */
export function PlansOfInitiative({ plans, org, today }: { plans: Plan[]; org: string; today: string }) {
  if (!plans.length)
    return (
      <p className="max-w-prose text-ink-muted">
        No action plan yet. A plan has an owner, dates and items, and is updated in under a minute.
      </p>
    )
  return (
    <Table
      caption="Action plans of this initiative"
      rows={plans}
      rowKey={(plan) => plan.id}
      columns={[
        {
          key: 'name',
          header: 'Plan',
          cell: (plan) => (
            <TextLink href={paths.actionPlan(org, plan.id)} quiet>
              {plan.name}
            </TextLink>
          ),
        },
        { key: 'owner', header: 'Owner', cell: (plan) => <PersonChip name={plan.ownerName} /> },
        {
          key: 'progress',
          header: 'Progress',
          width: '8rem',
          cell: (plan) => <ProgressBar value={plan.progress} label={`Progress of ${plan.name}`} />,
        },
        {
          key: 'status',
          header: 'Status',
          cell: (plan) => <PlanStatus stated={plan.stated} derived={plan.derived} disagrees={plan.disagrees} />,
        },
        {
          key: 'updated',
          header: 'Last update',
          hideOn: 'phone',
          cell: (plan) =>
            plan.lastUpdateOn ? agoDay(plan.lastUpdateOn, today) : <span className="text-ink-muted">none yet</span>,
        },
      ]}
    />
  )
}
