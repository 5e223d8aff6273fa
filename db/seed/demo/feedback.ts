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
    expectedVolume: 60,
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
    then: 0.35,
    now: 0.62,
    good: [
      'Through security in six minutes, and somebody smiled.',
      'The sign with the waiting time at security was right to the minute.',
      'The lane for families at security saved our morning.',
      'Officers explained calmly what to unpack.',
    ],
    bad: [
      'Forty minutes in the queue at security with two lanes open.',
      'Nobody told us why the security line stood still.',
      'I was sent back twice at security because of contradictory signs.',
      'We ran to the gate because security took an hour.',
      'Shouting at the checkpoint is no way to speak to people.',
    ],
  },
  {
    touchpoint: 'Bag drop',
    then: 0.5,
    now: 0.55,
    good: ['The bag drop machine worked at once.', 'Helpful host at the bag drop showed us how it is done.'],
    bad: [
      'Three of five bag drop machines were out of order.',
      'The bag drop refused my label and nobody was there to help.',
      'Queue for the bag drop went round the hall.',
    ],
  },
  {
    touchpoint: 'Check-in hall',
    then: 0.6,
    now: 0.6,
    good: ['Check-in hall was bright and easy to find my way in.', 'Friendly people in the check-in hall.'],
    bad: [
      'I walked the whole check-in hall to find the right desk; the signs are tiny.',
      'Too few seats in the check-in hall for older people.',
    ],
  },
  {
    touchpoint: 'Gate',
    then: 0.45,
    now: 0.5,
    good: ['They told us about the delay early and offered water at the gate.', 'Boarding by rows was quick.'],
    bad: [
      'The gate changed twice and the screen was late both times.',
      'Delay of two hours and not one announcement at the gate.',
      'No socket that works anywhere at gate B.',
      'Standing in the tunnel for twenty minutes after boarding was called.',
    ],
  },
  {
    touchpoint: 'Departure lounge',
    then: 0.6,
    now: 0.68,
    good: [
      'Clean restrooms, even late in the evening.',
      'Good coffee and a quiet corner to work.',
      'The new seats by the window are lovely.',
    ],
    bad: [
      'Restrooms near gate C were dirty at noon.',
      'Twelve euros for a sandwich is a joke.',
      'Wireless network dropped every few minutes.',
    ],
  },
  {
    touchpoint: 'Passport control',
    then: 0.5,
    now: 0.52,
    good: ['The automatic gates at passport control were quick.'],
    bad: [
      'One officer for two full planes at passport control.',
      'The passport machines did not read my card and sent me to the back of the line.',
    ],
  },
  {
    touchpoint: 'Baggage reclaim',
    then: 0.4,
    now: 0.42,
    good: ['My bag was there before me.'],
    bad: [
      'Fifty minutes for the bags, without a word.',
      'My suitcase came broken and the desk was closed.',
      'Lost bag: I had to call four times to hear anything.',
    ],
  },
  {
    touchpoint: 'Website and app',
    then: 0.5,
    now: 0.65,
    good: ['The app told me the gate before the screens did.', 'Parking booked in a minute on the website.'],
    bad: ['The app showed the wrong terminal.', 'I could not change my parking booking on the website.'],
  },
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
  const count = 50 + Math.floor(random() * 20)
  const rows = Array.from({ length: count }, (_, n) => {
    const place = places[Math.floor(random() ** 1.4 * places.length)]!
    const usual = place.now + ((place.then - place.now) * month) / 11
    const mood = Math.min(1, Math.max(0, usual + (random() - 0.5) * 0.9))
    const nps = Math.round(mood * 7.5 + 2.6)
    const comments = mood > 0.55 ? place.good : place.bad
    const said = random() < 0.62 ? comments[Math.floor(random() * comments.length)]! : ''
    const contact = said && random() < 0.04 ? ` Please write to me: passenger${n}@example.com` : ''
    const day = dayBefore(today, month * 30 + 1 + Math.floor(random() * 29))
    const hour = String(6 + Math.floor(random() * 16)).padStart(2, '0')
    const minute = String(Math.floor(random() * 60)).padStart(2, '0')
    return [
      `S${month}-${n}`,
      `${day} ${hour}:${minute}`,
      Math.min(10, nps),
      Math.max(1, Math.min(5, Math.round(mood * 4.4 + 0.9))),
      random() < 0.2 ? 9 : Math.max(1, Math.min(5, Math.round(5.2 - mood * 4))),
      said + contact,
      place.touchpoint,
      segments[Math.floor(random() * segments.length)]!,
      random() < 0.8 ? 'en' : random() < 0.5 ? 'de' : 'fr',
    ]
  })
  return csv([
    [
      ...[
        'Response ID',
        'Submitted',
        'How likely are you to recommend Bayline Airport?',
        'How satisfied were you with this part of your journey?',
      ],
      ...[
        'How much effort did it take?',
        'What is the main reason for your answer?',
        'Touchpoint',
        'Segment',
        'Language',
      ],
    ],
    ...rows,
  ])
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
  const rows = Array.from({ length: 16 }, (_, n) => {
    const place = places[Math.floor(random() * places.length)]!
    const day = dayBefore(today, quarter * 90 + 2 + Math.floor(random() * 86))
    return [
      `C${quarter}-${n}`,
      day,
      `${place.bad[Math.floor(random() * place.bad.length)]!} I expect an answer.`,
      place.touchpoint,
      segments[Math.floor(random() * segments.length)]!,
      ...(n % 2 ? ['', ''] : [writers[(n / 2 + quarter) % writers.length]!, `writer${quarter}-${n}@example.com`]),
    ]
  })
  return csv([['Response ID', 'Date', 'Comment', 'Touchpoint', 'Segment', 'Name', 'E-mail'], ...rows])
}
