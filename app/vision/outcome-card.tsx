import { targetStandingNames, targetStandingTones } from '#app/kpis/kpi.ts'
import { paths } from '#app/paths.ts'
import { formatValue } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { PersonChip, Status } from '#app/ui/status.tsx'
import { MissingHalves } from './missing-halves.tsx'
import { type OutcomeState, outcomeStateNames, outcomeStateTones } from './outcome.ts'
import type { OutcomeRow } from './outcome-list.server.ts'
import { ratingWords } from './rating.ts'

/** One outcome on the board: how far it is by figure and by feeling, and what is missing. */
export function OutcomeCard({ outcome, org, headingLevel }: { outcome: OutcomeRow; org: string; headingLevel: 3 | 4 }) {
  const Heading = headingLevel === 3 ? 'h3' : 'h4'
  const { state, missing, kpi } = outcome
  return (
    <article className="card relative grid gap-2 rounded-lg border border-line bg-raised p-3.5 text-sm hover:border-line-strong">
      <Heading dir="auto" className="text-base leading-snug font-medium">
        <TextLink href={paths.outcome(org, outcome.id)} quiet>
          {outcome.title}
        </TextLink>
      </Heading>
      {(state !== 'open' || missing.length > 0) && (
        <p className="flex flex-wrap items-center gap-2">
          {state !== 'open' && (
            <Status tone={outcomeStateTones[state as OutcomeState]}>{outcomeStateNames[state as OutcomeState]}</Status>
          )}
          <MissingHalves missing={missing} />
        </p>
      )}
      <dl className="grid gap-1.5">
        {kpi && (
          <div>
            <dt className="sr-only">WHAT measure</dt>
            <dd>
              <KpiLine kpi={kpi} />
            </dd>
          </div>
        )}
        {outcome.howQuestion && (
          <div>
            <dt className="sr-only">HOW measure</dt>
            <dd className="text-ink-muted">Felt: {ratingWords(outcome.rating)}</dd>
          </div>
        )}
        <div>
          <dt className="sr-only">Owner</dt>
          <dd>
            {outcome.ownerName ? <PersonChip name={outcome.ownerName} /> : <span className="text-warn">No owner</span>}
          </dd>
        </div>
      </dl>
    </article>
  )
}

/** The newest figure of the WHAT measure and how it stands to its target. */
export function KpiLine({ kpi }: { kpi: NonNullable<OutcomeRow['kpi']> }) {
  const { locale } = useLocale()
  const standing = kpi.againstTarget as keyof typeof targetStandingNames
  return (
    <span className="flex flex-wrap items-baseline gap-x-2 gap-y-0.5">
      <span className="min-w-0 text-ink-muted">{kpi.name}</span>
      <span className="tabular font-semibold">{formatValue(kpi.value, kpi.unit, kpi.decimals, locale)}</span>
      {kpi.value !== null && kpi.target !== null && (
        <Status tone={targetStandingTones[standing]}>{targetStandingNames[standing]}</Status>
      )}
    </span>
  )
}
