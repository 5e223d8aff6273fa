/** Runs a real PostgreSQL of our own under the data directory: makes it, starts it, finds it again after a crash, stops it. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { dataDirTaken, releaseDataDir, takeDataDir } from './data-lock.ts'
import { findPrograms, madeReachable, type Programs, type RunAs, sharedDir, whoRuns } from './postgres-binaries.ts'
import { canConnect, ensureRoles, type Secrets } from './postgres-roles.ts'
import { freePort, initialise, spawnPostgres, stopOrphan, type Postmaster } from './postmaster.ts'
import { keptSecret, readSecrets } from './secrets.ts'

export interface EmbeddedDatabase {
  /** Connects as the role that owns the database: migrations and the job queue. */
  ownerUrl: string
  /** Connects as the app's role, which owns nothing and bypasses nothing. */
  webUrl: string
  superuserUrl: string
  /** False when another process runs the server and this one only uses it: `stop` then leaves it running. */
  owned: boolean
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  /** Off only for throw-away databases of tests. */
  fsync?: boolean
  /** More settings in postgresql.conf's terms. */
  settings?: Record<string, string>
}

/** Where the server is, kept beside the secrets so that other commands find it and the next start returns to it. */
interface Place {
  data: string
  port: number
}

/**
 * Starts the database of a data directory, or joins the one that another process of the same directory is running.
 * Throws a plain sentence when it cannot.
 */
export async function startEmbedded(dataDir: string, options: EmbeddedOptions = {}): Promise<EmbeddedDatabase> {
  const patience = Date.now() + 60_000
  for (;;) {
    if (takeDataDir(dataDir)) return own(dataDir, options)
    const joined = await join(dataDir)
    if (joined) return joined
    if (Date.now() > patience)
      throw new Error(
        `Another process owns ${dataDir} but its database does not answer; stop that process and try again.`,
      )
    await sleep(150)
  }
}

async function own(dataDir: string, options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  try {
    const secrets = databaseSecrets(dataDir)
    const runAs = whoRuns(knownPlace(dataDir)?.data ?? path.join(dataDir, 'postgres'))
    const programs = findPrograms(runAs)
    const data = chosenPlace(dataDir, runAs)
    await stopOrphan(data)
    await initialise(programs, data, secrets.superuser, runAs, options.fsync !== false)
    const server = await supervise({ dataDir, data, programs, runAs, secrets, options })
    await ensureRoles(server.port, secrets)
    const stop = async () => {
      await server.stop()
      releaseDataDir(dataDir)
    }
    return { ...urls(server.port, secrets), owned: true, stop: once(stop) }
  } catch (error) {
    releaseDataDir(dataDir)
    throw error
  }
}

async function join(dataDir: string): Promise<EmbeddedDatabase | undefined> {
  const place = knownPlace(dataDir)
  const { superuser, owner, web } = readSecrets(dataDir)
  if (!place || !superuser || !owner || !web || !dataDirTaken(dataDir)) return undefined
  const secrets = { superuser, owner, web }
  const ready = await canConnect({ port: place.port, user: 'sirius_web', password: web, database: 'sirius' })
  return ready ? { ...urls(place.port, secrets), owned: false, stop: async () => {} } : undefined
}

interface Watched {
  dataDir: string
  data: string
  programs: Programs
  runAs: RunAs
  secrets: Secrets
  options: EmbeddedOptions
}

/** Keeps one server running: if it dies by itself it is started again on the same port. */
async function supervise(watched: Watched): Promise<{ port: number; stop(): Promise<void> }> {
  let stopping = false
  let current = await startOn(watched, knownPlace(watched.dataDir)?.port)
  const { port } = current
  const watch = (server: Postmaster) =>
    void server.exited.then(async () => {
      for (let pause = 100; !stopping; pause = Math.min(pause * 2, 5_000)) {
        try {
          current = await startOn(watched, port, true)
          if (stopping) return void (await current.stop())
          return watch(current)
        } catch {
          await sleep(pause)
        }
      }
    })
  watch(current)
  const stop = async () => {
    stopping = true
    await current.stop()
  }
  return { port, stop }
}

/** Starts the server and waits until it answers; another process may take the free port first, so it tries again. */
async function startOn(watched: Watched, wished?: number, onlyThere = false): Promise<Postmaster> {
  const { data, programs, runAs, secrets, options, dataDir } = watched
  let problem = ''
  for (let attempt = 0; attempt < 4; attempt++) {
    await stopOrphan(data)
    const port = onlyThere ? (wished as number) : await freePort(attempt === 0 ? wished : undefined)
    const server = spawnPostgres({
      programs,
      data,
      port,
      runAs,
      log: path.join(dataDir, 'postgres.log'),
      settings: { fsync: options.fsync === false ? 'off' : 'on', ...fast(options), ...options.settings },
    })
    const ready = await answers(server, secrets)
    if (ready) {
      writeFileSync(placeFile(dataDir), JSON.stringify({ data, port } satisfies Place) + '\n')
      return server
    }
    await server.stop()
    problem = server.lastWords()
    await sleep(200 * attempt)
  }
  throw new Error(
    `The embedded PostgreSQL did not start: ${problem || 'it gave no reason'} (see ${path.join(dataDir, 'postgres.log')}).`,
  )
}

const fast = ({ fsync }: EmbeddedOptions): Record<string, string> =>
  fsync === false ? { synchronous_commit: 'off', full_page_writes: 'off' } : {}

/** Recovery after a crash can take a while, so a living server is given a minute. */
async function answers(server: Postmaster, secrets: Secrets): Promise<boolean> {
  const until = Date.now() + 60_000
  let gone = false
  void server.exited.then(() => (gone = true))
  while (!gone && Date.now() < until) {
    if (await canConnect({ port: server.port, user: 'postgres', password: secrets.superuser, database: 'postgres' }))
      return true
    await sleep(30)
  }
  return false
}

/** Under the data directory, unless the database's user cannot get there (a checkout in a home closed to others). */
function chosenPlace(dataDir: string, runAs: RunAs): string {
  const before = knownPlace(dataDir)
  if (before && existsSync(before.data) && madeReachable(before.data, runAs)) return before.data
  const usual = path.join(dataDir, 'postgres')
  if (madeReachable(usual, runAs)) return usual
  const elsewhere = path.join(sharedDir(usual), 'postgres')
  if (madeReachable(elsewhere, runAs)) return elsewhere
  throw new Error(
    `The database's user cannot reach ${dataDir}; set SIRIUS_DATA_DIR to a directory that everybody can enter.`,
  )
}

const placeFile = (dataDir: string) => path.join(dataDir, 'postgres.json')

function knownPlace(dataDir: string): Place | undefined {
  try {
    return JSON.parse(readFileSync(placeFile(dataDir), 'utf8')) as Place
  } catch {
    return undefined
  }
}

const databaseSecrets = (dataDir: string): Secrets => ({
  superuser: keptSecret(dataDir, 'superuser'),
  owner: keptSecret(dataDir, 'owner'),
  web: keptSecret(dataDir, 'web'),
})

function urls(port: number, secrets: Secrets) {
  const url = (role: string, password: string) => `postgresql://${role}:${password}@127.0.0.1:${port}/sirius`
  return {
    ownerUrl: url('sirius_owner', secrets.owner),
    webUrl: url('sirius_web', secrets.web),
    superuserUrl: url('postgres', secrets.superuser),
  }
}

function once(run: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined
  return () => (running ??= run())
}
