// Where initiatives that mean to move a KPI began and ended, as marks of its chart. Pure.
import { formatDay } from '#app/ui/format.ts'

interface Linked {
  name: string
  stage: string
  startsOn: string | null
  endsOn: string | null
}

export interface Mark {
  period: string
  label: string
  /** What the letter on the chart stands for. */
  words: string
}

/** More than this would hide the values. */
const most = 8

/** Starts of initiatives that did start, and ends of those that ended, between two days; lettered in the order of time. */
export function marksOf(links: readonly Linked[], from: string, to: string, locale?: string): Mark[] {
  const moments = links.flatMap(({ name, stage, startsOn, endsOn }) => [
    ...(startsOn && ['running', 'finished', 'stopped'].includes(stage)
      ? [{ day: startsOn, words: `“${name}” began` }]
      : []),
    ...(endsOn && ['finished', 'stopped'].includes(stage) ? [{ day: endsOn, words: `“${name}” ended` }] : []),
  ])
  return moments
    .filter(({ day }) => day >= from && day <= to)
    .sort((a, b) => (a.day < b.day ? -1 : 1))
    .slice(-most)
    .map(({ day, words }, at) => ({
      period: day,
      label: String.fromCharCode(65 + at),
      words: `${words} on ${formatDay(day, locale)}`,
    }))
}
