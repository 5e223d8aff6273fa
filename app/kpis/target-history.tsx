import { paths } from '#app/paths.ts'
import { formatDay, formatMoment, formatValue } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Status } from '#app/ui/status.tsx'
import { Table } from '#app/ui/table.tsx'

interface ShownTarget {
  id: string
  dueOn: string
  value: number
  reason: string
  who: string | null
  createdAt: Date
  withdrawnAt: Date | null
  withdrawnBecause: string | null
  withdrawnBy: string | null
  withdrawnWho: string | null
}

interface TargetHistoryProps {
  kpi: { id: string; unit: string; decimals: number }
  targets: readonly ShownTarget[]
  org: string
  today: string
  canEdit: boolean
}

/** Every target there ever was, with who set it and why; the withdrawn ones stay in sight. */
export function TargetHistory({ kpi, targets, org, today, canEdit }: TargetHistoryProps) {
  const { locale, timeZone } = useLocale()
  if (!targets.length)
    return (
      <p className="max-w-prose text-ink-muted">
        No target yet. Set where the path starts and where it should lead: between two targets it is a straight line.
      </p>
    )
  const day = (at: Date) => formatMoment(at, locale, timeZone).split(',')[0]
  return (
    <Table
      caption="Targets, latest day first"
      rows={targets}
      rowKey={(target) => target.id}
      columns={[
        { key: 'due', header: 'By', nowrap: true, cell: (target) => formatDay(target.dueOn, locale) },
        {
          key: 'value',
          header: 'Target',
          align: 'end',
          cell: (target) => {
            const written = formatValue(target.value, kpi.unit, kpi.decimals, locale)
            return target.withdrawnAt ? <del className="text-ink-muted">{written}</del> : written
          },
        },
        {
          key: 'state',
          header: 'State',
          cell: (target) => <Status tone={target.withdrawnAt ? 'neutral' : 'info'}>{stateOf(target, today)}</Status>,
        },
        {
          key: 'reason',
          header: 'Why',
          cell: (target) => (
            <span className="grid max-w-prose gap-1">
              <span dir="auto">{target.reason}</span>
              <span className="text-ink-muted">
                Set by {target.who ?? 'Sirius'} on {day(target.createdAt)}.
              </span>
              {target.withdrawnAt && (
                <span className="text-ink-muted">
                  {target.withdrawnBy === 'kpi.target-set' ? 'Replaced' : 'Withdrawn'} by{' '}
                  {target.withdrawnWho ?? 'Sirius'} on {day(target.withdrawnAt)}
                  {target.withdrawnBecause && (
                    <>
                      : <span dir="auto">{target.withdrawnBecause}</span>
                    </>
                  )}
                </span>
              )}
              {canEdit && !target.withdrawnAt && (
                <span className="print:hidden">
                  <TextLink href={paths.kpiTargetWithdrawal(org, kpi.id, target.id)}>
                    Withdraw<span className="sr-only"> the target of {formatDay(target.dueOn, locale)}</span>
                  </TextLink>
                </span>
              )}
            </span>
          ),
        },
      ]}
    />
  )
}

function stateOf(target: ShownTarget, today: string): string {
  if (target.withdrawnAt) return target.withdrawnBy === 'kpi.target-set' ? 'Replaced' : 'Withdrawn'
  return target.dueOn < today ? 'In force, its day has passed' : 'In force'
}
