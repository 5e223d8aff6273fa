import { Plus } from 'lucide-react'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Section } from '#app/ui/page.tsx'
import { StatusShape } from '#app/ui/status.tsx'
import { MissingHalves } from './missing-halves.tsx'
import {
  type Half,
  type OutcomeState,
  horizonNames,
  horizons,
  outcomeStateNames,
  outcomeStateTones,
} from './outcome.ts'

interface Outcome {
  id: string
  title: string
  horizon: number
  state: string
  missing: Half[]
}

/** Where the vision leads: the bold outcomes of each year, in a few words. */
export function OutcomesByYear({ outcomes, org, canAdd }: { outcomes: Outcome[]; org: string; canAdd: boolean }) {
  return (
    <Section
      title="What will be different"
      count={outcomes.length}
      description={
        outcomes.length > 0 && <TextLink href={paths.outcomes(org)}>See all outcomes with their measures</TextLink>
      }
      actions={
        canAdd && (
          <LinkButton href={paths.newOutcome(org)} size="small" icon={Plus}>
            Add an outcome
          </LinkButton>
        )
      }
    >
      {outcomes.length ? (
        <div className="grid gap-6 sm:grid-cols-3">
          {horizons.map((horizon) => (
            <div key={horizon} className="min-w-0 border-t-2 border-accent/50 pt-3">
              <h3 className="text-sm font-semibold">{horizonNames[horizon]}</h3>
              <ul className="mt-2 grid gap-2">
                {outcomes
                  .filter((outcome) => outcome.horizon === horizon)
                  .map((outcome) => (
                    <li key={outcome.id} className="flex items-baseline gap-2">
                      <StatusShape tone={outcomeStateTones[outcome.state as OutcomeState]} />
                      <span className="min-w-0">
                        <TextLink href={paths.outcome(org, outcome.id)} quiet className="me-2">
                          {outcome.title}
                        </TextLink>
                        <span className="sr-only">{outcomeStateNames[outcome.state as OutcomeState]}</span>
                        <MissingHalves missing={outcome.missing} />
                      </span>
                    </li>
                  ))}
                {outcomes.every((outcome) => outcome.horizon !== horizon) && (
                  <li className="text-sm text-ink-muted">Nothing set for this year yet.</li>
                )}
              </ul>
            </div>
          ))}
        </div>
      ) : (
        <p className="max-w-prose text-ink-muted">
          No outcomes yet. Say what will be different for customers in one, two and three years, each with a figure and
          a feeling to know it by.
        </p>
      )}
    </Section>
  )
}
