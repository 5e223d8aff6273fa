/**
 * Promise E2: what was acknowledged is stored, once. Clients append tokens (updates of plans, action items, invitations with their
 * mails) over HTTP, and others read them, while the web process, the worker and PostgreSQL with all its processes are killed with
 * kill -9 at random moments and started again. `--kills=12`, `--clients=12` and `--seed=…` may be given.
 */
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { SMTPServer } from 'smtp-server'
import { createActionPlan } from '#app/action-plans/action-plans.server.ts'
import { createInitiative } from '#app/initiatives/initiatives.server.ts'
import { startApp } from '#tests/support/app.ts'
import { initiativeInput } from '#tests/support/inputs.ts'
import { addressOf, type Clients, type Kind, startClients } from './appending.ts'
import { agentOf, ask } from './ask.ts'
import { keepRunning, killPostgres } from './killing.ts'
import { faultsOfHistory, foundOrganisation, type Organisation } from './organisation.ts'
import { argument, connect, randomFrom, report, type Rig, withRig } from './rig.ts'

const kills = Number(argument('kills') ?? 12)
const clientCount = Number(argument('clients') ?? 12)
const seed = Number(argument('seed') ?? Date.now() % 1_000_000)
const random = randomFrom(seed)

/** Mails that a mail server of ours accepted, by their Message-ID. */
const mails = new Map<string, { to: string; times: number }>()
const smtp = new SMTPServer({
  authOptional: true,
  disabledCommands: ['STARTTLS'],
  onData: (stream, { envelope }, done) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('end', () => {
      const id = /^message-id: (\S+)/im.exec(Buffer.concat(chunks).toString('utf8'))?.[1] ?? 'none'
      const to = envelope.rcptTo.map(({ address }) => address).join()
      mails.set(id, { to, times: (mails.get(id)?.times ?? 0) + 1 })
      done()
    })
  },
})
smtp.on('error', () => {}) // a sender that is killed cuts its connection
await new Promise<void>((resolve) => smtp.listen(0, '127.0.0.1', resolve))
const env = {
  LOG_LEVEL: 'error',
  SMTP_URL: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
  MAIL_FROM: 'Sirius <sirius@sirius.example>',
}
await withRig({ env, patience: 150 + kills * 8 }, run)
smtp.close()

