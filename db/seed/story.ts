/** How an organisation's past is told again: acts of people on days, run in their order through the commands users run. */
import { TZDate } from '@date-fns/tz'
import { sql } from 'kysely'
import type { z } from 'zod'
import { type Context, actingAs, actingAsSystem } from '#app/access/context.server.ts'
import { addDays } from '#app/kpis/period.ts'
import { type FormSchema, parseForm } from '#app/ui/schema.ts'
import type { Content } from './content.ts'
import type { Day, DemoPerson, Key } from './demo/types.ts'

/** What a day holds, in this order, so that nothing is used before it is there. */
export const steps = [
  'join',
  'define',
  'link',
  'appoint',
  'accept',
  'decide',
  'plan',
  'take on',
  'break down',
  'measure',
  'move',
  'work',
  'complete',
  'reach',
  'report',
  'read',
  'finish',
  'conclude',
  'archive',
  'hand over',
  'leave',
] as const
export type Step = (typeof steps)[number]

interface Act {
  day: Day
  step: Step
  /** Null: nobody, a job does it. */
  by: Key | null
  run: (ctx: Context) => Promise<unknown>
}

export interface Story extends Content {
  /** The moment of telling; nothing happens after it. */
  now: Date
  /** The day of `now` in the organisation's zone, from which the content counts. */
  today: string
  /** The account's hash of everybody's password. */
  passwordHash: string
  acts: Act[]
  ids: Map<string, string>
}

export function beginStory(content: Content, now: Date, passwordHash: string): Story {
  const { timeZone } = content.organisation
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)
  return { ...content, now, today, passwordHash, acts: [], ids: new Map() }
}

/** Adds an act to the story; acts of one day and step run in the order in which they were added. */
export function tell(story: Story, day: Day, step: Step, by: Key | null, run: Act['run']) {
  if (day > 0) throw new Error(`${by ?? 'a job'} cannot act ${day} days from today`)
  story.acts.push({ day, step, by, run })
}

export const dateOf = (story: Story, day: Day) => addDays(story.today, day)

// ── Records by their keys ───────────────────────────────────────────────────────────────────────────────────────────

export function remember(story: Story, kind: string, key: Key, id: string) {
  story.ids.set(`${kind} ${key}`, id)
}

export function idOf(story: Story, kind: string, key: Key): string {
  const id = story.ids.get(`${kind} ${key}`)
  if (!id) throw new Error(`There is no ${kind} “${key}” yet.`)
  return id
}

export const idOrNone = (story: Story, kind: string, key: Key | null) => (key === null ? null : idOf(story, kind, key))

// ── People ──────────────────────────────────────────────────────────────────────────────────────────────────────────

export function personOf(story: Story, key: Key): DemoPerson {
  const person = story.people.find((one) => one.key === key)
  if (!person) throw new Error(`There is nobody called ${key}.`)
  return person
}

export function isThere(story: Story, key: Key, day: Day): boolean {
  const { joinedOn, leftOn } = personOf(story, key)
  return joinedOn !== null && joinedOn <= day && (leftOn === undefined || day <= leftOn)
}

const withRole = (story: Story, role: DemoPerson['role']) => story.people.filter((person) => person.role === role)
export const administratorOf = (story: Story) => withRole(story, 'administrator')[0]!.key
/** Who leads the strategy: appoints, ratifies nothing alone, and does what nobody else may. */
export const leaderOf = (story: Story) => withRole(story, 'cx_leader')[0]!.key
/** Who writes personas and KPIs down: the last of the leaders. */
export const researcherOf = (story: Story) => withRole(story, 'cx_leader').at(-1)!.key

/** Roles that may set up what they own themselves. */
export const runsThings = (story: Story, key: Key) =>
  ['business_owner', 'cx_leader'].includes(personOf(story, key).role)

// ── Forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────

type Filled = string | number | boolean | null | undefined | string[]

/** Fills in a form as a person would, so that the content obeys the rules of every field; throws where it does not. */
export function fill<S extends FormSchema>(schema: S, values: Record<string, Filled>): z.output<S> {
  const fields = new Map(
    Object.entries(values).map(([name, value]): [string, string[]] => [
      name,
      Array.isArray(value) ? value : typeof value === 'boolean' ? (value ? ['on'] : []) : [String(value ?? '')],
    ]),
  )
  const parsed = parseForm(schema as FormSchema<z.output<S>>, fields)
  if (parsed.ok) return parsed.data
  const [[field, problem] = ['', '']] = Object.entries(parsed.errors)
  throw new Error(`${field} “${String(values[field]).slice(0, 60)}”: ${problem}`)
}

