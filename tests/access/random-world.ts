/**
 * Random histories (promise A6): two organisations, people of every role, commands drawn at random through the door that pages use.
 * A model says beforehand what each must answer; after each, and at the end, what must never be otherwise is looked at.
 * Shared by the test and by the longer run of tests/load/random-histories.ts.
 */
import fc from 'fast-check'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import type pg from 'pg'
import '#app/past.server.ts'
import { type Context, acting, actingAsSystem, goTo, reading } from '#app/access/context.server.ts'
import { type Role, roles } from '#app/access/viewer.ts'
import { judgeOrganisation } from '#app/action-plans/judge.server.ts'
import { verifyChain } from '#app/history/verify.server.ts'
import { refreshKpiStanding } from '#app/kpis/kpi-standings.server.ts'
import { form } from '#app/ui/schema.ts'
import { pool } from '#db/database.ts'
import { sql } from 'kysely'
import { argsFor, statusOf } from '../support/world.ts'
import {
  type Aim,
  type Answer,
  type Member,
  type Organisation,
  type Rooms,
  type Scene,
  type Step,
} from './random-model.ts'
import { strategyCommands } from './random-commands.ts'
import { planCommands } from './random-plan-commands.ts'

const commands = Object.entries({ ...strategyCommands, ...planCommands })
export const commandNames = commands.map(([name]) => name)

const some = fc.nat({ max: 59 })
const seldom = fc.nat({ max: 11 }).map((n) => n === 0)
const step: fc.Arbitrary<Step> = fc.record({
  org: fc.constantFrom(0 as const, 1 as const),
  // An administrator more often than by chance: most of what can go wrong for good takes one.
  actor: fc.oneof(some, some, fc.constantFrom(0, 1)),
  command: fc.nat({ max: commands.length - 1 }),
  target: some,
  other: some,
  choice: some,
  foreign: seldom,
  outdated: seldom,
  stranger: seldom,
  again: seldom,
})
export const history = (steps: number) => fc.array(step, { minLength: steps, maxLength: steps })

/** What a run came to: how often each command got each answer. */
export type Tally = Map<string, Map<Answer, number>>

interface Kept {
  at: string
  org: 0 | 1
  rows: string
}

/** Looks at everything through `superuser`; the commands themselves run as the application's role. */
export async function makeWatcher(superuser: pg.Client) {
  const { rows } = await superuser.query<{ t: string; cols: string; tracked: boolean }>(
    `select c.relname as t, to_regclass(format('history.%I', c.relname)) is not null as tracked,
       (select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as cols
     from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
       and exists (select 1 from pg_attribute where attrelid = c.oid and attname = 'org_id' and not attisdropped) order by 1`,
  )
  await superuser.query('set plan_cache_mode = force_generic_plan') // the same large statement again and again
  const digest = (cols: string) =>
    `coalesce(md5(string_agg(md5(row(${cols})::text), '' order by md5(row(${cols})::text))), '')`
  const here = ({ t, cols }: { t: string; cols: string }) =>
    `(select ${digest(cols)} from public.${t} where org_id = o.id)`
  const tracked = rows.filter((row) => row.tracked)
  const others = rows.filter((row) => !row.tracked)
  const present = {
    name: 'random-present',
    text: `select o.id, concat_ws(' ', ${tracked.map(here).join(', ')}) as tracked, md5(concat_ws(' ', ${others.map(here).join(', ')})) as others,
        coalesce((select size || ' ' || encode(hash, 'hex') from history.chain where org_id = o.id), '') as chain,
        (select count(*) from history.event where org_id = o.id)::int as events,
        (select count(*) from member where org_id = o.id and role = 'administrator' and disabled_at is null and account_id is not null)::int as administrators,
        clock_timestamp()::text as at
      from unnest($1::uuid[]) with ordinality as o (id, n) order by o.n`,
  }
  // As the application reads it: its role, its row security, the views of the past in the place of the tables.
  const past = {
    name: 'random-past',
    text: `select concat_ws(' ', ${tracked.map(({ t, cols }) => `(select ${digest(cols)} from ${t})`).join(', ')}) as tracked`,
  }
  return {
    tables: rows.length,
    tracked: tracked.length,
    async look(orgs: readonly Organisation[]): Promise<Look[]> {
      const found = await superuser.query<Look>({ ...present, values: [orgs.map(({ id }) => id)] })
      return found.rows
    },
    async asOf(orgId: string, at: string): Promise<string> {
      const client = await pool().connect()
      try {
        await client.query(
          `begin read only; set local plan_cache_mode = force_generic_plan; select set_config('app.org_id', '${orgId}', true), set_config('app.as_of', '${at}', true), set_config('search_path', 'as_of, public', true)`,
        )
        return (await client.query<{ tracked: string }>(past)).rows[0]!.tracked
      } finally {
        await client.query('rollback')
        client.release()
      }
    },
  }
}
export type Watcher = Awaited<ReturnType<typeof makeWatcher>>
interface Look {
  tracked: string
  others: string
  chain: string
  events: number
  administrators: number
  at: string
}

