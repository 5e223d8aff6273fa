// What an action plan is: its vocabulary, its forms, and what stands in the way of finishing it. Pure.
import { choice, form, id, must, optionalDate, optionalId, optionalLongText, text, version } from '#app/ui/schema.ts'
import { plural } from '#app/ui/format.ts'
import { type Cadence, cadences } from './standing.ts'

export const cadenceNames: Record<Cadence, string> = {
  weekly: 'Every week',
  'every two weeks': 'Every two weeks',
  monthly: 'Every month',
  quarterly: 'Every quarter',
}

const fields = {
  name: text({ label: 'a name', max: 160 }),
  purpose: optionalLongText({ max: 2000 }),
  ownerId: optionalId(),
  reviewerId: optionalId(),
  cadence: choice(cadences, { label: 'how often it is updated' }),
  startsOn: optionalDate(),
  endsOn: optionalDate(),
  kpiId: optionalId(),
}

interface Fields {
  ownerId: string | null
  reviewerId: string | null
  startsOn: string | null
  endsOn: string | null
}
const ordered = ({ startsOn, endsOn }: Fields) => !startsOn || !endsOn || endsOn >= startsOn
const notOrdered = { path: ['endsOn'], message: 'It cannot end before it starts. Choose a later day.' }
const reviewed = ({ ownerId, reviewerId }: Fields) => !reviewerId || reviewerId !== ownerId
const notReviewed = { path: ['reviewerId'], message: 'Nobody reviews their own plan. Choose somebody else.' }

export const newPlanForm = form({ initiativeId: id({ label: 'an initiative' }), ...fields }).check(
  must(reviewed, notReviewed),
  must(ordered, notOrdered),
)
/** A hand-over to another owner may say why. */
export const editPlanForm = form({ ...fields, ownerReason: optionalLongText({ max: 1000 }), version: version() }).check(
  must(reviewed, notReviewed),
  must(ordered, notOrdered),
)

export const planAcceptanceForm = form({ version: version() })
/** Finishing a plan, or opening it again. */
export const planCompletionForm = form({
  to: choice(['finished', 'open']),
  reason: optionalLongText({ max: 1000 }),
  version: version(),
})
export const archiveForm = form({ reason: optionalLongText({ max: 1000 }), version: version() })

/** Why a plan may not be finished yet, or null: with open items left somebody says what became of them. */
export function finishingBlocker(openItems: number, openMilestones: number, reason: string | null): string | null {
  if (reason || openItems + openMilestones === 0) return null
  const open = [
    openItems && plural(openItems, 'action item'),
    openMilestones && plural(openMilestones, 'milestone'),
  ].filter(Boolean)
  const [are, them] = openItems + openMilestones === 1 ? ['is', 'it'] : ['are', 'them']
  return `${open.join(' and ')} ${are} still open. Finish ${them}, or say why the plan ends all the same.`
}

/** A plan as the fields of its form: what the form is filled with, and what a conflict compares. */
export function planValues(row: {
  name: string
  purpose: string
  ownerId: string | null
  reviewerId: string | null
  cadence: string
  startsOn: string | null
  endsOn: string | null
  kpiId: string | null
}): Record<string, string> {
  const { name, purpose, ownerId, reviewerId, cadence, startsOn, endsOn, kpiId } = row
  return {
    name,
    purpose,
    ownerId: ownerId ?? '',
    reviewerId: reviewerId ?? '',
    cadence,
    startsOn: startsOn ?? '',
    endsOn: endsOn ?? '',
    kpiId: kpiId ?? '',
  }
}
