/** Action plans of the initiative “Winter readiness”. */
import type { DemoPlan } from '../types.ts'

export const winterReadiness: DemoPlan[] = [
  {
    key: 'winter-plan',
    initiative: 'winter-readiness',
    name: 'Four days, never again',
    purpose:
      'De-icing, shelter, words and hotels: what failed in the four days of last winter, put right before the first frost.',
    owner: 'signe',
    reviewer: 'helena',
    cadence: 'weekly',
    kpi: null,
    recordedOn: -96,
    starts: -94,
    ends: 45,
    milestones: [
      {
        name: 'Order of the regulator fulfilled',
        due: 20,
      },
    ],
    items: [
      {
        title: 'Write down the four days hour by hour, with everybody who was there',
        owner: 'signe',
        due: -82,
        done: -83,
        weight: 2,
        evidence: 'https://example.invalid/bayline/four-days',
      },
      {
        title: 'Two more de-icing vehicles, leased',
        owner: 'signe',
        due: -68,
        done: -66,
      },
      {
        title: 'Agreements with eleven hotels for 900 beds',
        owner: 'farah',
        due: -54,
        done: -51,
        weight: 2,
      },
      {
        title: 'A message every fifteen minutes, written beforehand for twelve cases',
        owner: 'leila',
        due: -40,
        done: -38,
        evidence: 'https://example.invalid/bayline/twelve-cases',
      },
      {
        title: 'Beds, blankets and water for 1,500 people',
        owner: 'celia',
        due: -26,
        done: -25,
        weight: 2,
      },
      {
        title: 'Exercise by night with 200 volunteers',
        owner: 'signe',
        due: -11,
        done: -12,
        weight: 3,
        evidence: 'https://example.invalid/bayline/night-exercise',
      },
      {
        title: 'Put right what the exercise showed',
        owner: 'signe',
        due: 9,
        progress: 60,
        weight: 2,
      },
      {
        title: 'Report to the regulator',
        owner: 'signe',
        due: 20,
        progress: 20,
      },
      {
        title: 'Brief every shift on its first page',
        owner: 'noor',
        due: 40,
      },
    ],
    updates: [
      {
        on: -87,
        status: 'on track',
        text: 'Forty-one people told their hours; the log is 60 pages and nobody is blamed in it.',
        next: 'De-icing.',
      },
      {
        on: -80,
        status: 'on track',
        text: 'The main reason for the four days was two broken vehicles, the second was silence.',
        next: 'Lease vehicles.',
      },
      {
        on: -73,
        status: 'on track',
        text: 'Two vehicles reserved, delivery before the frost.',
        next: 'Hotels.',
      },
      {
        on: -66,
        status: 'on track',
        text: 'Vehicles signed. Hotels ask who pays when nobody comes.',
        next: 'Offer a standing fee.',
      },
      {
        on: -59,
        status: 'on track',
        text: 'Seven of eleven hotels agree.',
        next: 'The other four.',
      },
      {
        on: -52,
        status: 'on track',
        text: '900 beds in eleven hotels, by one telephone call at any hour.',
        next: 'Words.',
      },
      {
        on: -45,
        status: 'on track',
        text: 'Eight of twelve messages are written; the shortest is the best.',
        next: 'The other four.',
      },
      {
        on: -38,
        status: 'on track',
        text: 'All twelve are written and tested on people who do not fly.',
        next: 'Beds and water.',
      },
      {
        on: -31,
        status: 'on track',
        text: 'Beds ordered, store found next to Gate C2.',
        next: 'Deliver.',
      },
      {
        on: -24,
        status: 'on track',
        text: 'Store is full: 1,500 beds, blankets, water for two days.',
        next: 'The exercise.',
      },
      {
        on: -17,
        status: 'on track',
        text: '200 volunteers for the exercise, 40 of them with children.',
        next: 'Night of the exercise.',
      },
      {
        on: -10,
        status: 'on track',
        text: 'The exercise went well until two in the morning, when the message and the loudspeaker disagreed.',
        next: 'Put that right, with eleven smaller things.',
      },
      {
        on: -3,
        status: 'on track',
        text: 'Seven of twelve faults corrected; the loudspeaker now reads the message.',
        next: 'The other five, then the report.',
      },
    ],
  },
]