async function run(rig: Rig) {
  process.env.SIRIUS_DATA_DIR = path.join(rig.directory, 'worker')
  const org = await foundOrganisation('bank')
  const [updated, filled] = [await makePlans(org, 2), await makePlans(org, 3)]
  const port = Number(new URL(rig.app.url).port)
  const web = keepRunning(rig.app, () => startApp({ databases: rig.databases, env, port }))
  rig.atEnd(web.stop)
  const workerEnv = { ...env, BASE_URL: rig.app.url, SIRIUS_DATA_DIR: process.env.SIRIUS_DATA_DIR }
  const startWorker = () => startApp({ databases: rig.databases, env: workerEnv, role: 'worker' })
  const worker = keepRunning(await startWorker(), startWorker)
  rig.atEnd(worker.stop)

  const agent = agentOf(clientCount + updated.length)
  rig.atEnd(() => agent.destroy())
  const began = performance.now()
  const clients = startClients({ url: rig.app.url, org, updated, filled, clients: clientCount, agent })
  const victims = {
    'the web process': web.kill,
    'the worker': worker.kill,
    PostgreSQL: () => killPostgres(rig.directory),
  }
  const killed = await killAtRandom(victims, clients)
  await answersAgain(rig, clients)
  await sleep(1500)
  clients.stop()
  await clients.done
  const seconds = (performance.now() - began) / 1000
  const drained = await untilDelivered(rig, org)

  const { tokens, statuses } = clients
  const stored = await storedTokens(rig, org)
  const of = (state: string) => tokens.filter((token) => token.state === state)
  const lost = of('acknowledged').filter(({ token }) => !stored.counts.has(token))
  const doubled = [...stored.counts].filter(([, count]) => count > 1)
  const refused = of('refused').filter(({ token }) => stored.counts.has(token))
  const sent = new Set(tokens.map(({ token }) => token))
  const unsent = [...stored.counts.keys()].filter((token) => !sent.has(token))
  const resent = of('acknowledged').filter(({ tries }) => tries > 1)
  const kept = of('unanswered').filter(({ token }) => stored.counts.has(token))
  const reads = judgeReadings(clients, stored.updates)
  const sentTo = [...mails.values()]
  const unsentMails = stored.invited.filter((address) => !sentTo.some(({ to }) => to === address))
  const twice = sentTo.filter(({ times }) => times > 1)
  const strangers = new Set(sentTo.map(({ to }) => to)).size !== mails.size
  const { events, faults } = await faultsOfHistory(org)
  for (const fault of [...faults, ...clients.odd].slice(0, 5)) console.log(fault)
  for (const { token } of lost.slice(0, 5)) console.log(`lost: ${token}`)
  for (const reading of [...reads.wrong, ...reads.stale].slice(0, 5)) console.log(`read: ${reading}`)

  const none = (what: string, found: readonly unknown[]) => ({
    what,
    reached: found.length,
    promised: 0,
    ok: found.length === 0,
  })
  const byKind = (kind: Kind) => of('acknowledged').filter((token) => token.kind === kind).length
  const answers = [...statuses].sort(([a], [b]) => b - a).map(([status, n]) => `${n} × ${status || 'no answer'}`)
  const words = Object.entries(killed).map(([who, times]) => `${who} ${times}`)
  report(
    `${kills} kills in ${seconds.toFixed(0)} s (${words.join(', ')}), seed ${seed}; ${clientCount} clients, ${tokens.length} tokens sent: ` +
      `${byKind('update')} updates, ${byKind('item')} items, ${byKind('invitation')} invitations acknowledged, ${resent.length} of them after being sent again; ` +
      `${of('unanswered').length} unanswered, of which ${kept.length} are stored; ${of('refused').length} refused (${answers.join(', ')})`,
    [
      none('acknowledged and not stored (lost)', lost),
      none('stored more than once (doubled)', doubled),
      none('refused and stored all the same', refused),
      none('stored and never sent', unsent),
      none('invitations without exactly one mail', stored.unmatched),
      none(`shown to a reader and not stored, out of order or with a gap (${reads.count} readings)`, reads.wrong),
      none('acknowledged before a reading began and not in it', reads.stale),
      none('answers other than done, outdated and busy', clients.odd),
      none(
        `mails of stored invitations not delivered (${stored.invited.length} mails, the last ${drained})`,
        unsentMails,
      ),
      {
        what: 'mails delivered twice (killed between the mail server’s answer and the commit), of the same Message-ID',
        reached: twice.length,
        promised: `<= ${kills}`,
        ok: twice.length <= kills && twice.every(({ times }) => times <= 2) && !strangers,
      },
      none(`faults of the history: chain and replay of ${events} events`, faults),
    ],
  )
}

async function makePlans(org: Organisation, count: number): Promise<string[]> {
  const { id: initiativeId } = await org.as('lea', (ctx) => createInitiative(ctx, initiativeInput()))
  const dates = { startsOn: null, endsOn: null }
  const form = {
    initiativeId,
    purpose: null,
    ownerId: null,
    reviewerId: null,
    cadence: 'weekly',
    kpiId: null,
    ...dates,
  }
  const plans: string[] = []
  for (let at = 0; at < count; at++) {
    const made = await org.as('lea', (ctx) => createActionPlan(ctx, { ...form, cadence: 'weekly', name: `Plan ${at}` }))
    plans.push(made.id)
  }
  return plans
}

/** One after the other at random moments; sometimes two at once, and sometimes before what was killed is back. */
async function killAtRandom<Victim extends string>(victims: Record<Victim, () => unknown>, clients: Clients) {
  const counts = Object.fromEntries(Object.keys(victims).map((name) => [name, 0])) as Record<Victim, number>
  const names = Object.keys(victims) as Victim[]
  const turns: Victim[] = [] // each in its turn, in ever another order
  const acknowledged = () => clients.tokens.filter(({ state }) => state === 'acknowledged').length
  await sleep(2000)
  for (let done = 0; done < kills;) {
    const before = acknowledged()
    // Mostly there is something to lose again first.
    if (random.next() < 0.8)
      for (const until = performance.now() + 15_000; performance.now() < until && acknowledged() < before + 20;)
        await sleep(20)
    await sleep(random.below(2500))
    const both = random.next() < 0.2 && done + 2 <= kills ? 2 : 1
    for (let at = 0; at < both; at++) {
      if (!turns.length) turns.push(...names)
      const [victim] = turns.splice(random.below(turns.length), 1) as [Victim]
      if (victims[victim]() === 0) continue // it is down already
      counts[victim]++
      done++
    }
  }
  return counts
}

