/** `npm test`: every check there is, stopping at the first stage that fails and leaving no process behind. */
import { type ChildProcess, spawn } from 'node:child_process'
import path from 'node:path'
import { checkout } from '#app/server/config.ts'
import { findChromium } from './chromium.ts'
import { startTemplate } from './database.ts'

interface Step {
  name: string
  /** A program among the installed packages, with its arguments. */
  command: string[]
  env?: Record<string, string>
  /** Closing lines to show when it passed. */
  tail: number
}

/** One stage after the other; the steps of a stage at once. */
const stages: Step[][] = [
  [
    { name: 'types', command: ['typescript-7/bin/tsc', '--noEmit'], tail: 0 },
    { name: 'lint', command: ['eslint/bin/eslint.js', '.'], tail: 0 },
    { name: 'format', command: ['prettier/bin/prettier.cjs', '--check', '.'], tail: 1 },
    {
      name: 'build',
      command: ['@remix-run/dev/dist/cli.js', 'vite:build'],
      env: { NODE_ENV: 'production' },
      tail: 1,
    },
  ],
  [
    {
      name: 'rooms and house',
      command: ['vitest/vitest.mjs', 'run', '--project', 'rooms', '--project', 'house', '--passWithNoTests'],
      tail: 6,
    },
  ],
  [{ name: 'in Chromium', command: ['vitest/vitest.mjs', 'run', '--project', 'e2e', '--passWithNoTests'], tail: 6 }],
]

const running = new Set<ChildProcess>()

/** Runs one step in a process group of its own and returns its exit code. */
function run({ command: [script = '', ...args], env }: Step, print: (text: string) => void): Promise<number> {
  const child = spawn(process.execPath, [path.join(checkout, 'node_modules', script), ...args], {
    cwd: checkout,
    env: { ...process.env, CI: '1', NO_COLOR: '1', FORCE_COLOR: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  running.add(child)
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text: Buffer) => print(text.toString()))
  return new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code) => {
      endGroup(child, 'SIGKILL')
      running.delete(child)
      resolve(code ?? 1)
    })
  })
}

/** A group that is gone already is what we want. */
function endGroup(child: ChildProcess, signal: NodeJS.Signals) {
  try {
    if (child.pid) process.kill(-child.pid, signal)
  } catch {
    return
  }
}

/** Sought, and where there is none fetched, while the first stages work. */
const browser = findChromium()
browser.catch(() => {})

/** Shows everything of a step that failed, the closing lines of one that passed. */
async function show(step: Step): Promise<number> {
  if (step.name === 'in Chromium') process.env.CHROMIUM_PATH ??= await browser
  const said: string[] = []
  const began = Date.now()
  const code = await run(step, (text) => said.push(text))
  const lines = said.join('').trimEnd().split('\n')
  const seconds = ((Date.now() - began) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'passed' : 'FAILED'}  ${step.name}  (${seconds} s)`)
  for (const line of code === 0 ? lines.slice(lines.length - step.tail) : lines) console.log(`    ${line}`)
  return code
}

async function runAll(): Promise<number> {
  for (const stage of stages) {
    // One server for both runs of tests: what one has loaded, the other copies.
    if (stage.some(({ command }) => command[0]?.startsWith('vitest'))) await provideServer()
    const codes = await Promise.all(stage.map(show))
    const failed = codes.find((code) => code !== 0)
    if (failed) return failed
  }
  return 0
}

let server: Awaited<ReturnType<typeof startTemplate>> | undefined

async function provideServer() {
  server ??= await startTemplate()
  process.env.TEST_DATABASES = JSON.stringify(server.databases)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    for (const child of running) endGroup(child, signal)
    const end = () => void (server?.stop() ?? Promise.resolve()).finally(() => process.exit(130))
    setTimeout(end, 5_000).unref()
    for (const child of running)
      child.once('exit', () => {
        if (running.size === 0) end()
      })
  })
}

try {
  process.exitCode = await runAll()
} finally {
  await server?.stop()
  // What is being installed is not left half done.
  await browser.catch(() => {})
}