// ── One history ─────────────────────────────────────────────────────────────────────────────────────────────────────

interface RunOptions {
  /** Every how many steps the organisation is judged and its standings are kept, to be compared with the past's. 0: never. */
  judgeEvery: number
  /** How many past moments are compared at most. */
  moments: number
  tally: Tally
}

/** Plays the steps in two organisations made for them. Throws at the first thing that is not as it must be. */
export async function play(superuser: pg.Client, watcher: Watcher, steps: readonly Step[], options: RunOptions) {
  const orgs = [await populate(superuser, 0), await populate(superuser, 1)] as const
  let before = await watcher.look(orgs)
  const kept: Kept[] = orgs.map((_, at) => ({ org: at as 0 | 1, at: before[at]!.at, rows: before[at]!.tracked }))
  const standings: { org: 0 | 1; at: string; then: string }[] = []
  for (const [at, step] of steps.entries()) {
    const what = `step ${at + 1}, ${commandNames[step.command]}`
    const sent = await send(orgs, step, at)
    if (!sent) continue
    const { got, expect, me } = sent
    count(options.tally, commandNames[step.command]!, expect)
    if (got !== expect)
      throw new Error(`${what} by ${me.role}${me.disabled ? ' (disabled)' : ''}: ${got}, not ${expect}.`)
    const after = await watcher.look(orgs)
    const own = after[step.org]!
    // A repeated or refused request, and one that has nothing to change, leaves no trace but its own key.
    compare(`${what}: the other organisation`, before[1 - step.org]!, after[1 - step.org]!, [
      'tracked',
      'others',
      'chain',
      'events',
    ])
    if (expect === 'done') {
      if (own.events <= before[step.org]!.events) throw new Error(`${what}: nothing was recorded.`)
      kept.push({ org: step.org, at: own.at, rows: own.tracked })
    } else
      compare(
        what,
        before[step.org]!,
        own,
        expect === 'nothing' ? ['tracked', 'chain', 'events'] : ['tracked', 'others', 'chain', 'events'],
      )
    for (const { administrators } of after)
      if (administrators < 1) throw new Error(`${what}: no administrator is left.`)
    before = after
    if (options.judgeEvery && at % options.judgeEvery === options.judgeEvery - 1) {
      standings.push(...(await judged(orgs, step.org)))
      before = await watcher.look(orgs)
    }
  }
  for (const { id } of orgs) {
    const { broken, events } = await verifyChain(id)
    if (broken) throw new Error(`The chain breaks after ${events} events: ${broken.why}`)
  }
  for (const { org, at, rows } of sample(kept, options.moments))
    if ((await watcher.asOf(orgs[org].id, at)) !== rows) throw new Error(`As of ${at} is not what was recorded then.`)
  for (const { org, at, then } of standings) {
    const cookie = reader(orgs[org])
    if (!cookie) continue
    const now = await reading(await argsFor(`/${orgs[org].slug}@${at}/initiatives`, { cookie }), picture)
    if (now !== then) throw new Error(`Standings as of ${at} are not what they were then:\n${then}\n${now}`)
  }
  return {
    moments: Math.min(kept.length, options.moments),
    standings: standings.length,
    events: before[0]!.events + before[1]!.events,
  }
}

