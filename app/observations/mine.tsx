import { paths } from '#app/paths.ts'
import { formatMoment, shortly } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Section } from '#app/ui/page.tsx'
import { OutcomeList } from './outcome-list.tsx'
import type { OutcomeKind } from './outcomes.ts'
import { SeverityStatus } from '#app/evidence/severity-status.tsx'

interface MineProps {
  org: string
  rows: {
    id: string
    what: string
    severity: number
    seenAt: string | Date
    outcomes: { kind: OutcomeKind; id: string; name: string; state: string }[]
  }[]
}

/** What became of the viewer's last observations. */
export function Mine({ org, rows }: MineProps) {
  const { locale, timeZone } = useLocale()
  if (!rows.length) return null
  return (
    <Section title="What became of your last ones">
      <ul className="grid divide-y divide-line rounded-lg border border-line bg-raised">
        {rows.map((row) => (
          <li key={row.id} className="grid gap-1.5 px-4 py-3">
            <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
              <TextLink href={paths.observation(org, row.id)} quiet>
                {shortly(row.what)}
              </TextLink>
              <span className="text-sm text-ink-muted">{formatMoment(row.seenAt, locale, timeZone)}</span>
            </div>
            <SeverityStatus severity={row.severity} />
            <OutcomeList outcomes={row.outcomes} org={org} none="Waits to be taken up." />
          </li>
        ))}
      </ul>
    </Section>
  )
}
