/** Action plans of the initiative “Park before you leave home”. */
import type { DemoPlan } from '../types.ts'

export const parkAhead: DemoPlan[] = [
  {
    key: 'price-one',
    initiative: 'park-ahead',
    name: 'One price, shown before you leave home',
    purpose:
      'The same bay had four prices. One price in every channel, shown before people leave home, and a place that is there when they come.',
    owner: 'hugo',
    reviewer: 'farah',
    cadence: 'every two weeks',
    kpi: 'parking-ahead',
    recordedOn: -544,
    starts: -542,
    ends: -372,
    finishedOn: -374,
    milestones: [
      {
        name: 'One price in all channels',
        due: -425,
        reached: -428,
      },
    ],
    items: [
      {
        title: 'List what each channel charges for each bay',
        owner: 'hugo',
        due: -520,
        done: -521,
      },
      {
        title: 'Agree one price with the three resellers',
        owner: 'farah',
        due: -490,
        done: -487,
        weight: 3,
      },
      {
        title: 'Show the price on the first page, with all fees',
        owner: 'hugo',
        due: -455,
        done: -452,
        weight: 2,
        key: 'show',
      },
      {
        title: 'Switch all channels in one night',
        owner: 'hugo',
        due: -428,
        done: -428,
        weight: 2,
        blockedBy: 'show',
      },
      {
        title: 'Watch revenue for four weeks',
        owner: 'pavel',
        due: -400,
        done: -397,
        evidence: 'https://example.invalid/bayline/parking-revenue',
      },
      {
        title: 'Keep a bay free for each booking, always',
        owner: 'hugo',
        due: -376,
        done: -375,
      },
    ],
    updates: [
      {
        on: -528,
        status: 'on track',
        text: 'One bay, four prices, eleven conditions: nobody in the team could explain it to me.',
        next: 'Resellers.',
      },
      {
        on: -514,
        status: 'on track',
        text: 'Two resellers agree to one price, the third wants a promise on volume.',
        next: 'Talk to the third.',
      },
      {
        on: -500,
        status: 'at risk',
        text: 'The third reseller threatens to leave.',
        next: 'Farah speaks to its director.',
      },
      {
        on: -486,
        status: 'on track',
        text: 'It stays; one price from the spring on.',
        next: 'The first page.',
      },
      {
        on: -472,
        status: 'on track',
        text: 'The first page shows the price with all fees; test passengers look for the catch.',
        next: 'Say that there is none.',
      },
      {
        on: -458,
        status: 'on track',
        text: '“That is all you pay” under the price raised bookings in the test by a sixth.',
        next: 'The switch.',
      },
      {
        on: -444,
        status: 'on track',
        text: 'All channels are ready for the switch.',
        next: 'One quiet night.',
      },
      {
        on: -430,
        status: 'on track',
        text: 'The switch is tonight.',
        next: 'Watch.',
      },
      {
        on: -416,
        status: 'on track',
        text: 'One price everywhere since two weeks; bookings ahead rise week by week.',
        next: 'Revenue.',
        reportsKpi: true,
      },
      {
        on: -402,
        status: 'on track',
        text: 'Revenue is level; the fear that one price means a low price was unfounded.',
        next: 'A bay for each booking.',
      },
      {
        on: -388,
        status: 'at risk',
        text: 'On two holidays cars with a booking found no bay.',
        next: 'Keep thirty free at all times.',
      },
      {
        on: -374,
        status: 'done',
        text: 'Thirty bays stay free, and no booked car was turned away for three weeks.',
        next: 'Farah closes the initiative when half of all cars are booked ahead.',
      },
    ],
  },
]
