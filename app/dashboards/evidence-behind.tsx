import { coverage as shareOf } from '#app/chain/broken-link.ts'
import type { InactionRow } from '#app/chain/broken-links.server.ts'
import { paths } from '#app/paths.ts'
import { daysBetween } from '#app/kpis/period.ts'
import { formatPercent, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Section } from '#app/ui/page.tsx'
import { StatusShape } from '#app/ui/status.tsx'

interface EvidenceProps {
  org: string
  today: string
  coverage: { covered: number; of: number }
  inaction: { rows: InactionRow[]; total: number }
}

/** Whether what we do rests on what customers said, and what they said that nobody answers for. */
export function EvidenceBehind({ org, today, coverage, inaction }: EvidenceProps) {
  const { locale } = useLocale()
  const share = shareOf(coverage)
  return (
    <Section
      title="Evidence behind it"
      description={
        share === null ? (
          'No initiative is active, so there is nothing to measure.'
        ) : (
          <>
            <TextLink href={paths.chains(org)}>
              {coverage.covered} of {plural(coverage.of, 'active initiative')} ({formatPercent(share, 0, locale)})
            </TextLink>{' '}
            {coverage.covered === 1 ? 'rests' : 'rest'} on what customers said or somebody saw.
          </>
        )
      }
    >
      {inaction.total > 0 && (
        <ul className="grid gap-2 text-sm">
          {inaction.rows.map((row) => (
            <li key={row.id} className="flex items-baseline gap-2">
              <StatusShape tone="warn" className="translate-y-px" />
              <span className="min-w-0">
                <TextLink href={paths.chain(org, row.kind, row.id)} quiet>
                  <span dir="auto">{row.title}</span>
                </TextLink>
                <span className="text-ink-muted">
                  : {row.why}, for{' '}
                  {plural(Math.max(0, daysBetween(row.since.toISOString().slice(0, 10), today)), 'day')}
                </span>
              </span>
            </li>
          ))}
          {inaction.total > inaction.rows.length && (
            <li>
              <TextLink href={paths.chains(org)}>All {inaction.total} that nobody answers for</TextLink>
            </li>
          )}
        </ul>
      )}
    </Section>
  )
}
