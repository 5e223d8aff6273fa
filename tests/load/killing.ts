/** Keeps processes running as a service manager does, so that a script may kill them with kill -9 whenever it likes. */
import type { ChildProcess } from 'node:child_process'
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { RunningApp } from '#tests/support/app.ts'

export interface Kept {
  kill(): void
  /** Ends it in order, for good. */
  stop(): Promise<void>
}

/** Starts it again whenever it ends, as often as that takes. */
export function keepRunning(first: RunningApp, start: () => Promise<RunningApp>): Kept {
  let current = first
  let stopping = false
  let keeping: Promise<void> = Promise.resolve()
  const watch = (app: RunningApp) => {
    keeping = ended(app.process).then(async () => {
      await app.stop() // it is dead; this removes what it left behind
      while (!stopping) {
        const next = await start().catch(() => null)
        if (!next) {
          await sleep(200)
          continue
        }
        current = next
        watch(next)
        return
      }
    })
  }
  watch(first)
  const stop = async () => {
    stopping = true
    await current.stop()
    await keeping
    await current.stop() // it may just have been started
  }
  return { kill: () => void current.process.kill('SIGKILL'), stop }
}

const ended = (child: ChildProcess) =>
  new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('exit', () => resolve())
  })

/** Kills the PostgreSQL of a rig's directory, every process of it at once. Gives how many there were: none while it is down. */
export function killPostgres(directory: string): number {
  const { data } = JSON.parse(readFileSync(path.join(directory, 'postgres.json'), 'utf8')) as { data: string }
  const postmaster = pidIn(path.join(data, 'postmaster.pid'))
  if (!postmaster || workingDirectory(postmaster) !== data) return 0
  const all = [postmaster, ...childrenOf(postmaster)]
  return all.filter((pid) => killed(pid)).length
}

function pidIn(file: string): number | undefined {
  try {
    return Number.parseInt(readFileSync(file, 'utf8'), 10) || undefined
  } catch {
    return undefined
  }
}

function workingDirectory(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return undefined
  }
}

function childrenOf(parent: number): number[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return pids.map(Number).filter((pid) => {
    try {
      // `pid (name) state ppid …`, and the name may hold anything.
      const after = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!
      return Number(after.split(' ')[1]) === parent
    } catch {
      return false
    }
  })
}

function killed(pid: number): boolean {
  try {
    return process.kill(pid, 'SIGKILL')
  } catch {
    return false
  }
}
