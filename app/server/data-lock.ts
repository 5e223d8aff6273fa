/** Says which process owns a data directory, so that its embedded database is started and stopped by one process only. */
import { randomBytes } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'

interface Holder {
  pid: number
  /** When that process began, as the system tells it: process ids are used again, beginnings are not. */
  began: string
}

const lockFile = (dataDir: string) => path.join(dataDir, 'owner.lock')

/** When a living process began, or nothing if there is no such process. */
export function processBegan(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    const afterName = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return afterName[0] === 'Z' ? undefined : afterName[19]
  } catch {
    return process.platform === 'linux' ? undefined : beganSaysPs(pid)
  }
}

function beganSaysPs(pid: number): string | undefined {
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined
  } catch {
    return undefined
  }
}

/** Takes the directory for this process; false when another living process has it. A dead owner's lock is replaced. */
export function takeDataDir(dataDir: string): boolean {
  mkdirSync(dataDir, { recursive: true })
  const file = lockFile(dataDir)
  const mine = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`
  writeFileSync(mine, JSON.stringify({ pid: process.pid, began: processBegan(process.pid) ?? '' } satisfies Holder))
  try {
    for (let attempt = 0; attempt < 5; attempt++) {
      if (linked(mine, file)) return true
      const seen = contents(file)
      if (seen !== undefined && isHeld(seen)) return false
      clearStale(file, seen)
    }
    return false
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Gives the directory back, if this process has it. */
export function releaseDataDir(dataDir: string) {
  const holder = parseHolder(contents(lockFile(dataDir)))
  if (holder?.pid === process.pid) rmSync(lockFile(dataDir), { force: true })
}

/** Whether a living process, this one included, owns the directory. */
export function dataDirTaken(dataDir: string): boolean {
  const seen = contents(lockFile(dataDir))
  return seen !== undefined && isHeld(seen)
}

/** Moves a dead owner's lock away; if somebody else replaced it in the meantime, theirs is put back. */
function clearStale(file: string, seen: string | undefined) {
  const aside = `${file}.stale.${process.pid}`
  try {
    renameSync(file, aside)
  } catch {
    return
  }
  if (contents(aside) !== seen) linked(aside, file)
  rmSync(aside, { force: true })
}

function isHeld(text: string): boolean {
  const holder = parseHolder(text)
  return holder !== undefined && processBegan(holder.pid) === holder.began
}

function parseHolder(text: string | undefined): Holder | undefined {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as Holder)
  } catch {
    return undefined
  }
}

function contents(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
