/**
 * Promise E3: retries are harmless. Every form of every room is sent several times at the same moment with one key, to two web
 * processes; cut off before its answer came and sent again; and sent with other content under the same key. What is left must be what
 * sending it once leaves in a twin organisation, and everybody is told the same. `--rounds=1`, `--only=<word>` and `--seed=…` may be given.
 */
import { randomUUID } from 'node:crypto'
import { connect as openSocket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { startApp } from '#tests/support/app.ts'
import { type Answer, ask, formHeaders } from './ask.ts'
import { argument, randomFrom, report, type Rig, withRig } from './rig.ts'
import { makeStage, type Stage, type StageForm } from './stage.ts'

const rounds = Number(argument('rounds') ?? 1)
const seed = Number(argument('seed') ?? Date.now() % 1_000_000)
const only = argument('only') ?? ''
const random = randomFrom(seed)
const env = { LOG_LEVEL: 'error' }

/** Forms of an account, which is no organisation’s record: they have no key, and a second time they change nothing more. */
const keyless = /^account\/(password|sessions):/

/** Fields in which other words are content as good as these. */
const wordy = /^(name|title|sentence|statement|reason|note|hypothesis|comment|purpose|people|description|meaning)$/

interface Trial {
  name: string
  stage: Stage
  form: StageForm
  /** What sending it once leaves. */
  once: string
}

type Way = (trial: Trial) => Promise<{ answers: Answer[]; fault: string | null }>

async function run(rig: Rig) {
  const second = await startApp({ databases: rig.databases, env })
  rig.atEnd(second.stop)
  const urls = [rig.app.url, second.url]
  const tables = await tablesOf(rig)
  const names = [...(await makeStage(rig.superuser)).forms.keys()].filter((name) => !keyless.test(name))
  const wanted = names.filter((name) => name.includes(only))
  const ways: Record<string, Way> = {
    'sent 2 to 5 times at the same moment': (trial) => atOnce(trial, urls),
    'cut off 1 to 4 times before the answer, then sent again': (trial) => cutOff(trial, urls),
  }
  const faults = new Map<string, string[]>(Object.keys(ways).map((way) => [way, []]))
  const otherBody = { tried: 0, faults: [] as string[] }
  let sent = 0
  const began = performance.now()
  for (const name of wanted) {
    const twin = await prepared(rig, name)
    const alone = await post(twin, twin.forms.get(name)!, urls[0]!, { _key: randomUUID() })
    if (alone.status !== 302) throw new Error(`${name}: ${alone.status} when sent once.`)
    const once = await traces(rig, twin, tables)
    for (let round = 0; round < rounds; round++)
      for (const [way, play] of Object.entries(ways)) {
        const stage = await prepared(rig, name)
        const trial: Trial = { name, stage, form: stage.forms.get(name)!, once }
        const { answers, fault } = await play(trial)
        sent += answers.length
        const left = await traces(rig, stage, tables)
        const why = fault ?? (left === once ? null : differenceOf(once, left)) ?? differently(answers)
        if (why) faults.get(way)!.push(`${name}: ${why}`)
        const other = way.startsWith('sent') ? await otherContent(rig, trial, urls, tables) : undefined
        if (other !== undefined) otherBody.tried++
        if (other) otherBody.faults.push(`${name}: ${other}`)
      }
  }
  const strangers = only ? null : await sameKeyOfAnother(rig, urls)
  for (const text of [...[...faults.values()].flat(), ...otherBody.faults].slice(0, 12)) console.log(text)
  const trials = wanted.length * rounds
  report(
    `${wanted.length} forms, ${sent} sendings on two servers, seed ${seed}, ${((performance.now() - began) / 1000).toFixed(0)} s`,
    [
      ...[...faults].map(([way, found]) => ({
        what: `${way}: one effect, the same answer`,
        reached: `${trials - found.length} of ${trials}`,
        promised: `${trials}`,
        ok: found.length === 0,
      })),
      {
        what: 'sent again with other content under the same key: refused, nothing changed',
        reached: `${otherBody.tried - otherBody.faults.length} of ${otherBody.tried}`,
        promised: `${otherBody.tried}`,
        ok: otherBody.faults.length === 0,
      },
      ...(strangers === null ? [] : [strangers]),
    ],
  )
}

// ── Sending ─────────────────────────────────────────────────────────────────────────────────────────────────────────

/** With what the form needs to be there, or not to be there. */
async function prepared({ superuser }: Rig, name: string): Promise<Stage> {
  const stage = await makeStage(superuser)
  if (name.startsWith('pillars/defaults')) {
    await superuser.query('begin')
    await superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [stage.id])
    await superuser.query('update pillar set archived_at = now() where org_id = $1', [stage.id])
    await superuser.query('commit')
  }
  return stage
}

