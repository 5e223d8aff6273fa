/**
 * What the import of responses costs and withstands. `ROWS=1000000 ROUNDS=5 npm run …` prints, interleaved, how long the import takes and how
 * long a server-side COPY into a temporary table with a deduplicating insert into the same tables does (P5), and the importing process's memory;
 * `KILLS=50` kills the importing process with kill -9 at random moments of an import of 100,000 lines and counts what is lost or doubled (D3).
 * Usage: node --import tsx tests/load/feedback-import.ts
 */
import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chmodSync, createReadStream, createWriteStream, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { actingAs } from '#app/access/context.server.ts'
import { applyResponses, beginResponses } from '#app/listening-posts/applying-responses.server.ts'
import { createListeningPost } from '#app/listening-posts/listening-posts.server.ts'
import { findResponseImport, readResponses, stageResponses } from '#app/listening-posts/response-imports.server.ts'
import { startEmbedded } from '#app/server/embedded-postgres.ts'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { addOrganisation, addPerson } from '#tests/support/world.ts'

const self = fileURLToPath(import.meta.url)
const rows = Number(process.env.ROWS ?? 20_000)
const rounds = Number(process.env.ROUNDS ?? 3)
const kills = Number(process.env.KILLS ?? 5)
const killRows = Number(process.env.KILL_ROWS ?? Math.min(100_000, rows))

/** Applies one import and says how much memory it took at most. */
async function child(importId: string) {
  openDatabase(process.env.WEB_URL!, { max: 2, statementTimeoutMs: 60_000 })
  let most = 0
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 50)
  const began = performance.now()
  await applyResponses('bay', importId)
  clearInterval(watch)
  process.send?.({ ms: performance.now() - began, rss: most })
  await closeDatabase()
  process.disconnect?.()
}

async function measure() {
  const directory = mkdtempSync(path.join(tmpdir(), 'sirius-import-'))
  chmodSync(directory, 0o755)
  process.env.SIRIUS_DATA_DIR = directory
  const server = await startEmbedded(path.join(directory, 'pg'))
  const superuser = new pg.Client({ connectionString: server.superuserUrl })
  try {
    await migrate(server.ownerUrl)
    openDatabase(server.webUrl, { max: 4, statementTimeoutMs: 600_000 })
    await superuser.connect()
    const orgId = await addOrganisation(superuser, 'bay', 'Bay')
    const lea = await addPerson(superuser, { slug: 'bay', id: orgId }, 'Lea', 'cx_leader')
    const as = { slug: 'bay', email: lea.email }
    await price(server.webUrl, superuser, orgId, as, directory)
    await survive(server.webUrl, superuser, as, directory)
  } finally {
    await closeDatabase()
    await superuser.end()
    await server.stop()
    rmSync(directory, { recursive: true, force: true, maxRetries: 5 })
  }
}

interface Who {
  slug: string
  email: string
}

const words =
  'the queue at security was long and nobody told us why but the people at the gate were kind and the seats clean'.split(
    ' ',
  )
const sentence = (n: number) =>
  Array.from({ length: 6 + (n % 12) }, (_, at) => words[(n * 7 + at * 3) % words.length]).join(' ')
const lineOf = (n: number, run: number) =>
  `r${run}-${n},2025-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')} 10:${String(n % 60).padStart(2, '0')}:00,${n % 11},${1 + (n % 5)},${n % 2 ? sentence(n) : ''}\n`

async function writeFile(file: string, count: number, run: number) {
  const out = createWriteStream(file)
  out.write('Response ID,Submitted,How likely are you to recommend us?,How satisfied were you?,Why?\n')
  for (let n = 0; n < count; n++) if (!out.write(lineOf(n, run))) await once(out, 'drain')
  out.end()
  await once(out, 'finish')
}

async function staged(who: Who, file: string, name: string) {
  const size = statSync(file).size
  const hash = createHash('sha256')
  for await (const piece of createReadStream(file)) hash.update(piece as Buffer)
  const { id: post } = await actingAs(who, (ctx) =>
    createListeningPost(ctx, {
      ...{
        name,
        channel: 'survey' as const,
        structured: true,
        occasion: 'transaction' as const,
        description: null,
        ownerId: null,
      },
      ...{ touchpointId: null, cadence: 'continuous' as const, expectedVolume: null, decisionDays: 90, steps: [] },
    }),
  )
  const { id } = await actingAs(who, (ctx) =>
    stageResponses(ctx, post, {
      filename: 'answers.csv',
      size,
      sha256: hash.digest('hex'),
      open: ({ start = 0, end } = {}) => createReadStream(file, { start, end }),
    }),
  )
  await readResponses('bay', id)
  await actingAs(who, async (ctx) =>
    beginResponses(ctx, id, { again: false, version: (await findResponseImport(ctx, id)).version }),
  )
  return { post, id }
}

function apply(webUrl: string, id: string) {
  const process_ = fork(self, ['child', id], {
    execArgv: ['--import', 'tsx'],
    env: { ...process.env, WEB_URL: webUrl },
  })
  let figures: { ms: number; rss: number } | null = null
  process_.on('message', (message) => (figures = message as typeof figures))
  const ended = once(process_, 'exit').then(() => figures)
  return { process: process_, ended }
}

