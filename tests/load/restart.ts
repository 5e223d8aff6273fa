/**
 * Promises E2 and G1: PostgreSQL goes away under load in three ways and comes back. Clients append tokens of their own all the
 * while (initiatives of a unique name). What was acknowledged is stored, once; the app answers again soon and never dies.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { agentOf, ask, postForm } from './ask.ts'
import { argument, connect, report, type Rig, withRig } from './rig.ts'

const clients = Number(argument('clients') ?? 20)
const ways = { fast: 'SIGINT', immediate: 'SIGQUIT', 'kill -9': 'SIGKILL' } as const

interface Sent {
  acknowledged: Set<string>
  unanswered: Set<string>
  statuses: Map<number, number>
  /** When each acknowledgement came. */
  at: number[]
}

async function run(rig: Rig) {
  const sent: Sent = { acknowledged: new Set(), unanswered: new Set(), statuses: new Map(), at: [] }
  const stop = { now: false }
  const agent = agentOf(clients)
  const load = Promise.all(Array.from({ length: clients }, (_, at) => append(rig, at, sent, stop, agent)))
  await sleep(3000)
  const lines = []
  for (const [way, signal] of Object.entries(ways)) {
    const { down, first, before } = await restart(rig, signal, sent)
    lines.push({
      what: `${way}: first good answer after it is back (down ${down} ms, ${before} acknowledged before)`,
      reached: Number.isFinite(first) ? `${first} ms` : 'none',
      promised: '< 5000 ms',
      ok: first < 5000,
    })
    await sleep(2000)
  }
  stop.now = true
  await load
  agent.destroy()
  const stored = await storedTokens(rig)
  const { acknowledged, unanswered, statuses } = sent
  const lost = [...acknowledged].filter((token) => !stored.has(token))
  const doubled = [...stored.values()].filter((count) => count > 1)
  const unknown = [...stored.keys()].filter((token) => !acknowledged.has(token) && !unanswered.has(token))
  const odd = [...statuses].filter(([status]) => ![0, 302, 503].includes(status))
  const alive = rig.app.process.exitCode === null && (await ask(`${rig.app.url}/healthz`)).status === 200
  const seen = [...statuses].map(([status, n]) => `${n} × ${status || 'no answer'}`).join(', ')
  report(`${acknowledged.size} tokens acknowledged, ${stored.size} stored, by ${clients} clients (${seen})`, [
    ...lines,
    { what: 'acknowledged and not stored', reached: lost.length, promised: 0, ok: lost.length === 0 },
    { what: 'stored more than once', reached: doubled.length, promised: 0, ok: doubled.length === 0 },
    {
      what: 'stored without an acknowledgement (in flight when it broke)',
      reached: stored.size - acknowledged.size,
      promised: `<= ${clients} a restart`,
      ok: stored.size - acknowledged.size <= clients * Object.keys(ways).length,
    },
    { what: 'stored and never sent', reached: unknown.length, promised: 0, ok: unknown.length === 0 },
    { what: 'answers other than done and busy', reached: odd.join(' ') || 0, promised: 0, ok: odd.length === 0 },
    { what: 'the server process lives', reached: alive ? 'yes' : 'no', promised: 'yes', ok: alive },
  ])
}

/** Sends a token, remembers what became of it, and goes on with the next. */
async function append(
  { app, people }: Rig,
  client: number,
  sent: Sent,
  stop: { now: boolean },
  agent: ReturnType<typeof agentOf>,
) {
  for (let at = 0; !stop.now; at++) {
    const token = `token ${client}-${at}`
    const fields = { _form: 'initiative', _key: `restart-${client}-${at}`, name: token }
    const answer = await postForm(`${app.url}/bay/initiatives/new`, people.lea.cookie, fields, { agent }).catch(
      () => null,
    )
    const status = answer?.status ?? 0
    sent.statuses.set(status, (sent.statuses.get(status) ?? 0) + 1)
    if (status === 302) {
      sent.acknowledged.add(token)
      sent.at.push(performance.now())
    } else {
      sent.unanswered.add(token)
      await sleep(20)
    }
  }
}

/** Ends the server this way; its keeper starts it again. Gives how long it was away and how soon after that a write went through. */
async function restart({ directory, databases }: Rig, signal: NodeJS.Signals, sent: Sent) {
  const { data } = JSON.parse(readFileSync(path.join(directory, 'postgres.json'), 'utf8')) as { data: string }
  const pidOf = () => Number(readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n', 1)[0])
  const before = sent.acknowledged.size
  const old = pidOf()
  const began = performance.now()
  process.kill(old, signal)
  for (;;) {
    const pid = await back(databases.superuserUrl).then(
      (yes) => (yes ? pidOf() : old),
      () => old,
    )
    if (pid !== old) break
    if (performance.now() - began > 30_000) throw new Error('PostgreSQL did not come back.')
    await sleep(10)
  }
  const up = performance.now()
  let first: number | undefined
  while (first === undefined && performance.now() - up < 10_000) {
    await sleep(5)
    first = sent.at.findLast((at) => at > up) && sent.at.find((at) => at > up)
  }
  return { before, down: Math.round(up - began), first: first === undefined ? Infinity : Math.round(first - up) }
}

async function back(url: string): Promise<boolean> {
  const client = await connect(url)
  await client.query('select 1')
  await client.end()
  return true
}

async function storedTokens({ databases }: Rig): Promise<Map<string, number>> {
  const client = await connect(databases.superuserUrl)
  const { rows } = await client.query(
    `select name, count(*)::int as n from initiative where name like 'token %' group by name`,
  )
  await client.end()
  return new Map(rows.map((row) => [row.name, row.n]))
}

await withRig({ env: { LOG_LEVEL: 'error' } }, run)
