/**
 * Promises C2 and C5: hostile and broken requests to the real routes of a signed-in app, its database full of the demo.
 * `--posts=1000` and `--seed=…` may be given. Nothing may break, hang, be written by a refused post, or tell of our insides.
 */
import type { RouteConfigEntry } from '@remix-run/route-config'
import routes from '#app/routes.ts'
import { seedDemo } from '#db/seed/demo.ts'
import { cookieOf } from '#tests/support/world.ts'
import { ask } from './ask.ts'
import { message, type RawAnswer, sendRaw } from './raw.ts'
import { argument, randomFrom, report, type Rig, withRig } from './rig.ts'

const posts = Number(argument('posts') ?? 1000)
const seed = Number(argument('seed') ?? Date.now() % 1_000_000)
const random = randomFrom(seed)
const { pick, below } = random
const atOnce = 5

interface Shot {
  bytes: Buffer
  cut: boolean
  /** What it was, for the report of a failure. */
  what: string
  /** Whoever sent it. */
  actor: Actor
}

interface Field {
  name: string
  value: string
}

interface Actor {
  accountId: string
  cookie: string
}

interface Target {
  port: number
  host: string
  actors: Actor[]
  /** Ids of every table, ours and the other organisation's. */
  ids: string[]
  /** The fields that the forms of a path have, as they are filled at first. */
  fields: Map<string, Field[]>
  /** The paths that forms send to. */
  forms: string[]
}

const fill = async ({ ownerUrl }: { ownerUrl: string }) => seedDemo({ password: 'not-used-by-anybody', ownerUrl })

async function run(rig: Rig) {
  const target = await aim(rig)
  const seen = { answers: 0, cut: 0, statuses: new Map<number, number>(), slowest: 0 }
  const faults: Record<'5xx' | 'hung' | 'written' | 'told' | 'unnamed', string[]> = {
    '5xx': [],
    hung: [],
    written: [],
    told: [],
    unnamed: [],
  }
  const refused: string[] = []
  let before = await signature(rig)
  const began = performance.now()
  for (let sent = 0; sent < posts; sent += atOnce) {
    const shots = Array.from({ length: Math.min(atOnce, posts - sent) }, () => aimedShot(target))
    const answers = await Promise.all(shots.map(({ bytes, cut }) => sendRaw(target.port, bytes, { cut })))
    for (const [at, answer] of answers.entries()) {
      const { what, cut, actor } = shots[at]!
      if (answer.status > 0) seen.answers++
      else if (cut || !answer.hung) seen.cut++
      seen.slowest = Math.max(seen.slowest, answer.ms)
      seen.statuses.set(answer.status, (seen.statuses.get(answer.status) ?? 0) + 1)
      if (answer.status >= 500) faults['5xx'].push(`${answer.status} ${what}`)
      if (answer.hung) faults.hung.push(what)
      const told = insides(answer)
      if (told) faults.told.push(`${told} in ${what}`)
      const id =
        /\r\nx-request-id: ([0-9a-f-]{36})/i.exec(answer.head)?.[1] ?? /Request ([0-9a-f-]{36})/.exec(answer.body)?.[1]
      if (answer.status > 0 && !id) faults.unnamed.push(what)
      if (answer.status >= 400 && id) refused.push(id)
      if (/\r\nlocation: \/sign-in/i.test(answer.head)) actor.cookie = await cookieOf(actor)
    }
    if (answers.every(({ status }) => status >= 400 || status === 0)) {
      const after = await signature(rig)
      if (after !== before) faults.written.push(shots.map(({ what }) => what).join(' | '))
      before = after
    } else before = await signature(rig)
  }
  const { rows } = await rig.superuser.query('select request_id from history.event where request_id = any($1)', [
    refused,
  ])
  for (const row of rows) faults.written.push(`event of refused request ${row.request_id}`)
  for (const [fault, list] of Object.entries(faults))
    for (const what of list.slice(0, 5)) console.log(`${fault}: ${what}`)
  const statuses = [...seen.statuses].sort(([a], [b]) => a - b).map(([status, n]) => `${n} × ${status || 'cut off'}`)
  const alive = rig.app.process.exitCode === null && (await ask(`${rig.app.url}/readyz`)).status === 200
  const errors = rig.app
    .output()
    .split('\n')
    .filter((text) => text.includes('"level":"error"'))
  for (const text of errors.slice(0, 3)) console.log(text.slice(0, 1500))
  const line = (what: string, list: readonly string[]) => ({
    what,
    reached: list.length,
    promised: 0,
    ok: list.length === 0,
  })
  report(
    `${posts} fuzzed requests on ${target.fields.size} addresses and ${target.forms.length} forms, seed ${seed}, ${((performance.now() - began) / 1000).toFixed(0)} s, slowest ${seen.slowest.toFixed(0)} ms: ${statuses.join(', ')}`,
    [
      line('answers of 5xx', faults['5xx']),
      line('hung longer than 5 s', faults.hung),
      line('rows written by refused requests', faults.written),
      line('answers that tell of our insides', faults.told),
      line('answers without a request id', faults.unnamed),
      { what: 'the server lives', reached: alive ? 'yes' : 'no', promised: 'yes', ok: alive },
      line('unexpected errors in its log', errors),
    ],
  )
}

