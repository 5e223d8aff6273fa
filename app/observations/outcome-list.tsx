import { recordPath } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { type OutcomeKind, outcomeWords } from './outcomes.ts'

interface Shown {
  kind: OutcomeKind
  id: string
  name: string
  state: string
}

/** The gaps, themes, initiatives, delights and pains that an observation led to. */
export function OutcomeList({ outcomes, org, none }: { outcomes: readonly Shown[]; org: string; none: string }) {
  if (!outcomes.length) return <p className="text-sm text-ink-muted">{none}</p>
  return (
    <ul className="grid gap-1.5">
      {outcomes.map((outcome) => (
        <li key={`${outcome.kind} ${outcome.id}`} className="flex flex-wrap items-baseline gap-x-2">
          <TextLink href={recordPath(org, outcome.kind, outcome.id) ?? ''}>{outcome.name}</TextLink>
          <span className="text-sm text-ink-muted">{outcomeWords(outcome)}</span>
        </li>
      ))}
    </ul>
  )
}
