/** For whom Bayline Airport does it: four segments and six personas, one of them overdue for review. */
import type { DemoPersona, DemoSegment } from './types.ts'

export const segments: DemoSegment[] = [
  {
    key: 'once-a-year',
    name: 'Once-a-year leisure',
    description:
      'Families, couples and friends who fly once or twice a year, book early, arrive early and spend in the terminal.',
    sizeShare: 46,
    currentValue: 3,
    potentialValue: 4,
    notes:
      'Half of all passengers and two thirds of all questions to hosts. Uncertainty, not price, keeps them from eating and shopping.',
  },
  {
    key: 'regular-business',
    name: 'Regular business',
    description: 'Twelve or more trips a year, hand luggage, a routine measured in minutes, and an employer who pays.',
    sizeShare: 21,
    currentValue: 5,
    potentialValue: 5,
    notes:
      'Highest parking and lounge revenue per head. Leaves for the rival across the bay after the second missed meeting.',
  },
  {
    key: 'connecting',
    name: 'Connecting passengers',
    description: 'Arrive and leave by air within six hours, know neither the building nor often the language.',
    sizeShare: 18,
    currentValue: 2,
    potentialValue: 5,
    notes:
      'The airlines choose us or another hub for them. Nobody in the organisation owns their journey from end to end.',
  },
  {
    key: 'needs-assistance',
    name: 'Passengers who need assistance',
    description:
      'Reduced mobility, hidden disabilities, unaccompanied minors and the very old; many travel with a companion.',
    sizeShare: 4,
    currentValue: 2,
    potentialValue: 3,
    notes: 'Small in number and growing by a tenth a year. What works for them works for everybody with a suitcase.',
  },
]

export const personas: DemoPersona[] = [
  {
    key: 'first-timer',
    name: 'Marisol, first time in nine years',
    segment: 'once-a-year',
    summary:
      'Flies to her niece’s wedding with her husband and one large suitcase. Reads every sign, trusts none of them, and asks a person in uniform to be sure.',
    quote: 'I was at the right gate for two hours and still asked three people.',
    needs: [
      'To know the next step and how long it takes',
      'A person to confirm that she is right',
      'Somewhere to sit with a view of the board',
    ],
    expectations: [
      'Signs that use the words on her ticket',
      'Nobody sighs when she asks',
      'A price for coffee she can see from outside',
    ],
    goals: ['Be at the gate an hour early', 'Arrive without a quarrel', 'Buy a present at the airport'],
    challenges: [
      'Three names for the same concourse',
      'Liquids rules she half remembers',
      'Screens that change while she reads',
    ],
    owner: 'lotte',
    recordedOn: -590,
    reviewedOn: -60,
    reviewBy: 120,
  },
  {
    key: 'minute-counter',
    name: 'Henrik, counts in minutes',
    segment: 'regular-business',
    summary:
      'Fourth flight this month. Parks in the same bay, takes the same lane, and notices the day it is slower. His patience is a function of information.',
    quote: 'I do not mind fifteen minutes. I mind not knowing that it will be fifteen minutes.',
    needs: [
      'A predictable time from car to gate',
      'WiFi that connects by itself',
      'To be told early when something is different',
    ],
    expectations: [
      'The published waiting time is true',
      'A lane that is open when the board says so',
      'An answer to a complaint before his next flight',
    ],
    goals: ['Leave home as late as is safe', 'One working hour at the airport', 'Be home for dinner'],
    challenges: [
      'Mornings between six and eight',
      'Gate changes he learns from other passengers',
      'Repacking on his knee',
    ],
    owner: 'jonas',
    recordedOn: -588,
    reviewedOn: -75,
    reviewBy: 105,
  },
  {
    key: 'family-of-five',
    name: 'The Oyelarans, two adults and three children',
    segment: 'once-a-year',
    summary:
      'Two adults, three children under eight, a buggy and eleven bags. Everything takes twice as long, and every queue is watched by strangers.',
    quote: 'If somebody had taken the buggy for two minutes I would have kissed them.',
    needs: [
      'A lane where slow is normal',
      'Clean changing rooms close to the gate',
      'Food the children will eat before six in the morning',
    ],
    expectations: [
      'The buggy comes back at the aircraft door',
      'Staff who talk to the children',
      'Lifts that work and are shown on signs',
    ],
    goals: ['Board with everybody fed', 'Lose nothing and nobody', 'Keep the holiday mood'],
    challenges: ['Trays, liquids and a sleeping baby', 'Long walks without a toilet', 'Boarding calls in one language'],
    owner: 'tomas',
    recordedOn: -585,
    reviewedOn: -150,
    reviewBy: 30,
  },
  {
    key: 'sprinter',
    name: 'Wen, fifty minutes to connect',
    segment: 'connecting',
    summary:
      'Lands late from overseas, connects to a regional flight in the other terminal, has no local number and reads a different script.',
    quote: 'I ran past the right door twice because I could not read it.',
    needs: [
      'To know at landing whether the connection holds',
      'One route, shown in symbols',
      'A person at the point where the routes part',
    ],
    expectations: [
      'The airline and the airport know about each other',
      'Bags that make it too',
      'A way back if the flight is gone',
    ],
    goals: ['Make the connection', 'Tell the family which flight', 'Not to run'],
    challenges: [
      'The terminal shuttle every twelve minutes',
      'A second security check nobody announced',
      'Signs in two languages only',
    ],
    owner: 'kwesi',
    recordedOn: -560,
    reviewedOn: -420,
    reviewBy: -55,
  },
  {
    key: 'own-pace',
    name: 'Agathe, 81, travels at her own pace',
    segment: 'needs-assistance',
    summary:
      'Walks short distances, hears badly, and travels alone to see her son. She books assistance because of the distances and dreads being parked in a corner.',
    quote: 'They are kind when they come. It is the not knowing whether they come.',
    needs: [
      'To see the person who will fetch her',
      'A seat, a clock and a toilet in sight',
      'Announcements she can read',
    ],
    expectations: [
      'The booking she made arrived',
      'The same helper from the door to the seat',
      'To be asked, not handled',
    ],
    goals: ['Travel alone as long as possible', 'Arrive rested', 'Not to be a burden'],
    challenges: [
      'Waiting at the aircraft door after landing',
      'Being talked over',
      'Walks that the map calls five minutes',
    ],
    owner: 'olu',
    recordedOn: -583,
    reviewedOn: -40,
    reviewBy: 140,
  },
  {
    key: 'night-arrival',
    name: 'Tariq, lands at half past one',
    segment: 'once-a-year',
    summary:
      'Comes home on the last flight of a low-fare airline, two hours late. Everything is closed, the last train has gone, and his bag is not on the belt.',
    quote: 'There were four people in the building and none of them worked for anybody.',
    needs: [
      'One open desk with one person',
      'Transport information that is true at night',
      'Water and a working toilet',
    ],
    expectations: [
      'The belt screen does not lie',
      'A report of a lost bag takes five minutes',
      'Lights on the way to the car park',
    ],
    goals: ['Get home before three', 'Know where the bag is', 'Sleep before work'],
    challenges: [
      'Night cleaning closes the only restroom',
      'No host after eleven',
      'A chat robot that offers opening hours',
    ],
    owner: 'noor',
    recordedOn: -330,
    reviewedOn: -95,
    reviewBy: 85,
  },
]
