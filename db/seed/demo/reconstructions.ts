/** What one invented passenger went through when a bag was lost, as the help line's records told it. */
import { addDays } from '#app/kpis/period.ts'
import type { DemoReconstruction } from './types.ts'

/** The lines of the file: day from the first one, time, what happened, and the channel. */
const events: [number, string, string, string][] = [
  [0, '22:52', 'Waits at the belt; the same three bags go round', 'Belt 4'],
  [0, '23:14', 'Learns from another passenger that the last bag is out', 'Belt 4'],
  [0, '23:21', 'Finds the desk closed and calls from the telephone on the wall', 'Baggage desk'],
  [1, '06:40', 'Buys essentials: shirt, toothbrush, charger', 'Shop in town'],
  [1, '08:05', 'Fills in the form on paper, in capitals', 'Baggage desk'],
  [1, '19:30', 'Calls to ask where it is; gives the number again', 'Help line'],
  [2, '07:15', 'Gets a survey about the flight, and answers it with one word', 'E-mail'],
  [2, '12:10', 'Fills in the form again: the first one was not readable', 'Website'],
  [2, '18:45', 'Calls to ask where it is; hears that there is no news', 'Help line'],
  [4, '09:20', 'Hears that it was found, by a text message from a number nobody knows', 'Text message'],
  [5, '16:00', 'Receives the bag after a day at home', 'Courier'],
  [9, '11:30', 'Calls to ask where it is: the second bag, which came on another flight', 'Help line'],
  [43, '10:00', 'Settles the costs: 61 of 74 euros are paid', 'Bank'],
]

export const reconstructions: DemoReconstruction[] = [
  {
    key: 'traveller-12',
    pseudonym: 'Traveller 12',
    journey: 'lost-bag',
    note: 'From the records of the help line, with the passenger’s consent. Two bags, three calls, one form filled in twice.',
    by: 'greta',
    on: -50,
    file: 'traveller-12.csv',
    text: (today) => {
      const first = addDays(today, -98)
      const lines = events.map(
        ([after, time, what, channel]) => `${addDays(first, after)} ${time};"${what}";${channel}`,
      )
      return ['Date;Event;Channel', ...lines, ''].join('\n')
    },
    offMap: { on: -49, event: 'Gets a survey about the flight, and answers it with one word' },
    gap: {
      on: -45,
      mismatch: { kind: 'repeated', step: 'call' },
      initiative: { key: 'answer-in-five', on: -40 },
    },
  },
]