// ── Where to ────────────────────────────────────────────────────────────────────────────────────────────────────────

async function aim({ app, superuser }: Rig): Promise<Target> {
  const people = await superuser.query(
    `select m.account_id as "accountId", m.role from member m join organisation o on o.id = m.org_id
     where o.slug <> 'bay' and m.account_id is not null and m.role in ('administrator', 'cx_leader', 'business_owner') order by m.role, m.id`,
  )
  const actors: Actor[] = []
  for (const role of ['administrator', 'cx_leader', 'business_owner']) {
    const { accountId } = people.rows.find((row) => row.role === role)
    actors.push({ accountId, cookie: await cookieOf({ accountId }) })
  }
  const { rows } = await superuser.query(
    `select slug, id from organisation where slug <> 'bay' order by created_at limit 1`,
  )
  const { slug, id: orgId } = rows[0] as { slug: string; id: string }
  const found = await superuser.query<{ name: string; id: string; org_id: string }>(
    Object.values(tableOf)
      .map((table) => `(select '${table}' as name, id, org_id from ${table} order by random() limit 8)`)
      .join(' union all '),
  )
  const idFor = (room: string | undefined) =>
    pick(found.rows.filter(({ name, org_id }) => name === tableOf[room ?? ''] && org_id === orgId))?.id ??
    pick(found.rows).id
  const url = new URL(app.url)
  const ids = found.rows.map((row) => row.id)
  const target: Target = { port: Number(url.port), host: url.host, actors, ids, fields: new Map(), forms: [] }
  for (const path of pathsOf((await routes) as RouteConfigEntry[])) {
    const parts = path.replace(':org', slug).split('/')
    const filled = parts.map((part, at) => (part.startsWith(':') ? idFor(parts[at - 1]) : part)).join('/')
    target.fields.set(filled, [])
  }
  // What the forms ask for, and where they send it: learnt from the pages themselves.
  for (const path of [...target.fields.keys()])
    for (const actor of actors.slice(0, 2)) {
      const { body } = await ask(app.url + path, { headers: { cookie: actor.cookie } })
      for (const [, head = '', content = ''] of body.matchAll(/<form([^>]*method="post"[^>]*)>([\s\S]*?)<\/form>/g)) {
        const action = plain(/ action="([^"?]+)/.exec(head)?.[1] ?? path)
        if (action === '/sign-out' || target.fields.get(action)?.length) continue
        const inputs = content.matchAll(
          /<(?:input|select|textarea)[^>]* name="([^"]+)"[^>]*?(?: value="([^"]*)")?[^>]*>/g,
        )
        target.fields.set(
          action,
          Array.from(inputs, ([, name = '', value = '']) => ({ name, value: plain(value) })),
        )
        target.forms.push(action)
      }
    }
  return target
}

