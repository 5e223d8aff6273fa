import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Section } from '#app/ui/page.tsx'
import type { RemovedPart } from './map-page.server.ts'

/** What was taken out of the map, newest first: each can come back to where it was. */
export function Removed({ removed, org }: { removed: readonly RemovedPart[]; org: string }) {
  if (!removed.length) return null
  return (
    <Section title="Removed from this map" count={removed.length}>
      <ul className="flex flex-wrap gap-x-6 gap-y-1.5">
        {removed.map(({ kind, id, name }) => (
          <li key={id}>
            {kind === 'phase' ? 'Phase ' : ''}
            <span dir="auto">{name}</span>{' '}
            <TextLink href={kind === 'phase' ? paths.journeyPhaseArchive(org, id) : paths.journeyStepArchive(org, id)}>
              Restore<span className="sr-only"> {name}</span>
            </TextLink>
          </li>
        ))}
      </ul>
    </Section>
  )
}
