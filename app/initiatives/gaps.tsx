import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { StatusShape } from '#app/ui/status.tsx'
import type { Flag } from './initiative.ts'

interface GapsProps {
  flags: Flag[]
  org: string
  id: string
  canEdit: boolean
  canAppoint: boolean
  canPlan: boolean
}

/** What an active initiative still lacks, each with the way to mend it for those who may. */
export function Gaps({ flags, org, id, canEdit, canAppoint, canPlan }: GapsProps) {
  if (!flags.length) return null
  const mend: Record<Flag, { says: string; href?: string; label?: string }> = {
    'no owner': {
      says: 'Nobody is accountable for it.',
      ...(canAppoint && { href: paths.editInitiative(org, id), label: 'Appoint an owner' }),
    },
    'not accepted': { says: 'Its owner has not accepted being accountable yet.' },
    'no KPI': {
      says: 'No KPI would show whether it works.',
      ...(canEdit && { href: paths.newInitiativeKpi(org, id), label: 'Link a KPI' }),
    },
    'ad hoc': {
      says: 'It serves no value and no outcome.',
      ...(canEdit && { href: paths.editInitiative(org, id), label: 'Link what it serves' }),
    },
    'no plan': {
      says: 'It runs without an action plan.',
      ...(canPlan && { href: paths.newActionPlan(org, { initiative: id }), label: 'Add a plan' }),
    },
  }
  return (
    <ul
      aria-label="What is missing"
      className="grid gap-2 rounded-lg border border-warn/30 bg-warn-soft px-4 py-3 text-sm"
    >
      {flags.map((flag) => (
        <li key={flag} className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <StatusShape tone="warn" />
          <span>{mend[flag].says}</span>
          {mend[flag].href && <TextLink href={mend[flag].href}>{mend[flag].label}</TextLink>}
        </li>
      ))}
    </ul>
  )
}
