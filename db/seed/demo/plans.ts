/** All forty action plans of Bayline Airport, with what follows from the rules that every update obeys. */
import { arrivalPlans } from './plans-arrivals.ts'
import { carePlans } from './plans-care.ts'
import { checkpointPlans } from './plans-checkpoint.ts'
import { crewPlans } from './plans-crew.ts'
import { digitalPlans } from './plans-digital.ts'
import { hostPlans } from './plans-hosts.ts'
import { facilityPlans } from './plans-restrooms.ts'
import { signPlans } from './plans-signs.ts'
import type { Day, DemoItem, DemoPlan, DemoUpdate, Key } from './types.ts'

export const plans: DemoPlan[] = [
  ...signPlans,
  ...checkpointPlans,
  ...facilityPlans,
  ...digitalPlans,
  ...hostPlans,
  ...carePlans,
  ...arrivalPlans,
  ...crewPlans,
]

/** Who owned the plan on a day: the former owner up to the day of the hand-over. */
export function ownerOn(plan: DemoPlan, day: Day): Key {
  return plan.formerOwner !== undefined && day <= plan.formerOwner.until ? plan.formerOwner.person : plan.owner
}

export function authorOf(plan: DemoPlan, update: DemoUpdate): Key {
  return update.author ?? ownerOn(plan, update.on)
}

/** The due day in force: that of the last move, or the one first promised. */
export function dueDayOf(item: DemoItem): Day {
  return item.moves?.at(-1)?.to ?? item.due
}

/** The day on which the reviewer acknowledged an update: two to four days later, and the newest ones not yet. */
export function acknowledgedOn(update: DemoUpdate): Day | null {
  const day = update.on + 2 + (-update.on % 3)
  return day <= -3 ? day : null
}
