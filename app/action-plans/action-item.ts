// What an action item is: its forms, what blocks it, and how its due date moved. Pure.
import { daysBetween } from '#app/kpis/period.ts'
import { plural } from '#app/ui/format.ts'
import {
  choice,
  form,
  optionalDate,
  optionalId,
  optionalLongText,
  optionalNumber,
  optionalUrl,
  read,
  text,
  version,
} from '#app/ui/schema.ts'

const fields = {
  title: text({ label: 'a title', max: 200 }),
  ownerId: optionalId(),
  milestoneId: optionalId(),
  /** How much it counts towards the plan's progress; empty is 1. */
  weight: read(optionalNumber({ min: 0.1, max: 100, decimals: 1 }), (value) => value ?? 1),
  evidenceUrl: optionalUrl(),
  blockedById: optionalId(),
}

export const newItemForm = form({ ...fields, dueOn: optionalDate() })
/** The due date has a form of its own, which asks why; done is said by a button, so progress stays below 100. */
export const editItemForm = form({
  ...fields,
  progress: optionalNumber({ min: 0, max: 99, decimals: 0 }),
  version: version(),
})
export const itemCompletionForm = form({ to: choice(['done', 'open']) })
export const dueDateForm = form({ dueOn: optionalDate(), reason: optionalLongText({ max: 1000 }), version: version() })

/** Whether somebody has to say why: a day once promised changes, or is taken back. */
export const needsReason = (before: string | null, after: string | null) => before !== null && before !== after

/** Whether `blockedById` would make the item wait for itself; `blockers` maps each item of the plan to what blocks it. */
export function waitsForItself(id: string, blockedById: string, blockers: ReadonlyMap<string, string | null>): boolean {
  const seen = new Set<string>()
  for (let at: string | null | undefined = blockedById; at && !seen.has(at); at = blockers.get(at)) {
    if (at === id) return true
    seen.add(at)
  }
  return false
}

/** An item waits as long as what blocks it is neither done nor archived. */
export const isBlocked = (
  item: { doneOn: string | null },
  blocker: { doneOn: string | null; archived: boolean } | null,
) => item.doneOn === null && blocker !== null && blocker.doneOn === null && !blocker.archived

export const isOverdue = (item: { dueOn: string | null; doneOn: string | null }, today: string) =>
  item.doneOn === null && item.dueOn !== null && item.dueOn < today

/** How often and how far the due date moved, or null where it stands as first promised. */
export function slipInWords(moves: number, firstDueOn: string | null, dueOn: string | null): string | null {
  if (moves === 0) return null
  const times = moves === 1 ? 'once' : moves === 2 ? 'twice' : `${moves} times`
  if (!firstDueOn || !dueOn) return `Moved ${times}`
  const days = daysBetween(firstDueOn, dueOn)
  if (days === 0) return `Moved ${times}, now as first promised`
  return `Moved ${times}, ${plural(Math.abs(days), 'day')} ${days > 0 ? 'later' : 'earlier'} than first promised`
}

/** An item as the fields of its form: what the form is filled with, and what a conflict compares. */
export function itemValues(row: {
  title: string
  ownerId: string | null
  milestoneId: string | null
  weight: number
  evidenceUrl: string | null
  blockedById: string | null
  progress: number
  doneOn: string | null
}): Record<string, string> {
  return {
    title: row.title,
    ownerId: row.ownerId ?? '',
    milestoneId: row.milestoneId ?? '',
    weight: String(row.weight),
    evidenceUrl: row.evidenceUrl ?? '',
    blockedById: row.blockedById ?? '',
    progress: row.doneOn ? '' : String(row.progress),
  }
}