const plain = (text: string) => text.replaceAll('&amp;', '&').replaceAll('&#x27;', "'").replaceAll('&quot;', '"')

/** What the id after this part of an address is the id of. */
const tableOf: Record<string, string> = {
  people: 'member',
  units: 'unit',
  versions: 'vision',
  values: 'core_value',
  pillars: 'pillar',
  outcomes: 'outcome',
  personas: 'persona',
  segments: 'segment',
  kpis: 'kpi',
  initiatives: 'initiative',
  'action-plans': 'action_plan',
  'action-items': 'action_item',
  milestones: 'milestone',
  updates: 'plan_update',
}

function pathsOf(entries: RouteConfigEntry[], above = ''): string[] {
  return entries.flatMap((entry) => {
    const path = `${above}/${entry.path ?? ''}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')
    return [path, ...pathsOf(entry.children ?? [], path)]
  })
}

// ── What ────────────────────────────────────────────────────────────────────────────────────────────────────────────

const oddTexts: (() => string)[] = [
  () => '',
  () => '%00',
  () => 'a%00b',
  () => '%ed%a0%80',
  () => '%ff%fe',
  () => '%',
  () => '%zz',
  () => '9'.repeat(1 + below(400)),
  () => pick(['1e309', '-0', 'NaN', 'Infinity', '0x10', '1,5', '1.5.5', '-1', '2147483648', '9223372036854775808']),
  () => pick(['0000-00-00', '9999-12-31', '2026-02-30', '275761-01-01', '-0001-01-01', '2026-01-01T00:00:00Z']),
  () =>
    encodeURIComponent(
      pick([
        `'; drop table member; --`,
        '${7*7}',
        '{{7*7}}',
        '<script>alert(1)</script>',
        '../../etc/passwd',
        '\r\nset-cookie: a=b',
        '\u202e\u0000',
      ]),
    ),
  () => encodeURIComponent('é'.repeat(1 + below(3000))),
  () => 'x'.repeat(250_000),
  () => encodeURIComponent('[{"a":'.repeat(500)),
  () => encodeURIComponent('😀\u200b\ufeff'),
  () =>
    Buffer.from(Array.from({ length: 1 + below(60) }, () => below(256)))
      .toString('latin1')
      .replace(/[&=+%]/g, ''),
]

const oddNames = [
  '__proto__',
  'constructor',
  'toString',
  'org_id',
  'orgId',
  'role',
  'id',
  'version[]',
  'a[b][c]',
  '_data',
  '_method',
  '_form',
  '_key',
  '_back',
  '',
  '%00',
  '=',
]

function odd({ ids }: Target): string {
  return pick([
    () => pick(ids),
    () => pick(oddTexts)(),
    () => pick(oddTexts)(),
    () => String(below(50)),
    () => 'on',
    () => 'Some words',
  ])()
}

/** A body of a form: mostly the path's own fields with odd values, sometimes too many or twice. */
function urlencoded(target: Target, path: string): Buffer {
  const own = target.fields.get(path) ?? []
  const oddness = pick([0, 0.1, 0.4, 1])
  const sent = own.filter(() => random.next() > oddness / 10)
  const pairs = sent.map(
    ({ name, value }) => `${name}=${random.next() < oddness ? odd(target) : encodeURIComponent(value || 'Words')}`,
  )
  if (random.next() < oddness / 2) pairs.push(`${pick(oddNames)}=${odd(target)}`)
  if (random.next() < oddness / 3 && own.length) pairs.push(`${pick(own).name}=${odd(target)}`)
  if (random.next() < 0.03) pairs.push(...Array.from({ length: 3000 }, (_, at) => `f${at}=1`))
  return Buffer.from(pairs.join('&'), 'latin1')
}

const boundary = 'sirius-fuzz'