type Versioned =
  | 'vision'
  | 'persona'
  | 'initiative'
  | 'action_plan'
  | 'action_item'
  | 'member'
  | 'organisation'
  | 'theme'
  | 'customer_case'
  | 'story'
  | 'journey_map'
  | 'gap'
  | 'visit'
  | 'reconstruction'

/** The version that a form would have been drawn from. */
export async function versionOf(ctx: Context, table: Versioned, id: string): Promise<number> {
  const { rows } = await sql<{ version: number }>`select version from ${sql.table(table)} where id = ${id}`.execute(
    ctx.db,
  )
  return rows[0]!.version
}

// ── Running ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Runs all acts, oldest first: one transaction for what a person does in one go, at an hour of a working day. */
export async function runStory(story: Story): Promise<{ acts: number; batches: number }> {
  let batches = 0
  for (const [day, acts] of byDay(story.acts)) {
    const goes = inOneGo(acts)
    const moments = momentsOf(story, day, goes.length)
    for (const [at, go] of goes.entries()) await runTogether(story, go, moments[at]!)
    batches += goes.length
  }
  return { acts: story.acts.length, batches }
}

async function runTogether({ organisation, people }: Story, acts: Act[], now: Date) {
  const { by } = acts[0]!
  const { slug } = organisation
  const work = async (ctx: Context) => {
    for (const { run, day, step } of acts) {
      try {
        await run(ctx)
      } catch (cause) {
        const why = cause instanceof Response ? `${cause.status} ${cause.statusText}` : String(cause)
        throw new Error(`${by ?? 'A job'}, ${-day} days ago, could not ${step}: ${why}`, { cause })
      }
    }
  }
  if (by === null) return actingAsSystem({ slug }, work, now)
  const { email } = people.find((person) => person.key === by)!
  return actingAs({ slug, email, now, requestId: 'demo' }, work)
}

function byDay(acts: readonly Act[]): [Day, Act[]][] {
  const days = grouped(acts, (act) => act.day)
  const order = (act: Act) => steps.indexOf(act.step)
  return [...days.entries()]
    .sort(([a], [b]) => a - b)
    .map(([day, all]) => [day, all.sort((a, b) => order(a) - order(b))])
}

/** What one person does without anybody in between. */
function inOneGo(acts: readonly Act[]): Act[][] {
  const goes: Act[][] = []
  for (const act of acts) {
    const last = goes.at(-1)
    if (last?.[0]!.by === act.by) last.push(act)
    else goes.push([act])
  }
  return goes
}

/** Hours of a working day, in seconds after midnight: from twenty to nine to six. */
const [opens, closes] = [31_200, 64_800]

/** Growing moments of a day, the same ones each time; those of today lie before now. */
export function momentsOf(story: Story, day: Day, count: number): Date[] {
  const draw = generator(`${story.organisation.slug} ${day}`)
  const shares = Array.from({ length: count }, draw).sort((a, b) => a - b)
  const at = (seconds: number) => momentAt(story, day, seconds).getTime()
  const [first, last] = at(closes) < story.now.getTime() ? [at(opens), at(closes)] : [at(0), story.now.getTime()]
  // A millisecond apart at the least, so that each follows the one before.
  return shares.map((share, index) => new Date(Math.round(first + share * Math.max(0, last - first - count)) + index))
}

function momentAt({ organisation, today }: Story, day: Day, secondsAfterMidnight: number): Date {
  const [year, month, date] = addDays(today, day).split('-').map(Number) as [number, number, number]
  const local = new TZDate(year, month - 1, date, 0, 0, secondsAfterMidnight, organisation.timeZone)
  return new Date(local.getTime())
}

/** When the organisation was founded: before the first of its people set to work. */
export const foundingMoment = (story: Story) => momentAt(story, story.organisation.createdOn, opens - 527)

export function grouped<T, G>(list: readonly T[], by: (one: T) => G): Map<G, T[]> {
  const groups = new Map<G, T[]>()
  for (const one of list) {
    const group = groups.get(by(one))
    if (group) group.push(one)
    else groups.set(by(one), [one])
  }
  return groups
}

/** Numbers from 0 to 1 that follow from a text (mulberry32). */
function generator(seed: string) {
  let state = [...seed].reduce((hash, letter) => Math.imul(hash ^ letter.charCodeAt(0), 16_777_619), 2_166_136_261)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
