/** Action plans of the initiative “Connections without running”. */
import type { DemoPlan } from '../types.ts'

export const transferGuides: DemoPlan[] = [
  {
    key: 'transfer-route',
    initiative: 'transfer-guides',
    name: 'The forty-minute connection, walked',
    purpose:
      'Walk the connection between the terminals with a stopwatch and with strangers, and remove what costs minutes.',
    owner: 'signe',
    formerOwner: {
      person: 'dorian',
      until: -140,
      reason: 'Left the company; kept by Terminal Operations until an owner for connections is appointed.',
    },
    reviewer: 'ines',
    cadence: 'monthly',
    kpi: 'wayfinding',
    recordedOn: -308,
    starts: -305,
    ends: -20,
    milestones: [
      {
        name: 'Walk possible in forty minutes',
        due: -110,
      },
    ],
    items: [
      {
        title: 'Walk it thirty times at different hours',
        owner: 'dorian',
        due: -280,
        done: -279,
        evidence: 'https://example.invalid/bayline/thirty-walks',
      },
      {
        title: 'Draw where minutes are lost',
        owner: 'dorian',
        due: -235,
        done: -228,
      },
      {
        title: 'Announce the second security check before people reach it',
        owner: 'ciaran',
        due: -180,
        done: -176,
      },
      {
        title: 'Sign the way from Terminal 2 to Terminal 1',
        owner: 'ines',
        due: -150,
        progress: 70,
        weight: 3,
      },
      {
        title: 'Open the short corridor at night',
        owner: 'signe',
        due: -120,
        progress: 20,
        weight: 2,
      },
      {
        title: 'Walk it again with twelve strangers',
        owner: 'signe',
        due: -60,
        weight: 2,
      },
    ],
    updates: [
      {
        on: -290,
        status: 'on track',
        text: 'Thirty walks: 26 minutes for me, 51 for a stranger, 74 for a stranger with a child.',
        next: 'Find the minutes.',
      },
      {
        on: -260,
        status: 'on track',
        text: 'Half of the difference is lost at two doors and at the second security check.',
        next: 'The doors first.',
      },
      {
        on: -230,
        status: 'on track',
        text: 'One door stays open now; it had been shut for a reason that ended nine years ago.',
        next: 'The check.',
      },
      {
        on: -200,
        status: 'at risk',
        text: 'The second check is announced on the shuttle; signs wait for the supplier of Concourse B.',
        next: 'Talk to Ines.',
      },
      {
        on: -151,
        status: 'at risk',
        text: 'I leave soon. The short corridor needs a guard at night or a camera, and nobody has decided.',
        next: 'Somebody must own this.',
        help: 'An owner for connections, please.',
      },
    ],
  },
  {
    key: 'transfer-shuttle',
    initiative: 'transfer-guides',
    name: 'A shuttle that waits for people',
    purpose:
      'Every six minutes instead of twelve at peak, with the time on the stop, and a driver who may wait for the one who runs.',
    owner: 'farah',
    reviewer: 'signe',
    cadence: 'every two weeks',
    kpi: null,
    recordedOn: -144,
    starts: -140,
    ends: 60,
    milestones: [
      {
        name: 'Every six minutes at peak',
        due: 20,
      },
    ],
    items: [
      {
        title: 'Count passengers by the quarter of an hour',
        owner: 'farah',
        due: -122,
        done: -123,
        evidence: 'https://example.invalid/bayline/shuttle-count',
      },
      {
        title: 'Show minutes at both stops',
        owner: 'hugo',
        due: -95,
        done: -92,
      },
      {
        title: 'Allow drivers to wait two minutes',
        owner: 'farah',
        due: -70,
        done: -66,
      },
      {
        title: 'Hire six drivers for the peak',
        owner: 'farah',
        due: -32,
        done: -22,
        weight: 3,
        key: 'drivers',
        moves: [
          {
            on: -48,
            to: -25,
            reason: 'Licences take longer.',
          },
        ],
      },
      {
        title: 'Lease two more vehicles',
        owner: 'farah',
        due: -15,
        progress: 60,
        weight: 2,
      },
      {
        title: 'Six minutes at peak',
        owner: 'farah',
        due: 18,
        progress: 10,
        weight: 3,
        blockedBy: 'drivers',
      },
    ],
    updates: [
      {
        on: -126,
        status: 'on track',
        text: 'At the morning peak one in three does not fit into the first shuttle.',
        next: 'Minutes at the stops.',
      },
      {
        on: -112,
        status: 'on track',
        text: 'Displays ordered from the bus company’s stock.',
        next: 'Install.',
      },
      {
        on: -98,
        status: 'on track',
        text: 'Both stops show minutes, and shoulders drop visibly.',
        next: 'Waiting rule.',
      },
      {
        on: -84,
        status: 'at risk',
        text: 'Drivers fear for their timetable.',
        next: 'Ride along for a week.',
      },
      {
        on: -70,
        status: 'on track',
        text: 'Drivers may wait for two minutes; the timetable survived.',
        next: 'Six drivers.',
      },
      {
        on: -56,
        status: 'at risk',
        text: 'Three drivers found; licences take six weeks.',
        next: 'Three more.',
      },
      {
        on: -42,
        status: 'at risk',
        text: 'Five of six.',
        next: 'Vehicles.',
      },
      {
        on: -28,
        status: 'at risk',
        text: 'The six are complete and begin next week; leasing of vehicles is slower than promised.',
        next: 'Push the leasing firm.',
      },
      {
        on: -13,
        status: 'at risk',
        text: 'One of two vehicles has arrived. Six minutes at peak needs both.',
        next: 'The second vehicle by the end of the month.',
      },
    ],
  },
]
