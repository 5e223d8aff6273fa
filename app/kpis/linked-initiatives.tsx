import { expectedWords } from './sentences.ts'
import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Badge, PersonChip } from '#app/ui/status.tsx'

interface LinkedInitiative {
  id: string
  name: string
  stage: string
  archivedAt: Date | null
  ownerName: string | null
  hypothesis: string
  expectedDirection: string
  expectedSize: number | null
  confidence: string
}

/** Who expects to move this KPI, by how much and why. */
export function LinkedInitiatives({
  links,
  unit,
  org,
}: {
  links: readonly LinkedInitiative[]
  unit: string
  org: string
}) {
  const { locale } = useLocale()
  if (!links.length)
    return <p className="max-w-prose text-ink-muted">No initiative says yet that it will move this KPI.</p>
  return (
    <ul className="grid gap-4">
      {links.map((link) => (
        <li key={link.id} className="rounded-lg border border-line bg-raised p-4">
          <div className="flex flex-wrap items-center gap-2">
            <TextLink href={paths.initiative(org, link.id)} quiet>
              {link.name}
            </TextLink>
            <Badge>{link.archivedAt ? 'archived' : link.stage}</Badge>
            <Badge>expected {expectedWords(link, unit, locale)}</Badge>
            <Badge>{link.confidence} confidence</Badge>
          </div>
          <p dir="auto" className="mt-1.5 max-w-prose text-sm text-ink-muted">
            {link.hypothesis}
          </p>
          <p className="mt-2 text-sm">
            <PersonChip name={link.ownerName} />
          </p>
        </li>
      ))}
    </ul>
  )
}
