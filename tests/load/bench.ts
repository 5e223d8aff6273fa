/**
 * `npm run bench`: what pages and a write cost, as ratios of two things measured in the same run (goals P1 to
 * P4 and P7). It seeds a large organisation and a small one, takes turns between all targets, and prints medians. It never asserts.
 * `--rounds=5 --seconds=2 --organisations=large,small` may be given.
 */
import { fork } from 'node:child_process'
import { readFileSync } from 'node:fs'
import autocannon from 'autocannon'
import { seedLarge, sizes } from '#db/seed/large.ts'
import { checkout } from '#app/server/config.ts'
import { cookieOf } from '#tests/support/world.ts'
import { ask } from './ask.ts'
import { median, table } from './figures.ts'
import type { Floor } from './floors.ts'
import { argument, machine, type Rig, withRig } from './rig.ts'
import { statementsOf } from './statements.ts'
import { benchWrites } from './writes.ts'

const rounds = Number(argument('rounds') ?? 5)
const seconds = Number(argument('seconds') ?? 2)
const slugs = (argument('organisations') ?? 'large,small').split(',') as (keyof typeof sizes)[]
const connections = 10

interface Target {
  name: string
  url: string
  pid: number
  cookie?: string
  statements?: number
  bytes: number
  got: { rate: number; p50: number; p99: number; cpu: number; bad: number }[]
}

async function run(rig: Rig) {
  const pages = await targetsOf(rig)
  const wanted = pages.filter(({ name }) => /^(initiatives|executive) large$/.test(name))
  const floors = await floorsOf(rig, wanted)
  const all = [...pages, ...floors.targets]
  for (const target of all) await once(target, 1)
  for (const target of all) target.got.length = 0
  for (let round = 0; round < rounds; round++) for (const target of all) await once(target, seconds)
  floors.stop()
  printPages(all)
  printRatios(all)
  await benchWrites(rig, slugs[0]!, rounds)
}

// ── Targets ─────────────────────────────────────────────────────────────────────────────────────────────────────────

async function targetsOf(rig: Rig): Promise<Target[]> {
  const targets: Target[] = []
  for (const slug of slugs) {
    const { rows } = await rig.superuser.query(
      `select i.id as initiative, i.org_id as org, (select account_id from member m where m.org_id = i.org_id and m.role = 'executive' order by m.id limit 1) as executive,
         (select m.account_id from member m join initiative j on j.org_id = m.org_id and j.owner_id = m.id where m.org_id = i.org_id group by m.org_id, m.id, m.account_id order by count(*) desc, m.id limit 1) as owner
       from initiative i join organisation o on o.id = i.org_id where o.slug = $1 and i.archived_at is null order by lower(i.name) limit 1`,
      [slug],
    )
    const { initiative, executive, owner } = rows[0] as Record<string, string>
    const paths = {
      initiatives: [`/${slug}/initiatives`, owner!],
      initiative: [`/${slug}/initiatives/${initiative}`, owner!],
      duties: [`/${slug}/duties`, owner!],
      executive: [`/${slug}/executive`, executive ?? owner!],
    } as const
    for (const [name, [path, accountId]] of Object.entries(paths)) {
      const cookie = await cookieOf({ accountId })
      const page = { url: rig.app.url + path, cookie }
      const answer = await ask(page.url, { headers: { cookie } })
      if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`)
      const statements = (await statementsOf(rig, () => ask(page.url, { headers: { cookie } }))).length
      targets.push({
        ...page,
        name: `${name} ${slug}`,
        pid: rig.app.process.pid!,
        statements,
        bytes: answer.body.length,
        got: [],
      })
    }
  }
  return targets
}

/** The floors run the very statements that the pages ran, but for those that find out who is asking. */
async function floorsOf(rig: Rig, pages: readonly Target[]) {
  const floors: Floor[] = []
  for (const { url, cookie, name } of pages) {
    const html = (await ask(url, { headers: { cookie: cookie! } })).body
    const statements = await statementsOf(rig, () => ask(url, { headers: { cookie: cookie! } }))
    const queries = statements.filter(({ text }) => /^[\s(]*(select|with)\b/i.test(text) && !/\baccess\./.test(text))
    floors.push({ path: `/${name.replace(' ', '/')}`, html, queries, rendered: true })
    floors.push({ path: `/${name.replace(' ', '/')}/sql`, html, queries, rendered: false })
  }
  const { rows } = await rig.superuser.query(`select id from organisation where slug = $1`, [slugs[0]])
  const process = fork('tests/load/floors.ts', {
    cwd: checkout,
    execArgv: ['--import', 'tsx'],
    env: { ...globalThis.process.env, NODE_ENV: 'production' },
  })
  process.send({ databaseUrl: rig.databases.webUrl, org: rows[0].id, floors })
  const { port } = await new Promise<{ port: number }>((resolve, reject) => {
    process.once('message', (told) => resolve(told as { port: number }))
    process.once('exit', () => reject(new Error('The floors did not start.')))
  })
  const targets: Target[] = []
  for (const { path, rendered } of floors) {
    const url = `http://127.0.0.1:${port}${path}`
    const { body } = await ask(url)
    targets.push({
      name: `${path.split('/')[1]} ${rendered ? 'floor' : 'sql'}`,
      url,
      pid: process.pid!,
      bytes: body.length,
      got: [],
    })
  }
  return { targets, stop: () => process.disconnect() }
}

// ── Measuring ───────────────────────────────────────────────────────────────────────────────────────────────────────

async function once(target: Target, duration: number) {
  const before = cpuOf(target.pid)
  const headers = target.cookie ? { cookie: target.cookie } : {}
  const { requests, latency, non2xx, errors } = await autocannon({ url: target.url, connections, duration, headers })
  const cpu = (cpuOf(target.pid) - before) / Math.max(1, requests.total)
  target.got.push({ rate: requests.total / duration, p50: latency.p50, p99: latency.p99, cpu, bad: non2xx + errors })
}

/** Milliseconds of processor time that a process has used. */
function cpuOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]!.split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

