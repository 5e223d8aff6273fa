import { Link } from '@remix-run/react'
import { clsx } from 'clsx'
import { type ListQuery, listHref } from '#app/ui/list-query.ts'
import { formatNumber } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { StatusShape } from '#app/ui/status.tsx'
import { type Loop, loopHints, loopNames, loopTones } from './customer-case.ts'

const rows = [
  { head: 'Resolved', loops: ['quiet fix', 'closed loop'] },
  { head: 'Not resolved', loops: ['nothing yet', 'promise open'] },
] as const satisfies { head: string; loops: readonly Loop[] }[]

/** Told against resolved: four combinations, each the way to its cases. */
export function LoopSquare({ counts, query }: { counts: Record<Loop, number>; query: ListQuery }) {
  return (
    <table className="w-full max-w-3xl table-fixed border-separate border-spacing-2 text-start max-sm:border-spacing-1">
      <caption className="sr-only">Cases by whether the customer was told and whether the cause is resolved</caption>
      <thead>
        <tr className="text-xs text-ink-muted">
          <td className="w-20 sm:w-28" />
          <th scope="col" className="px-1 text-start font-medium">
            Customer not told
          </th>
          <th scope="col" className="px-1 text-start font-medium">
            Customer told
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ head, loops }) => (
          <tr key={head}>
            <th scope="row" className="pe-1 text-end text-xs font-medium text-ink-muted">
              {head}
            </th>
            {loops.map((loop) => (
              <Corner key={loop} loop={loop} count={counts[loop]} query={query} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Corner({ loop, count, query }: { loop: Loop; count: number; query: ListQuery }) {
  const { locale } = useLocale()
  const chosen = query.filters.loop?.length === 1 && query.filters.loop[0] === loop
  return (
    <td className="p-0 align-top">
      <Link
        to={listHref(query, { filters: { loop: chosen ? null : loop } })}
        aria-current={chosen ? 'true' : undefined}
        className={clsx(
          'block h-full rounded-lg border px-3 py-2.5 hover:border-line-strong sm:px-4',
          chosen ? 'border-accent bg-sunken' : 'border-line bg-raised',
        )}
      >
        <span className="flex flex-wrap items-baseline gap-x-2">
          <span className="tabular text-xl font-semibold">{formatNumber(count, 0, locale)}</span>
          <span className="inline-flex items-center gap-1.5 text-sm font-medium">
            <StatusShape tone={loopTones[loop]} />
            {loopNames[loop]}
          </span>
        </span>
        <span className="mt-0.5 block text-xs text-ink-muted max-sm:sr-only">{loopHints[loop]}</span>
      </Link>
    </td>
  )
}
