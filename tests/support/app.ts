/** Starts the built server on a free port against a database of its own, for tests over HTTP and in Chromium. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { checkout } from '#app/server/config.ts'
import { type DatabaseUrls, newDatabase } from './database.ts'

export interface RunningApp {
  /** Without a trailing slash. */
  url: string
  databases: DatabaseUrls
  process: ChildProcess
  /** Everything it printed so far. */
  output: () => string
  /** Ends it in order and returns its exit code. */
  stop: () => Promise<number | null>
}

export interface AppOptions {
  databases?: DatabaseUrls
  /** More settings; these win. */
  env?: Record<string, string>
  role?: 'web' | 'worker' | 'all'
  /** To come back where an earlier one was; by default any that is free. */
  port?: number
}

/** Throws with what the server printed when it does not come up within 90 s. The caller stops it. */
export async function startApp({ databases, env, role = 'web', port: wished }: AppOptions = {}): Promise<RunningApp> {
  const used = databases ?? (await newDatabase())
  const port = wished ?? (await freePort())
  const dataDir = mkdtempSync(path.join(tmpdir(), 'sirius-app-'))
  const child = spawn(process.execPath, ['--import', 'tsx', 'app/server/start.ts'], {
    cwd: checkout,
    env: {
      PATH: process.env.PATH,
      NODE_ENV: 'production',
      PORT: String(port),
      DATABASE_URL: used.webUrl,
      DATABASE_OWNER_URL: used.ownerUrl,
      SMTP_URL: 'smtp://127.0.0.1:9',
      SIRIUS_DATA_DIR: dataDir,
      SIRIUS_ROLE: role,
      LOG_LEVEL: 'warn',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const printed: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => printed.push(text.toString()))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const stop = async () => {
    child.kill('SIGTERM')
    const cut = setTimeout(() => child.kill('SIGKILL'), 20_000)
    const code = await exited
    clearTimeout(cut)
    rmSync(dataDir, { recursive: true, force: true })
    return code
  }
  const app = { url: `http://localhost:${port}`, databases: used, process: child, output: () => printed.join(''), stop }
  if (role === 'worker' || (await comesUp(app))) return app
  await stop()
  throw new Error(`The server did not come up:\n${app.output()}`)
}

async function comesUp({ url, process: child }: RunningApp): Promise<boolean> {
  for (const until = Date.now() + 90_000; Date.now() < until && child.exitCode === null; await sleep(50)) {
    const answer = await fetch(`${url}/readyz`).catch(() => undefined)
    if (answer?.ok) return true
  }
  return false
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => resolve(port))
    })
  })
}
