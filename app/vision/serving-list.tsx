import { ProgressBar } from '#app/ui/chart.tsx'
import { plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { paths } from '#app/paths.ts'
import type { ServingInitiative } from './serving.server.ts'

interface ServingListProps {
  serving: { total: number; initiatives: ServingInitiative[] }
  org: string
  /** Where all of them are listed, for when there are more than shown. */
  all: string
  /** What it means that there are none. */
  none: string
}

/** The initiatives behind a value, an outcome or a persona. */
export function ServingList({ serving, org, all, none }: ServingListProps) {
  if (!serving.total) return <p className="max-w-prose text-ink-muted">{none}</p>
  return (
    <>
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
        {serving.initiatives.map((initiative) => (
          <li
            key={initiative.id}
            className="grid gap-x-6 gap-y-1.5 px-4 py-3 text-sm sm:grid-cols-[minmax(0,1fr)_10rem_9rem] sm:items-center"
          >
            <span className="flex min-w-0 flex-wrap items-center gap-2">
              <TextLink href={paths.initiative(org, initiative.id)} quiet>
                {initiative.name}
              </TextLink>
              <Badge>{initiative.stage}</Badge>
            </span>
            {initiative.ownerName ? (
              <PersonChip name={initiative.ownerName} />
            ) : (
              <span className="text-warn">no owner</span>
            )}
            <ProgressBar value={initiative.progress} label={`Progress of ${initiative.name}`} />
          </li>
        ))}
      </ul>
      {serving.total > serving.initiatives.length && (
        <p className="mt-3 text-sm">
          <TextLink href={all}>All {plural(serving.total, 'initiative')}</TextLink>
        </p>
      )}
    </>
  )
}