const median = (numbers: number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!

async function price(webUrl: string, superuser: pg.Client, orgId: string, who: Who, directory: string) {
  const [ours, copy, memory]: [number[], number[], number[]] = [[], [], []]
  for (let round = 0; round < rounds; round++) {
    const file = path.join(directory, 'answers.csv')
    await writeFile(file, rows, round)
    const { id, post } = await staged(who, file, `Ours ${round}`)
    const figures = await apply(webUrl, id).ended
    ours.push(figures!.ms)
    memory.push(figures!.rss)
    const { rows: counted } = await superuser.query<{ n: number }>(
      'select count(*)::int as n from response where listening_post_id = $1',
      [post],
    )
    if (counted[0]!.n !== rows) throw new Error(`${counted[0]!.n} of ${rows} rows arrived`)
    copy.push(await copied(superuser, orgId, post, file, round))
    console.log(
      `round ${round + 1}: import ${Math.round(ours.at(-1)!)} ms, COPY and insert ${Math.round(copy.at(-1)!)} ms`,
    )
  }
  const [a, b] = [median(ours), median(copy)]
  console.log(
    `P5: ${rows} rows: import ${Math.round((rows / a) * 1000)} rows/s, COPY and insert ${Math.round((rows / b) * 1000)} rows/s: ${(b / a).toFixed(2)}x (goal 0.6x)`,
  )
  console.log(`memory of the importing process: ${Math.round(Math.max(...memory) / 1e6)} MB at most`)
}

/** The same file by the database alone: COPY into a temporary table, then both tables with their indexes, keys and sums. */
async function copied(superuser: pg.Client, orgId: string, like: string, file: string, round: number): Promise<number> {
  chmodSync(file, 0o644)
  await superuser.query(`select set_config('app.org_id', $1, false), set_config('app.bulk', 'on', false)`, [orgId])
  const post = crypto.randomUUID()
  await superuser.query(`insert into listening_post (org_id, id, name, channel) values ($1, $2, $3, 'survey')`, [
    orgId,
    post,
    `Copy ${round}`,
  ])
  await superuser.query(
    `insert into question (org_id, id, listening_post_id, number, label, kind, score_kind, scale_low, scale_high, top_from)
     select org_id, gen_random_uuid(), $1, number, label, kind, score_kind, scale_low, scale_high, top_from from question where listening_post_id = $2`,
    [post, like],
  )
  const began = performance.now()
  await superuser.query('begin')
  await superuser.query(
    'create temporary table came (id text, at timestamptz, nps int, csat int, why text) on commit drop',
  )
  await superuser.query(`copy came from '${file}' (format csv, header)`)
  await superuser.query(
    `with given as materialized (select gen_random_uuid() as rid, c.* from came c),
      fresh as (insert into response_key (org_id, listening_post_id, external_id, response_id, answered_on)
        select $1, $2, id, rid, at::date from given on conflict do nothing returning response_id)
     insert into response (org_id, id, answered_on, answered_at, listening_post_id, external_id, scores, texts)
     select $1, rid, at::date, at, $2, id, jsonb_build_object('1', nps, '2', csat), case when why is null then '{}' else jsonb_build_object('3', why) end
     from given join fresh on response_id = rid`,
    [orgId, post],
  )
  await superuser.query('commit')
  return performance.now() - began
}

/** Kills the importing process again and again; another takes over each time, as after the sweep for dead workers. */
async function survive(webUrl: string, superuser: pg.Client, who: Who, directory: string) {
  if (!kills) return
  const file = path.join(directory, 'answers.csv')
  await writeFile(file, killRows, 9_999)
  const { id, post } = await staged(who, file, 'Killed')
  let killed = 0
  for (;;) {
    const running = apply(webUrl, id)
    if (killed < kills) {
      await Promise.race([running.ended, sleep(900 + Math.random() * 1500)])
      if (running.process.exitCode === null) {
        running.process.kill('SIGKILL')
        killed++
      }
    }
    await running.ended
    const { state } = await actingAs(who, (ctx) => findResponseImport(ctx, id))
    if (state === 'applied') break
    if (state !== 'applying') throw new Error(`The import is ${state}.`)
  }
  const { rows: told } = await superuser.query<{ n: number; apart: number; keys: number; events: number }>(
    `select count(*)::int as n, count(distinct external_id)::int as apart,
      (select count(*)::int from response_key where listening_post_id = $1) as keys,
      (select sum((body::jsonb -> 'digest' ->> 'rows')::int)::int from history.event where subject_id = $1 and body::jsonb ? 'digest') as events
     from response where listening_post_id = $1`,
    [post],
  )
  const { n, apart, keys, events } = told[0]!
  console.log(
    `D3: ${killed} kills in ${killRows} rows: ${killRows - apart} lost, ${n - apart} doubled, ${keys} keys, events tell of ${events}`,
  )
}

if (process.argv[2] === 'child') await child(process.argv[3]!)
else await measure()
