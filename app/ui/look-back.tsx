/** Looking back: the choice of a past moment in the shell, and the line that says which one is being read. */
import { Link, useLocation } from '@remix-run/react'
import { History } from 'lucide-react'
import { placeOf, presetDays, samePageAt } from '#app/moment.ts'
import { paths } from '#app/paths.ts'
import { Button, buttonLook } from './button.tsx'
import { Popover } from './dialog.tsx'
import { controlLook } from './field-frame.tsx'
import { formatDay, formatMoment } from './format.ts'
import { useLocale } from './organisation.ts'

export interface AsOf {
  /** The moment being read. */
  at: Date | string
  /** Today in the organisation's zone, though another day is being read. */
  today: string
  /** When the first record was made, where that was later than the moment being read. */
  begins?: Date | string | null
}

const usePage = () => {
  const { pathname, search } = useLocation()
  return pathname + search
}

/** Opens over the page: a day and a time, and the moments asked for most. Works without JavaScript. */
export function LookBack({ org, today, past }: { org: string; today: string; past: boolean }) {
  const page = usePage()
  const { locale } = useLocale()
  const link = 'block rounded-md px-2 py-1.5 hover:bg-sunken pointer-coarse:py-2.5'
  return (
    <Popover
      align="end"
      label={past ? 'Another moment' : 'Look back: read the plan as of a past moment'}
      look={buttonLook('quiet', 'medium', 'px-2.5')}
      trigger={<History aria-hidden className="size-4" />}
    >
      <div className="grid w-72 max-w-full gap-3">
        <p className="text-ink-muted">Read every page as it was recorded on a past day.</p>
        <form action={paths.asOf(org)} className="grid grid-cols-[1fr_7.5rem] items-end gap-2">
          <input type="hidden" name="page" value={page} />
          <label className="grid gap-1">
            <span className="text-xs text-ink-muted">Day</span>
            <input type="date" name="day" required max={today} className={controlLook} />
          </label>
          <label className="grid gap-1">
            <span className="text-xs text-ink-muted">Time (if any)</span>
            <input type="time" name="time" className={controlLook} />
          </label>
          <Button type="submit" variant="secondary" className="col-span-2">
            Look back
          </Button>
        </form>
        <ul className="grid border-t border-line pt-2">
          {presetDays(today).map(({ label, day }) => (
            <li key={label}>
              <Link to={samePageAt(page, day)} className={link}>
                {label} <span className="text-ink-muted">· {formatDay(day, locale)}</span>
              </Link>
            </li>
          ))}
          <li>
            <Link to={paths.asOf(org, { page })} className={link}>
              My last visit, a ratified vision…
            </Link>
          </li>
          {past && (
            <li>
              <Link to={samePageAt(page, null)} className={link}>
                Back to today
              </Link>
            </li>
          )}
        </ul>
      </div>
    </Popover>
  )
}

/** Above every page of the past, on paper too. */
export function PastNotice({ asOf }: { asOf: AsOf }) {
  const page = usePage()
  const { locale, timeZone } = useLocale()
  const to = samePageAt(page, null)
  const place = placeOf(decodeURIComponent(page.split('/')[1] ?? ''))
  return (
    <div
      role="note"
      className="sticky top-14 z-10 flex flex-wrap items-center gap-x-4 gap-y-1 border-b-2 border-warn bg-warn-soft px-4 py-2 text-sm sm:px-8 print:static"
    >
      <p className="flex min-w-0 items-center gap-2">
        <History aria-hidden className="size-4 shrink-0 text-warn" />
        <span>
          As recorded by <strong className="font-semibold">{formatMoment(asOf.at, locale, timeZone)}</strong>. Read
          only.
          {asOf.begins && (
            <>
              {' '}
              Nothing was recorded in Sirius then: the first record is of {formatMoment(asOf.begins, locale, timeZone)}.
            </>
          )}
        </span>
      </p>
      <Link to={to} className="font-medium text-accent underline underline-offset-3 print:hidden">
        Back to today
      </Link>
      {place?.moment && (
        <Link
          to={paths.difference(place.slug, { from: place.moment })}
          className="font-medium text-accent underline underline-offset-3 print:hidden"
        >
          What changed since then
        </Link>
      )}
    </div>
  )
}
