/** What passengers of Bayline Airport say, all of it made up: a survey after departure and the complaints inbox, by a seeded generator. */

export interface DemoPost {
  key: string
  name: string
  channel: string
  structured: boolean
  occasion: string
  description: string
  owner: string
  cadence: string
  expectedVolume: number
  /** Days from today. */
  setUpOn: number
  /** The steps at which it listens. */
  covers: string[]
  /** Who may read its verbatims is restricted from a day to a day. */
  restricted?: { on: number; until: number; by: string; reason: string }
}

export const posts: DemoPost[] = [
  {
    key: 'departure-survey',
    name: 'Survey after departure',
    channel: 'survey',
    structured: true,
    occasion: 'transaction',
    description:
      'Passengers who leave an address at the wireless network are asked on the evening of their flight. A made-up survey of a made-up airport.',
    owner: 'noor',
    cadence: 'continuous',
    expectedVolume: 160,
    setUpOn: -388,
    covers: ['bag', 'queue', 'trays', 'relax', 'restroom', 'gate', 'board'].map((step) => `departing ${step}`),
  },
  {
    key: 'complaints',
    name: 'Complaints inbox',
    channel: 'complaint',
    structured: false,
    occasion: 'transaction',
    description: 'What is written to the complaints address and entered by the help line. Made up, as everything here.',
    owner: 'noor',
    cadence: 'daily',
    expectedVolume: 8,
    setUpOn: -386,
    covers: ['departing queue', 'departing gate'],
    restricted: {
      on: -21,
      until: 40,
      by: 'amara',
      reason:
        'The insurer looks into a fall on the escalator by belt 3. Until that is settled, only Customer Experience reads what was written.',
    },
  },
  {
    key: 'reviews',
    name: 'Reviews on map sites',
    channel: 'review',
    structured: false,
    occasion: 'relationship',
    description: 'Read by hand once a month. Nothing has been brought in here yet.',
    owner: 'greta',
    cadence: 'monthly',
    expectedVolume: 25,
    setUpOn: -150,
    covers: ['departing stop', 'departing hall'],
  },
]

