import { relativeDay } from '#app/ui/format.ts'
import { Status } from '#app/ui/status.tsx'
import { visitStateNames, visitStateOf, visitStateTones } from './visit.ts'

/** Late is said by word, shape and number of days. */
export function VisitStatus({ visit, today }: { visit: { dueOn: string; doneOn: string | null }; today: string }) {
  const state = visitStateOf(visit, today)
  return (
    <Status tone={visitStateTones[state]}>
      {state === 'overdue' ? relativeDay(visit.dueOn, today) : visitStateNames[state]}
    </Status>
  )
}
