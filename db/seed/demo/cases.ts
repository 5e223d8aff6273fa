/** Cases of Bayline Airport: what single passengers told, and how far each of them has come. All of it is invented. */
import type { Day, Key } from './types.ts'

export interface DemoCase {
  key: Key
  title: string
  account: string
  openedOn: Day
  openedBy: Key
  /** Null: nobody yet. */
  owner: Key | null
  /** Where it happened, as far as is known. */
  touchpoint?: Key
  log?: { on: Day; kind: 'reply' | 'call' | 'note'; body: string }[]
  told?: { on: Day; how: string; url?: string }
  resolved?: { on: Day; how: string; url?: string }
  handedOver?: { on: Day; to: Key; reason: string }
  /** With a reason where told or resolved is missing. */
  closed?: { on: Day; reason?: string }
}

export interface DemoRule {
  name: string
  words: string[]
  /** The listening post it looks at; any, where it is not given. */
  post?: Key
  dueHours: number
  owner: Key
  madeOn: Day
  switchedOn: Day | null
}

export const rules: DemoRule[] = [
  {
    name: 'Somebody was hurt',
    words: ['injured', 'hurt', 'ambulance', 'fell down'],
    dueHours: 4,
    owner: 'leila',
    madeOn: -180,
    switchedOn: -179,
  },
  {
    name: 'A written complaint',
    words: [],
    post: 'complaints',
    dueHours: 20,
    owner: 'leila',
    madeOn: -30,
    switchedOn: -28,
  },
  {
    name: 'Asks for money back',
    words: ['refund', 'money back', 'compensation'],
    dueHours: 16,
    owner: 'leila',
    madeOn: -120,
    switchedOn: null,
  },
]

