/**
 * Promise A3: the ids of another organisation reveal nothing. Asks for ids of another organisation and for ids that nobody has, in every
 * address and in every field that takes one: same status, same body. Then the two in turn, over and over, on several addresses: same time.
 * `node --import tsx tests/load/foreign-ids.ts [--pairs=1000] [--seed=1]`.
 */
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { type Sample, bodyOf, samplesFor, todayIn } from '#tests/access/matrix/samples.ts'
import { type Ids, furnish } from '#tests/support/furnished.ts'
import { addOrganisation } from '#tests/support/world.ts'
import { type Answer, agentOf, ask, formHeaders } from './ask.ts'
import { median } from './figures.ts'
import { argument, inBulk, randomFrom, report, type Rig, withRig } from './rig.ts'

const pairs = Number(argument('pairs') ?? 1000)
const seed = Number(argument('seed') ?? 1)
/** How far the medians may lie apart, and how often whoever guesses by the time may be right. */
const promised = { medians: 5, guesses: 55 }
const copies = 200

interface World {
  ours: Ids
  theirs: Ids
  /** Many ids of the other organisation, by table. */
  many: Record<string, string[]>
}

let world: World

await withRig(
  {
    env: { LOG_LEVEL: 'error' },
    patience: 900,
    fill: async (_databases, superuser) => {
      world = await fill(superuser)
    },
  },
  run,
)

async function fill(superuser: pg.Client): Promise<World> {
  const { rows } = await superuser.query<{ id: string }>(`select id from organisation where slug = 'bay'`)
  const bay = rows[0]!.id
  const other = await addOrganisation(superuser, 'other', 'Other Company')
  const { ids: ours } = await furnish(superuser, { id: bay, slug: 'bay' })
  const { ids: theirs } = await furnish(superuser, { id: other, slug: 'other' })
  const many: World['many'] = {}
  await inBulk(superuser, other, async () => {
    for (const table of ['initiative', 'kpi', 'persona', 'action_plan', 'action_item', 'outcome', 'member']) {
      const made = await superuser.query<{ id: string }>(
        `insert into ${table} select (jsonb_populate_record(null::${table}, to_jsonb(t) || jsonb_build_object('id', gen_random_uuid(), 'account_id', null) ||
           case when to_jsonb(t) ? 'name' then jsonb_build_object('name', 'Copy ' || n) else '{}' end ||
           case when to_jsonb(t) ? 'email' then jsonb_build_object('email', n || '@copy.example') else '{}' end)).*
         from (select * from ${table} where org_id = $1 limit 1) t, generate_series(1, $2::int) n returning id`,
        [other, copies],
      )
      many[table] = made.rows.map(({ id }) => id)
    }
  })
  await superuser.query('vacuum (analyze)')
  return { ours, theirs, many }
}

async function run(rig: Rig) {
  const agent = agentOf(1)
  const lines = [...(await compareWords(rig, agent)), ...(await compareTimes(rig, agent))]
  agent.destroy()
  report(`Ids of another organisation against ids that nobody has (${pairs} pairs each, seed ${seed})`, lines)
}

type Agent = ReturnType<typeof agentOf>
type Line = Parameters<typeof report>[1][number]

