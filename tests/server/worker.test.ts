import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkout } from '#app/server/config.ts'
import { startWorker } from '#app/server/worker.ts'
import { type DatabaseUrls, newDatabase } from '#tests/support/database.ts'

let databases: DatabaseUrls
let client: pg.Client
const children: ChildProcess[] = []
const quiet = { info: () => {}, warn: () => {}, error: () => {} }

beforeEach(async () => {
  databases = await newDatabase()
  client = new pg.Client({ connectionString: databases.ownerUrl })
  await client.connect()
})

afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await client.end()
})

const addJob = (task: string, payload: object = {}) =>
  client.query('select graphile_worker.add_job($1, $2)', [task, payload])

async function eventually(check: () => Promise<boolean> | boolean, ms = 15_000) {
  for (const until = Date.now() + ms; Date.now() < until; await sleep(50)) if (await check()) return
  throw new Error('It did not happen in time.')
}

const heldJobs = async () =>
  (await client.query('select locked_by from graphile_worker._private_jobs where locked_by is not null')).rowCount ?? 0

/** A worker in another process whose only task never ends. */
function strandingWorker() {
  const script = `const { startWorker } = await import('#app/server/worker.ts')
    const log = { info() {}, warn() {}, error() {} }
    startWorker({ ownerUrl: ${JSON.stringify(databases.ownerUrl)}, log, sweepEvery: 300, taskList: { stay: () => new Promise(() => {}) } })`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: checkout })
  children.push(child)
  return child
}

test('a job added in a transaction runs once it commits', async () => {
  const done: unknown[] = []
  const worker = startWorker({
    ownerUrl: databases.ownerUrl,
    log: quiet,
    taskList: { note: async (payload) => void done.push(payload) },
  })
  await client.query('begin')
  await addJob('note', { n: 1 })
  await client.query('rollback')
  await addJob('note', { n: 2 })
  await eventually(() => done.length > 0)
  expect(done).toEqual([{ n: 2 }])
  await worker.stop()
})

test('stopping lets the running job finish', async () => {
  let finished = false
  let started = false
  const taskList = {
    slow: async () => {
      started = true
      await sleep(500)
      finished = true
    },
  }
  const worker = startWorker({ ownerUrl: databases.ownerUrl, log: quiet, taskList })
  await addJob('slow')
  await eventually(() => started)
  await worker.stop()
  expect(finished).toBe(true)
  expect(await heldJobs()).toBe(0)
})

test('the job of a worker killed with -9 is given back and done by another', async () => {
  await addJob('stay')
  const dead = strandingWorker()
  await eventually(async () => (await heldJobs()) === 1)
  dead.kill('SIGKILL')
  let taken = 0
  const worker = startWorker({
    ownerUrl: databases.ownerUrl,
    log: quiet,
    sweepEvery: 300,
    taskList: { stay: async () => void taken++ },
  })
  await eventually(() => taken === 1)
  await worker.stop()
})

test('the job of a living worker is left alone', async () => {
  await addJob('stay')
  strandingWorker()
  await eventually(async () => (await heldJobs()) === 1)
  let taken = 0
  const worker = startWorker({
    ownerUrl: databases.ownerUrl,
    log: quiet,
    sweepEvery: 100,
    taskList: { stay: async () => void taken++ },
  })
  // Whoever was given back stays so until the next poll, so that both are looked at.
  await sleep(1_500)
  expect(await heldJobs()).toBe(1)
  expect(taken).toBe(0)
  await worker.stop()
})

test('a worker that lost its lock for a moment keeps its jobs; one that stays silent does not', async () => {
  await addJob('stay')
  await client.query(`update graphile_worker._private_jobs set locked_by = 'elsewhere', locked_at = now()`)
  const worker = startWorker({
    ownerUrl: databases.ownerUrl,
    log: quiet,
    sweepEvery: 1_000,
    taskList: { other: async () => {} },
  })
  // Its first look finds nobody holding the lock; before the second, the worker elsewhere has it again.
  await sleep(400)
  await client.query(`select pg_advisory_lock(7474, hashtext('elsewhere'))`)
  await sleep(2_500)
  expect(await heldJobs()).toBe(1)
  await client.query(`select pg_advisory_unlock_all()`)
  await eventually(async () => (await heldJobs()) === 0)
  await worker.stop()
})

test('it works on after the database dropped every connection', async () => {
  const done: unknown[] = []
  const worker = startWorker({
    ownerUrl: databases.ownerUrl,
    log: quiet,
    sweepEvery: 200,
    taskList: { note: async () => void done.push(1) },
  })
  await addJob('note')
  await eventually(() => done.length === 1)
  const admin = new pg.Client({ connectionString: databases.superuserUrl })
  await admin.connect()
  await admin.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and usename = 'sirius_owner' and pid <> pg_backend_pid() and pid <> ${(client as unknown as { processID: number }).processID}`)
  await admin.end()
  await addJob('note')
  await eventually(() => done.length === 2, 30_000)
  await worker.stop()
})
