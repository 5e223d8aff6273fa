/** What Bayline Airport wants to be: three versions of its vision, five values, three pillars and six bold outcomes. */
import type { DemoOutcome, DemoPillar, DemoValue, DemoVision } from './types.ts'

export const visions: DemoVision[] = [
  {
    number: 1,
    state: 'superseded',
    statement:
      'To be the best-rated airport on the bay by making every part of the journey faster, cleaner and more modern than our passengers expect.',
    brandPromise: 'A better airport, every day.',
    reason:
      'The first vision of the programme, written in two workshops with the heads of department after the year in which we moved fourteen million passengers and answered fewer than half of their complaints in time.',
    draftedOn: -712,
    draftedBy: 'amara',
    proposedOn: -668,
    ratifiedOn: -640,
    ratifiedBy: 'rufus',
    effectiveOn: -637,
    supersededOn: -286,
  },
  {
    number: 2,
    state: 'ratified',
    statement:
      'Everyone who passes through Bayline, however often they fly and whatever they need, always knows what comes next, is never left alone with a problem, and leaves with more strength than they came with.',
    brandPromise: 'You will always know what comes next.',
    reason:
      'A year of listening showed that passengers do not compare us with other airports; they compare us with the last time they felt looked after. Faster and cleaner turned out to be hygiene. What they remember is uncertainty: which way, how long, who can help. The new vision names that, and every company under our roof can act on it.',
    draftedOn: -338,
    draftedBy: 'amara',
    proposedOn: -308,
    ratifiedOn: -286,
    ratifiedBy: 'rufus',
    effectiveOn: -270,
    supersededOn: null,
  },
  {
    number: 3,
    state: 'draft',
    statement:
      'Everyone who travels through, works at or lives beside Bayline always knows what comes next, is never left alone with a problem, and is glad that the airport is here.',
    brandPromise: 'You will always know what comes next.',
    reason:
      'Two things are missing from the vision in force: the six thousand people who work here, whose day shapes every passenger’s, and the neighbours under the flight path. A draft for discussion; nobody has proposed it yet.',
    draftedOn: -24,
    draftedBy: 'lotte',
    proposedOn: null,
    ratifiedOn: null,
    ratifiedBy: null,
    effectiveOn: null,
    supersededOn: null,
  },
]

export const values: DemoValue[] = [
  {
    key: 'clear',
    name: 'Clear before clever',
    meaning:
      'A passenger who understands the next step is calm. We spend our effort on being understood before we spend it on being impressive.',
    dos: [
      'Say what happens next, how long it takes and what to do if it does not happen.',
      'Use the same word for the same place on signs, screens, the app and in announcements.',
      'Test every sign, page and script with someone who has never been here.',
    ],
    donts: [
      'Do not use our internal names (Pier 4, Landside North) towards passengers.',
      'Do not add a sign where removing one would help.',
      'Do not publish a waiting time that we have not measured today.',
    ],
  },
  {
    key: 'own',
    name: 'Own the moment',
    meaning:
      'Whoever is asked owns the question until it is answered or handed to a named person. There are sixty companies here; the passenger sees one airport.',
    dos: [
      'Walk with the passenger rather than point.',
      'Hand over to a person, by name, and check back.',
      'Use your own authority first: up to 50 euros, no form.',
    ],
    donts: [
      'Do not say “that is the airline’s job”.',
      'Do not send a passenger to a desk that may be closed.',
      'Do not wait for permission to say sorry.',
    ],
  },
  {
    key: 'calm',
    name: 'Calm under pressure',
    meaning:
      'Queues, fog and broken belts will happen. Our tone, our pace and our information stay steady when the building does not.',
    dos: [
      'Give an update every fifteen minutes, even when there is no news.',
      'Open the lane before the queue, not after it.',
      'Thank people for waiting, and mean it.',
    ],
    donts: [
      'Do not raise your voice across a queue.',
      'Do not promise a time to make a difficult moment shorter.',
      'Do not let two colleagues give two answers.',
    ],
  },
  {
    key: 'dignity',
    name: 'Dignity for every body',
    meaning:
      'A good journey for a passenger in a wheelchair, with a baby or without our language is a good journey for everyone. We design for the edge first.',
    dos: [
      'Speak to the passenger, not to the person pushing the chair.',
      'Ask “what would help?” before helping.',
      'Bring the passenger panel in while a plan can still change.',
    ],
    donts: [
      'Do not leave a passenger waiting where they cannot see a clock or a colleague.',
      'Do not treat an accessible route as the service entrance.',
      'Do not call anyone “a wheelchair”.',
    ],
  },
  {
    key: 'learn',
    name: 'Learn out loud',
    meaning:
      'We publish what did not work as readily as what did. A red figure with a plan is worth more here than a green one without evidence.',
    dos: [
      'Say what you expected before you look at the result.',
      'Show the number of answers behind every percentage.',
      'Tell passengers and colleagues what their comment changed.',
    ],
    donts: [
      'Do not call three months a trend.',
      'Do not restate a figure without saying why.',
      'Do not look for the person when the process failed.',
    ],
  },
]

