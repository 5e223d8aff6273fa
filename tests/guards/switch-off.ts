/**
 * `npm run guards`: proves that every guard is needed. Each is switched off in a copy of the tree, and the test named for it
 * must go red; first all those tests must be green as they are. Exits with 1 where a guard could be lost unnoticed.
 * `--only=<word>` takes the guards whose words, file or promise hold it, `--committed` the last commit instead of the tree as it
 * stands. What is found is kept in .cache/guards.jsonl as it is found: `--resume` takes only the guards of which that says nothing, or
 * that have changed since; `--part=1/2` takes every second one, so that two runs may share the work of a machine. `--write` puts the table
 * into docs/guards.md once every guard was switched off, in one run or in several. `--seen-green` leaves out the first look at all tests,
 * where `npm test` has just passed at this very commit: a guard whose test is missing then counts as unnoticed.
 */
import { mkdtempSync, chmodSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import pg from 'pg'
import { checkout } from '#app/server/config.ts'
import { startEmbedded } from '#app/server/embedded-postgres.ts'
import { migrate } from '#db/migrate.ts'
import { type Edit, type Guard, guardsOf } from './guards.ts'
import { type Kept, keptProofs } from './kept.ts'
import { type Outcome, type Scratch, brokenCode, makeScratch } from './scratch.ts'
import { type Proof, lineOf, tableOf, totalsOf } from './table.ts'

interface Bench {
  scratch: Scratch
  databases: { ownerUrl: string; webUrl: string; superuserUrl: string }
}

/** One PostgreSQL for all runs. */
async function withDatabases<T>(work: (databases: Bench['databases']) => Promise<T>): Promise<T> {
  const directory = mkdtempSync(path.join(tmpdir(), 'sirius-guards-db-'))
  chmodSync(directory, 0o755)
  const server = await startEmbedded(directory, { fsync: false, settings: { max_connections: '200' } })
  const { ownerUrl, webUrl, superuserUrl } = server
  try {
    await migrate(ownerUrl)
    await inPostgres(superuserUrl, (client) => client.query('alter database sirius is_template true'))
    return await work({ ownerUrl, webUrl, superuserUrl })
  } finally {
    await server.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function inPostgres<T>(superuserUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: superuserUrl.replace(/\/[^/]*$/, '/postgres') })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** What a run leaves behind would fill the disk over a hundred runs. */
const dropTestDatabases = ({ databases }: Bench) =>
  inPostgres(databases.superuserUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `select datname as name from pg_database where datname like 'test\\_%'`,
    )
    for (const { name } of rows) await client.query(`drop database ${name} with (force)`)
  })

async function runWith(bench: Bench, guard: Guard, edits: Edit[]): Promise<Outcome | string> {
  const restore = bench.scratch.edit(edits)
  if (typeof restore === 'string') return restore
  try {
    const migrates = edits.some(({ file }) => file.startsWith('db/migrations/'))
    const databases = migrates ? await migratedAnew(bench) : bench.databases
    return await bench.scratch.run(guard.test, { databases, routes: guard.routes, bail: !guard.name })
  } catch (error) {
    return `It does not migrate: ${error instanceof Error ? error.message : String(error)}`
  } finally {
    restore()
    await dropTestDatabases(bench)
  }
}

/** A template of its own for a run whose migrations were changed, made by the copy's own migrations. */
async function migratedAnew({ scratch, databases }: Bench): Promise<Bench['databases']> {
  const name = 'test_altered'
  await inPostgres(databases.superuserUrl, async (client) => {
    await client.query(`create database ${name} owner sirius_owner`)
    await client.query(`revoke connect, temporary on database ${name} from public`)
    await client.query(`grant connect on database ${name} to sirius_app`)
  })
  const named = (url: string) => url.replace(/\/[^/]*$/, `/${name}`)
  const { ownerUrl, webUrl, superuserUrl } = databases
  const copy = (await import(pathToFileURL(path.join(scratch.root, 'db/migrate.ts')).href)) as {
    migrate: typeof migrate
  }
  await copy.migrate(named(ownerUrl))
  return { ownerUrl: named(ownerUrl), webUrl: named(webUrl), superuserUrl: named(superuserUrl) }
}

const own = ({ file, find, replace, more = [] }: Guard): Edit[] => [{ file, find, replace }, ...more]

/** By the promise: what asks every route, and every form that says its version. */
const matrixOf = ({ promise }: Guard) =>
  promise === 'E1'
    ? 'tests/access/matrix/outdated.test.ts'
    : 'tests/access/matrix/opening.test.ts tests/access/matrix/sending.test.ts'

async function prove(bench: Bench, guard: Guard): Promise<Proof> {
  const { second, routes, ...inItsRoom } = guard
  if (guard.alone !== false) {
    const proof = redness(guard, await runWith(bench, inItsRoom, own(guard)))
    if (proof.kind !== 'unnoticed' || !routes) return proof
    return redness(guard, await runWith(bench, { ...inItsRoom, test: matrixOf(guard), routes }, own(guard)))
  }
  const covered = redness(guard, await runWith(bench, guard, own(guard)))
  if (covered.kind === 'red') return { ...covered, kind: 'wrong', why: 'It is needed by itself, not covered.' }
  if (covered.kind !== 'unnoticed') return covered
  if (typeof second !== 'object') return { guard, kind: 'covered' }
  const both = redness(guard, await runWith(bench, guard, [...own(guard), second]))
  return both.kind === 'red' ? { ...both, kind: 'red together' } : both
}

