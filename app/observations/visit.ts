// A planned visit: who goes where, when and why. Pure.
import { dateOnly, form, id, longText, must, optionalId, optionalText, text, version } from '#app/ui/schema.ts'

const fields = {
  purpose: text({ label: 'the reason for going', max: 300 }),
  touchpointId: optionalId(),
  journeyStepId: optionalId(),
  place: optionalText({ max: 200 }),
  visitorId: id({ label: 'who goes' }),
  dueOn: dateOnly({ label: 'the day of the visit' }),
}
const somewhere = (value: { touchpointId: string | null; journeyStepId: string | null; place: string | null }) =>
  Boolean(value.touchpointId ?? value.journeyStepId ?? value.place)
const nowhere = { path: ['place'], message: 'Say where: choose the touchpoint, or write the place.' }

export const newVisitForm = form(fields).check(must(somewhere, nowhere))
export const editVisitForm = form({ ...fields, version: version() }).check(must(somewhere, nowhere))
/** Gone, and nothing to add: what there was to say. */
export const completionForm = form({
  note: longText({ label: 'a word on what you found, or why nobody went', max: 1000 }),
  version: version(),
})

export const visitStates = ['overdue', 'due', 'planned', 'done'] as const
export type VisitState = (typeof visitStates)[number]
export const visitStateNames: Record<VisitState, string> = {
  overdue: 'Overdue',
  due: 'Today',
  planned: 'Planned',
  done: 'Done',
}
export const visitStateTones = { overdue: 'bad', due: 'warn', planned: 'info', done: 'done' } as const

/** The day itself is still in time. */
export function visitStateOf(visit: { dueOn: string; doneOn: string | null }, today: string): VisitState {
  if (visit.doneOn) return 'done'
  if (visit.dueOn < today) return 'overdue'
  return visit.dueOn === today ? 'due' : 'planned'
}
