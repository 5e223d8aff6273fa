/** What Bayline's passengers keep coming back to: decided each way, one undecided for forty days, one that nobody owns yet. */
import type { DemoTheme } from './types.ts'

export const themes: DemoTheme[] = [
  {
    key: 'security-wait',
    name: 'Waiting at security without knowing how long',
    description:
      'The wait itself, and that nobody says how long it takes. Not: how staff behave at the checkpoint, or what had to be unpacked.',
    words: ['queue security', '"security line"', 'security hour', 'waited security', 'lane flights', 'checkpoint slow'],
    owner: 'davor',
    foundBy: 'greta',
    foundOn: -320,
    seen: ['queue-no-time', 'queue-board'],
    decisions: [
      {
        on: -301,
        by: 'davor',
        decision: 'act',
        reason:
          'It is the first thing passengers name when they score us low. Lanes are staffed by habit, not by flights: that can be changed.',
      },
    ],
  },
  {
    key: 'way-finding',
    name: 'Not finding the way between the piers',
    description: 'Signs that contradict each other, end too early, or cannot be read by people who do not fly often.',
    words: ['contradictory signs', '"the signs"', 'desk sign', '"wrong row"', '"arrow to"', 'hike', '"wrong terminal"'],
    owner: 'ines',
    foundBy: 'greta',
    foundOn: -260,
    decisions: [
      {
        on: -244,
        by: 'lotte',
        decision: 'watch',
        reviewOn: -120,
        reason: 'The new signs of Pier B go up in spring. Whether they help has to be seen before more is changed.',
      },
      {
        on: -96,
        by: 'ines',
        decision: 'act',
        reason:
          'Pier B is named half as often since the new signs, the other piers as often as before: we go on there.',
      },
    ],
  },
  {
    key: 'restrooms',
    name: 'Restrooms that are not clean in the morning peak',
    description: 'Cleanliness between six and nine. What is broken belongs to facilities’ tickets.',
    words: ['restrooms dirty', 'toilet*', 'waiting restroom', 'washroom* -family'],
    owner: 'celia',
    foundBy: 'noor',
    foundOn: -210,
    seen: ['restroom-line'],
    decisions: [
      {
        on: -188,
        by: 'celia',
        decision: 'watch',
        reviewOn: 45,
        reason: 'The contract with sensors started this quarter. We look again once two full quarters are in.',
      },
    ],
  },
  {
    key: 'food-prices',
    name: 'Prices of food and drink',
    description: 'That a sandwich costs more here than in town.',
    words: ['price* food', 'expensive', 'overpriced', 'euros sandwich'],
    owner: 'mateo',
    foundBy: 'mateo',
    foundOn: -175,
    decisions: [
      {
        on: -160,
        by: 'mateo',
        decision: 'decline',
        reason:
          'Rents are fixed until the leases end in two years. Every outlet has to offer one meal at town prices already; we make that visible instead.',
      },
    ],
  },
  {
    key: 'silent-bags',
    name: 'Waiting for bags without a word',
    description: 'Bags that come late or not at all, and nobody who says so. Not: bags that come broken.',
    words: ['minutes bags', '"lost bag"', '"last bag"', 'wait bags'],
    owner: 'yuki',
    foundBy: 'greta',
    foundOn: -130,
    seen: ['belt-stops', 'desk-dark'],
    decisions: [
      {
        on: -74,
        by: 'yuki',
        decision: 'act',
        reason: 'We know before the aircraft lands which bags are not on it. Keeping that to ourselves is a choice.',
      },
    ],
  },
  {
    key: 'delay-news',
    name: 'Delays that nobody explains',
    description: 'Not the delay itself: that no word about it comes, or comes after the passengers’ own phones.',
    words: ['delay announcement', 'gate changed'],
    owner: 'tomas',
    foundBy: 'rosa',
    foundOn: -55,
    decisions: [
      {
        on: -26,
        by: 'tomas',
        decision: 'act',
        reason: 'Hosts hear it before the passengers do. What is missing is the right to say it.',
      },
    ],
  },
  {
    key: 'wifi',
    name: 'Wi-Fi that drops in Pier C',
    description: 'Losing the connection, or not getting past the sign-in page.',
    words: ['wifi dropped', 'wifi code', 'wifi slow', 'internet'],
    owner: 'jonas',
    foundBy: 'greta',
    foundOn: -40,
    seen: ['sign-in-page'],
    decisions: [],
  },
  {
    key: 'gate-seats',
    name: 'Too few seats and sockets at the gates',
    description: '',
    words: ['seat gate', 'socket*', 'charg* phone', 'outlet*'],
    owner: null,
    foundBy: 'noor',
    foundOn: -9,
    decisions: [],
  },
]
