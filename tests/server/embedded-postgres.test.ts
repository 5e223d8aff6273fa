import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startEmbedded } from '#app/server/embedded-postgres.ts'
import { checkout } from '#app/server/config.ts'
import { processBegan } from '#app/server/data-lock.ts'

let directory = ''
let dataDir = ''
const children: ChildProcess[] = []

beforeEach(() => {
  directory = mkdtempSync(path.join(tmpdir(), 'sirius embedded '))
  chmodSync(directory, 0o755)
  dataDir = path.join(directory, '.data')
})

afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
  rmSync(directory, { recursive: true, force: true })
})

const serverPid = () => Number.parseInt(readFileSync(path.join(dataDir, 'postgres', 'postmaster.pid'), 'utf8'), 10)
const lives = (pid: number) => processBegan(pid) !== undefined

async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

async function eventually(check: () => Promise<boolean> | boolean, ms = 15_000) {
  for (const until = Date.now() + ms; Date.now() < until; await sleep(50)) if (await check()) return
  throw new Error('It did not happen in time.')
}

/** Another process that starts the database of the directory and waits. */
async function ownerProcess(): Promise<ChildProcess> {
  const script = `const { startEmbedded } = await import('#app/server/embedded-postgres.ts')
    await startEmbedded(${JSON.stringify(dataDir)}, { fsync: false }); console.log('ready'); setInterval(() => {}, 1000)`
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { cwd: checkout })
  children.push(child)
  await new Promise<void>((resolve, reject) => {
    child.stdout.once('data', () => resolve())
    child.stderr.once('data', (text: Buffer) => reject(new Error(text.toString())))
  })
  return child
}

test('it starts, keeps its data in a path with a space, stops, and starts again at the same address', async () => {
  const first = await startEmbedded(dataDir, { fsync: false })
  await query(first.ownerUrl, `create table kept as select 'größe' as text`)
  const pid = serverPid()
  await first.stop()
  expect(lives(pid)).toBe(false)
  expect(statSync(path.join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600)

  const second = await startEmbedded(dataDir, { fsync: false })
  expect(second.ownerUrl).toBe(first.ownerUrl)
  expect(await query(second.ownerUrl, 'select upper(text) as text from kept')).toEqual([{ text: 'GRÖßE' }])
  await second.stop()
})

test('the roles are as weak as they must be', async () => {
  const server = await startEmbedded(dataDir, { fsync: false })
  try {
    const roles = await query(
      server.superuserUrl,
      `select rolname, rolsuper or rolbypassrls or rolcreatedb or rolreplication as strong, rolcreaterole, rolcanlogin
       from pg_roles where rolname like 'sirius%' order by rolname`,
    )
    expect(roles).toEqual([
      { rolname: 'sirius_app', strong: false, rolcreaterole: false, rolcanlogin: false },
      { rolname: 'sirius_owner', strong: false, rolcreaterole: true, rolcanlogin: true },
      { rolname: 'sirius_web', strong: false, rolcreaterole: false, rolcanlogin: true },
    ])
    await expect(query(server.webUrl, 'create table mine (x int)')).rejects.toThrow(/permission denied/)
    const wrong = server.webUrl.replace(/:[0-9a-f]{48}@/, ':wrong@')
    await expect(query(wrong, 'select 1')).rejects.toThrow(/password authentication failed/)
  } finally {
    await server.stop()
  }
})

test('two directories side by side have two servers', async () => {
  const one = await startEmbedded(dataDir, { fsync: false })
  const other = await startEmbedded(path.join(directory, 'other'), { fsync: false })
  expect(new URL(other.ownerUrl).port).not.toBe(new URL(one.ownerUrl).port)
  await Promise.all([one.stop(), other.stop()])
})

test('a second process joins the running server and leaves it running', async () => {
  await ownerProcess()
  const joined = await startEmbedded(dataDir)
  expect(joined.owned).toBe(false)
  await joined.stop()
  expect(lives(serverPid())).toBe(true)
})

test('after kill -9 of its owner the server goes, and the next start takes over', async () => {
  const owner = await ownerProcess()
  const { ownerUrl } = await startEmbedded(dataDir)
  await query(ownerUrl, 'create table kept as select 1 as x')
  const pid = serverPid()
  owner.kill('SIGKILL')
  const next = await startEmbedded(dataDir, { fsync: false })
  expect(next.owned).toBe(true)
  expect(lives(pid)).toBe(false)
  expect(await query(next.ownerUrl, 'select x from kept')).toEqual([{ x: 1 }])
  await next.stop()
})

test('after kill -9 of its owner and nothing else the server stops by itself', async () => {
  const owner = await ownerProcess()
  const pid = serverPid()
  owner.kill('SIGKILL')
  await eventually(() => !lives(pid))
})

test('a server killed with -9 is started again at the same address', async () => {
  const server = await startEmbedded(dataDir)
  await query(server.ownerUrl, 'create table kept as select 1 as x')
  process.kill(serverPid(), 'SIGKILL')
  await eventually(() =>
    query(server.ownerUrl, 'select x from kept').then(
      () => true,
      () => false,
    ),
  )
  await server.stop()
})

test('a pid file that now names a stranger is put aside', async () => {
  await (await startEmbedded(dataDir, { fsync: false })).stop()
  const stranger = spawn('sleep', ['60'])
  children.push(stranger)
  writeFileSync(
    path.join(dataDir, 'postgres', 'postmaster.pid'),
    `${stranger.pid}\n${path.join(dataDir, 'postgres')}\n`,
  )
  const server = await startEmbedded(dataDir, { fsync: false })
  expect(lives(stranger.pid as number)).toBe(true)
  await server.stop()
})

test("a dead owner's lock is replaced", async () => {
  mkdirSync(dataDir)
  writeFileSync(path.join(dataDir, 'owner.lock'), JSON.stringify({ pid: process.pid, began: 'another time' }))
  const server = await startEmbedded(dataDir, { fsync: false })
  expect(server.owned).toBe(true)
  await server.stop()
})

test.runIf(process.getuid?.() === 0)('a directory closed to the database user is served from elsewhere', async () => {
  chmodSync(directory, 0o700)
  const server = await startEmbedded(dataDir, { fsync: false })
  const [row] = await query(server.superuserUrl, 'show data_directory')
  await server.stop()
  expect(row?.data_directory).toMatch(/^\/(var\/lib|tmp)\/sirius-/)
  rmSync(path.dirname(String(row?.data_directory)), { recursive: true, force: true })
})
