import { statusWord } from '#app/action-plans/status.ts'
import { paths } from '#app/paths.ts'
import { formatDay, formatMoment, formatNumber, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Section } from '#app/ui/page.tsx'
import { StatusShape } from '#app/ui/status.tsx'
import { firstLookDays, howMuchChanged, mostChanges, mostMoved } from './executive.ts'
import type { NotableEvent, StatusChange, listChanges } from './executive-changes.server.ts'

interface SinceProps {
  org: string
  /** Nobody visits the past: the days before the moment are shown. */
  past: boolean
  /** The moment of the last visit. */
  since: string
  first: boolean
  changes: Awaited<ReturnType<typeof listChanges>>
  statuses: StatusChange[]
}

/** What happened since the viewer looked last: what was decided, what is said differently now, what moved, and the rest in numbers. */
export function SinceLastVisit({ org, since, first, past, changes, statuses }: SinceProps) {
  const { locale, timeZone } = useLocale()
  const difference = (room?: string) => paths.difference(org, { from: since, room })
  return (
    <Section
      id="since"
      title={first ? `The last ${firstLookDays} days` : 'Since your last visit'}
      description={
        past
          ? 'Up to the moment you are reading.'
          : first
            ? 'This is your first visit.'
            : formatMoment(since, locale, timeZone)
      }
    >
      {changes.total === 0 && changes.beyond.length === 0 && changes.notable.length === 0 && (
        <p className="text-ink-muted">Nothing has changed.</p>
      )}
      <div className="grid gap-5">
        {changes.notable.length > 0 && (
          <ul className="grid gap-2.5">
            {changes.notable.map((event) => (
              <Told key={event.id} event={event} />
            ))}
          </ul>
        )}
        {statuses.length > 0 && (
          <div>
            <h3 className="mb-2 font-medium text-ink-muted">Owners now say</h3>
            <ul className="grid gap-2.5">
              {statuses.map((plan) => (
                <StatusMove key={plan.id} org={org} plan={plan} />
              ))}
            </ul>
          </div>
        )}
        {changes.movedCount > 0 && (
          <div>
            <h3 className="mb-2 font-medium text-ink-muted">
              {changes.movedCount > mostMoved
                ? `More than ${plural(mostMoved, 'due date', 'due dates', locale)} moved`
                : `${plural(changes.movedCount, 'due date')} moved`}
            </h3>
            <ul className="grid gap-2.5">
              {changes.moved.map((event) => (
                <Told key={event.id} event={event} />
              ))}
            </ul>
          </div>
        )}
        {(changes.total > 0 || changes.beyond.length > 0) && (
          <div>
            <h3 className="mb-2 font-medium text-ink-muted">
              <TextLink href={difference()} quiet className="text-ink-muted!">
                {howMuchChanged(changes, locale)} in all
              </TextLink>
            </h3>
            <ul className="grid gap-1">
              {changes.rooms.map(({ room, label, total }) => (
                <li key={room}>
                  <TextLink href={difference(room)} quiet className="flex max-w-44 justify-between gap-4 font-normal!">
                    {label}
                    <span className="tabular">{formatNumber(total, 0, locale)}</span>
                  </TextLink>
                </li>
              ))}
              {changes.beyond.map(({ key, label }) => (
                <li key={key}>
                  <TextLink href={difference(key)} quiet className="flex max-w-44 justify-between gap-4 font-normal!">
                    {label}
                    over {formatNumber(mostChanges, 0, locale)}
                  </TextLink>
                </li>
              ))}
            </ul>
            {changes.beyond.length > 0 && (
              <p className="mt-2 text-sm text-ink-muted">So many changes are counted only in the lists behind them.</p>
            )}
          </div>
        )}
      </div>
    </Section>
  )
}

function Told({ event }: { event: NotableEvent }) {
  const { locale, timeZone } = useLocale()
  return (
    <li>
      <p>
        {event.who} {event.verbText}{' '}
        {event.href ? (
          <TextLink href={event.href} quiet>
            <span dir="auto">{event.title}</span>
          </TextLink>
        ) : (
          event.title
        )}
        <time dateTime={event.at} className="ms-1.5 text-xs whitespace-nowrap text-ink-muted">
          {formatDay(dayIn(event.at, timeZone), locale)}
        </time>
      </p>
      {event.reason && (
        <p dir="auto" className="mt-0.5 line-clamp-2 text-ink-muted italic">
          {event.reason}
        </p>
      )}
    </li>
  )
}

const dayIn = (at: string, timeZone: string) => new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date(at))

function StatusMove({ org, plan }: { org: string; plan: StatusChange }) {
  const now = statusWord(plan.now)
  return (
    <li>
      <p>
        <TextLink href={paths.actionPlan(org, plan.id)} quiet>
          <span dir="auto">{plan.name}</span>
        </TextLink>
      </p>
      <p className="mt-0.5 flex flex-wrap items-center gap-x-1.5 text-ink-muted">
        {statusWord(plan.before).word} <span aria-hidden>→</span>
        <span className="sr-only">is now</span>
        <StatusShape tone={now.tone} />
        <span className="font-medium text-ink">{now.word}</span>
      </p>
      <p dir="auto" className="mt-0.5 line-clamp-2">
        “{plan.sentence}”
      </p>
    </li>
  )
}