function compare(what: string, before: Look, after: Look, fields: (keyof Look)[]) {
  const changed = fields.filter((field) => before[field] !== after[field])
  if (changed.length) throw new Error(`${what}: ${changed.join(', ')} changed.`)
}

/** Spread evenly over the history. */
const sample = <T>(all: readonly T[], most: number) =>
  all.filter((_, at) => Math.floor((at * most) / all.length) !== Math.floor(((at - 1) * most) / all.length))

function count(tally: Tally, command: string, expect: Answer) {
  const of = tally.get(command) ?? new Map<Answer, number>()
  tally.set(command, of.set(expect, (of.get(expect) ?? 0) + 1))
}

/** Plans one step by the model, sends it, and brings the model up to date. Null where there is nothing to aim at. */
async function send(orgs: readonly [Organisation, Organisation], step: Step, at: number) {
  const org = orgs[step.org]
  const elsewhere = orgs[1 - step.org]!
  const people = org.members.filter(({ cookie }) => cookie)
  const me = people[step.actor % people.length]!
  let drawn = 0
  const scene: Scene = {
    org,
    me,
    step,
    today: new Intl.DateTimeFormat('en-CA', { timeZone: 'UTC' }).format(new Date()),
    target: (room) => aim(step.foreign ? elsewhere : org, room, step),
    named<K extends Rooms>(room: K) {
      const from = [...org[room], null]
      return (from[(step.other + drawn++) % from.length] ?? null) as Organisation[K][number] | null
    },
    pick: (from) => from[(step.choice + drawn++ * 7) % from.length]!,
    fresh: (what) => `${what} ${at}`,
  }
  const planned = commands[step.command]![1](scene)
  if (!planned) return null
  const shut = step.stranger || me.disabled || me.signedOut
  const expect = shut ? 404 : planned.expect
  const address = `/${step.stranger ? elsewhere.slug : org.slug}/random`
  const fields = { _key: `random-${org.slug}-${at}` }
  let result = { id: '' }
  let ran = 0
  const knock = async (): Promise<number> => {
    const answered = acting(await argsFor(address, { cookie: me.cookie, form: fields }), form({}), async (ctx) => {
      ran++
      result = ((await planned.run(ctx)) ?? result) as { id: string }
      if (!ctx.events.length) result = { id: 'nothing' }
      return goTo(`/${org.slug}`)
    })
    // Whose session has ended is sent to sign in: to them nothing of the organisation is there, either.
    const sentAway = await answered.then(isSignIn, isSignIn)
    return sentAway ? 404 : statusOf(answered)
  }
  const status = await knock()
  const got = status === 302 ? (result.id === 'nothing' ? 'nothing' : 'done') : status
  if (got === expect && expect === 'done') planned.then?.(result)
  if (step.again) {
    const repeated = await knock()
    // Asked again after a success the stored answer is given; a refusal is decided afresh, and the same.
    if (repeated !== status)
      throw new Error(`Sent again, ${commandNames[step.command]} answers ${repeated}, not ${status}.`)
    if (status === 302 && ran !== 1) throw new Error(`Sent again, ${commandNames[step.command]} ran again.`)
  }
  return { got, expect, me }
}

const isSignIn = (answer: unknown) =>
  answer instanceof Response && !!answer.headers.get('location')?.startsWith('/sign-in')

