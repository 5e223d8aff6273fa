/** Stories of customers of Bayline Airport: all of them, and all of their words, are invented. */
import type { Day, Key, StepKey } from './types.ts'

export interface DemoCustomerStory {
  key: Key
  title: string
  /** The customer's words; where it is missing, those of the newest survey response that says `saying`. */
  quote?: string
  saying?: string
  pseudonym: string
  persona?: Key
  step?: StepKey
  outcome?: string
  initiative?: Key
  /** Who recorded it and keeps the consent. */
  owner: Key
  recordedOn: Day
  consent?: { on: Day; how: string; outside: boolean; ends: Day | null }
  publishedOn?: Day
  withdrawn?: { on: Day; note: string }
}

export const customerStories: DemoCustomerStory[] = [
  {
    key: 'same-arrows',
    title: 'Two arrows for one gate',
    quote:
      'One arrow sent me left, the next one right, and both of them said C. I asked a man with a mop, and he walked me there. He was the best sign in the whole building.',
    pseudonym: 'A visitor from far away',
    persona: 'sprinter',
    step: 'departing gate',
    outcome: 'The two signs were taken down within a week, and every sign of the concourse was walked after that.',
    initiative: 'clear-signs',
    owner: 'ines',
    recordedOn: -300,
    consent: { on: -298, how: 'Signed form, kept by Customer Insight', outside: false, ends: -12 },
    publishedOn: -296,
  },
  {
    key: 'clean-at-night',
    title: 'A night in the terminal with a small child',
    quote: 'At three in the morning there was hot water, paper and somebody who said good night to my daughter.',
    pseudonym: 'Mr T., stranded overnight',
    persona: 'night-arrival',
    step: 'departing restroom',
    outcome: 'His letter was read to the night crew. The round at three stays in the roster.',
    initiative: 'restroom-standard',
    owner: 'celia',
    recordedOn: -160,
    consent: { on: -158, how: 'E-mail', outside: true, ends: null },
    publishedOn: -155,
    withdrawn: { on: -25, note: 'They wrote that they would rather not be told about any more.' },
  },
  {
    key: 'stopped-belt',
    title: 'The officer who stopped the belt',
    quote:
      'I had practised all night what to take out of my bag, and then my hands shook. The officer stopped the belt and said: take your time, the plane is more patient than you think. I cried a little, behind the trays.',
    pseudonym: 'Mrs A., first flight in twenty years',
    persona: 'first-timer',
    step: 'departing trays',
    outcome:
      'Her words open the training of every new officer. Since the spring a second table gives whoever needs longer a place beside the lane.',
    initiative: 'calm-checkpoint',
    owner: 'davor',
    recordedOn: -120,
    consent: { on: -117, how: 'Signed form, kept by Customer Insight', outside: true, ends: null },
    publishedOn: -112,
  },
  {
    key: 'bear-came-home',
    title: 'A bear that came home a day late',
    quote:
      'You rang me before I could ring you. You knew which flight the bag was on, and that the bear was in it. My son slept, and so did I.',
    pseudonym: 'A father of three',
    persona: 'family-of-five',
    step: 'lost-bag news',
    outcome: 'Whoever waits for a bag is now called by noon, with news or without.',
    initiative: 'first-bag',
    owner: 'yuki',
    recordedOn: -72,
    consent: { on: -70, how: 'Said on the phone and noted', outside: false, ends: 20 },
    publishedOn: -66,
  },
  {
    key: 'door-four',
    title: 'Somebody was waiting at door 4',
    quote:
      'For the first time I did not have to explain myself. Somebody stood at the door with my name on a card, and asked how I would like to be helped instead of telling me.',
    pseudonym: 'Ms K., travels with a wheelchair',
    persona: 'own-pace',
    step: 'departing stop',
    outcome:
      'Calls from door 4 reach the duty desk at all hours, and the question “How would you like to be helped?” is the first line of the promise.',
    initiative: 'assistance-promise',
    owner: 'olu',
    recordedOn: -44,
    consent: { on: -41, how: 'Signed form, kept by Customer Insight', outside: true, ends: 320 },
    publishedOn: -36,
  },
  {
    key: 'family-morning',
    title: 'A family that had time for breakfast',
    saying: 'The lane for families saved our morning',
    pseudonym: 'A family on a Saturday',
    persona: 'family-of-five',
    outcome: 'The lane is a proposal so far; on four Saturdays it was tape on the floor.',
    initiative: 'family-lane',
    owner: 'rosa',
    recordedOn: -6,
  },
]
