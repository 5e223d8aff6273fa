import { Section } from '#app/ui/page.tsx'
import { Timeline } from '#app/ui/timeline.tsx'
import type { TimelinePage } from './timeline.server.ts'

/** The end of every record's page: who changed what, when and why. */
export function RecordTimeline({ timeline, today }: { timeline: TimelinePage; today: string }) {
  return (
    <div className="annex">
      <Section
        title="History"
        id="history"
        description="Every change to this record, newest first. Nothing here can be edited."
      >
        <Timeline
          events={timeline.events}
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
