import { useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { ProgressBar } from '#app/ui/chart.tsx'
import { formatMoment, formatNumber, plural } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'

interface Running {
  id: string
  appliedRows: number
  totalRows: number
  version: number
}

/** How far a long import has come; it goes on without this page. */
export function Progress({ found, org }: { found: Running; org: string }) {
  const { locale } = useLocale()
  const { revalidate } = useRevalidator()
  useEffect(() => {
    const timer = setInterval(() => revalidate(), 1500)
    return () => clearInterval(timer)
  }, [revalidate])
  const { id, appliedRows, totalRows, version } = found
  const count = (value: number) => formatNumber(value, 0, locale)
  return (
    <div className="grid max-w-xl gap-3">
      <ProgressBar value={Math.floor((100 * appliedRows) / Math.max(1, totalRows))} label="Lines imported" />
      <p role="status" className="tabular">
        {count(appliedRows)} of {count(totalRows)} lines are done. You may leave this page: the import goes on.
      </p>
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <TextLink href={paths.dataImport(org, id)} reloadDocument>
          Look again
        </TextLink>
        <ActionButton
          action={paths.dataImportApplication(org, id)}
          fields={{ version, reason: '' }}
          name="nudge"
          variant="quiet"
          size="small"
        >
          Nothing moves? Start it again
        </ActionButton>
      </div>
    </div>
  )
}

interface Finished {
  outcome: { recorded?: number; restated?: number; unchanged?: number; leftOut?: number }
  reason: string | null
  finishedAt: Date | null
}

/** What an import did, counted. */
export function Outcome({
  found,
  rows,
  about,
}: {
  found: Finished
  rows: readonly [string, string]
  about: { title: string; href: string }
}) {
  const { locale, timeZone } = useLocale()
  const { recorded = 0, restated = 0, unchanged = 0, leftOut = 0 } = found.outcome
  const said = [
    { count: recorded, says: `${plural(recorded, rows[0], rows[1])} recorded` },
    { count: restated, says: `${plural(restated, rows[0], rows[1])} restated` },
    { count: unchanged, says: `${plural(unchanged, rows[0], rows[1])} left as they were` },
    { count: leftOut, says: `${plural(leftOut, 'line')} left out` },
  ].filter(({ count }) => count > 0)
  return (
    <div className="grid max-w-prose gap-3">
      <p>{found.finishedAt && `Finished on ${formatMoment(found.finishedAt, locale, timeZone)}.`}</p>
      <ul className="grid list-disc gap-1 ps-5">
        {said.map(({ says }) => (
          <li key={says}>{says}</li>
        ))}
      </ul>
      {found.reason && restated > 0 && (
        <p className="text-ink-muted">
          Restated because: <span dir="auto">{found.reason}</span>
        </p>
      )}
      <p>
        <LinkButton href={about.href}>{`Go to ${about.title}`}</LinkButton>
      </p>
    </div>
  )
}
