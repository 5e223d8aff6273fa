// How often customers who needed an answer met a wall: figures, their formulas and their words. Pure.
import { formatNumber, formatPercent } from '#app/ui/format.ts'

export const wallWindows = [30, 90, 365] as const
export const wallGroups = ['owner', 'touchpoint', 'journey'] as const
export type WallGroup = (typeof wallGroups)[number]
export const wallGroupNames: Record<WallGroup, string> = {
  owner: 'Owner',
  touchpoint: 'Touchpoint',
  journey: 'Journey',
}

/** What is looked at: cases whose due day lies in the window, which ends yesterday, so that every due day in it is over. */
export interface Window {
  from: string
  until: string
  days: number
}

/** Counts over cases due in a window. */
export interface Counts {
  /** Due: each needed an answer. */
  due: number
  /** Neither a reply, nor a call, nor told by the end of the due day. */
  unanswered: number
  /** Told by the end of the due day. */
  toldInTime: number
  /** Told at all. */
  told: number
  /** Of those told, resolved too. */
  resolved: number
}

export interface WallRow extends Counts {
  id: string | null
  name: string | null
}

export const formulas = {
  wall: 'cases due that had no reply, call or other answer by the end of their due day ÷ cases due',
  loop: 'cases told by the end of their due day ÷ cases due',
  resolved: 'cases whose cause is resolved ÷ cases told',
  latency: 'median of the days from response (or, without one, from opening) to told, of the cases told',
} as const

/** `25%`; without a case there is nothing to measure, which is neither 0 nor 100. */
export const shareInWords = (part: number, whole: number, locale?: string) =>
  whole === 0 ? 'nothing to measure' : formatPercent((100 * part) / whole, 0, locale)

/** `3 of 12` */
export const partInWords = (part: number, whole: number, locale?: string) =>
  `${formatNumber(part, 0, locale)} of ${formatNumber(whole, 0, locale)}`
