// What the organisation's history is narrowed by. Pure.
import { changeRooms, kindsOf } from '#app/history/changed-tables.ts'
import { deeds, verbsOf } from '#app/history/verbs.ts'
import { kindNames } from '#app/paths.ts'

export const historyRules = {
  filters: {
    person: 'id',
    room: changeRooms.map(({ key }) => key),
    kind: Object.keys(kindNames),
    deed: Object.keys(deeds),
    record: 'text',
    from: 'day',
    to: 'day',
    since: 'text',
  },
  sorts: ['newest'],
  defaultSort: 'newest',
} as const

/** A record as an address names it: `initiative:0190…`. */
export function recordNamed(text: string | undefined): { kind: string; id: string } | null {
  const [, kind = '', id = ''] = /^([a-z_]+):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '') ?? []
  return kind in kindNames ? { kind, id } : null
}

type Filters = Readonly<Record<string, readonly string[]>>

/** The kinds and verbs that a room, a kind and a deed come down to together; nothing matches where a list is empty. */
export function askedFor({ room, kind, deed }: Filters): { kinds?: string[]; verbs?: string[] } {
  const ofRoom =
    room &&
    changeRooms
      .filter(({ key }) => room.includes(key))
      .flatMap(({ key }) => [...kindsOf(key), ...(key === 'action-plans' ? ['plan_update'] : [])])
  const kinds = ofRoom && kind ? kind.filter((one) => ofRoom.includes(one)) : kind ? [...kind] : ofRoom
  return deed ? { verbs: verbsOf(deed, kinds) } : { kinds }
}

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
