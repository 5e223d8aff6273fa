// What the organisation's history is narrowed by. Pure.
import { kindNames } from '#app/paths.ts'

export const historyRules = {
  filters: { person: 'id', kind: Object.keys(kindNames), from: 'day', to: 'day', since: 'text' },
  sorts: ['newest'],
  defaultSort: 'newest',
} as const

/** A moment as the clock of a time zone shows it, such as `2026-03-02 09:30:00.250`, or null where the text is no moment. */
export function clockTime(moment: string | undefined, timeZone: string): string | null {
  const at = moment && /^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(moment) ? new Date(moment) : null
  if (!at || Number.isNaN(at.getTime())) return null
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    fractionalSecondDigits: 3,
    hourCycle: 'h23',
  }).formatToParts(at)
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? '00'
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}:${part('second')}.${part('fractionalSecond')}`
}
