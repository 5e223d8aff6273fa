import { TextLink } from './link.tsx'
import { agoDay, formatDay, formatMoment, plural } from './format.ts'
import { useLocale } from './organisation.ts'
import { Avatar } from './status.tsx'
import { Difference } from './difference.tsx'
import { LinkButton } from './button.tsx'

export interface TimelineChange {
  label: string
  before: string | null
  after: string | null
}

export interface TimelineEntry {
  id: string
  at: Date | string
  who: string
  verbText: string
  title?: string | null
  href?: string | null
  reason?: string | null
  changes: readonly TimelineChange[]
  /** Something to do about it. */
  action?: { label: string; href: string } | null
}

interface TimelineProps {
  events: readonly TimelineEntry[]
  /** The organisation's calendar day. */
  today: string
  /** The address of older events. */
  more?: string
}

/** Who did what, when and why: newest first, under the days. */
export function Timeline({ events, today, more }: TimelineProps) {
  const { locale, timeZone } = useLocale()
  if (events.length === 0) return <p className="text-ink-muted">Nothing has happened here yet.</p>
  const days = byDay(events, timeZone)
  return (
    <div className="grid gap-6">
      {days.map(([day, list]) => (
        <section key={day} aria-label={formatDay(day, locale)}>
          <h3 className="mb-3 text-sm font-medium text-ink-muted">
            {formatDay(day, locale)} <span className="font-normal">· {agoDay(day, today)}</span>
          </h3>
          <ol className="ms-2.5 grid gap-4 border-s border-line ps-5">
            {list.map((event) => (
              <li key={event.id} className="relative">
                <span className="absolute top-0 -start-[1.9375rem] rounded-full bg-surface ring-4 ring-surface">
                  <Avatar name={event.who} size="small" />
                </span>
                <Entry event={event} moment={formatMoment(event.at, locale, timeZone)} />
              </li>
            ))}
          </ol>
        </section>
      ))}
      {more && (
        <p>
          <LinkButton href={more} size="small">
            Show earlier
          </LinkButton>
        </p>
      )}
    </div>
  )
}

function Entry({ event, moment }: { event: TimelineEntry; moment: string }) {
  const iso = event.at instanceof Date ? event.at.toISOString() : event.at
  return (
    <div className="min-w-0 text-sm">
      <p>
        <span className="font-medium">{event.who}</span> {event.verbText}
        {event.title && (
          <>
            {' '}
            {event.href ? <TextLink href={event.href}>{event.title}</TextLink> : <span dir="auto">{event.title}</span>}
          </>
        )}
        <time dateTime={iso} title={moment} className="tabular ms-2 text-xs text-ink-muted">
          {moment.split(/,\s*/).pop()}
        </time>
      </p>
      {event.reason && (
        <p dir="auto" className="mt-1 max-w-prose border-s-2 border-line-strong/40 ps-3 text-ink-muted italic">
          <span className="sr-only">Reason: </span>
          {event.reason}
        </p>
      )}
      <Changes changes={event.changes.slice(0, mostAtOnce)} />
      {event.changes.length > mostAtOnce && (
        <details className="mt-1.5">
          <summary className="w-fit cursor-pointer text-ink-muted hover:text-ink">
            and {plural(event.changes.length - mostAtOnce, 'further change')}
          </summary>
          <Changes changes={event.changes.slice(mostAtOnce)} />
        </details>
      )}
      {event.action && (
        <LinkButton
          href={event.action.href}
          variant="quiet"
          size="small"
          className="-ms-2.5 mt-1"
          aria-label={`${event.action.label}: ${moment}`}
        >
          {event.action.label}
        </LinkButton>
      )}
    </div>
  )
}

/** More than these are folded away: what a copy or a file brought is many lines of little news. */
const mostAtOnce = 12

function Changes({ changes }: { changes: readonly TimelineChange[] }) {
  if (!changes.length) return null
  return (
    <dl className="mt-1.5 grid max-w-prose gap-1">
      {changes.map((change, at) => (
        <div key={at} className="min-w-0">
          <dt className="inline text-ink-muted">{change.label}: </dt>
          <dd dir="auto" className="inline max-w-prose whitespace-pre-line">
            <Change {...change} />
          </dd>
        </div>
      ))}
    </dl>
  )
}

const longText = 60

/** What a field was and is; long texts word by word. */
export function Change({ before, after }: Pick<TimelineChange, 'before' | 'after'>) {
  if (before && after && (before.length > longText || after.length > longText))
    return <Difference before={before} after={after} />
  return (
    <>
      {before ? (
        <del>
          <span className="sr-only">was </span>
          {before}
        </del>
      ) : null}
      {before && after ? ' → ' : null}
      {after ? (
        <>
          <span className="sr-only">{before ? 'now ' : ''}</span>
          {after}
        </>
      ) : before ? (
        <span className="text-ink-muted"> removed</span>
      ) : (
        <span className="text-ink-muted">empty</span>
      )}
    </>
  )
}

function byDay(events: readonly TimelineEntry[], timeZone: string): [string, TimelineEntry[]][] {
  const zone = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' })
  const days = new Map<string, TimelineEntry[]>()
  for (const event of events) {
    const day = zone.format(new Date(event.at))
    days.set(day, [...(days.get(day) ?? []), event])
  }
  return [...days]
}