function aim<K extends Rooms>(org: Organisation, room: K, step: Step): Aim<K> | null {
  const all = org[room]
  const record = all[step.target % all.length] as Organisation[K][number] | undefined
  return record ? { record, ours: !step.foreign, version: record.version - (step.outdated ? 1 : 0) } : null
}

// ── Standings ───────────────────────────────────────────────────────────────────────────────────────────────────────

const reader = (org: Organisation) =>
  org.members.find(({ cookie, disabled, signedOut }) => cookie && !disabled && !signedOut)?.cookie

async function picture(ctx: Context): Promise<string> {
  const all = async (text: string) => (await sql.raw(text).execute(ctx.db)).rows
  return JSON.stringify([
    await all('select * from plan_standing order by action_plan_id'),
    await all('select * from initiative_standing order by initiative_id'),
    await all('select * from kpi_standing order by kpi_id'),
  ])
}

/** Judges the organisation as the jobs would, and keeps where everything stands now. */
async function judged(orgs: readonly Organisation[], at: 0 | 1) {
  const org = orgs[at]!
  const cookie = reader(org)
  if (!cookie) return []
  await judgeOrganisation(org.slug)
  await new Promise((resolve) => setTimeout(resolve, 2)) // addresses know milliseconds
  const then = await reading(await argsFor(`/${org.slug}/initiatives`, { cookie }), picture)
  const moment = new Date().toISOString()
  await new Promise((resolve) => setTimeout(resolve, 2))
  return [{ org: at, at: moment, then }]
}

// ── The beginning ───────────────────────────────────────────────────────────────────────────────────────────────────

/** One organisation has one administrator and the other two; both have a person of each other role and a record of every kind. */
async function populate(superuser: pg.Client, at: 0 | 1): Promise<Organisation> {
  const id = randomUUID()
  const slug = `r${at}-${randomBytes(6).toString('hex')}`
  const staff: Role[] = at === 0 ? [...roles] : ['administrator', ...roles]
  const token = () => randomBytes(32).toString('base64url')
  const members = staff.map((role, n): Member & { token: string } => {
    const place = { id: randomUUID(), version: 1, joined: true, disabled: false, signedOut: false, unitId: null }
    const secret = token()
    return {
      ...place,
      name: `${role} ${n}`,
      email: `p${n}@${slug}.example`,
      role,
      token: secret,
      cookie: `session=${secret}`,
    }
  })
  // Somebody invited, who has not joined.
  const guest = {
    id: randomUUID(),
    version: 1,
    joined: false,
    disabled: false,
    signedOut: false,
    unitId: null,
    role: 'contributor' as const,
  }
  members.push({ ...guest, name: 'Guest', email: `guest@${slug}.example`, cookie: '', token: '' })
  const of = (role: Role) => members.find((one) => one.role === role)!
  const [leader, owner] = [of('cx_leader'), of('business_owner')]
  const record = () => ({ id: randomUUID(), version: 1, archived: false })
  const org: Organisation = {
    id,
    slug,
    members,
    units: [{ ...record(), name: 'North', parentId: null }],
    visions: [
      { ...record(), state: 'ratified', reasoned: true, effectiveOn: '2025-01-01' },
      { ...record(), state: 'proposed', reasoned: true, effectiveOn: null },
      { ...record(), state: 'draft', reasoned: true, effectiveOn: null },
    ],
    pillars: [
      { ...record(), name: 'North' },
      { ...record(), name: 'South' },
    ],
    outcomes: [],
    kpis: [{ ...record(), name: 'North', ownerId: owner.id, values: new Map() }],
    initiatives: [
      { ...record(), ownerId: owner.id, createdBy: leader.id, accepted: false, stage: 'approved', adHoc: true },
    ],
    plans: [],
    items: [],
  }
  const pillar = org.pillars[0]!.id
  org.outcomes.push({ ...record(), pillarId: pillar, ownerId: owner.id, state: 'open', ratings: new Map() })
  const people = { ownerId: owner.id, reviewerId: leader.id, accepted: false, finished: false }
  org.plans.push({ ...record(), initiativeId: org.initiatives[0]!.id, ...people, updates: [] })
  org.items.push({ ...record(), planId: org.plans[0]!.id, ownerId: owner.id, dueOn: '2026-02-01', done: false })
  const rows = {
    people: members
      .filter(({ joined }) => joined)
      .map((one) => ({ ...one, hash: createHash('sha256').update(one.token).digest('hex') })),
    guests: members.filter(({ joined }) => !joined),
    units: org.units,
    visions: org.visions.map((one, n) => ({ ...one, number: n + 1 })),
    pillars: org.pillars,
    outcomes: org.outcomes,
    kpis: org.kpis,
    initiatives: org.initiatives,
    plans: org.plans,
    items: org.items,
  }
  await superuser.query('begin')
  await superuser.query(beginning, [id])
  await superuser.query(`select access.create_organisation($1, $2, 'Random', 'UTC', 'en-GB', 'EUR')`, [id, slug])
  for (const statement of inserts) await superuser.query(statement, [JSON.stringify(rows)])
  await superuser.query('commit')
  await judgeOrganisation(slug)
  await actingAsSystem({ slug }, (ctx) => refreshKpiStanding(ctx, org.kpis[0]!.id))
  return org
}

