// Where effort and budget go, held against what segments are worth. Pure.
import { formatNumber, inWords } from '#app/ui/format.ts'

/** What one initiative costs, and the segments of the personas it works for. */
export interface Outlay {
  effortDays: number | null
  budget: number | null
  segmentIds: readonly string[]
}

/** Hundredths, so that nothing is lost when a number is split. */
const hundredths = (value: number) => Math.round(value * 100)

/** Splits a number into parts that differ by a hundredth at most and add up to it exactly. */
export function splitEvenly(value: number, parts: number): number[] {
  const whole = hundredths(value)
  const each = Math.floor(whole / parts)
  const over = whole - each * parts
  return Array.from({ length: parts }, (_, at) => (each + (at < over ? 1 : 0)) / 100)
}

export interface Spent {
  effortDays: number
  budget: number
  /** Initiatives that work for it, alone or among others. */
  initiatives: number
}

/** What goes to each segment; under null what works for none that is known. The sums are those of the initiatives, to the hundredth. */
export function spentBySegment(outlays: readonly Outlay[]): Map<string | null, Spent> {
  const spent = new Map<string | null, { effort: number; budget: number; initiatives: number }>()
  for (const { effortDays, budget, segmentIds } of outlays) {
    const ids: (string | null)[] = segmentIds.length ? [...new Set(segmentIds)].sort() : [null]
    const efforts = splitEvenly(effortDays ?? 0, ids.length)
    const budgets = splitEvenly(budget ?? 0, ids.length)
    ids.forEach((id, at) => {
      const sum = spent.get(id) ?? { effort: 0, budget: 0, initiatives: 0 }
      sum.effort += hundredths(efforts[at]!)
      sum.budget += hundredths(budgets[at]!)
      sum.initiatives++
      spent.set(id, sum)
    })
  }
  return new Map(
    [...spent].map(([id, { effort, budget, initiatives }]) => [
      id,
      { effortDays: effort / 100, budget: budget / 100, initiatives },
    ]),
  )
}

/** One segment's shares, in per cent; null where nothing is known to compare with. */
export interface Shares {
  share: number | null
  valueShare: number | null
  effortShare: number | null
  budgetShare: number | null
}

/** How far what it gets is from what it holds: positive gets less than it is worth. Null where one of the two is not known. */
export function imbalanceOf({ share, valueShare, effortShare, budgetShare }: Shares): number | null {
  const worth = valueShare ?? share
  const given = effortShare ?? budgetShare
  return worth === null || given === null ? null : worth - given
}

/** The largest imbalance first, those that cannot be compared last. */
export const byImbalance = <R extends Shares & { name: string }>(rows: readonly R[]): R[] =>
  [...rows].sort((a, b) => {
    const [x, y] = [imbalanceOf(a), imbalanceOf(b)]
    if (x === null || y === null) return Number(x === null) - Number(y === null) || a.name.localeCompare(b.name, 'en')
    return Math.abs(y) - Math.abs(x) || a.name.localeCompare(b.name, 'en')
  })

const rounded = (share: number, locale?: string) =>
  share > 0 && share < 0.5 ? 'less than 1%' : `${formatNumber(Math.round(share), 0, locale)}%`

/** `Holds 61% of the value, gets 12% of the effort and 9% of the budget.` */
export function balanceInWords({ share, valueShare, effortShare, budgetShare }: Shares, locale?: string): string {
  const holds =
    valueShare !== null
      ? `Holds ${rounded(valueShare, locale)} of the value`
      : share !== null
        ? `Is ${rounded(share, locale)} of the customers, its value is not measured`
        : 'Is not measured'
  const gets = [
    effortShare !== null && `${rounded(effortShare, locale)} of the effort`,
    budgetShare !== null && `${rounded(budgetShare, locale)} of the budget`,
  ].filter((one) => one !== false)
  return gets.length ? `${holds}, gets ${inWords(gets)}.` : `${holds}; nobody has said what is spent.`
}

/** What the difference asks to look at; nothing where both are within five points of each other. */
export function verdictOf(shares: Shares): 'gets less' | 'gets more' | 'in balance' | null {
  const apart = imbalanceOf(shares)
  if (apart === null) return null
  if (Math.abs(apart) < 5) return 'in balance'
  return apart > 0 ? 'gets less' : 'gets more'
}
export const verdictNames = {
  'gets less': 'Gets less than it holds',
  'gets more': 'Gets more than it holds',
  'in balance': 'In balance',
} as const