// ── Status and body ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Every address and every field that takes an id, once with each, as whoever may most and as whoever may least. */
async function compareWords({ app, people }: Rig, agent: Agent): Promise<Line[]> {
  const today = todayIn('Europe/Berlin')
  const unknown = Object.fromEntries(Object.keys(world.theirs).map((name) => [name, randomUUID()])) as Ids
  const [own, foreign, absent] = [world.ours, world.theirs, unknown].map((ids) => samplesFor({ ids, today }))
  const told: string[] = []
  const counts = { addresses: 0, fields: 0 }
  for (const { cookie, memberId } of [people.ada, people.cora]) {
    const get = (path: string) => ask(`${app.url}${path}`, { headers: { cookie }, agent })
    const compare = async (what: string, asking: (which: 'foreign' | 'unknown') => Promise<Answer>) => {
      const [a, b] = [await asking('foreign'), await asking('unknown')]
      if (seen(a) !== seen(b)) told.push(`${what}: ${differenceOf(seen(a), seen(b))}`)
    }
    for (const [id, { path, forms = {} }] of Object.entries(foreign!)) {
      const other = absent![id]!
      if (path !== other.path) {
        for (const suffix of ['', '.data'])
          await compare(`${id}${suffix}`, (which) => get(`/bay/${which === 'foreign' ? path : other.path}${suffix}`))
        counts.addresses++
      }
      for (const name of Object.keys(forms))
        for (const [what, fields] of oneFieldEach(own![id]!.forms![name]!.fields)) {
          const place = own![id]!.forms![name]!.path ?? own![id]!.path
          await compare(`${id}: ${name}, ${what}`, (which) =>
            send(`${app.url}/bay/${place}`, cookie, fields(which === 'foreign' ? world.theirs : unknown), agent),
          )
          counts.fields++
        }
      for (const [name, form] of Object.entries(forms))
        if ((form.path ?? path) !== (other.forms![name]!.path ?? other.path)) {
          const body = bodyOf(own![id]!.forms![name]!, memberId)
          if (!(body instanceof URLSearchParams)) continue
          await compare(`${id}: ${name}`, (which) => {
            const sample: Sample = which === 'foreign' ? foreign![id]! : other
            return send(`${app.url}/bay/${sample.forms![name]!.path ?? sample.path}`, cookie, body, agent)
          })
          counts.addresses++
        }
    }
  }
  for (const line of told) console.log(`told apart: ${line}`)
  return [
    {
      what: `${counts.addresses} addresses and ${counts.fields} fields: told apart by status, headers or body`,
      ...{ reached: told.length, promised: 0, ok: told.length === 0 },
    },
  ]
}

function send(url: string, cookie: string, fields: URLSearchParams, agent: Agent) {
  const body = fields.toString()
  return ask(url, { method: 'POST', headers: formHeaders(url, cookie, body), body, agent })
}

type Making = (ids: Ids) => URLSearchParams

/** The form with one of its ids exchanged, for each field that holds one. */
function oneFieldEach(fields: Record<string, string | string[]>): [field: string, make: Making][] {
  const nameOf = (value: string) =>
    (Object.keys(world.ours) as (keyof Ids)[]).find((name) => world.ours[name] === value)
  return Object.entries(fields).flatMap(([field, value]) => {
    const [first = ''] = [value].flat()
    const name = nameOf(first)
    if (!name) return []
    const make: Making = (ids) => {
      const body = new URLSearchParams()
      for (const [each, values] of Object.entries(fields))
        for (const one of [values].flat()) body.append(each, each === field ? ids[name] : one)
      return body
    }
    return [[field, make]]
  })
}

/** What can be seen of an answer, without what is new in every answer and the id that was asked for. */
function seen({ status, headers, body }: Answer): string {
  const plain = (text: string) =>
    text
      .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'an id')
      .replace(/[\w+/]{22}==/g, 'a nonce')
      .replace(/(?<=")[\w-]{16}(?=\\?"|:R)/g, 'a key')
      .replace(/(?<=flash=%7B%22id%22%3A%22)\w+/, 'a message')
  const { date: _date, 'x-request-id': _request, 'content-security-policy': policy, ...others } = headers
  return plain([status, JSON.stringify(others), policy, body].join('\n'))
}

/** Where two answers part, with what stands there in each. */
function differenceOf(a: string, b: string): string {
  const at = [...a].findIndex((letter, place) => letter !== b[place])
  return `…${a.slice(Math.max(0, at - 40), at + 40)}… and …${b.slice(Math.max(0, at - 40), at + 40)}…`
}

// ── Time ────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Question = (id: string) => Promise<Answer>

