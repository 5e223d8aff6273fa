import { Target } from 'lucide-react'
import { type TargetStanding, againstTargetWord } from './kpi-words.ts'
import { paths } from '#app/paths.ts'
import { bandWords, ageSentence } from '#app/kpis/sentences.ts'
import type { Frequency } from '#app/kpis/period.ts'
import { statusWord } from '#app/action-plans/status.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { ProgressBar, Sparkline } from '#app/ui/chart.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { formatValue, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Section } from '#app/ui/page.tsx'
import { Badge, Status, StatusShape } from '#app/ui/status.tsx'
import type { OutcomeRow } from '#app/vision/outcome-list.server.ts'
import { horizonName, missingHints, missingWords } from '#app/vision/outcome.ts'
import { ratingWords } from '#app/vision/rating.ts'
import type { ServingRow } from './executive.server.ts'

export type OutcomeShown = Omit<OutcomeRow, 'description'>

interface OutcomesProps {
  org: string
  today: string
  /** Those drawn: of a great many only some. */
  outcomes: OutcomeShown[]
  /** How many outcomes each pillar has in all. */
  pillarSizes: Record<string, number>
  serving: ServingRow[]
}

/** The bold outcomes under their pillars: what the KPI says, what people say, and what is done about it. */
export function OutcomesByPillar({ org, today, outcomes, pillarSizes, serving }: OutcomesProps) {
  const total = Object.values(pillarSizes).reduce((sum, size) => sum + size, 0)
  const pillars = [...new Map(outcomes.map(({ pillarId, pillarName }) => [pillarId, pillarName]))]
  if (!outcomes.length)
    return (
      <EmptyState
        icon={Target}
        title="No bold outcome yet"
        actions={<LinkButton href={paths.outcomes(org)}>Go to the outcomes</LinkButton>}
      >
        Write what will be true for customers in one, two and three years, each with a KPI that would show it.
      </EmptyState>
    )
  return (
    <Section
      title="Bold outcomes"
      count={total}
      description={total > outcomes.length ? 'Of each pillar those that need a look first.' : undefined}
      actions={
        <LinkButton href={paths.strategy(org)} size="small" variant="quiet">
          Strategy on a page
        </LinkButton>
      }
    >
      <div className="executive-pillars grid gap-6">
        {pillars.map(([id, name]) => (
          <section key={id} aria-label={name}>
            <h3 className="mb-2 text-sm font-semibold text-ink-muted">
              <TextLink href={paths.pillar(org, id)} quiet className="text-ink-muted!">
                {name}
              </TextLink>
            </h3>
            <ul className="executive-tight card divide-y divide-line rounded-lg border border-line bg-raised break-inside-auto!">
              {outcomes
                .filter(({ pillarId }) => pillarId === id)
                .map((outcome) => (
                  <OutcomeItem
                    key={outcome.id}
                    org={org}
                    today={today}
                    outcome={outcome}
                    serving={serving.filter(({ outcomeId }) => outcomeId === outcome.id)}
                  />
                ))}
            </ul>
            <MoreOutcomes
              href={paths.outcomeList(org, { pillar: id })}
              size={pillarSizes[id] ?? 0}
              shown={outcomes.filter(({ pillarId }) => pillarId === id).length}
            />
          </section>
        ))}
      </div>
    </Section>
  )
}

function MoreOutcomes({ href, size, shown }: { href: string; size: number; shown: number }) {
  if (size <= shown) return null
  return (
    <p className="mt-2 text-sm">
      <TextLink href={href}>All {size} of this pillar</TextLink>
    </p>
  )
}

interface ItemProps {
  org: string
  today: string
  outcome: OutcomeShown
  serving: ServingRow[]
}

