/** What every load script stands on: a PostgreSQL of its own with fsync on, the built server, people with sessions, and an end. */
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { checkout } from '#app/server/config.ts'
import { type EmbeddedDatabase, startEmbedded } from '#app/server/embedded-postgres.ts'
import type { Role } from '#app/access/viewer.ts'
import { closeDatabase, openDatabase } from '#db/database.ts'
import { migrate } from '#db/migrate.ts'
import { type RunningApp, startApp } from '#tests/support/app.ts'
import { addOrganisation, addPerson, cookieOf, type Person } from '#tests/support/world.ts'

export interface Rig {
  app: RunningApp
  databases: EmbeddedDatabase
  /** Where the database's files are. */
  directory: string
  /** Sees everything, for asserting on what was stored. */
  superuser: pg.Client
  /** The people of organisation `bay`, with the Cookie header of a session of each. */
  people: Record<Name, Person & { cookie: string }>
  /** Something else to end when the script ends, however it ends; the last begun is ended first. */
  atEnd(ending: () => Promise<unknown> | unknown): void
}

type Name = 'ada' | 'lea' | 'bo' | 'cora' | 'eva'
const roles: Record<Name, Role> = {
  ada: 'administrator',
  lea: 'cx_leader',
  bo: 'business_owner',
  cora: 'contributor',
  eva: 'executive',
}

interface Options {
  /** Settings of the server under test. */
  env?: Record<string, string>
  /** What the server does; only pages, if nothing is said. */
  role?: 'web' | 'all'
  /** Settings of PostgreSQL. */
  settings?: Record<string, string>
  /** Seconds after which the script gives up. */
  patience?: number
  /** Fills the database before the server starts. */
  fill?: (databases: EmbeddedDatabase, superuser: pg.Client) => Promise<void>
}

/** Runs `work` with everything started, and stops all of it however `work` ends. Sets the exit code. */
export async function withRig(options: Options, work: (rig: Rig) => Promise<void>): Promise<void> {
  if (!existsSync(path.join(checkout, 'build/server/index.js'))) throw new Error('Run "npm run build" first.')
  const directory = mkdtempSync(path.join(tmpdir(), 'sirius-load-'))
  chmodSync(directory, 0o755)
  const endings: (() => Promise<unknown> | unknown)[] = [
    () => rmSync(directory, { recursive: true, force: true, maxRetries: 5 }),
  ]
  const end = async () => {
    for (const ending of endings.splice(0).toReversed()) await Promise.resolve(ending()).catch(console.error)
  }
  const late = setTimeout(
    () => {
      console.error(`Given up after ${options.patience ?? 115} s.`)
      void end().finally(() => process.exit(1))
    },
    (options.patience ?? 115) * 1000,
  )
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(signal, () => void end().finally(() => process.exit(1)))
  try {
    const databases = await startEmbedded(directory, { settings: { max_connections: '60', ...options.settings } })
    endings.push(databases.stop)
    await migrate(databases.ownerUrl)
    openDatabase(databases.webUrl, { max: 10, statementTimeoutMs: 60_000 })
    endings.push(closeDatabase)
    const superuser = await connect(databases.superuserUrl)
    endings.push(() => superuser.end().catch(() => {}))
    const people = await addPeople(superuser)
    await options.fill?.(databases, superuser)
    const app = await startApp({ databases, env: options.env, role: options.role })
    endings.push(app.stop)
    await work({ app, databases, directory, superuser, people, atEnd: (ending) => void endings.push(ending) })
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  } finally {
    await end()
    clearTimeout(late)
  }
}

/** A connection that survives the server's end: what is under test is the app, not this script. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  return client
}

async function addPeople(superuser: pg.Client): Promise<Rig['people']> {
  const id = await addOrganisation(superuser, 'bay', 'Bay Company')
  const people = {} as Rig['people']
  for (const [name, role] of Object.entries(roles) as [Name, Role][]) {
    const person = await addPerson(superuser, { slug: 'bay', id }, `${name} bay`, role)
    people[name] = { ...person, cookie: await cookieOf(person) }
  }
  return people
}

/** Runs statements in one organisation without history, as seeds do. */
export async function inBulk(superuser: pg.Client, orgId: string, work: () => Promise<unknown>) {
  await superuser.query('begin')
  await superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [orgId])
  await work()
  await superuser.query('commit')
}

/** Seeded random numbers (mulberry32), so that a run can be repeated. */
export function randomFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  return {
    next,
    below: (limit: number) => Math.floor(next() * limit),
    pick: <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!,
  }
}

/** `--name=value` of the command line. */
export function argument(name: string): string | undefined {
  const found = process.argv.find((part) => part.startsWith(`--${name}=`))
  return found?.slice(name.length + 3)
}

/** What ran where and when, for the head of each report. */
export function machine(): string {
  const load = readFileSync('/proc/loadavg', 'utf8').split(' ')[0]
  const [cpu] = cpus()
  return `${cpus().length} × ${cpu?.model ?? 'CPU'}, Node ${process.version}, load ${load}, ${new Date().toISOString().slice(0, 16)}Z`
}

/** Prints figures as reached / promised, one line each, and remembers a failure in the exit code. */
export function report(
  title: string,
  lines: readonly { what: string; reached: string | number; promised: string | number; ok: boolean }[],
) {
  console.log(`\n${title}\n${machine()}`)
  const width = Math.max(...lines.map(({ what }) => what.length))
  for (const { what, reached, promised, ok } of lines) {
    if (!ok) process.exitCode = 1
    console.log(`  ${ok ? 'ok  ' : 'MISS'}  ${what.padEnd(width)}  ${reached} / ${promised}`)
  }
}