export const cases: DemoCase[] = [
  {
    key: 'pram',
    title: 'A pram came out of the belt with a broken wheel',
    account: 'At the service desk, with two small children. Nobody could say who pays for it.',
    openedOn: -74,
    openedBy: 'rosa',
    owner: 'yuki',
    touchpoint: 'reclaim',
    log: [
      {
        on: -73,
        kind: 'reply',
        body: 'We have found where it happened and will repair or replace it. The form is filled in for you.',
      },
      { on: -72, kind: 'note', body: 'Third wheel this quarter at the corner of belt 3. Photo with the shift lead.' },
    ],
    told: { on: -70, how: 'Called: the new wheel is paid and the corner of belt 3 gets a guard.' },
    resolved: { on: -52, how: 'A guard sits at the corner of belt 3; no wheel was broken there since.' },
    closed: { on: -51 },
  },
  {
    key: 'wheelchair',
    title: 'Waited 40 minutes for assistance at the kerb',
    account: 'Came by taxi for a morning flight. The call point at door 4 rang without an answer.',
    openedOn: -61,
    openedBy: 'greta',
    owner: 'olu',
    touchpoint: 'kerb',
    log: [
      { on: -60, kind: 'call', body: 'Listened, and said sorry. They fly again in spring and are afraid of it.' },
      { on: -58, kind: 'note', body: 'The call point was switched over to a desk that opens at six.' },
    ],
    told: { on: -57, how: 'Wrote what we found and what changes at door 4.' },
    resolved: { on: -44, how: 'Calls from door 4 go to the duty desk at all hours. Tested on three mornings.' },
    closed: { on: -43 },
  },
  {
    key: 'queue-child',
    title: 'Child with autism sent back to the end of the security queue',
    account: 'The lanyard was not recognised at lane 6.',
    openedOn: -33,
    openedBy: 'leila',
    owner: 'davor',
    touchpoint: 'security',
    log: [
      { on: -32, kind: 'call', body: 'Spoke with the father. They want to know that the next family is let through.' },
      { on: -30, kind: 'note', body: 'The late shift had not been briefed about the lanyard.' },
    ],
    told: {
      on: -29,
      how: 'Called back: what went wrong, and that every shift will know the lanyard by the end of the month.',
    },
  },
  {
    key: 'sign-b',
    title: 'Missed a connection: the sign to concourse B points at a wall',
    account: 'Followed the arrow behind the bakery and turned back twice.',
    openedOn: -26,
    openedBy: 'emeka',
    owner: 'ines',
    touchpoint: 'gate',
    log: [
      {
        on: -25,
        kind: 'reply',
        body: 'You are right about the arrow. It is covered since this morning until a new one comes.',
      },
    ],
    told: { on: -25, how: 'Wrote with a photo of the covered arrow.' },
  },
  {
    key: 'receipt',
    title: 'Charged twice at the car park exit',
    account: 'Two bookings for one night on the same card.',
    openedOn: -21,
    openedBy: 'leila',
    owner: 'farah',
    touchpoint: 'kerb',
    resolved: {
      on: -15,
      how: 'The exit terminal no longer books again when the barrier is slow. 214 double bookings of the month were paid back.',
    },
  },
  {
    key: 'prayer-room',
    title: 'The prayer room was locked before the early flight',
    account: 'Found it closed at half past four, and no number on the door.',
    openedOn: -18,
    openedBy: 'noor',
    owner: 'celia',
    touchpoint: 'lounge',
    resolved: { on: -12, how: 'It opens with the first check-in, and the duty number stands on the door.' },
    log: [{ on: -17, kind: 'note', body: 'Left no address; the airline may know the passenger.' }],
    closed: { on: -9, reason: 'The passenger cannot be reached: they left no address, and the airline gives none.' },
  },
  {
    key: 'hot-food',
    title: 'No hot food after nine on the evening of the long delay',
    account: 'A family of five waited till midnight.',
    openedOn: -12,
    openedBy: 'noor',
    owner: 'mateo',
    touchpoint: 'lounge',
    log: [
      { on: -11, kind: 'reply', body: 'We have your note and look into what the outlets had agreed for that evening.' },
    ],
  },
  {
    key: 'wifi',
    title: 'Could not show the boarding pass: wifi asked for a phone code that never came',
    account: 'From abroad, without roaming.',
    openedOn: -6,
    openedBy: 'greta',
    owner: 'jonas',
    touchpoint: 'lounge',
    log: [{ on: -5, kind: 'note', body: 'Codes to numbers of two countries fail since the provider changed.' }],
  },
  {
    key: 'medication',
    title: 'Medicine bag taken at the checkpoint in spite of a letter',
    account: 'The letter was in French. Given back after an hour.',
    openedOn: -2,
    openedBy: 'leila',
    owner: 'leila',
    touchpoint: 'security',
    handedOver: {
      on: -1,
      to: 'davor',
      reason: 'The letter was read at lane 2: yours to find out why it did not count.',
    },
  },
  {
    key: 'coach',
    title: 'Coach driver refused to wait for a late group with walkers',
    account:
      'Told the host at the arrivals door. It is not clear whether the stop or the coach company answers for it.',
    openedOn: -1,
    openedBy: 'rosa',
    owner: null,
  },
]

/** What those were told whose words an initiative had rested on when it was stopped, one after the other. */
export interface DemoReply {
  initiative: Key
  on: Day
  by: Key
  /** Without it nobody is told, for a reason. */
  text?: string
  reason?: string
}

export const replies: DemoReply[] = [
  {
    initiative: 'roof-garden',
    on: -239,
    by: 'celia',
    text: 'You asked for a quiet place. We planned a garden on the roof and have stopped it: the roof does not carry it, and a wheelchair could not have got there. Quiet seats near gate 12 are what we look at instead.',
  },
  {
    initiative: 'roof-garden',
    on: -239,
    by: 'celia',
    reason: 'They left no address, and ticked that they want no reply.',
  },
  {
    initiative: 'roof-garden',
    on: -238,
    by: 'celia',
    text: 'You told us that older people find no seat in the check-in hall. The garden that we had planned is stopped; forty seats go into the hall all the same.',
  },
]
