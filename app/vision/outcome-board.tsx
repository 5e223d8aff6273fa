import { clsx } from 'clsx'
import { Plus } from 'lucide-react'
import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { OutcomeCard } from './outcome-card.tsx'
import { horizonNames, horizons } from './outcome.ts'
import type { OutcomeRow } from './outcome-list.server.ts'

interface Pillar {
  id: string
  name: string
  description: string
  outcomes: OutcomeRow[]
}

/** Pillars by years: a table on wide screens, one list after the other on narrow ones. */
export function OutcomeBoard({ pillars, org, canAdd }: { pillars: Pillar[]; org: string; canAdd: boolean }) {
  return (
    <table role="table" className="w-full table-fixed border-separate border-spacing-0 text-start max-lg:block">
      <caption className="sr-only">Outcomes by pillar and year</caption>
      <thead role="rowgroup" className="max-lg:sr-only">
        <tr role="row">
          <th
            role="columnheader"
            scope="col"
            className="w-44 pb-2 text-start text-sm font-medium text-ink-muted xl:w-52"
          >
            Pillar
          </th>
          {horizons.map((horizon) => (
            <th
              key={horizon}
              role="columnheader"
              scope="col"
              className="px-2 pb-2 text-start text-sm font-medium text-ink-muted"
            >
              {horizonNames[horizon]}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-lg:grid max-lg:gap-8">
        {pillars.map((pillar) => (
          <tr key={pillar.id} role="row" className="align-top max-lg:grid max-lg:gap-4">
            <th
              role="rowheader"
              scope="row"
              className="border-t border-line py-4 pe-4 text-start font-normal max-lg:block max-lg:pb-0"
            >
              <h2 className="font-serif text-lg">
                <TextLink href={paths.pillar(org, pillar.id)} quiet className="font-normal!">
                  {pillar.name}
                </TextLink>
              </h2>
              {pillar.description && <p className="mt-1 text-sm text-ink-muted">{pillar.description}</p>}
            </th>
            {horizons.map((horizon) => (
              <td key={horizon} role="cell" className="border-line px-2 py-4 max-lg:block max-lg:p-0 lg:border-t">
                <p aria-hidden className="mb-2 text-sm font-medium text-ink-muted lg:hidden">
                  {horizonNames[horizon]}
                </p>
                <Cell
                  outcomes={pillar.outcomes.filter((outcome) => outcome.horizon === horizon)}
                  org={org}
                  add={canAdd ? paths.newOutcome(org, { pillar: pillar.id, year: horizon }) : null}
                  where={`${pillar.name}, ${horizonNames[horizon].toLowerCase()}`}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

interface CellProps {
  outcomes: OutcomeRow[]
  org: string
  add: string | null
  where: string
}

function Cell({ outcomes, org, add, where }: CellProps) {
  return (
    <div className="grid gap-2.5">
      {outcomes.map((outcome) => (
        <OutcomeCard key={outcome.id} outcome={outcome} org={org} headingLevel={3} />
      ))}
      {!outcomes.length && !add && <p className="text-sm text-ink-muted">Nothing yet</p>}
      {add && (
        <TextLink
          href={add}
          quiet
          className={clsx(
            'inline-flex items-center justify-center gap-1.5 rounded-lg px-3 text-sm font-normal! text-ink-muted! hover:text-ink! print:hidden',
            outcomes.length
              ? 'min-h-7 pointer-coarse:min-h-11'
              : 'min-h-20 border border-dashed border-line-strong/40 hover:border-line-strong max-lg:min-h-11',
          )}
        >
          <Plus aria-hidden className="size-4" />
          Add <span className="sr-only">an outcome to {where}</span>
        </TextLink>
      )}
    </div>
  )
}
