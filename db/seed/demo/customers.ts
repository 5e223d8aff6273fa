/** The members of Bayline Club, the airport’s fictional loyalty programme, exported twice, a year apart: made up line by line. */
import type { DemoCustomerFile } from './types.ts'

interface Crowd {
  name: string
  /** Members then and now. */
  members: [number, number]
  /** What a member spends in a year, about, in euros. */
  spends: [number, number]
  /** How many of a hundred left the programme. */
  leaves: [number, number]
}

const crowds: Crowd[] = [
  { name: 'Once-a-year leisure', members: [171, 198], spends: [164, 171], leaves: [22, 19] },
  { name: 'Regular business', members: [92, 84], spends: [612, 655], leaves: [9, 14] },
  { name: 'Connecting passengers', members: [61, 83], spends: [118, 126], leaves: [27, 25] },
  { name: 'Passengers who need assistance', members: [14, 19], spends: [143, 149], leaves: [7, 5] },
  { name: 'Airport staff', members: [26, 27], spends: [74, 77], leaves: [4, 4] },
]

/** Even numbers from 0 to 99 in no order, the same each time. */
const shuffled = (n: number) => (n * 37 + 11) % 100

function fileOf(at: 0 | 1): string {
  const lines = crowds.flatMap((crowd, group) =>
    Array.from({ length: crowd.members[at] }, (_, n) => {
      const number = `BC-${group + 1}${String(n + 1).padStart(4, '0')}`
      // Who joined this month has no year behind them yet.
      const spent = n % 41 === 40 ? '' : (crowd.spends[at] * (0.4 + shuffled(n) / 82)).toFixed(2)
      return [number, crowd.name, spent, shuffled(n + 53) < crowd.leaves[at] ? 'yes' : 'no'].join(',')
    }),
  )
  return ['Member ID,Segment,Spend in a year (EUR),Left', ...lines, ''].join('\n')
}

export const customerFiles: DemoCustomerFile[] = [
  { on: -372, name: 'Bayline Club, all members', filename: 'bayline-club-last-year.csv', text: fileOf(0) },
  { on: -9, name: 'Bayline Club, all members', filename: 'bayline-club.csv', text: fileOf(1) },
]