async function answersAgain({ app }: Rig, clients: Clients) {
  const before = clients.tokens.filter(({ state }) => state === 'acknowledged').length
  for (const until = performance.now() + 30_000; performance.now() < until; await sleep(50)) {
    const ready = await ask(`${app.url}/readyz`, { patience: 2000 }).catch(() => null)
    const more = clients.tokens.filter(({ state }) => state === 'acknowledged').length
    if (ready?.status === 200 && more > before) return
  }
  throw new Error('It did not come back.')
}

/** A dead worker's jobs are given back when it was missed in two looks, so this takes its time. */
async function untilDelivered({ databases }: Rig, org: Organisation): Promise<string> {
  const began = performance.now()
  const client = await connect(databases.superuserUrl)
  let open = 1
  while (open > 0 && performance.now() - began < 90_000) {
    const { rows } = await client.query(
      `select count(*)::int as open from mail where org_id = $1 and state not in ('sent', 'kept')`,
      [org.id],
    )
    open = rows[0].open
    if (open > 0) await sleep(250)
  }
  await client.end()
  return `${((performance.now() - began) / 1000).toFixed(0)} s after the end`
}

/** How often each token is stored, and the updates of each plan in the order of the history. */
async function storedTokens({ databases }: Rig, org: Organisation) {
  const client = await connect(databases.superuserUrl)
  const { rows: updates } = await client.query<{ plan: string; token: string }>(
    `select u.action_plan_id as plan, u.sentence as token from plan_update u
     left join history.event_subject s on s.org_id = u.org_id and s.kind = 'plan_update' and s.subject_id = u.id
     where u.org_id = $1 order by s.seq`,
    [org.id],
  )
  const { rows: others } = await client.query<{ token: string; address: string | null }>(
    `select title as token, null as address from action_item where org_id = $1
     union all select name, email from member where org_id = $1 and name like 'token-%'`,
    [org.id],
  )
  const { rows: queued } = await client.query<{ address: string }>(
    `select to_address as address from mail where org_id = $1 and kind = 'invitation'`,
    [org.id],
  )
  await client.end()
  const counts = new Map<string, number>()
  for (const { token } of [...updates, ...others]) counts.set(token, (counts.get(token) ?? 0) + 1)
  const invited = queued.map(({ address }) => address)
  const mailsTo = (token: string) => invited.filter((address) => address === addressOf(token)).length
  const unmatched = others.filter(({ token, address }) => address !== null && mailsTo(token) !== 1)
  return { counts, updates, invited, unmatched }
}

/** What every reader saw must be a run of the final order, up to at least the last that was acknowledged before. */
function judgeReadings({ readings, tokens }: Clients, updates: readonly { plan: string; token: string }[]) {
  const wrong: string[] = []
  const stale: string[] = []
  const acknowledgedAt = new Map(tokens.filter(({ state }) => state === 'acknowledged').map((t) => [t.token, t.at]))
  for (const plan of new Set(readings.map((reading) => reading.plan))) {
    const order = updates.filter((update) => update.plan === plan).map(({ token }) => token)
    const place = new Map(order.map((token, at) => [token, at]))
    // Readings in the order they began, so that one pass tells what had been acknowledged by then.
    let acknowledged = -1
    const byTime = order
      .map((token, at) => ({ at, when: acknowledgedAt.get(token) ?? Infinity }))
      .sort((a, b) => a.when - b.when)
    let next = 0
    for (const reading of readings.filter((one) => one.plan === plan).sort((a, b) => a.began - b.began)) {
      for (; next < byTime.length && byTime[next]!.when < reading.began; next++)
        acknowledged = Math.max(acknowledged, byTime[next]!.at)
      const places = reading.tokens.map((token) => place.get(token) ?? -1)
      if (places.some((at, index) => at < 0 || at !== places[0]! - index))
        wrong.push(`${reading.tokens.join()} at ${places.join()}`)
      if ((places[0] ?? -1) < acknowledged) stale.push(reading.tokens.join())
    }
  }
  return { count: readings.length, wrong, stale }
}