export const pillars: DemoPillar[] = [
  {
    key: 'transform',
    name: 'Transform the experience',
    description: 'Change what passengers actually meet, from the kerb to the gate and back, where it hurts most first.',
  },
  {
    key: 'engage',
    name: 'Develop and engage our people',
    description:
      'Six thousand people from sixty companies make the experience. They need one story, one day-one and the freedom to fix things.',
  },
  {
    key: 'scale',
    name: 'A scalable model',
    description:
      'Owners, measures and habits that still work when the programme office is asleep, and that let the next terminal start where this one is.',
  },
]

export const outcomes: DemoOutcome[] = [
  {
    key: 'no-stranger-lost',
    pillar: 'transform',
    horizon: 1,
    title: 'Nobody asks the way twice',
    description:
      'A first-time passenger, tired and in a hurry, gets from the kerb to the gate with signs, screens, hosts and the app telling one story. Asking once is fine. Asking twice is our fault.',
    what: {
      kpi: 'wayfinding',
      target: 'From 75% to 84% of passengers rating our signs and directions 4 or 5 of 5, by the end of year 1.',
    },
    how: 'How easy is it today for a first-time passenger to find the way without asking?',
    owner: 'amara',
    recordedOn: -282,
    ratings: [
      {
        on: -262,
        by: 'rosa',
        rating: 2,
        comment: 'We are asked for Concourse B about forty times an hour, mostly under the sign that names it.',
      },
      {
        on: -262,
        by: 'ines',
        rating: 2,
        comment: 'Three generations of signs in one building. I get lost in Concourse B myself.',
      },
      { on: -260, by: 'tomas', rating: 3, comment: 'Departures is fair, arrivals and connections are poor.' },
      {
        on: -258,
        by: 'helena',
        rating: 3,
        comment: 'I walked it with my mother. She found the gate and missed the lift.',
      },
      { on: -150, by: 'rosa', rating: 3, comment: 'The new ceiling signs help. The screens still say Pier 4.' },
      {
        on: -149,
        by: 'ines',
        rating: 3,
        comment: 'Better where we have finished. A half-changed building is confusing in a new way.',
      },
      { on: -146, by: 'emeka', rating: 3, comment: 'Fewer questions at security, the same number at baggage claim.' },
      { on: -34, by: 'rosa', rating: 4, comment: 'For the first time people tell me the signs are good.' },
      { on: -33, by: 'emeka', rating: 3, comment: 'Connections remain a mystery to everybody, me included.' },
      { on: -30, by: 'tomas', rating: 4, comment: 'Arrivals has turned. Connections has nobody pulling it.' },
    ],
  },
  {
    key: 'security-calm',
    pillar: 'transform',
    horizon: 2,
    title: 'Security is the calm part of the journey',
    description:
      'Nine of ten passengers are through within ten minutes at any hour, they know how long it will take before they join the line, and they have room to become a person again afterwards.',
    what: {
      kpi: 'security-wait',
      target: 'Nine of ten passengers through within 10 minutes in every month of year 2, down from 17.',
    },
    how: 'How calm does the checkpoint feel at its busiest hour?',
    owner: 'davor',
    recordedOn: -282,
    ratings: [
      { on: -261, by: 'ciaran', rating: 3, comment: 'Calm until seven. After that we are firefighting.' },
      { on: -261, by: 'anneke', rating: 2, comment: 'We shout because nobody can hear, and then everybody shouts.' },
      { on: -255, by: 'helena', rating: 3, comment: 'Orderly, not calm.' },
      {
        on: -140,
        by: 'anneke',
        rating: 4,
        comment: 'The one sentence before the tray has changed the whole tone of the line.',
      },
      { on: -138, by: 'ciaran', rating: 3, comment: 'Good words, same crowd.' },
      {
        on: -36,
        by: 'ciaran',
        rating: 2,
        comment: 'Two lanes short every morning this month. The repack area is full of stored barriers.',
      },
      { on: -35, by: 'anneke', rating: 3, comment: 'Evenings are fine. Mornings have slipped back.' },
      { on: -31, by: 'noor', rating: 2, comment: 'At five in the morning the queue starts outside the building.' },
    ],
  },
  {
    key: 'one-crew',
    pillar: 'engage',
    horizon: 1,
    title: 'One crew, whatever the uniform',
    description:
      'Anyone with a Bayline badge, from the airline desk to the night cleaner, starts on the same day one, reads the same briefing and is thanked in the same place.',
    what: {
      kpi: 'crew-nps',
      target: 'From -4 to +20: would you recommend Bayline as a place to work, asked of all sixty companies.',
    },
    how: 'How much does it feel like one crew when something goes wrong?',
    owner: 'beatrix',
    recordedOn: -280,
    ratings: [
      {
        on: -259,
        by: 'zainab',
        rating: 2,
        comment: 'Five induction courses, and none of them mentions the passenger.',
      },
      { on: -257, by: 'bao', rating: 2, comment: 'When a belt stops, three companies look at each other.' },
      { on: -256, by: 'rosa', rating: 3, comment: 'On my floor yes. Across the security line, no.' },
      {
        on: -144,
        by: 'zainab',
        rating: 3,
        comment: 'Day one together is real now. The briefing is still read in four places only.',
      },
      {
        on: -143,
        by: 'freya',
        rating: 4,
        comment: 'The cleaners were named in the briefing for the first time I can remember.',
      },
      {
        on: -32,
        by: 'bao',
        rating: 4,
        comment: 'During the fog in the autumn we were one crew. I had not seen that before.',
      },
      { on: -31, by: 'rosa', rating: 4, comment: 'People from other companies answer when I ask.' },
      { on: -29, by: 'ciaran', rating: 3, comment: 'Good by day. The early shift still misses the briefing.' },
    ],
  },
  {
    key: 'frontline-fixes',
    pillar: 'engage',
    horizon: 2,
    title: 'The frontline fixes small things without asking',
    description:
      'A host, a cleaner or an agent who meets a problem worth up to fifty euros solves it there and then, and the cause reaches somebody who can remove it. Nobody has agreed yet how to count that.',
    what: null,
    how: 'When you could have fixed something small for a passenger this month, how free did you feel to do it?',
    owner: 'amara',
    recordedOn: -276,
    ratings: [
      { on: -254, by: 'emeka', rating: 2, comment: 'I gave a family water and was asked for the receipt twice.' },
      { on: -254, by: 'rosa', rating: 2, comment: 'Officially we may. In practice nobody dares.' },
      { on: -141, by: 'nadia', rating: 3, comment: 'The voucher works. Finding the supervisor’s code does not.' },
      {
        on: -60,
        by: 'emeka',
        rating: 4,
        comment: 'Used it eleven times since the pilot began. Nobody questioned one of them.',
      },
      { on: -58, by: 'noor', rating: 4, comment: 'At night it is the only thing that works.' },
      { on: -28, by: 'rosa', rating: 4, comment: 'The team is proud of it. Please do not drown it in reporting.' },
    ],
  },
  {
    key: 'euro-traced',
    pillar: 'scale',
    horizon: 3,
    title: 'Every euro for experience has a reason and a result',
    description:
      'By year 3 no experience budget is approved without the passenger problem, the measure and the expected effect written down, and each is looked at again when it was promised.',
    what: {
      kpi: 'goodwill',
      target: 'Compensation and goodwill below 60,000 euros a month, because causes are removed rather than paid for.',
    },
    how: null,
    owner: 'meera',
    recordedOn: -274,
    ratings: [],
  },
  {
    key: 'worth-recommending',
    pillar: 'transform',
    horizon: 3,
    title: 'A journey worth recommending',
    description:
      'Passengers who may choose another airport choose Bayline and say so to others, including those who met a problem on the way.',
    what: { kpi: 'nps', target: 'Bayline NPS at +45 or above over twelve months, up from +27.' },
    how: 'Would you be glad to send your own parents through Bayline, alone, tomorrow?',
    owner: 'amara',
    recordedOn: -280,
    ratings: [
      { on: -253, by: 'rufus', rating: 3, comment: 'Yes on a Tuesday morning. Not on a Friday evening.' },
      { on: -252, by: 'leila', rating: 2, comment: 'I read the complaints. Not alone, no.' },
      { on: -250, by: 'idris', rating: 4, comment: 'The shops are good. The way to them is not.' },
      { on: -139, by: 'leila', rating: 3, comment: 'We answer now. The causes remain.' },
      { on: -137, by: 'olu', rating: 2, comment: 'My father uses a chair. He waited 50 minutes at the aircraft door.' },
      { on: -30, by: 'rufus', rating: 4, comment: 'I did it, last month. They were met by a host with a name.' },
      { on: -27, by: 'olu', rating: 2, comment: 'Assistance at arrival is still a lottery.' },
      { on: -26, by: 'helena', rating: 3, comment: 'Steadily better, and still not in the early morning.' },
    ],
  },
]
