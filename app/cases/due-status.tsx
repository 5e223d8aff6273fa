import { formatMoment } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Status } from '#app/ui/status.tsx'
import { type DueWord, dueTones } from './customer-case.ts'

/** When the customer is to be told, and how that stands. */
export function DueStatus({ word, dueAt }: { word: DueWord; dueAt: Date | string }) {
  const { locale, timeZone } = useLocale()
  const at = formatMoment(dueAt, locale, timeZone)
  if (word === 'overdue' || word === 'due soon')
    return (
      <span className="grid justify-items-start gap-0.5">
        <Status tone={dueTones[word]}>{word}</Status>
        <span className="text-xs text-ink-muted">{at}</span>
      </span>
    )
  return <span className={word === 'in time' ? undefined : 'text-ink-muted'}>{word === 'in time' ? at : word}</span>
}