async function post({ cookie }: Stage, form: StageForm, url: string, more: Record<string, string>): Promise<Answer> {
  const { type, bytes } = await form.body({ _form: 'retried', ...more })
  const headers = { ...formHeaders(url, cookie, ''), 'content-type': type, 'content-length': String(bytes.length) }
  return ask(url + form.path, { method: 'POST', headers, body: bytes })
}

/** Until somebody has time. */
async function patiently(send: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    const answer = await send()
    if (answer.status !== 503 || tries === 20) return answer
    await sleep(100)
  }
}

async function atOnce({ stage, form }: Trial, urls: readonly string[]) {
  const key = { _key: randomUUID() }
  const copies = 2 + random.below(4)
  const spread = random.pick([0, 0, 5, 20])
  const answers = await Promise.all(
    Array.from({ length: copies }, async (_, at) => {
      if (spread) await sleep(random.next() * spread)
      return patiently(() => post(stage, form, urls[at % urls.length]!, key))
    }),
  )
  const later = await post(stage, form, random.pick(urls), key)
  return { answers: [...answers, later], fault: null }
}

async function cutOff({ stage, form }: Trial, urls: readonly string[]) {
  const key = { _key: randomUUID() }
  const cuts = 1 + random.below(4)
  for (let at = 0; at < cuts; at++) await sendAndLeave(stage, form, random.pick(urls), key, random.next() * 40)
  const answer = await patiently(() => post(stage, form, random.pick(urls), key))
  const again = await post(stage, form, random.pick(urls), key)
  return { answers: [answer, again], fault: null }
}

/** Sends all of it and is gone these milliseconds later, without having read a byte. */
async function sendAndLeave(stage: Stage, form: StageForm, url: string, more: Record<string, string>, after: number) {
  const { type, bytes } = await form.body({ _form: 'retried', ...more })
  const headers = {
    ...formHeaders(url, stage.cookie, ''),
    'content-type': type,
    'content-length': String(bytes.length),
  }
  const { host, port } = new URL(url)
  const lines = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  await new Promise<void>((resolve, reject) => {
    const socket = openSocket(Number(port), '127.0.0.1')
    socket.on('error', reject)
    socket.on('connect', () => {
      socket.pause()
      socket.write(`POST ${form.path} HTTP/1.1\r\n${lines.join('')}\r\n`)
      socket.write(bytes, () => setTimeout(() => resolve(void socket.destroy()), after))
    })
  })
}

