// The process's connection to PostgreSQL: one pool, and a Kysely bound to one checked-out connection per transaction.
import { createHash } from 'node:crypto'
import {
  CamelCasePlugin,
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { DB } from './types.ts'

export type Tx = Kysely<DB>

/** Calendar days stay strings, whole numbers and numerics arrive as numbers. Shared by every pool of the process. */
export function setTypeParsers() {
  const { builtins } = pg.types
  pg.types.setTypeParser(builtins.DATE, (text) => text)
  pg.types.setTypeParser(builtins.INT8, Number)
  pg.types.setTypeParser(builtins.NUMERIC, Number)
}

// The server's own modules and Remix's bundle are two module graphs in one process; both must find the same pool.
const registry = process as unknown as { [key: symbol]: pg.Pool | undefined }
const poolKey = Symbol.for('sirius.pool')

export interface PoolOptions {
  max?: number
  statementTimeoutMs?: number
  onError?: (error: Error) => void
}

/** Opens the process's pool on the application's role. Waiting for a connection and a statement end after 5 s each. */
export function openDatabase(
  url: string,
  { max = 10, statementTimeoutMs = 5000, onError = () => {} }: PoolOptions = {},
) {
  setTypeParsers()
  const pool = new pg.Pool({
    connectionString: url,
    max,
    connectionTimeoutMillis: 5000,
    statement_timeout: statementTimeoutMs,
    lock_timeout: 2000,
    idle_in_transaction_session_timeout: 10_000,
    query_timeout: statementTimeoutMs + 1000,
  })
  // Both are needed: without the second a dropped connection in use ends the process.
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  registry[poolKey] = pool
  return pool
}

export async function closeDatabase() {
  const pool = registry[poolKey]
  registry[poolKey] = undefined
  await pool?.end()
}

/** Throws where no pool was opened: a start-up mistake, never a user's. */
export function pool(): pg.Pool {
  const open = registry[poolKey]
  if (!open) throw new Error('The database was not opened: call openDatabase first.')
  return open
}

/** What is read is of one moment, however many statements it takes and whatever is written meanwhile. */
const modes = { 'read only': 'isolation level repeatable read read only', 'read write': 'read write' } as const

/**
 * Runs `work` in one transaction on one connection. `settings` become transaction-local settings (`app.…`), sent with BEGIN
 * in one round trip, and so is `opening`, a statement whose rows `work` gets with their own column names. A connection that broke, or that the server refused to roll back, is not reused.
 */
export async function transaction<T>(
  settings: Record<string, string>,
  mode: keyof typeof modes,
  work: (tx: Tx, opened: unknown[]) => Promise<T>,
  opening = '',
): Promise<T> {
  const client = await pool().connect()
  let broken: Error | undefined
  try {
    // Several statements in one message answer with a list of results, which pg's types do not say.
    const began = [await client.query(`begin ${modes[mode]};${settingsSql(settings)};${opening}`)].flat()
    const tx = kyselyOn(client, settings.search_path)
    const result = await work(tx, began.at(-1)?.rows ?? [])
    await client.query([...(lastWords.get(tx) ?? []), 'commit'].join(';'))
    return result
  } catch (error) {
    await client.query('rollback').catch((cause: Error) => (broken = cause))
    throw error
  } finally {
    client.release(broken)
  }
}

const lastWords = new WeakMap<Tx, string[]>()

/**
 * Leaves a statement, its values written out by `literal`, to be sent in one message with COMMIT, in the order of the calls: what
 * it locks is held for as short as can be. PostgreSQL stops at the first that fails, and then nothing is committed.
 */
export function sendWithCommit(tx: Tx, statement: string) {
  lastWords.set(tx, [...(lastWords.get(tx) ?? []), statement])
}

/** Sets further transaction-local settings, such as the organisation once it is known. */
export async function setLocal(tx: Tx, settings: Record<string, string>) {
  await tx.executeQuery(plainSql(settingsSql(settings)))
}

/** Makes the transaction's further statements find their tables through another search path, such as the views of the past. */
export async function lookThrough(tx: Tx, searchPath: string, settings: Record<string, string> = {}) {
  steps.get(tx)!.through = searchPath
  await setLocal(tx, { ...settings, search_path: searchPath })
}

/** A text as SQL writes it down. For the few statements sent with BEGIN or COMMIT; everything else has parameters. */
export const literal = (text: string) => pg.escapeLiteral(text)

function settingsSql(settings: Record<string, string>) {
  const calls = Object.entries(settings).map(
    ([name, value]) => `set_config(${pg.escapeLiteral(name)}, ${pg.escapeLiteral(value)}, true)`,
  )
  return calls.length ? `select ${calls.join(', ')}` : ''
}

const plainSql = (text: string) =>
  ({ sql: text, parameters: [], query: { kind: 'RawNode' } }) as unknown as CompiledQuery

/** Kysely on one connection; it never takes a second one. */
export function kyselyOn(client: pg.ClientBase, through = 'public'): Tx {
  const step: Step = { now: 0, told: 0, through }
  const connection = connectionOn(client, step)
  const tx: Tx = new Kysely<DB>({
    dialect: {
      createAdapter: () => adapter,
      createQueryCompiler: () => compiler,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createDriver: () => ({
        init: async () => {},
        acquireConnection: async () => connection,
        releaseConnection: async () => {},
        beginTransaction: nested,
        commitTransaction: nested,
        rollbackTransaction: nested,
        destroy: async () => {},
      }),
    },
    plugins: [camelCase],
  })
  steps.set(tx, step)
  return tx
}

/** How many events a transaction had recorded when a row changed; what tells the changes of one event from the next. */
interface Step {
  now: number
  told: number
  /** The search path: a prepared statement belongs to the one it was prepared under. */
  through: string
}
const steps = new WeakMap<Tx, Step>()

/** Notes that a transaction has recorded another event; the database is told before the next statement, if there is one. */
export function nextStep(tx: Tx) {
  steps.get(tx)!.now++
}

const adapter = new PostgresAdapter()
const compiler = new PostgresQueryCompiler()
const camelCase = new CamelCasePlugin({ maintainNestedObjectKeys: true })

async function nested(): Promise<never> {
  throw new Error('A transaction is already open: use the one in the context.')
}

function connectionOn(client: pg.ClientBase, step: Step): DatabaseConnection {
  return {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      if (step.told < step.now) {
        step.told = step.now
        await client.query(settingsSql({ 'app.step': String(step.now) }))
      }
      const name = query.parameters.length ? statementName(query.sql, step.through) : undefined
      const result = await client.query({ name, text: query.sql, values: [...query.parameters] })
      return { rows: (result.rows ?? []) as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
    },
    async *streamQuery() {
      yield await Promise.reject(new Error('Streaming is not offered on a transaction.'))
    },
  }
}

// Named statements are prepared once per connection (about a fifth faster on small reads). Their number is bounded: texts
// beyond it, such as generated lists, go unnamed.
const names = new Map<string, string>()
function statementName(sql: string, through: string): string | undefined {
  const text = through === 'public' ? sql : `${through}: ${sql}`
  const known = names.get(text)
  if (known) return known
  if (names.size >= 1000 || sql.length > 32_000) return undefined
  const name = createHash('sha256').update(text).digest('base64url')
  names.set(text, name)
  return name
}