const beginning = `select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`
const rowsOf = (room: string, columns: string) =>
  `from jsonb_to_recordset($1::jsonb -> '${room}') as r (id uuid, ${columns})`
const inserts = [
  `insert into access.account (id, email, name) select id, email, name ${rowsOf('people', 'email text, name text')}`,
  `insert into access.session (id, token_hash, account_id, expires_at) select hash, hash, id, now() + interval '1 day' ${rowsOf('people', 'hash text')}`,
  `insert into member (id, account_id, name, email, role, joined_at) select id, id, name, email, role, now() ${rowsOf('people', 'name text, email text, role text')}`,
  `insert into member (id, name, email, role, invited_at) select id, name, email, role, now() ${rowsOf('guests', 'name text, email text, role text')}`,
  `insert into unit (id, name) select id, name ${rowsOf('units', 'name text')}`,
  `insert into vision (id, number, state, statement, reason, effective_on, ratified_at) select id, number, state, 'We care.', 'New.', "effectiveOn", case state when 'ratified' then now() end ${rowsOf('visions', 'number int, state text, "effectiveOn" date')}`,
  `insert into pillar (id, name, position) select id, name, 1 ${rowsOf('pillars', 'name text')}`,
  `insert into kpi (id, name, kind, score_kind, direction, frequency, owner_id) select id, name, 'perception', 'amount', 'up', 'monthly', "ownerId" ${rowsOf('kpis', 'name text, "ownerId" uuid')}`,
  `insert into outcome (id, title, pillar_id, owner_id, horizon, position, how_question) select id, 'Calm', "pillarId", "ownerId", 1, 1, 'How is it?' ${rowsOf('outcomes', '"pillarId" uuid, "ownerId" uuid')}`,
  `insert into initiative (id, name, stage, owner_id, created_by, ad_hoc_reason) select id, 'Shorter queues', stage, "ownerId", "createdBy", 'It cannot wait.' ${rowsOf('initiatives', 'stage text, "ownerId" uuid, "createdBy" uuid')}`,
  `insert into action_plan (id, initiative_id, name, owner_id, reviewer_id, cadence) select id, "initiativeId", 'New signs', "ownerId", "reviewerId", 'monthly' ${rowsOf('plans', '"initiativeId" uuid, "ownerId" uuid, "reviewerId" uuid')}`,
  `insert into action_item (id, action_plan_id, title, owner_id, due_on, first_due_on) select id, "planId", 'Walk the hall', "ownerId", "dueOn", "dueOn" ${rowsOf('items', '"planId" uuid, "ownerId" uuid, "dueOn" date')}`,
]