/** The same numbers each time, so that the demo never changes by chance. */
function chance(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

interface Place {
  touchpoint: string
  /** How it usually goes, from 0 to 1, a year ago and today. */
  then: number
  now: number
  good: readonly string[]
  bad: readonly string[]
}

const places: Place[] = [
  {
    touchpoint: 'Security',
    then: 0.4,
    now: 0.66,
    good: [
      'Through security in six minutes, and somebody smiled.',
      'The sign at the checkpoint was right to the minute.',
      'The lane for families saved our morning.',
      'Officers explained calmly what to unpack.',
      'They opened another lane before it got full.',
      'Room to pack everything back in. At last.',
      'Nobody shouted, and it was quick all the same.',
    ],
    bad: [
      'Forty minutes in the queue at security with two lanes open.',
      'Nobody told us why the security line stood still.',
      'I was sent back twice at security because of contradictory signs.',
      'We ran to the gate because security took an hour.',
      'Shouting at the checkpoint is no way to speak to people.',
      'The sign said ten minutes, the queue for security took thirty.',
      'One lane for four flights at five in the morning.',
      'They took my water after the belt, not before it.',
      'No room to put my shoes on again, and everybody pushing.',
      'We waited at security behind a closed lane with three officers in it.',
    ],
  },
  {
    touchpoint: 'Bag drop',
    then: 0.52,
    now: 0.58,
    good: [
      'The bag drop machine worked at once.',
      'A helpful host at the bag drop showed us how it is done.',
      'Bag gone in two minutes.',
      'The machine spoke my language.',
      'Somebody lifted the case for my father without being asked.',
    ],
    bad: [
      'Three of five bag drop machines were out of order.',
      'The bag drop refused my label and nobody was there to help.',
      'Queue for the bag drop went round the hall.',
      'The machine weighed my bag three times, each time differently.',
      'Sent from the machine to a counter and back to the machine.',
      'The label would not stick, and the printer had no paper.',
    ],
  },
  {
    touchpoint: 'Check-in hall',
    then: 0.6,
    now: 0.62,
    good: [
      'The check-in hall was bright and easy to find my way in.',
      'Friendly people in the check-in hall.',
      'The host at door 3 walked with us to the desk.',
      'Letters of the rows can be seen from the door now.',
    ],
    bad: [
      'I walked the whole check-in hall to find the right desk; the signs are tiny.',
      'Too few seats in the check-in hall for older people.',
      'The screen named one desk and the sign another.',
      'We stood in the wrong row for half an hour.',
      'No trolley anywhere near the doors.',
    ],
  },
  {
    touchpoint: 'Gate',
    then: 0.48,
    now: 0.55,
    good: [
      'They told us about the delay early and offered water at the gate.',
      'Boarding by rows was quick.',
      'The screen said how many minutes to walk.',
      'Somebody came round and told each of us about the new gate.',
    ],
    bad: [
      'The gate changed twice and the screen was late both times.',
      'Delay of two hours and not one announcement at the gate.',
      'No socket that works anywhere at gate B.',
      'Standing in the tunnel for twenty minutes after boarding was called.',
      'Gate 40 is a hike, and nobody tells you.',
      'I heard of the delay from my own phone, not from an announcement.',
      'We sat on the floor: not one free seat at the gate.',
      'The arrow to gate 31 points at a wall.',
    ],
  },
  {
    touchpoint: 'Departure lounge',
    then: 0.6,
    now: 0.7,
    good: [
      'Clean restrooms, even late in the evening.',
      'Good coffee and a quiet corner to work.',
      'The new seats by the window are lovely.',
      'A tap for drinking water, with a bottle to borrow.',
      'The WiFi just worked.',
    ],
    bad: [
      'Restrooms near gate C were dirty at noon.',
      'Twelve euros for a sandwich is a joke.',
      'The WiFi dropped every few minutes.',
      'Fourteen of us waiting for one restroom.',
      'Nothing hot to eat after nine.',
      'The WiFi wants a code by text message that never comes.',
      'Everything is expensive and nothing is good.',
      'Music, announcements and a coffee machine: no place to be quiet.',
    ],
  },
  {
    touchpoint: 'Passport control',
    then: 0.5,
    now: 0.56,
    good: [
      'The automatic gates at passport control were quick.',
      'An officer sent families to a lane of their own.',
      'Five minutes, with a smile.',
    ],
    bad: [
      'One officer for two full planes at passport control.',
      'The passport machines did not read my card and sent me to the back of the line.',
      'The signs at passport control are written for lawyers.',
      'No idea which lane was ours, and nobody to ask.',
    ],
  },
  {
    touchpoint: 'Baggage reclaim',
    then: 0.42,
    now: 0.46,
    good: [
      'My bag was there before me.',
      'A message told me that my bag comes tomorrow. I went home happy.',
      'The woman at the baggage desk found it in ten minutes.',
    ],
    bad: [
      'Fifty minutes for the bags, without a word.',
      'My suitcase came broken and the desk was closed.',
      'Lost bag: I had to call four times to hear anything.',
      'The belt stopped and nobody said that was the last bag.',
      'A paper form, in capitals, at midnight.',
      'Told to wait for our bags at belt 2; they were on belt 7 all along.',
      'Five weeks until the costs of my lost bag were paid.',
    ],
  },
  {
    touchpoint: 'Website and app',
    then: 0.52,
    now: 0.68,
    good: [
      'The app told me the gate before the screens did.',
      'Parking booked in a minute on the website.',
      'The app said when to leave home, and it was right.',
      'I could see the walk to the gate in minutes.',
    ],
    bad: [
      'The app showed the wrong terminal.',
      'I could not change my parking booking on the website.',
      'Charged twice for parking; I want a refund.',
      'Three pages, three different times to be there.',
    ],
  },
]

/** What some add to it; most add nothing. */
const added = {
  good: ['Thank you.', 'Please keep it that way.', 'We come back.', 'It was not like that a year ago.'],
  bad: [
    'We nearly missed our flight.',
    'My mother is eighty and had to stand.',
    'It is the second time this year.',
    'With two small children that is no fun.',
    'At other airports it works.',
    'Nobody said sorry.',
    'The people were kind, they just could not help.',
    'We had planned two hours and needed all of them.',
  ],
}
const asked = [
  'I expect an answer.',
  'Please tell me what you do about it.',
  'I want my money back.',
  'Whom do I have to call?',
]

const segments = ['Once-a-year leisure', 'Regular business', 'Connecting passengers']

const quoted = (cell: string | number) => `"${String(cell).replaceAll('"', '""')}"`
const csv = (rows: (string | number)[][]) => rows.map((row) => row.map(quoted).join(',')).join('\r\n') + '\r\n'

function dayBefore(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
}

/** One month of the survey as its tool exports it: `month` 0 is the last 30 days, 11 the first of the year. */
export function surveyFile(today: string, month: number): string {
  const random = chance(1_000 + month)
  const one = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)]!
  const count = 140 + Math.floor(random() * 40)
  const rows = Array.from({ length: count }, (_, n) => {
    const place = places[Math.floor(random() ** 1.4 * places.length)]!
    const usual = place.now + ((place.then - place.now) * month) / 11
    const mood = Math.min(1, Math.max(0, usual + (random() - 0.5) * 0.9))
    const tone = mood > 0.55 ? 'good' : 'bad'
    const said = random() < 0.55 ? `${one(place[tone])}${random() < 0.35 ? ` ${one(added[tone])}` : ''}` : ''
    const contact = said && random() < 0.03 ? ` Please write to me: passenger${n}@example.com` : ''
    const day = dayBefore(today, month * 30 + 1 + Math.floor(random() * 29))
    const hour = String(6 + Math.floor(random() * 16)).padStart(2, '0')
    const minute = String(Math.floor(random() * 60)).padStart(2, '0')
    const answers = [
      Math.min(10, Math.round(10 * mood ** 0.3)),
      Math.max(1, Math.min(5, Math.round(mood * 4 + 1.6))),
      random() < 0.2 ? 9 : Math.max(1, Math.min(5, Math.round(mood * 4 + 1.2))),
    ]
    const language = random() < 0.8 ? 'en' : random() < 0.5 ? 'de' : 'fr'
    const about = [place.touchpoint, one(segments), language]
    return [`S${month}-${n}`, `${day} ${hour}:${minute}`, ...answers, said + contact, ...about]
  })
  const questions = [
    'How likely are you to recommend Bayline Airport?',
    'How satisfied were you with this part of your journey?',
    'How easy was it to get through?',
    'What is the main reason for your answer?',
  ]
  return csv([['Response ID', 'Submitted', ...questions, 'Touchpoint', 'Segment', 'Language'], ...rows])
}

/** Who complained: every second of them left a way to be answered. */
const writers = [
  'Ines Falk',
  'Omar Reyes',
  'Lucy Tran',
  'Pavel Novy',
  'Aisha Bello',
  'Tom Harker',
  'Mei Sato',
  'Carla Ruiz',
]

/** A quarter of the complaints inbox: 0 is the last. */
export function complaintsFile(today: string, quarter: number): string {
  const random = chance(5_000 + quarter)
  const one = <T>(of: readonly T[]) => of[Math.floor(random() * of.length)]!
  const rows = Array.from({ length: 24 }, (_, n) => {
    const place = one(places)
    const day = dayBefore(today, quarter * 90 + 2 + Math.floor(random() * 86))
    const said = [one(place.bad), ...(random() < 0.5 ? [one(added.bad)] : []), one(asked)].join(' ')
    const writer =
      n % 2 ? ['', ''] : [writers[(n / 2 + quarter) % writers.length]!, `writer${quarter}-${n}@example.com`]
    return [`C${quarter}-${n}`, day, said, place.touchpoint, one(segments), ...writer]
  })
  return csv([['Response ID', 'Date', 'Comment', 'Touchpoint', 'Segment', 'Name', 'E-mail'], ...rows])
}
