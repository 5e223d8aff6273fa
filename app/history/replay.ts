// What the events say a row was, version by version, against the versions that are kept of it. Pure.

/** A row's columns, each as the text of its JSON value; a column that is not there is null. */
export type Values = Readonly<Record<string, string>>

/** A change as an event tells it. Added: no `before`. Removed: no `after`. Otherwise both hold the columns that changed. */
export interface ReplayedChange {
  seq: number
  /** The event's moment, `2026-03-02T09:30:00.250000Z`: such texts sort as the moments do. */
  at: string
  added: boolean
  removed: boolean
  before: Values
  after: Values
}

/** A version as the typed history keeps it; `to` is `infinity` while it is current. */
export interface Version {
  from: string
  to: string
  values: Values
}

/** Several rows that one event stands for with a Merkle root. */
export interface BulkWrite {
  seq: number
  at: string
}

export interface Replayed {
  /** Differences in words that continue “The initiative “X””. */
  problems: string[]
  /** Positions in `versions` that no change tells of but a bulk write of the same moment may stand for. */
  inBulk: number[]
}

type Step = { seq: number } & ({ change: ReplayedChange } | { written: Version })

/** Replays one row's changes in the order of their events and compares every version that results with those that are kept. */
export function replayRow(
  changes: readonly ReplayedChange[],
  versions: readonly Version[],
  bulkAt: ReadonlyMap<string, BulkWrite>,
): Replayed {
  const problems: string[] = []
  const inBulk = unexplained(changes, versions)
  const steps: Step[] = changes.map((change) => ({ seq: change.seq, change }))
  for (const index of inBulk) {
    const written = versions[index]!
    const bulk = bulkAt.get(written.from)
    if (!bulk) problems.push(`was changed at ${written.from}, and no event says so.`)
    const next = changes.find(({ at }) => at >= written.from)
    steps.push({ seq: bulk?.seq ?? (next ? next.seq - 0.5 : Infinity), written })
  }
  steps.sort((a, b) => a.seq - b.seq)
  const expected = versionsOf(steps, problems)
  problems.push(...differences(expected, versions))
  return { problems, inBulk: inBulk.filter((index) => bulkAt.has(versions[index]!.from)) }
}

/** Of each moment, the versions beyond those that changes of that moment made. */
function unexplained(changes: readonly ReplayedChange[], versions: readonly Version[]): number[] {
  const made = new Map<string, number>()
  for (const { at, removed } of changes) if (!removed) made.set(at, (made.get(at) ?? 0) + 1)
  const kept = new Map<string, number[]>()
  for (const [index, { from }] of versions.entries()) kept.set(from, [...(kept.get(from) ?? []), index])
  return [...kept].flatMap(([from, indexes]) => indexes.slice(0, Math.max(0, indexes.length - (made.get(from) ?? 0))))
}

function versionsOf(steps: readonly Step[], problems: string[]): Version[] {
  const done: Version[] = []
  let open: Version | null = null
  const close = (at: string) => {
    if (open) done.push({ ...open, to: at > open.from ? at : open.from })
    open = null
  }
  for (const step of steps) {
    if ('written' in step) {
      const { from, values } = step.written
      close(from)
      open = { from, to: 'infinity', values }
      continue
    }
    const { seq, at, added, removed, before, after } = step.change
    const known: Values = open ? (open as Version).values : {}
    if (added && open) problems.push(`was added by event ${seq}, but was there before.`)
    if (!added && !open) problems.push(`was changed by event ${seq}, but no event before says that it was there.`)
    const column = Object.keys(before).find((name) => open && before[name] !== valueOf(known, name))
    if (column)
      problems.push(
        `had ${valueOf(known, column)} as ${column} by the events before; event ${seq} says it was ${before[column]}.`,
      )
    close(at)
    if (!removed) open = { from: at, to: 'infinity', values: { ...known, ...after } }
  }
  if (open) done.push(open)
  return done
}

const valueOf = (values: Values, name: string) => values[name] ?? 'null'

function differences(expected: readonly Version[], kept: readonly Version[]): string[] {
  const left = [...kept]
  const missing = expected.filter((version) => {
    const at = left.findIndex((one) => sameVersion(one, version))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  if (!missing.length && !left.length) return []
  const [said] = missing
  const [is] = said ? left.filter(({ from }) => from === said.from).concat(left) : left
  if (!said) return [`has a version of ${is!.from} that no event says.`]
  if (!is) return [`lacks the version of ${said.from} that the events say.`]
  if (said.from !== is.from || said.to !== is.to)
    return [`was so from ${said.from} to ${said.to} by the events, but is kept from ${is.from} to ${is.to}.`]
  const names = new Set([...Object.keys(said.values), ...Object.keys(is.values)])
  const column = [...names].find((name) => valueOf(said.values, name) !== valueOf(is.values, name))!
  return [
    `had ${valueOf(said.values, column)} as ${column} from ${said.from} by the events, but ${valueOf(is.values, column)} is kept.`,
  ]
}

function sameVersion(a: Version, b: Version): boolean {
  if (a.from !== b.from || a.to !== b.to) return false
  for (const name of Object.keys(a.values)) if (a.values[name] !== valueOf(b.values, name)) return false
  for (const name of Object.keys(b.values)) if (b.values[name] !== valueOf(a.values, name)) return false
  return true
}

/** `2026-03-02T10:30:00.25+01:00` as `2026-03-02T09:30:00.250000Z`; anything else as it is. */
export function instant(text: string): string {
  const [, start, fraction = '', zone] =
    /^(\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{1,6})?([+-]\d\d(?::\d\d)*|Z)$/.exec(text) ?? []
  if (!start || !zone) return text
  const at = new Date(`${start}${/^[+-]\d\d$/.test(zone) ? `${zone}:00` : zone}`)
  if (Number.isNaN(at.getTime())) return text
  return `${at.toISOString().slice(0, 19)}.${fraction.slice(1).padEnd(6, '0')}Z`
}