function OutcomeItem({ org, today, outcome, serving }: ItemProps) {
  const { missing, rating } = outcome
  return (
    <li className="grid gap-x-8 gap-y-4 px-4 py-4 sm:px-5 md:grid-cols-2">
      <div className="min-w-0">
        <p className="text-base">
          <TextLink href={paths.outcome(org, outcome.id)} quiet>
            <span dir="auto">{outcome.title}</span>
          </TextLink>
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-2 gap-y-1 text-sm text-ink-muted">
          <span>{horizonName(outcome.horizon)}</span>
          <span aria-hidden>·</span>
          <span>{outcome.ownerName ?? <OwnerMissing />}</span>
          {outcome.state !== 'open' && <Badge tone="done">{outcome.state}</Badge>}
          {missing.map((half) => (
            <span key={half} title={missingHints[half]}>
              <Badge tone="warn">{missingWords[half]}</Badge>
            </span>
          ))}
        </p>
        <WhatMeasure org={org} today={today} outcome={outcome} />
      </div>
      <div className="grid min-w-0 content-start gap-3 text-sm">
        {outcome.howQuestion && (
          <p>
            <span className="text-ink-muted">How it feels: </span>
            <TextLink href={paths.outcome(org, outcome.id)} quiet>
              {ratingWords(rating)}
            </TextLink>
          </p>
        )}
        <Serving org={org} outcomeId={outcome.id} serving={serving} />
      </div>
    </li>
  )
}

const OwnerMissing = () => (
  <span className="inline-flex items-center gap-1.5 font-medium text-warn">
    <StatusShape tone="warn" /> no owner
  </span>
)

function WhatMeasure({ org, today, outcome }: Omit<ItemProps, 'serving'>) {
  const { locale } = useLocale()
  const { kpi } = outcome
  if (!kpi) return null
  const scale = { ...kpi, scoreKind: '' }
  const value = formatValue(kpi.value, kpi.unit, kpi.decimals, locale)
  const band = bandWords(scale, kpi, locale)
  const standing = againstTargetWord(kpi.againstTarget as TargetStanding)
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-1.5">
      <p className="tabular text-xl font-semibold">
        <TextLink href={paths.kpi(org, kpi.id)} quiet className="font-semibold!">
          {value}
        </TextLink>
      </p>
      <Sparkline points={kpi.recent} target={kpi.target} label={`The last values of ${kpi.name}`} />
      <Status tone={standing.tone}>{standing.word}</Status>
      <p className="w-full text-sm text-ink-muted">
        {kpi.name}
        {kpi.target !== null && `, target now ${formatValue(kpi.target, kpi.unit, kpi.decimals, locale)}`}
        {band && `, band ${band}`}
        {kpi.period && `. ${ageSentence(kpi.period, kpi.frequency as Frequency, today)}`}
        {kpi.period ? '.' : ''}
      </p>
    </div>
  )
}

function Serving({ org, outcomeId, serving }: { org: string; outcomeId: string; serving: ServingRow[] }) {
  const [first] = serving
  const all = paths.initiatives(org, { outcome: outcomeId, stage: 'active' })
  if (!first)
    return (
      <p className="flex items-center gap-1.5">
        <StatusShape tone="warn" />
        <TextLink href={all}>No active initiative</TextLink> serves it.
      </p>
    )
  return (
    <div>
      <ul className="grid gap-1.5">
        {serving.map((initiative) => {
          const status = statusWord(initiative.derived)
          return (
            <li key={initiative.id} className="grid grid-cols-[minmax(0,1fr)_6rem] items-baseline gap-x-3">
              <span className="flex min-w-0 items-baseline gap-1.5">
                <StatusShape tone={status.tone} className="translate-y-px" />
                <span className="sr-only">{status.word}:</span>
                <TextLink href={paths.initiative(org, initiative.id)} quiet className="min-w-0 font-normal!">
                  <span dir="auto" title={`${initiative.name}: ${status.word}`}>
                    {initiative.name}
                  </span>
                </TextLink>
              </span>
              <ProgressBar value={initiative.progress} label={`Progress of ${initiative.name}`} />
            </li>
          )
        })}
      </ul>
      <p className="mt-1.5">
        <TextLink href={all}>
          {serving.length < first.total
            ? `All ${plural(first.total, 'active initiative')}`
            : plural(first.total, 'active initiative')}
        </TextLink>
      </p>
    </div>
  )
}
