import { agoDay, formatDay, relativeDay } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Status } from '#app/ui/status.tsx'

interface DueProps {
  day: string | null
  today: string
  /** The day it was done or reached. */
  doneOn?: string | null
  doneWord?: string
  none?: string
}

/** When something is due, in words: late is said by word and shape; the day itself is in the title. */
export function Due({ day, today, doneOn = null, doneWord = 'done', none = 'no due date' }: DueProps) {
  const { locale } = useLocale()
  if (doneOn)
    return (
      <span title={formatDay(doneOn, locale)} className="whitespace-nowrap">
        {doneWord} {agoDay(doneOn, today)}
      </span>
    )
  if (!day) return <span className="text-ink-muted">{none}</span>
  return (
    <span title={formatDay(day, locale)} className="whitespace-nowrap">
      {day < today ? <Status tone="bad">{relativeDay(day, today)}</Status> : `due ${relativeDay(day, today)}`}
    </span>
  )
}
