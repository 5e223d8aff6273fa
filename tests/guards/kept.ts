/**
 * What runs before found, so that a long run can go on where it was stopped: a line for each guard, written when it was switched off. It
 * counts for as long as the entry, the files it edits and the tests it names read the same.
 */
import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import type { Guard } from './guards.ts'
import type { Proof } from './table.ts'

type Line = Omit<Proof, 'guard'> & { fingerprint: string }

export interface Kept {
  /** What was found of this very guard; undefined: nothing yet, or not that it is needed. */
  of(guard: Guard): Proof | undefined
  add(proof: Proof): void
}

/** `root` is the copy of the tree as it is before anything is switched off. */
export function keptProofs(place: string, root: string): Kept {
  const lines = existsSync(place) ? readFileSync(place, 'utf8').split('\n').filter(Boolean) : []
  const found = new Map(lines.map(readLine).map((line) => [line.fingerprint, line]))
  const prints = new Map<Guard, string>()
  const printOf = (guard: Guard) => {
    const known = prints.get(guard) ?? fingerprint(root, guard)
    prints.set(guard, known)
    return known
  }
  return {
    of(guard) {
      const line = found.get(printOf(guard))
      if (!line || line.kind === 'unnoticed' || line.kind === 'wrong') return undefined
      const { fingerprint: _, ...proof } = line
      return { guard, ...proof }
    },
    add({ guard, ...proof }) {
      const line: Line = { fingerprint: printOf(guard), ...proof }
      found.set(line.fingerprint, line)
      mkdirSync(path.dirname(place), { recursive: true })
      appendFileSync(place, `${JSON.stringify(line)}\n`)
    },
  }
}

/** A line that a killed run left unfinished says nothing. */
function readLine(text: string): Line {
  try {
    return JSON.parse(text) as Line
  } catch {
    return { fingerprint: '', kind: 'wrong' }
  }
}

export function fingerprint(root: string, guard: Guard): string {
  const { file, more = [], second, test } = guard
  const edited = [file, ...more.map((edit) => edit.file), ...(typeof second === 'object' ? [second.file] : [])]
  const hash = createHash('sha256').update(JSON.stringify({ ...guard, routes: undefined }))
  for (const name of [...new Set([...edited, ...test.split(' ').flatMap((place) => filesIn(root, place))])].sort())
    hash.update(`\0${name}\0`).update(existsSync(path.join(root, name)) ? readFileSync(path.join(root, name)) : '')
  return hash.digest('hex')
}

function filesIn(root: string, place: string): string[] {
  const at = path.join(root, place)
  if (!existsSync(at) || !statSync(at).isDirectory()) return [place]
  return readdirSync(at).flatMap((name) => filesIn(root, `${place}/${name}`))
}
