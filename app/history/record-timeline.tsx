import { LinkButton } from '#app/ui/button.tsx'
import { Section } from '#app/ui/page.tsx'
import { Timeline } from '#app/ui/timeline.tsx'
import type { TimelineEvent, TimelinePage } from './timeline.server.ts'

/** As the loader's data arrive in the browser. */
type Shown = Omit<TimelinePage, 'events'> & { events: (Omit<TimelineEvent, 'at'> & { at: Date | string })[] }

interface RecordTimelineProps {
  timeline: Shown
  today: string
  /** The address of the record's edit form, where the viewer may bring back an earlier version. */
  bringBack?: string | null | false
}

/** The end of every record's page: who changed what, when and why. */
export function RecordTimeline({ timeline, today, bringBack }: RecordTimelineProps) {
  const newest = timeline.older ? undefined : timeline.events.find(({ revises }) => revises)?.id
  const action = ({ id, revises }: Shown['events'][number]) =>
    bringBack && revises && id !== newest
      ? { label: 'Bring back this version', href: `${bringBack}?version=${id}` }
      : undefined
  return (
    <div className="annex">
      <Section
        title="History"
        id="history"
        description="Every change to this record, newest first. Nothing here can be edited."
        actions={
          timeline.whole && (
            <LinkButton href={timeline.whole} variant="quiet" size="small">
              Narrow it down
            </LinkButton>
          )
        }
      >
        <Timeline
          events={timeline.events.map((event) => ({ ...event, action: action(event) }))}
          today={today}
          more={timeline.before === null ? undefined : `?before=${timeline.before}#history`}
        />
      </Section>
    </div>
  )
}

/** Where in a timeline the address says to continue. */
export function beforeOf(request: Request): number | undefined {
  const value = Number(new URL(request.url).searchParams.get('before'))
  return Number.isSafeInteger(value) && value > 0 ? value : undefined
}
