/** Runs the queued jobs, and gives back the jobs of workers that died without a word. */
import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Logger, run, type Runner, type TaskList } from 'graphile-worker'
import pg from 'pg'
import { crontab, tasks } from '#app/jobs/tasks.ts'
import type { RequestLog } from './load-context.ts'
import { errorText } from './log.ts'

/** The first half of the advisory lock that says a worker lives; the second is made from its id. */
const lockClass = 7_474

export interface WorkerOptions {
  ownerUrl: string
  log: RequestLog
  concurrency?: number
  /** Milliseconds between two looks for dead workers; a worker missing in two looks is dead. */
  sweepEvery?: number
  /** The tasks it knows; by default all of Sirius's, with their timetable. */
  taskList?: TaskList
}

/** Starts working and keeps at it through restarts of the database, until stopped. */
export function startWorker({ ownerUrl, log, concurrency = 4, sweepEvery = 20_000, taskList }: WorkerOptions) {
  const pool = openPool(ownerUrl, concurrency + 3, log)
  const stopping = new AbortController()
  const working = keepWorking({ pool, ownerUrl, concurrency, log, taskList }, stopping.signal)
  const sweeping = keepSweeping(pool, sweepEvery, log, stopping.signal)
  /** Lets running jobs finish, for at most some seconds, and gives the others back. */
  const stop = async () => {
    stopping.abort()
    await Promise.all([working, sweeping])
    await pool.end()
  }
  return { stop }
}

function openPool(connectionString: string, max: number, log: RequestLog): pg.Pool {
  const pool = new pg.Pool({ connectionString, max, connectionTimeoutMillis: 5_000 })
  const note = (error: Error) => log.warn({ error: error.message }, 'worker lost a connection')
  pool.on('error', note)
  pool.on('connect', (client) => client.on('error', note))
  return pool
}

interface Work {
  pool: pg.Pool
  ownerUrl: string
  concurrency: number
  log: RequestLog
  taskList: TaskList | undefined
}

async function keepWorking({ pool, ownerUrl, concurrency, log, taskList }: Work, stopping: AbortSignal) {
  const known = { taskList: logged(taskList ?? tasks, log), crontab: taskList ? '' : crontab }
  while (!stopping.aborted) {
    let sign: LifeSign | undefined
    const events = new EventEmitter()
    events.on('pool:create', ({ workerPool }: { workerPool: { id: string } }) => {
      sign = showLife(ownerUrl, workerPool.id)
    })
    try {
      const runner = await run({
        ...known,
        pgPool: pool,
        concurrency,
        events,
        noHandleSignals: true,
        logger: loggerTo(log),
      })
      const stop = () => void runner.stop().catch(() => {})
      stopping.addEventListener('abort', stop)
      if (stopping.aborted) stop()
      await finished(runner)
    } catch (error) {
      if (!stopping.aborted) log.warn({ error: errorText(error) }, 'worker starts anew')
    } finally {
      await sign?.end()
    }
    await pause(1_000, stopping)
  }
}

const finished = async (runner: Runner) => {
  await runner.promise
}

function logged(list: TaskList, log: RequestLog): TaskList {
  return Object.fromEntries(
    Object.entries(list).map(([name, task]) => [
      name,
      async (payload, helpers) => {
        const began = performance.now()
        await task?.(payload, helpers)
        const ms = Math.round(performance.now() - began)
        log.info({ task: name, job: helpers.job.id, attempt: helpers.job.attempts, ms }, 'job done')
      },
    ]),
  )
}

const loggerTo = (log: RequestLog) =>
  new Logger(() => (level, message) => {
    if (level === 'error') log.error({ error: message }, 'queue')
    if (level === 'warning') log.warn({ reason: message }, 'queue')
  })

interface LifeSign {
  end(): Promise<void>
}

/** Holds the worker's lock on a connection of its own, taking it again whenever that connection is lost. */
function showLife(connectionString: string, workerId: string): LifeSign {
  const ended = new AbortController()
  const held = (async () => {
    while (!ended.signal.aborted) {
      const client = new pg.Client({ connectionString, connectionTimeoutMillis: 5_000, keepAlive: true })
      const lost = new Promise<void>((resolve) => {
        client.once('error', () => resolve())
        client.once('end', () => resolve())
        ended.signal.addEventListener('abort', () => resolve())
      })
      try {
        await client.connect()
        await client.query('select pg_advisory_lock($1, hashtext($2))', [lockClass, workerId])
        await lost
      } catch {
        await pause(300, ended.signal)
      } finally {
        client.on('error', () => {})
        await client.end().catch(() => {})
      }
    }
  })()
  return {
    end: async () => {
      ended.abort()
      await held
    },
  }
}

/** Workers that hold jobs but whose lock nobody has. */
const silentWorkers = `
  select distinct locked_by as id from (
    select locked_by from graphile_worker._private_jobs where locked_by is not null
    union all
    select locked_by from graphile_worker._private_job_queues where locked_by is not null
  ) as holder
  where not exists (
    select from pg_locks where locktype = 'advisory' and granted
      and database = (select oid from pg_database where datname = current_database())
      and classid = ${lockClass} and objid = (hashtext(locked_by)::bigint & 4294967295)::oid and objsubid = 2
  )`

/** A worker silent in two looks in a row is dead: a living one takes its lock again within a second of losing it. */
async function keepSweeping(pool: pg.Pool, every: number, log: RequestLog, stopping: AbortSignal) {
  let suspects = new Set<string>()
  while (!stopping.aborted) {
    try {
      const { rows } = await pool.query<{ id: string }>(silentWorkers)
      const dead = rows.map((row) => row.id).filter((id) => suspects.has(id))
      if (dead.length > 0) {
        await pool.query('select graphile_worker.force_unlock_workers($1)', [dead])
        log.warn({ count: dead.length }, 'gave back the jobs of dead workers')
      }
      suspects = new Set(rows.map((row) => row.id))
    } catch (error) {
      if (!stopping.aborted) log.warn({ error: errorText(error) }, 'could not look for dead workers')
    }
    await pause(every, stopping)
  }
}

const pause = (ms: number, signal: AbortSignal) => sleep(ms, undefined, { signal }).catch(() => {})
