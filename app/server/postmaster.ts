/** The server process of the embedded PostgreSQL: its data directory, its start, its end. */
import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Programs, RunAs } from './postgres-binaries.ts'

export interface Postmaster {
  port: number
  exited: Promise<void>
  /** The last line of its log that tells of trouble. */
  lastWords(): string
  stop(): Promise<void>
}

const quiet = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC', NODE_ENV: 'production' as const }

/** Makes the data directory's cluster if it is not there; one that was cut off half-way is made anew. */
export async function initialise(programs: Programs, data: string, password: string, runAs: RunAs, sync: boolean) {
  const complete = `${data}.complete`
  if (existsSync(complete) && existsSync(path.join(data, 'PG_VERSION'))) return
  if (existsSync(path.join(data, 'PG_VERSION'))) emptyOut(data)
  const passwordFile = path.join(data, '..', `.initdb-${process.pid}`)
  const given = runAs ? `/tmp/${path.basename(passwordFile)}-${Date.now()}` : passwordFile
  writeFileSync(given, password, { mode: 0o600, flag: 'wx' })
  try {
    if (runAs) chownSync(given, runAs.uid, runAs.gid)
    const flags = ['-U', 'postgres', `--pwfile=${given}`, '-A', 'scram-sha-256', '-E', 'UTF8', '--no-instructions']
    const locale = ['--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const made = spawnSync(programs.initdb, ['-D', data, ...flags, ...locale, ...(sync ? [] : ['--no-sync'])], {
      ...runAs,
      cwd: data,
      env: quiet,
      encoding: 'utf8',
    })
    if (made.status !== 0)
      throw new Error(`The embedded PostgreSQL could not be set up: ${lastLine(made.stderr ?? '')}.`)
    writeFileSync(complete, '')
  } finally {
    rmSync(given, { force: true })
  }
}

function emptyOut(data: string) {
  const { uid, gid } = statSync(data)
  rmSync(data, { recursive: true, force: true })
  spawnSync('mkdir', ['-m', '700', data])
  chownSync(data, uid, gid)
}

interface Start {
  programs: Programs
  data: string
  port: number
  runAs: RunAs
  log: string
  settings: Record<string, string>
}

/**
 * Spawns the server in a process group of its own, so that Ctrl-C reaches only us and we end it in our own order. A
 * watcher that does nothing but wait for our end stops it if we are killed.
 */
export function spawnPostgres({ programs, data, port, runAs, log, settings }: Start): Postmaster {
  if (existsSync(log) && statSync(log).size > 10_000_000) truncateSync(log)
  const from = existsSync(log) ? statSync(log).size : 0
  const output = openSync(log, 'a', 0o600)
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...settings,
  }
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const options = { ...runAs, cwd: data, env: quiet, detached: true }
  const child = spawn(programs.postgres, ['-D', data, '-p', String(port), ...flags], {
    ...options,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  child.unref()
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  const release = child.pid ? watchOver(child.pid, options) : () => {}
  void exited.then(release)
  const stop = async () => {
    for (const [signal, wait] of endSignals) {
      child.kill(signal)
      if (await settled(exited, wait)) return
    }
  }
  return { port, exited, stop, lastWords: () => lastLine(readFileSync(log, 'utf8').slice(from)) }
}

/** The watcher's input stays open as long as we live, however we die; then it asks the server for a fast stop. */
function watchOver(pid: number, options: object): () => void {
  const script = 'cat >/dev/null; kill -INT "$0"'
  const watcher = spawn('/bin/sh', ['-c', script, String(pid)], { ...options, stdio: ['pipe', 'ignore', 'ignore'] })
  watcher.on('error', () => {})
  watcher.stdin.on('error', () => {})
  watcher.unref()
  const input = watcher.stdin as unknown as { unref?(): void }
  input.unref?.()
  return () => void (watcher.pid && signal(-watcher.pid, 'SIGKILL'))
}

/**
 * Ends the server that a killed process left behind in this data directory. The pid file of a dead server is left for the
 * next one, which looks in it for survivors of the old; only when its number now names a stranger is it put aside.
 */
export async function stopOrphan(data: string) {
  const pidFile = path.join(data, 'postmaster.pid')
  const pid = pidIn(pidFile)
  if (pid === undefined) return
  if (!servesHere(pid, data)) {
    if (signal(pid, 0)) rmSync(pidFile, { force: true })
    return
  }
  for (const [name, wait] of endSignals) {
    signal(pid, name)
    for (const until = Date.now() + wait; Date.now() < until; await sleep(30)) if (!servesHere(pid, data)) return
  }
}

/** From polite to final, each with the milliseconds it is given. */
const endSignals = [
  ['SIGINT', 10_000],
  ['SIGQUIT', 5_000],
  ['SIGKILL', 5_000],
] as const

/** Process ids are used again, so the process must also be a server working in that directory. */
function servesHere(pid: number, data: string): boolean {
  if (!signal(pid, 0)) return false
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === data
  } catch {
    const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
    return stdout?.includes(data) ?? false
  }
}

function pidIn(pidFile: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(pidFile, 'utf8'), 10) || undefined
  } catch {
    return undefined
  }
}

function signal(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** The wished port if it is free, else any that is. */
export async function freePort(wished?: number): Promise<number> {
  return (wished && (await tryPort(wished))) || (await tryPort(0)) || 0
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(undefined))
    probe.listen(port, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : undefined))
    })
  })
}

async function settled(promise: Promise<void>, ms: number): Promise<boolean> {
  const timer = new AbortController()
  const late = sleep(ms, false, { signal: timer.signal }).catch(() => false)
  const done = await Promise.race([promise.then(() => true), late])
  timer.abort()
  return done
}

function lastLine(text: string): string {
  const lines = text.split('\n').filter((line) => line.trim())
  const telling = lines.filter((line) => /FATAL|PANIC|error|could not/i.test(line)).at(-1) ?? lines.at(-1) ?? ''
  return telling
    .replace(/^.*?(FATAL|PANIC|ERROR|error):\s*/, '')
    .trim()
    .replace(/\.$/, '')
}
