import { formatDay, formatMoment } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Badge } from '#app/ui/status.tsx'
import { afterWords } from './reconstruction.ts'

interface Event {
  id: string
  what: string
  channel: string
  happenedAt: string | Date
  hasTime: boolean
  journeyStepId: string | null
  placedBy: string
}

/** The events in their order on one line, each with the step it happened on and the time since the one before. */
export function EventLine({
  events,
  steps,
}: {
  events: readonly Event[]
  steps: readonly { id: string; name: string }[]
}) {
  const { locale, timeZone } = useLocale()
  const numberOf = (id: string | null) => steps.findIndex((step) => step.id === id) + 1
  return (
    <ol className="grid">
      {events.map((event, at) => {
        const before = events[at - 1]
        const number = numberOf(event.journeyStepId)
        const moment = { at: new Date(event.happenedAt), hasTime: event.hasTime }
        const since = before && afterWords({ at: new Date(before.happenedAt), hasTime: before.hasTime }, moment)
        return (
          <li key={event.id} className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-3">
            <span aria-hidden className="flex flex-col items-center">
              <span
                className={`keep-colour inline-flex size-7 shrink-0 items-center justify-center rounded-full border text-xs font-semibold ${
                  number ? 'border-accent bg-accent-soft text-accent' : 'border-dashed border-warn text-warn'
                }`}
              >
                {number || '?'}
              </span>
              {at < events.length - 1 && <span className="w-px flex-1 bg-line-strong/60" />}
            </span>
            <div className="min-w-0 pb-5">
              <p dir="auto" className="font-medium">
                {event.what}
              </p>
              <p className="mt-0.5 flex flex-wrap items-baseline gap-x-3 gap-y-1 text-sm text-ink-muted">
                <span className="tabular">
                  {event.hasTime
                    ? formatMoment(event.happenedAt, locale, timeZone)
                    : formatDay(new Date(event.happenedAt).toISOString().slice(0, 10), locale)}
                </span>
                {since && <span>{since}</span>}
                {event.channel && <span>{event.channel}</span>}
              </p>
              <p className="mt-0.5 text-sm">
                {number ? (
                  <>
                    <span className="text-ink-muted">Step {number}: </span>
                    {steps[number - 1]!.name}
                  </>
                ) : (
                  <Badge tone="warn">On no step</Badge>
                )}
              </p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}