/** Undefined where the form holds nothing that could be other. */
async function otherContent(rig: Rig, { stage, form }: Trial, urls: readonly string[], tables: readonly string[]) {
  const key = { _key: randomUUID() }
  const { fields } = form.form
  const field = Object.keys(fields).find((name) => wordy.test(name)) ?? ('version' in fields ? 'version' : undefined)
  if (!field) return undefined
  // The form's own key is used up by now; a second stage tells what the first sending with this one did.
  const fresh = await prepared(rig, nameIn(stage, form))
  const same = fresh.forms.get(nameIn(stage, form))!
  const first = await patiently(() => post(fresh, same, urls[0]!, key))
  const before = await traces(rig, fresh, tables)
  const other = { ...key, [field]: field === 'version' ? '7' : `${String(fields[field])} and more` }
  const second = await patiently(() => post(fresh, same, urls[1]!, other))
  if (second.status !== 422 || !second.body.includes('already sent with other content'))
    return `answered ${second.status} to another ${field} under the same key`
  const third = await post(fresh, same, urls[0]!, key)
  if (third.headers.location !== first.headers.location) return 'the first answer was not given again'
  const after = await traces(rig, fresh, tables)
  return before === after ? null : differenceOf(before, after)
}

const nameIn = (stage: Stage, form: StageForm) => [...stage.forms].find(([, one]) => one === form)![0]

/** A key is one's own: what somebody else has sent under it says nothing. */
async function sameKeyOfAnother({ superuser, people, app }: Rig, urls: readonly string[]) {
  const key = randomUUID()
  const body = new URLSearchParams({ _form: 'retried', _key: key, name: 'Of the same key' }).toString()
  const send = (who: 'lea' | 'bo', url: string) =>
    ask(`${url}/bay/initiatives/new`, { method: 'POST', headers: formHeaders(url, people[who].cookie, body), body })
  await Promise.all([send('lea', app.url), send('bo', urls[1]!), send('lea', urls[1]!)])
  const { rowCount } = await superuser.query(`select 1 from initiative where name = 'Of the same key'`)
  const made = rowCount ?? 0
  return { what: 'two people under the same key: an effect each', reached: made, promised: 2, ok: made === 2 }
}

// ── What is left ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Tables in which an organisation's rows stand. */
async function tablesOf({ superuser }: Rig): Promise<string[]> {
  const { rows } = await superuser.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attname = 'org_id' and not a.attisdropped
     where c.relkind = 'r' and n.nspname in ('public', 'history', 'access') order by 1`,
  )
  return rows.map(({ name }) => name)
}

/** How many rows stand in each table, and jobs in the queue: the same for two organisations to which the same was done. */
async function traces({ superuser }: Rig, { id, slug }: Stage, tables: readonly string[]): Promise<string> {
  const counts = tables.map((name) => `select '${name}' as name, count(*)::int as n from ${name} where org_id = $1`)
  const { rows } = await superuser.query<{ name: string; n: number }>(counts.join(' union all '), [id])
  const jobs = await superuser.query<{ n: number }>(
    `select count(*)::int as n from graphile_worker._private_jobs where payload ->> 'org' = $1`,
    [slug],
  )
  return JSON.stringify({ ...Object.fromEntries(rows.map(({ name, n }) => [name, n])), jobs: jobs.rows[0]!.n })
}

function differenceOf(wanted: string, got: string): string {
  const [before, after] = [JSON.parse(wanted), JSON.parse(got)] as Record<string, number>[]
  const names = Object.keys(before!).filter((name) => before![name] !== after![name])
  return names.map((name) => `${after![name]} instead of ${before![name]} rows of ${name}`).join(', ')
}

/** Null where all were sent on to the same place with the same words. */
function differently(answers: readonly Answer[]): string | null {
  const told = new Set(answers.map(({ status, headers }) => `${status} ${headers.location} ${wordsOf(headers)}`))
  return told.size === 1 && answers[0]!.status === 302 ? null : `told ${[...told].join(' and ')}`
}

/** The sentence that goes along; when it was said stands beside it and may differ. */
function wordsOf(headers: Answer['headers']): string {
  const cookie = [headers['set-cookie'] ?? []].flat().find((one) => one.startsWith('flash='))
  const value = cookie?.slice('flash='.length).split(';')[0]
  return value ? String((JSON.parse(decodeURIComponent(value)) as { message: unknown }).message) : ''
}

await withRig({ env, settings: { max_connections: '80' }, patience: 120 + rounds * 240 }, run)
