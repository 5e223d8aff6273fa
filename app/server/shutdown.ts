/** Ends the process in order: no new work, what runs may finish, then everything it stands on, last first. */
import type { Server } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RequestLog } from './load-context.ts'
import { errorText } from './log.ts'

export interface Ending {
  name: string
  run: () => Promise<unknown>
}

/** Milliseconds a step may take before the next one begins anyway. */
const patience = 15_000

/** Runs every step, one after the other, whatever happens to the ones before. */
export async function endInOrder(endings: Ending[], log: RequestLog) {
  for (const { name, run } of endings) {
    const timer = new AbortController()
    try {
      const late = sleep(patience, 'late', { signal: timer.signal }).catch(() => {})
      if ((await Promise.race([run(), late])) === 'late') log.warn({ reason: name }, 'did not end in time')
    } catch (error) {
      log.error({ reason: name, error: errorText(error) }, 'did not end well')
    } finally {
      timer.abort()
    }
  }
}

/**
 * The first SIGTERM or SIGINT ends in order, with code 0; a later second one exits at once. Ctrl-C under npm arrives
 * twice within moments, so repetitions in the first half second do not count. A bug nobody caught ends in order too.
 */
export function endOnSignals(end: () => Promise<void>, log: RequestLog) {
  let began = 0
  const finish = (code: number) => {
    if (began > 0) {
      if (Date.now() - began > 500) process.exit(130)
      return
    }
    began = Date.now()
    void end().finally(() => process.exit(code))
  }
  endWithNpm(() => began === 0 && finish(0))
  process.on('SIGTERM', () => finish(0))
  process.on('SIGINT', () => finish(0))
  process.on('uncaughtException', (error) => {
    log.error({ error: errorText(error) }, 'uncaught error, stopping')
    finish(1)
  })
  process.on('unhandledRejection', (error) => log.error({ error: errorText(error) }, 'unhandled rejection'))
}

/** npm hands SIGTERM to a shell that dies without passing it on: when that shell is gone, so is our reason to run. */
function endWithNpm(finish: () => unknown) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  const watch = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(watch)
    finish()
  }, 250)
  watch.unref()
}

/** Stops accepting, lets open requests finish for `grace` milliseconds, then cuts the rest. */
export async function drain(server: Server, grace = 10_000) {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()))
  server.closeIdleConnections()
  const idle = setInterval(() => server.closeIdleConnections(), 100)
  const cut = setTimeout(() => server.closeAllConnections(), grace)
  await closed
  clearInterval(idle)
  clearTimeout(cut)
}