async function compareTimes({ app, people }: Rig, agent: Agent): Promise<Line[]> {
  const { cookie } = people.ada
  const get = (path: (id: string) => string): Question => {
    return (id) => ask(`${app.url}${path(id)}`, { headers: { cookie }, agent })
  }
  const past = new Date(Date.now() - 20 * 86_400_000).toISOString().slice(0, 10)
  const idea = {
    ...{ name: 'An idea', purpose: '', sponsorId: '', unitId: '', startsOn: '', endsOn: '', adHocReason: 'It helps' },
    ...{ aboutPeople: 'on', aboutProcess: '', aboutTechnology: '' },
  }
  const questions: Record<string, [table: string, Question]> = {
    'an initiative, document': ['initiative', get((id) => `/bay/initiatives/${id}`)],
    'an initiative, .data': ['initiative', get((id) => `/bay/initiatives/${id}.data`)],
    'an initiative, as of a past day': ['initiative', get((id) => `/bay@${past}/initiatives/${id}.data`)],
    'a KPI, document': ['kpi', get((id) => `/bay/kpis/${id}`)],
    'a KPI, .data': ['kpi', get((id) => `/bay/kpis/${id}.data`)],
    'a persona’s form, .data': ['persona', get((id) => `/bay/personas/${id}/edit.data`)],
    'an action item, document': ['action_item', get((id) => `/bay/action-items/${id}`)],
    'a person, .data': ['member', get((id) => `/bay/people/${id}.data`)],
    'archiving a plan': [
      'action_plan',
      (id) =>
        send(
          `${app.url}/bay/action-plans/${id}/archive`,
          cookie,
          new URLSearchParams({ version: '1', reason: '' }),
          agent,
        ),
    ],
    'an owner in a form': [
      'member',
      (ownerId) => send(`${app.url}/bay/initiatives/new`, cookie, new URLSearchParams({ ...idea, ownerId }), agent),
    ],
  }
  const lines: Line[] = []
  for (const [what, [table, question]] of Object.entries(questions)) {
    const { foreign, unknown, status } = await timesOf(question, world.many[table]!)
    const [a, b] = [median(foreign), median(unknown)]
    const apart = Math.abs(a / b - 1) * 100
    const right = guessedRight(foreign, unknown) * 100
    lines.push({
      what: `${what} (${status}): medians apart; right by guessing`,
      reached: `${apart.toFixed(1)} % (${a.toFixed(2)} ms foreign, ${b.toFixed(2)} ms unknown); ${right.toFixed(1)} %`,
      promised: `<= ${promised.medians} %; <= ${promised.guesses} %`,
      ok: apart <= promised.medians && right <= promised.guesses,
    })
  }
  // The same measure where there is something to tell: it must.
  const [, question] = questions['an initiative, .data']!
  const control = await timesOf(
    question,
    Array.from({ length: 50 }, () => world.ours.running),
  )
  const right = guessedRight(control.foreign, control.unknown) * 100
  lines.push({
    what: `for comparison: an initiative of one’s own (${control.status}): right by guessing`,
    ...{ reached: `${right.toFixed(1)} %`, promised: '>= 60 %', ok: right >= 60 },
  })
  return lines
}

/** In milliseconds. Of each pair one or the other comes first by chance, and as many different ids of both are asked for. */
async function timesOf(question: Question, ids: string[]) {
  const { next } = randomFrom(seed)
  const nobodys = ids.map(() => randomUUID())
  const foreign: number[] = []
  const unknown: number[] = []
  const statuses = new Set<number>()
  const time = async (id: string, times: number[], counts: boolean) => {
    const { ms, status } = await question(id)
    statuses.add(status)
    if (counts) times.push(ms)
  }
  for (let pair = -50; pair < pairs; pair++) {
    const at = (pair + 50) % ids.length
    const both = [() => time(ids[at]!, foreign, pair >= 0), () => time(nobodys[at]!, unknown, pair >= 0)]
    for (const one of next() < 0.5 ? both : both.toReversed()) await one()
  }
  return { foreign, unknown, status: [...statuses].join(', ') }
}

/** How often one is right who says of the slower of two that it was the foreign one, or of the faster: the better of both. */
function guessedRight(foreign: number[], unknown: number[]): number {
  const sorted = [...unknown].sort((a, b) => a - b)
  const below = (time: number) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle]! < time) low = middle + 1
      else high = middle
    }
    return low
  }
  const slower = foreign.reduce((sum, time) => sum + below(time), 0) / (foreign.length * unknown.length)
  return Math.max(slower, 1 - slower)
}
