// How statuses look and read wherever they stand. Pure.
import type { DerivedStatus, StatedStatus } from './standing.ts'

export type AnyStatus = StatedStatus | DerivedStatus

const looks = {
  'on track': { tone: 'good', word: 'On track' },
  'at risk': { tone: 'warn', word: 'At risk' },
  'off track': { tone: 'bad', word: 'Off track' },
  stale: { tone: 'bad', word: 'Stale' },
  done: { tone: 'done', word: 'Done' },
  'no data': { tone: 'neutral', word: 'No data' },
} as const satisfies Record<AnyStatus, { tone: string; word: string }>

/** Tone and word of a stated or derived status; nothing recorded reads as “no data”. */
export const statusWord = (status: string | null | undefined) =>
  looks[(status ?? 'no data') as AnyStatus] ?? looks['no data']