function multipart(target: Target, path: string): Buffer {
  const fields = target.fields.get(path) ?? []
  const parts = [...fields.map(({ name }) => name), 'file', pick(oddNames)].map((name) => {
    const file =
      random.next() < 0.3 ? `; filename="${pick(['a.csv', '../../x', '', 'a\\0.png', 'ü.xlsx', 'x'.repeat(500)])}"` : ''
    const type = random.next() < 0.3 ? `\r\ncontent-type: ${pick(['text/csv', 'image/png', 'a/b; c', ''])}` : ''
    return Buffer.concat([
      Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"${file}${type}\r\n\r\n`),
      random.next() < 0.5
        ? Buffer.from(Array.from({ length: below(400) }, () => below(256)))
        : Buffer.from(decodeURIComponentSafe(odd(target))),
      Buffer.from('\r\n'),
    ])
  })
  const whole = Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)])
  return random.next() < 0.4 ? whole.subarray(0, below(whole.length)) : whole
}

function decodeURIComponentSafe(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function body(target: Target, path: string): { type: string | undefined; body: Buffer } {
  const form = 'application/x-www-form-urlencoded'
  const roll = random.next()
  if (roll < 0.62) return { type: form, body: urlencoded(target, path) }
  if (roll < 0.78) return { type: `multipart/form-data; boundary=${boundary}`, body: multipart(target, path) }
  if (roll < 0.82) return { type: form, body: Buffer.from('['.repeat(10_000)) }
  if (roll < 0.86) return { type: form, body: Buffer.from(Array.from({ length: below(2000) }, () => below(256))) }
  if (roll < 0.88) return { type: form, body: Buffer.alloc(1_100_000, 'a=1&') }
  const type = pick([
    undefined,
    '',
    'text/plain',
    'application/json',
    'multipart/form-data',
    'multipart/form-data; boundary=',
    'multipart/form-data; boundary=""',
    `${form}; charset=utf-16`,
    'a',
    ';;;',
    'application/xml',
  ])
  return { type, body: pick([urlencoded(target, path), Buffer.from('{"a":'.repeat(2000)), multipart(target, path)]) }
}

function aimedShot(target: Target): Shot {
  const path = random.next() < 0.75 ? pick(target.forms) : pick([...target.fields.keys()])
  const actor = pick(target.actors)
  const method =
    random.next() < 0.86
      ? 'POST'
      : pick(['GET', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'OPTIONS', 'HEAD', 'post', 'FOO', 'PROPFIND'])
  const asked = address(path)
  const { type, body: content } = body(target, path)
  const headers: [string, string][] = [
    ['host', target.host],
    [
      'cookie',
      random.next() < 0.97
        ? actor.cookie
        : pick(['session=', 'session=x; session=y', '=;;=', `session=${'a'.repeat(43)}`]),
    ],
    ['connection', 'close'],
  ]
  if (random.next() < 0.95) headers.push(['sec-fetch-site', 'same-origin'])
  if (random.next() < 0.9) headers.push(['origin', `http://${target.host}`])
  if (type !== undefined) headers.push(['content-type', type])
  let length: string | undefined = String(content.length)
  let cut = false
  const twist = random.next()
  if (twist < 0.02)
    headers[0] = ['host', pick(['evil.example', '', `${target.host}.evil`, '[::1', 'localhost', `a@${target.host}`])]
  else if (twist < 0.03) headers.push(['host', 'evil.example'])
  else if (twist < 0.04) headers.shift()
  else if (twist < 0.06) length = pick(['-1', 'abc', '1e3', '99999999999999999999', ''])
  else if (twist < 0.08) length = undefined
  else if (twist < 0.12) [length, cut] = [String(content.length + 50), true]
  else if (twist < 0.14) headers.push(['transfer-encoding', pick(['chunked', 'gzip', 'chunked, chunked'])])
  else if (twist < 0.16)
    headers.push(['x-forwarded-host', 'evil.example'], ['x-forwarded-for', '1.2.3.4'], ['forwarded', 'host=evil'])
  else if (twist < 0.17) headers.push(['x-odd', 'y'.repeat(20_000)])
  else if (twist < 0.18) headers.push(['content-encoding', pick(['gzip', 'br', 'identity'])])
  else if (twist < 0.2)
    headers.push(
      pick([
        ['expect', '100-continue'],
        ['upgrade', 'websocket'],
        ['range', 'bytes=0-1'],
        ['if-none-match', '*'],
      ]),
    )
  else if (twist < 0.22)
    headers.push(['origin', pick(['null', 'garbage', 'http://evil.example', 'https://' + target.host])])
  if (length !== undefined) headers.push(['content-length', length])
  const bytes = message(`${method} ${asked} HTTP/1.1`, headers, content)
  return {
    bytes,
    cut: cut || twist < 0.06,
    actor,
    what: `${method} ${asked.slice(0, 200)} ${type ?? 'no type'} [${headers.map(([name]) => name).join(' ')}] ${content.subarray(0, 300).toString('latin1')}`,
  }
}

function address(path: string): string {
  const roll = random.next()
  if (roll < 0.6) return path
  if (roll < 0.72) return `${path === '/' ? '/_root' : path}.data`
  if (roll < 0.76)
    return `${path}.data?_routes=${pick(['root', 'organisation', 'initiatives', 'nothing', '__proto__', 'root,organisation', ''])}`
  if (roll < 0.79) return `${path}?_data=${pick(['root', 'organisation', 'routes/x', '__proto__'])}`
  if (roll < 0.81) return `${path}?index&_routes=&index=`
  if (roll < 0.86)
    return `${path}?page=${pick(['-1', '1e9', '99999', 'x'])}&sort=${pick(['__proto__', '-name', "name';"])}&q=${pick(['%25', '%27', '%5C', 'a%20b', '_'])}&owner=x&stage=idea&stage=nothing`
  if (roll < 0.9)
    return `${path}${pick(['/%zz', '/%00', '/%c0%ae', '/%ff', '//', '/..', '/%2e%2e', '\\', '/.data', '/__manifest', '?%', '#x', ' x', '/%5c', '/\u00e9'])}`
  if (roll < 0.93)
    return `/${pick(['__manifest?p=%2F', 'assets/../package.json', '%2e%2e/package.json', 'nothing', 'x'.repeat(5000), 'a/'.repeat(40), '?' + 'a=1&'.repeat(300), '*', 'http://evil.example/'])}`
  return path.replace(/[0-9a-f]{8}-[0-9a-f-]+/g, () =>
    pick(['x', '00000000-0000-0000-0000-000000000000', "1'", '%20', '__proto__', 'NEW']),
  )
}

// ── What came of it ─────────────────────────────────────────────────────────────────────────────────────────────────

/** Says which of our insides an answer tells of, if any. */
function insides({ status, body }: RawAnswer): string | undefined {
  const shown = body.replace(/<script[^>]*>[\s\S]*?<\/script>/g, '')
  if (/\n\s+at [\w.<>]+ \(/.test(body) || /node_modules|file:\/\/\/|\/app\/[\w-]+\/[\w.-]+\.tsx?/.test(body))
    return 'a stack or a path'
  if (
    status >= 400 &&
    /syntax error at or near|violates|relation "|column "|duplicate key|invalid input syntax|pg_|PostgreSQL|Kysely/.test(
      shown,
    )
  )
    return 'the database'
  return undefined
}

/** Changes with every row that is inserted, updated or deleted in any table of ours; sessions are touched by reading. */
async function signature({ superuser }: Rig): Promise<string> {
  tables ??= (
    await superuser.query(
      `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where c.relkind = 'r' and n.nspname in ('public', 'history', 'access') and c.relname not in ('session', 'attempt')`,
    )
  ).rows.map((row) => row.name as string)
  const { rows } = await superuser.query(
    tables
      .map((name) => `select '${name}' as t, count(*) as n, max(xmin::text::bigint) as x from ${name}`)
      .join(' union all '),
  )
  return JSON.stringify(rows)
}
let tables: string[] | undefined

await withRig({ fill, env: { LOG_LEVEL: 'error' }, patience: 118 + posts / 5 }, run)