function redness(guard: Guard, outcome: Outcome | string): Proof {
  if (typeof outcome === 'string') return { guard, kind: 'wrong', why: outcome }
  const named = outcome.failures.filter(({ test }) => test.includes(guard.name ?? ''))
  const honest = named.find((failure) => brokenCode(failure) === null)
  if (honest) return { guard, kind: 'red', test: honest.test, file: honest.file, message: honest.message }
  const why = outcome.crash ?? (named[0] && brokenCode(named[0])) ?? null
  if (why) return { guard, kind: 'wrong', why }
  const others = outcome.failures.map(({ test }) => test)
  if (others.length) return { guard, kind: 'wrong', why: `Another test went red: ${others[0]}` }
  if (outcome.passed.length === 0) return { guard, kind: 'wrong', why: 'No test ran.' }
  return { guard, kind: 'unnoticed' }
}

/** The twin of every red: the same tests, nothing switched off, all green and all there. */
async function requireGreen(bench: Bench, guards: Guard[]) {
  const tests = [...new Set(guards.flatMap(({ test }) => test.split(' ')))].sort()
  const options = { databases: bench.databases, patience: 3_600_000 }
  const { passed, failures, crash } = await bench.scratch.run(tests.join(' '), options)
  await dropTestDatabases(bench)
  const missing = guards.filter(
    ({ name, test: place }) =>
      name &&
      !passed.some(({ test, file }) => test.includes(name) && place.split(' ').some((at) => file.startsWith(at))),
  )
  const faults = [
    ...(crash ? [crash] : []),
    ...failures.map(({ file, test, message }) => `${file}: ${test}\n    ${message.split('\n')[0]}`),
    ...missing.map(({ name, test }) => `${test}: there is no test “${name}”.`),
  ]
  if (faults.length)
    throw new Error(`The tests must be green before a guard is switched off:\n- ${faults.join('\n- ')}`)
  console.log(`green as they are: ${passed.length} tests in ${tests.length} places\n`)
}

async function main() {
  const only = process.argv
    .find((arg) => arg.startsWith('--only='))
    ?.slice(7)
    .toLowerCase()
  const scratch = makeScratch(checkout, process.argv.includes('--committed'))
  process.once('exit', () => scratch.remove())
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))
  const holds = ({ promise, guard, file, test }: Guard, word: string) =>
    promise.toLowerCase() === word || `${guard} ${file} ${test}`.toLowerCase().includes(word)
  const all = guardsOf(scratch.root)
  const kept = keptProofs(path.join(checkout, '.cache/guards.jsonl'), scratch.root)
  const resumes = process.argv.includes('--resume')
  const [part = 1, parts = 1] = (
    process.argv
      .find((arg) => arg.startsWith('--part='))
      ?.slice(7)
      .split('/') ?? []
  ).map(Number)
  const asked = all.filter((guard, at) => (!only || holds(guard, only)) && at % parts === part - 1)
  if (!asked.length) throw new Error(`No guard has to do with “${only}”.`)
  const guards = asked.filter((guard) => !resumes || !kept.of(guard))
  if (resumes) console.log(`${asked.length - guards.length} of ${asked.length} were switched off before`)
  const proofs = guards.length ? await proveAll(scratch, guards, kept) : []
  console.log(`\n${totalsOf(proofs)}`)
  const lost = proofs.filter(({ kind }) => kind === 'unnoticed' || kind === 'wrong')
  for (const proof of lost) console.log(`- ${lineOf(proof)}`)
  if (process.argv.includes('--write')) writeTable(all, kept)
  process.exitCode = lost.length ? 1 : 0
}

/** Only what every guard was found to be makes a table. */
function writeTable(all: Guard[], kept: Kept) {
  const found = all.map((guard) => kept.of(guard)).filter((proof) => proof !== undefined)
  const missing = all.length - found.length
  if (missing)
    console.log(`docs/guards.md is left as it is: ${missing} of ${all.length} guards are not proven yet (--resume).`)
  else writeFileSync(path.join(checkout, 'docs/guards.md'), tableOf(found))
}

async function proveAll(scratch: Scratch, guards: Guard[], kept: Kept): Promise<Proof[]> {
  const proofs: Proof[] = []
  await withDatabases(async (databases) => {
    const bench = { scratch, databases }
    if (!process.argv.includes('--seen-green')) await requireGreen(bench, guards)
    for (const guard of guards) {
      const began = Date.now()
      let proof = await prove(bench, guard)
      if (proof.kind === 'wrong') proof = await prove(bench, guard) // a busy machine may have let another test time out
      proofs.push(proof)
      kept.add(proof)
      const seconds = ((Date.now() - began) / 1000).toFixed(0)
      console.log(`${lineOf(proof)}  (${seconds} s, ${proofs.length} of ${guards.length})`)
    }
  })
  return proofs
}

await main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
