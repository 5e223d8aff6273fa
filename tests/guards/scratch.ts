/** A copy of the working tree in which guards are switched off, and vitest runs in it. The tree itself is never touched. */
import { execFileSync, spawn } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Edit } from './guards.ts'

export interface Scratch {
  root: string
  /** Makes the edits; returns how to take them back, or a sentence where one does not fit. */
  edit(edits: Edit[]): (() => void) | string
  run(tests: string, options: RunOptions): Promise<Outcome>
  remove(): void
}

interface RunOptions {
  /** Addresses of ready databases for the run. */
  databases: object
  /** Of the matrix only what is asked of these routes. */
  routes?: string
  /** Stop at the first red test. */
  bail?: boolean
  /** Milliseconds after which it counts as hung. */
  patience?: number
}

export interface Ended {
  test: string
  file: string
}

export interface Failure extends Ended {
  message: string
}

export interface Outcome {
  passed: Ended[]
  failures: Failure[]
  /** What kept tests from running at all; null: they ran. */
  crash: string | null
}

/** Milliseconds after which a run of one guard counts as hung. */
const usualPatience = 600_000

/** `committed` copies the last commit instead of the tree as it stands: where others are at work in it. */
export function makeScratch(tree: string, committed = false): Scratch {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'sirius-guards-')))
  if (committed) copyCommit(tree, root)
  else copyTree(tree, root)
  symlinkSync(path.join(tree, 'node_modules'), path.join(root, 'node_modules'))
  return {
    root,
    edit: (edits) => makeEdits(root, edits),
    run: (tests, options) => runTests(root, tests, options),
    remove: () => rmSync(root, { recursive: true, force: true }),
  }
}

function copyCommit(tree: string, root: string) {
  const archive = path.join(root, '.commit.tar')
  execFileSync('git', ['archive', '--output', archive, 'HEAD'], { cwd: tree })
  execFileSync('tar', ['-xf', archive, '-C', root])
  rmSync(archive)
}

function copyTree(tree: string, root: string) {
  const unwanted = new Set(['node_modules', 'build', 'coverage', 'test-results'])
  for (const entry of readdirSync(tree, { withFileTypes: true })) {
    if (unwanted.has(entry.name) || entry.name.startsWith('.') || entry.isSymbolicLink()) continue
    cpSync(path.join(tree, entry.name), path.join(root, entry.name), { recursive: true })
  }
}

function makeEdits(root: string, edits: Edit[]): (() => void) | string {
  const before = new Map<string, string>()
  const restore = () => {
    for (const [place, text] of before) writeFileSync(place, text)
  }
  for (const { file, find, replace } of edits) {
    const place = path.join(root, file)
    const text = existsSync(place) ? readFileSync(place, 'utf8') : ''
    const times = text.split(find).length - 1
    if (times !== 1 || find === replace) {
      restore()
      return `“${find.trim().slice(0, 60)}” stands ${times} times in ${file}.`
    }
    if (!before.has(place)) before.set(place, text)
    writeFileSync(place, text.split(find).join(replace))
  }
  return restore
}

interface Report {
  testResults: {
    name: string
    status: string
    message: string
    assertionResults: { fullName: string; status: string; failureMessages: string[] }[]
  }[]
}

async function runTests(root: string, tests: string, options: RunOptions): Promise<Outcome> {
  const report = path.join(root, '.guards.json')
  rmSync(report, { force: true })
  const args = [
    'run',
    '--project',
    'rooms',
    '--project',
    'house',
    ...tests.split(' '),
    '--reporter=json',
    `--outputFile=${report}`,
  ]
  // One file in a thousand differs from run to run; the others need not be read anew.
  args.push('--experimental.fsModuleCache', `--experimental.fsModuleCachePath=${path.join(root, '.modules')}`)
  if (options.bail) args.push('--bail=1')
  const said = await vitest(root, args, options)
  let read: Report
  try {
    read = JSON.parse(readFileSync(report, 'utf8')) as Report
  } catch {
    return { passed: [], failures: [], crash: said.slice(-600).trim() || 'It said nothing.' }
  }
  return outcomeOf(root, read)
}

function vitest(root: string, args: string[], options: RunOptions): Promise<string> {
  const { databases, routes, patience = usualPatience } = options
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    CI: routes ? undefined : '1',
    ROUTES: routes,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    TEST_DATABASES: JSON.stringify(databases),
  }
  const child = spawn(process.execPath, [path.join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const end = (signal: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, signal)
    } catch {
      return // ended by itself
    }
  }
  const stopWithUs = () => end('SIGTERM')
  process.once('exit', stopWithUs)
  const said: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => said.push(text.toString()))
  const late = setTimeout(() => {
    said.push(`\nIt did not end within ${patience / 1000} s.`)
    end('SIGTERM')
    setTimeout(() => end('SIGKILL'), 10_000).unref()
  }, patience)
  return new Promise((resolve) => {
    child.once('close', () => {
      clearTimeout(late)
      process.off('exit', stopWithUs)
      resolve(said.join(''))
    })
  })
}

function outcomeOf(root: string, { testResults }: Report): Outcome {
  const outcome: Outcome = { passed: [], failures: [], crash: null }
  for (const { name, status, message, assertionResults } of testResults) {
    const file = path.relative(root, name)
    for (const { fullName, status: ended, failureMessages } of assertionResults) {
      if (ended === 'passed') outcome.passed.push({ test: fullName, file })
      if (ended === 'failed') outcome.failures.push({ test: fullName, file, message: failureMessages[0] ?? '' })
    }
    const failed = assertionResults.some(({ status: ended }) => ended === 'failed')
    if (status === 'failed' && !failed) outcome.crash = `${file}: ${message.slice(0, 600)}`
  }
  return outcome
}

/** Why a failure says that the edit broke the code instead of switching something off; null: it is an honest red. */
export function brokenCode({ message }: Failure): string | null {
  const [first = '', ...stack] = message.split('\n')
  if (/^(ReferenceError|SyntaxError)|syntax error at or near|(column|relation|function) .* does not exist/.test(first))
    return first
  const place = stack.find((line) => /\/(tests|app|db)\//.test(line) && !line.includes('/node_modules/')) ?? ''
  return /^TypeError/.test(first) && !/\/tests\//.test(place) ? first : null
}
