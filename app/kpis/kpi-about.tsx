import { paths } from '#app/paths.ts'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Facts, Prose, Section } from '#app/ui/page.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { type ScoreKind, frequencyNames, scoreKindNames } from './kpi.ts'
import type { Frequency } from './period.ts'

interface KpiAboutProps {
  kpi: {
    ownerId: string | null
    ownerName: string | null
    nextDueOn: string | null
    frequency: string
    scoreKind: string
    unit: string
    source: string
    definition: string
    formula: string
    outcomes: { id: string; title: string; horizon: number; whatTarget: string; pillarName: string }[]
  }
  org: string
  today: string
}

/** What a KPI measures, who measures it, and which outcomes rest on it. */
export function KpiAbout({ kpi, org, today }: KpiAboutProps) {
  const { locale } = useLocale()
  return (
    <>
      <Facts
        items={[
          {
            term: 'Owner',
            value: kpi.ownerName && (
              <PersonChip name={kpi.ownerName} href={kpi.ownerId && paths.member(org, kpi.ownerId)} />
            ),
          },
          {
            term: 'Next value',
            value:
              kpi.nextDueOn &&
              (kpi.nextDueOn <= today ? (
                <Badge tone="warn">due since {formatDay(kpi.nextDueOn, locale)}</Badge>
              ) : (
                `by ${formatDay(kpi.nextDueOn, locale)}`
              )),
          },
          { term: 'Frequency', value: frequencyNames[kpi.frequency as Frequency] },
          { term: 'Values are', value: scoreKindNames[kpi.scoreKind as ScoreKind] },
          { term: 'Unit', value: kpi.unit },
          { term: 'Source', value: kpi.source },
        ]}
      />
      <Section title="Definition">
        <Prose text={kpi.definition} />
        {kpi.formula && (
          <>
            <h3 className="mt-4 mb-1 font-medium">Formula</h3>
            <Prose text={kpi.formula} />
          </>
        )}
      </Section>
      <Section title="Outcomes it measures" count={kpi.outcomes.length}>
        {kpi.outcomes.length ? (
          <ul className="grid gap-2">
            {kpi.outcomes.map((outcome) => (
              <li key={outcome.id}>
                <TextLink href={paths.outcome(org, outcome.id)}>{outcome.title}</TextLink>
                <span className="block text-ink-muted">
                  Year {outcome.horizon}, {outcome.pillarName}
                  {outcome.whatTarget && `: ${outcome.whatTarget}`}
                </span>
              </li>
            ))}
          </ul>
        ) : (
          <p className="text-ink-muted">It is the WHAT measure of no outcome yet.</p>
        )}
      </Section>
    </>
  )
}
