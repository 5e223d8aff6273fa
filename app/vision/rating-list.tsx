import { agoDay, formatDay } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { ratingNames } from './rating.ts'
import type { RatingRow } from './ratings.server.ts'

/** What people said, newest first; an earlier rating of the same person stays readable but no longer counts. */
export function RatingList({ rows, total, today }: { rows: RatingRow[]; total: number; today: string }) {
  const { locale } = useLocale()
  return (
    <>
      <ul className="divide-y divide-line rounded-lg border border-line bg-raised">
        {rows.map((row) => (
          <li key={row.id} className="grid gap-1 px-4 py-3 text-sm">
            <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="tabular font-semibold">
                {row.rating}{' '}
                <span className="font-normal text-ink-muted">of 5, {ratingNames[row.rating]?.toLowerCase()}</span>
              </span>
              <PersonChip name={row.memberName} />
              <time dateTime={row.ratedOn} title={formatDay(row.ratedOn, locale)} className="text-ink-muted">
                {agoDay(row.ratedOn, today)}
              </time>
              {!row.counts && <Badge>rated again since</Badge>}
            </p>
            {row.comment && (
              <p dir="auto" className="max-w-prose whitespace-pre-line">
                {row.comment}
              </p>
            )}
          </li>
        ))}
      </ul>
      {total > rows.length && (
        <p className="mt-2 text-sm text-ink-muted">
          The newest {rows.length} of {total} ratings.
        </p>
      )}
    </>
  )
}
