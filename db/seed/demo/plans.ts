/** All forty action plans of Bayline Airport, a file for each initiative, with what follows from the rules that every update obeys. */
import { answerInFive } from './plans/answer-in-five.ts'
import { assistancePromise } from './plans/assistance-promise.ts'
import { calmCheckpoint } from './plans/calm-checkpoint.ts'
import { clearSigns } from './plans/clear-signs.ts'
import { firstBag } from './plans/first-bag.ts'
import { liveJourney } from './plans/live-journey.ts'
import { oneCrewStart } from './plans/one-crew-start.ts'
import { parkAhead } from './plans/park-ahead.ts'
import { restroomStandard } from './plans/restroom-standard.ts'
import { roofGarden } from './plans/roof-garden.ts'
import { terminalHosts } from './plans/terminal-hosts.ts'
import { transferGuides } from './plans/transfer-guides.ts'
import { wifiThatWorks } from './plans/wifi-that-works.ts'
import { winterReadiness } from './plans/winter-readiness.ts'
import type { Day, DemoItem, DemoPlan, DemoUpdate, Key } from './types.ts'

export const plans: DemoPlan[] = [
  ...clearSigns,
  ...calmCheckpoint,
  ...restroomStandard,
  ...roofGarden,
  ...liveJourney,
  ...wifiThatWorks,
  ...terminalHosts,
  ...assistancePromise,
  ...answerInFive,
  ...firstBag,
  ...transferGuides,
  ...parkAhead,
  ...winterReadiness,
  ...oneCrewStart,
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
