import { type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { reading } from '#app/access/context.server.ts'
import { safePath } from '#app/access/safe-path.ts'
import { firstMoment, hasPast, instantOf, isMoment, placeOf, presetDays, samePageAt } from '#app/moment.ts'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { controlLook } from '#app/ui/field-frame.tsx'
import { formatDay, formatMoment } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { isRealDay } from '#app/ui/schema.ts'
import { listPastMoments } from '../past.server.ts'

export const meta: MetaFunction = () => [{ title: 'Look back · Sirius' }]

/** Without a day the choice of moments; with one the same page as of then. Changes nothing. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const asked = new URL(args.request.url).searchParams
    const [day, time] = [asked.get('day') ?? '', asked.get('time') ?? '']
    const page = pageOf(asked.get('page'), ctx.org.slug)
    const problem = asked.has('day') ? problemWith(day, time, ctx.today) : null
    const moment = time ? `${day}T${time}` : day
    if (asked.has('day') && !problem) throw redirect(safePath(samePageAt(page, moment), paths.strategy(ctx.org.slug)))
    return {
      org: ctx.org.slug,
      today: ctx.today,
      page,
      day,
      time,
      problem,
      moments: (await listPastMoments(ctx)).map(({ label, at }) => ({
        label,
        at,
        href: samePageAt(page, instantOf(at)),
      })),
    }
  })
}

/** A page of this organisation that has a past; else the strategy on a page. */
function pageOf(asked: string | null, org: string): string {
  const page = safePath(asked ?? undefined, paths.strategy(org))
  const path = page.replace(/[?#].*$/, '')
  return placeOf(path.split('/')[1])?.slug === org && hasPast(path) ? page : paths.strategy(org)
}

const firstDay = firstMoment.toISOString().slice(0, 10)

function problemWith(day: string, time: string, today: string): string | null {
  if (day < firstDay && isRealDay(day)) return 'Choose a day from the year 2000 on.'
  if (!isMoment(day) || day.length !== 10) return 'Choose a day, such as 2026-03-01.'
  if (time && !isMoment(`${day}T${time}`))
    return 'Write the time as hours and minutes, such as 09:30, or leave it empty.'
  if (day > today) return 'This day is still to come. Choose today or an earlier one.'
  return null
}

export default function LookBackPage() {
  const { org, today, page, day, time, problem, moments } = useLoaderData<typeof loader>()
  const { locale, timeZone } = useLocale()
  return (
    <Page
      title="Look back"
      lede="Read the strategy as it was recorded by a past moment. The moment stands in the address, so you can send the page to somebody."
    >
      <div className="grid gap-7">
        <form action={paths.asOf(org)} className="flex flex-wrap items-end gap-3" aria-describedby="moment-problem">
          <input type="hidden" name="page" value={page} />
          <label className="grid gap-1.5">
            <span className="text-sm font-medium">Day</span>
            <input
              type="date"
              name="day"
              defaultValue={day}
              required
              aria-invalid={problem ? true : undefined}
              className={controlLook}
            />
          </label>
          <label className="grid gap-1.5">
            <span className="text-sm font-medium">Time (if any)</span>
            <input type="time" name="time" step={1} defaultValue={time} className={controlLook} />
          </label>
          <Button type="submit" variant="primary">
            Look back
          </Button>
          <p
            id="moment-problem"
            role={problem ? 'alert' : undefined}
            className="basis-full text-sm text-bad empty:hidden"
          >
            {problem}
          </p>
        </form>
        <Section title="Moments asked for often">
          <ul className="grid gap-1">
            {presetDays(today).map(({ label, day }) => (
              <li key={label} className="flex flex-wrap gap-x-3 py-1.5">
                <TextLink href={samePageAt(page, day)}>{label}</TextLink>
                <span className="text-ink-muted">end of {formatDay(day, locale)}</span>
              </li>
            ))}
            {moments.map(({ label, at, href }) => (
              <li key={href} className="flex flex-wrap gap-x-3 py-1.5">
                <TextLink href={href}>{label}</TextLink>
                <span className="text-ink-muted">{formatMoment(at, locale, timeZone)}</span>
              </li>
            ))}
          </ul>
        </Section>
      </div>
    </Page>
  )
}
