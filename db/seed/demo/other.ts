/** Harbour Ferries, a second and tiny fictional organisation, to show that neighbours never see each other. */
import type {
  DemoInitiative,
  DemoKpi,
  DemoOrganisation,
  DemoPerson,
  DemoPillar,
  DemoPlan,
  DemoUnit,
  DemoValue,
  DemoVision,
} from './types.ts'

/** The other organisation's KPIs carry their few values with them: months before this one, 1 being the last that ended. */
interface OtherKpi extends DemoKpi {
  values: { monthsAgo: number; value: number; n: number | null; note: string }[]
}

interface OtherOrganisation {
  organisation: DemoOrganisation
  units: DemoUnit[]
  people: DemoPerson[]
  visions: DemoVision[]
  values: DemoValue[]
  pillars: DemoPillar[]
  kpis: OtherKpi[]
  initiatives: DemoInitiative[]
  plans: DemoPlan[]
}

export const other: OtherOrganisation = {
  organisation: {
    slug: 'other',
    name: 'Harbour Ferries',
    timeZone: 'Europe/Lisbon',
    locale: 'en-GB',
    currency: 'EUR',
    graceDays: 3,
    createdOn: -240,
    about: 'A fictional ferry company with five boats and nine piers, in its first year with Sirius.',
  },
  units: [
    { key: 'ferries', name: 'Harbour Ferries', parent: null },
    { key: 'crews', name: 'Crews and Piers', parent: 'ferries' },
  ],
  people: [
    {
      key: 'selma',
      name: 'Selma Tidewell',
      email: 'leader@other.example',
      jobTitle: 'Head of Passenger Experience',
      unit: 'ferries',
      role: 'cx_leader',
      invitedOn: -239,
      joinedOn: -239,
    },
    {
      key: 'joris',
      name: 'Joris Anchorley',
      email: 'joris.anchorley@other.example',
      jobTitle: 'Office Manager',
      unit: 'ferries',
      role: 'administrator',
      invitedOn: -240,
      joinedOn: -240,
    },
    {
      key: 'pia',
      name: 'Pia Gullsworth',
      email: 'pia.gullsworth@other.example',
      jobTitle: 'Pier Manager',
      unit: 'crews',
      role: 'business_owner',
      invitedOn: -232,
      joinedOn: -230,
    },
    {
      key: 'anton',
      name: 'Anton Keelmarsh',
      email: 'anton.keelmarsh@other.example',
      jobTitle: 'Managing Director',
      unit: 'ferries',
      role: 'executive',
      invitedOn: -232,
      joinedOn: -228,
    },
  ],
  visions: [
    {
      number: 1,
      state: 'ratified',
      statement: 'Every crossing leaves when we said, and nobody is left on the pier without a word.',
      brandPromise: 'We wait with you.',
      reason: 'Our first vision, written on the 6:40 boat with eleven regular passengers.',
      draftedOn: -225,
      draftedBy: 'selma',
      proposedOn: -210,
      ratifiedOn: -203,
      ratifiedBy: 'anton',
      effectiveOn: -200,
      supersededOn: null,
    },
  ],
  values: [
    {
      key: 'word',
      name: 'A word in time',
      meaning: 'We say what we know as soon as we know it, and when we will say more.',
      dos: ['Announce a delay before its minute', 'Say the reason in one sentence', 'Name the next boat'],
      donts: [
        'Do not say “shortly”',
        'Do not leave the pier screen dark',
        'Do not blame the weather for a broken pump',
      ],
    },
    {
      key: 'hand',
      name: 'A hand at the gangway',
      meaning: 'Nobody boards alone who would rather not.',
      dos: ['Stand where people can see you', 'Offer an arm', 'Know the regulars by name'],
      donts: ['Do not count heads aloud', 'Do not close the gate in a face', 'Do not hurry a wheelchair'],
    },
  ],
  pillars: [
    { key: 'transform', name: 'Transform the experience', description: 'What passengers meet on piers and boats.' },
    { key: 'engage', name: 'Develop and engage our people', description: 'Crews who like what they do and say so.' },
    { key: 'scale', name: 'A scalable model', description: 'The same on nine piers as on one.' },
  ],
  kpis: [
    {
      key: 'on-time',
      name: 'Crossings on time',
      kind: 'operations',
      definition: 'Share of crossings that left within two minutes of the timetable.',
      formula: 'crossings that left within two minutes / crossings in the timetable',
      unit: '%',
      decimals: 1,
      scoreKind: 'share',
      direction: 'up',
      frequency: 'monthly',
      owner: 'pia',
      source: 'Invented for this example.',
      definedOn: -200,
      targets: [
        { dueOn: -195, value: 84, reason: 'Where we start.', setOn: -195 },
        { dueOn: 170, value: 92, reason: 'What the city’s contract asks for.', setOn: -195 },
      ],
      values: [
        { monthsAgo: 6, value: 84.2, n: 2210, note: '' },
        { monthsAgo: 5, value: 85.9, n: 2184, note: '' },
        { monthsAgo: 4, value: 83.1, n: 2240, note: 'Nine days of fog.' },
        { monthsAgo: 3, value: 87.4, n: 2198, note: '' },
        { monthsAgo: 2, value: 88.0, n: 2231, note: '' },
      ],
    },
    {
      key: 'ferry-nps',
      name: 'Would recommend the ferry',
      kind: 'perception',
      definition:
        'Mean answer, from 0 to 10, to “would you recommend the ferry?”, asked on board in the first week of a month.',
      formula: 'sum of answers / number of answers',
      unit: 'of 10',
      decimals: 1,
      scoreKind: 'mean',
      direction: 'up',
      frequency: 'monthly',
      owner: 'selma',
      source: 'Invented for this example.',
      definedOn: -200,
      targets: [{ dueOn: 120, value: 8, reason: 'Agreed by the four of us.', setOn: -190 }],
      values: [
        { monthsAgo: 6, value: 7.1, n: 61, note: '' },
        { monthsAgo: 5, value: 7.3, n: 58, note: '' },
        { monthsAgo: 4, value: 6.9, n: 72, note: '' },
        { monthsAgo: 3, value: 7.5, n: 66, note: '' },
        { monthsAgo: 2, value: 7.6, n: 63, note: '' },
      ],
    },
  ],
  initiatives: [
    {
      key: 'pier-screens',
      name: 'Piers that speak',
      purpose:
        'Six of nine piers have no screen and no loudspeaker. People wait without a word and blame us for the fog.',
      createdBy: 'selma',
      owner: 'pia',
      ownerAcceptedOn: -172,
      sponsor: 'anton',
      unit: 'crews',
      values: ['word'],
      outcomes: [],
      about: ['technology'],
      personas: [],
      kpis: [
        {
          kpi: 'ferry-nps',
          hypothesis: 'Those who know why they wait recommend us all the same.',
          expectedDirection: 'up',
          expectedSize: 0.5,
          confidence: 'medium',
        },
      ],
      starts: -165,
      ends: 90,
      stages: [
        { on: -198, stage: 'idea', by: 'selma', reason: 'From the first ride with passengers.' },
        { on: -180, stage: 'proposed', by: 'pia', reason: 'Two quotations at hand.' },
        { on: -174, stage: 'approved', by: 'anton', reason: 'Within this year’s budget.' },
        { on: -165, stage: 'running', by: 'pia', reason: 'First pier is being wired.' },
      ],
    },
    {
      key: 'gangway',
      name: 'A hand at every gangway',
      purpose: 'One deckhand stands at the gangway at every stop, in sight and in the same jacket.',
      createdBy: 'pia',
      owner: 'pia',
      ownerAcceptedOn: -108,
      sponsor: 'anton',
      unit: 'crews',
      values: ['hand'],
      outcomes: [],
      about: ['people'],
      personas: [],
      kpis: [],
      starts: -100,
      ends: 60,
      stages: [
        { on: -120, stage: 'idea', by: 'pia', reason: 'A fall on pier 4.' },
        { on: -115, stage: 'proposed', by: 'pia', reason: 'Costs a jacket a head.' },
        { on: -109, stage: 'approved', by: 'anton', reason: 'Of course.' },
        { on: -100, stage: 'running', by: 'pia', reason: 'Jackets are ordered.' },
      ],
    },
  ],
  plans: [
    {
      key: 'screens-six',
      initiative: 'pier-screens',
      name: 'Screens on six piers',
      purpose: 'A screen and a loudspeaker on each of the six piers that have none.',
      owner: 'pia',
      reviewer: 'selma',
      cadence: 'monthly',
      kpi: 'on-time',
      recordedOn: -166,
      starts: -165,
      ends: 60,
      milestones: [{ name: 'Three piers speak', due: -60, reached: -58 }],
      items: [
        { title: 'Wire piers 2, 5 and 7', owner: 'pia', due: -70, done: -64, weight: 2 },
        { title: 'Text for fog, full boats and broken pumps', owner: 'selma', due: -50, done: -52 },
        { title: 'Wire piers 3, 6 and 9', owner: 'pia', due: 30, progress: 20, weight: 2 },
      ],
      updates: [
        {
          on: -138,
          status: 'on track',
          text: 'Cables for three piers are in the storeroom.',
          next: 'Wire the first at low tide.',
        },
        {
          on: -106,
          status: 'on track',
          text: 'Pier 5 speaks; the gulls sit on the loudspeaker.',
          next: 'Piers 2 and 7.',
        },
        {
          on: -74,
          status: 'at risk',
          text: 'Pier 7 has no earth wire.',
          next: 'Ask the harbour board.',
          help: 'Anton, a call to the harbour board.',
        },
        {
          on: -44,
          status: 'on track',
          text: 'Three piers speak, and complaints there have halved.',
          next: 'The other three.',
        },
        {
          on: -13,
          status: 'on track',
          text: 'Material for the other three is ordered.',
          next: 'Low tide in two weeks.',
        },
      ],
    },
    {
      key: 'gangway-jackets',
      initiative: 'gangway',
      name: 'In sight, in the same jacket',
      purpose: 'Everybody at a gangway is seen from the end of the pier.',
      owner: 'pia',
      reviewer: 'selma',
      cadence: 'every two weeks',
      kpi: null,
      recordedOn: -101,
      starts: -100,
      ends: 45,
      milestones: [],
      items: [
        { title: 'Order 34 jackets', owner: 'pia', due: -80, done: -78 },
        { title: 'Practise a hand at the gangway with each crew', owner: 'pia', due: -30, progress: 60, weight: 2 },
      ],
      updates: [
        { on: -86, status: 'on track', text: 'Jackets come in three weeks, in orange.', next: 'Hand them out.' },
        {
          on: -58,
          status: 'on track',
          text: 'All crews wear them; two have practised the hand.',
          next: 'The other three crews.',
        },
      ],
    },
  ],
}