// ── Telling ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function printPages(targets: readonly Target[]) {
  console.log(
    `\n${connections} connections, median of ${rounds} rounds of ${seconds} s in turns, without compression\n${machine()}\n`,
  )
  const rows = targets.map(({ name, bytes, statements, got }) => {
    const of = (key: keyof Target['got'][number]) => got.map((one) => one[key])
    const rates = of('rate')
    const spread = `${Math.min(...rates).toFixed(0)}-${Math.max(...rates).toFixed(0)}`
    const bad = of('bad').reduce((sum, n) => sum + n, 0)
    return [
      name,
      (bytes / 1000).toFixed(0),
      String(statements ?? ''),
      median(rates).toFixed(1),
      spread,
      median(of('p50')).toFixed(0),
      median(of('p99')).toFixed(0),
      median(of('cpu')).toFixed(1),
      bad ? String(bad) : '',
    ]
  })
  table(['page', 'kB', 'statements', 'req/s', 'spread', 'p50 ms', 'p99 ms', 'cpu ms', 'failed'], rows)
}

function printRatios(targets: readonly Target[]) {
  const of = (name: string, key: 'rate' | 'p50' | 'cpu') =>
    median(targets.find((target) => target.name === name)?.got.map((one) => one[key]) ?? [])
  const statements = (name: string) => targets.find((target) => target.name === name)?.statements
  const ratio = (value: number) => value.toFixed(2)
  const rows: string[][] = [
    [
      'P1',
      'list of 50 rows / same rows, same markup, renderToString, node:http',
      ratio(of('initiatives large', 'rate') / of('initiatives floor', 'rate')),
      '>= 0.25',
    ],
    [
      '',
      '… the same by processor time of the process',
      ratio(of('initiatives floor', 'cpu') / of('initiatives large', 'cpu')),
      '',
    ],
    [
      'P2',
      'list of 50 rows / Redmine 5.0 list at 13.5 req/s (measured elsewhere, on a quiet machine: a reference only)',
      ratio(of('initiatives large', 'rate') / 13.5),
      '>= 12',
    ],
    [
      'P3',
      'executive page / its floor',
      ratio(of('executive large', 'rate') / of('executive floor', 'rate')),
      '>= 0.20',
    ],
    [
      '',
      '… the same by processor time of the process',
      ratio(of('executive floor', 'cpu') / of('executive large', 'cpu')),
      '',
    ],
    [
      '',
      '… p50 / p50 of its statements alone',
      ratio(of('executive large', 'p50') / of('executive sql', 'p50')),
      '<= 2',
    ],
  ]
  if (slugs.length > 1)
    for (const page of ['initiatives', 'initiative', 'duties', 'executive']) {
      const [large, small] = [`${page} large`, `${page} small`]
      rows.push(['P4', `${page}: p50 large / small`, ratio(of(large, 'p50') / of(small, 'p50')), '<= 1.3'])
      rows.push(['', '… statements large, small', `${statements(large)}, ${statements(small)}`, 'equal'])
    }
  console.log()
  table(['goal', 'what', 'reached', 'promised'], rows)
}

await withRig(
  {
    patience: 1200,
    env: { LOG_LEVEL: 'error' },
    settings: { shared_buffers: '256MB', max_wal_size: '4GB' },
    fill: async ({ ownerUrl }) => {
      for (const slug of slugs)
        await seedLarge({
          slug,
          size: sizes[slug],
          password: 'not-used-by-anybody',
          ownerUrl,
          say: (line) => /ready/.test(line) && console.log(line),
        })
    },
  },
  run,
)
