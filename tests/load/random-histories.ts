/**
 * Promise A6 at night: 5,000 random histories of two organisations (tests/access/random-world.ts), or `--runs=…` of them from
 * `--seed=…`. The first that breaks a rule is made smaller and printed with its seed.
 */
import fc from 'fast-check'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { startEmbedded } from '#app/server/embedded-postgres.ts'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { type Tally, history, makeWatcher, play } from '#tests/access/random-world.ts'
import { argument, connect, report } from './rig.ts'

const runs = Number(argument('runs') ?? 5000)
const seed = Number(argument('seed') ?? Date.now() % 1_000_000)
const steps = 40
const lanes = 2

const directory = mkdtempSync(path.join(tmpdir(), 'sirius-load-'))
chmodSync(directory, 0o755)
const server = await startEmbedded(directory, { fsync: false, settings: { max_connections: '60' } })
const tally: Tally = new Map()
const seen = { histories: 0, moments: 0, standings: 0, events: 0 }
const broken: string[] = []
try {
  await migrate(server.ownerUrl)
  openDatabase(server.webUrl, { max: 10, statementTimeoutMs: 60_000 })
  const began = Date.now()
  await Promise.all(Array.from({ length: lanes }, (_, lane) => runLane(lane)))
  const answers = [...tally.values()].flatMap((of) => [...of])
  const sum = (wanted: (answer: string) => boolean) =>
    answers.reduce((total, [answer, n]) => total + (wanted(String(answer)) ? n : 0), 0)
  report(
    `${seen.histories} histories of ${steps} commands by ${tally.size} kinds, seed ${seed}, ${((Date.now() - began) / 1000).toFixed(0)} s: ` +
      `${sum((a) => a === 'done')} done, ${sum((a) => a === 'nothing')} with nothing to do, ${sum((a) => /\d/.test(a))} refused, ` +
      `${seen.events} events; ${seen.moments} past moments and ${seen.standings} standings compared`,
    [
      { what: 'histories played', reached: seen.histories, promised: runs, ok: seen.histories === runs },
      { what: 'rules broken', reached: broken.length, promised: 0, ok: broken.length === 0 },
    ],
  )
  for (const text of broken) console.log(text)
} finally {
  await closeDatabase()
  await server.stop()
  rmSync(directory, { recursive: true, force: true })
}

/** Every state that was recorded is compared with the past's, and standings in every third history. */
async function runLane(lane: number) {
  const superuser = await connect(server.superuserUrl)
  const watcher = await makeWatcher(superuser)
  let run = 0
  const numRuns = Math.floor(runs / lanes) + (lane < runs % lanes ? 1 : 0)
  const property = fc.asyncProperty(history(steps), async (drawn) => {
    const judgeEvery = run++ % 3 === 0 ? 13 : 0
    const of = await play(superuser, watcher, drawn, { judgeEvery, moments: 100, tally })
    seen.histories++
    for (const key of ['moments', 'standings', 'events'] as const) seen[key] += of[key]
  })
  const details = await fc.check(property, { numRuns, seed: seed + lane })
  if (details.failed) broken.push(fc.defaultReportMessage(details) ?? String(details.errorInstance))
  await superuser.end()
}
