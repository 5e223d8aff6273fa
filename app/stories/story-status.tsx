import { formatDay } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Status } from '#app/ui/status.tsx'
import { type Consent, endsSoon, standingNames, standingOf, standingTones } from './story.ts'

/** Where a story stands, and when its consent ends where that is soon. */
export function StoryStatus({
  story,
  today,
}: {
  story: Consent & { state: string; erasedAt: unknown }
  today: string
}) {
  const { locale } = useLocale()
  const standing = standingOf(story, today)
  return (
    <span className="inline-flex flex-wrap items-center gap-x-4 gap-y-1">
      <Status tone={standingTones[standing]}>{standingNames[standing]}</Status>
      {standing === 'published' && story.consentEndsOn && endsSoon(story, today) && (
        <Status tone="warn">consent ends {formatDay(story.consentEndsOn, locale)}</Status>
      )}
    </span>
  )
}
