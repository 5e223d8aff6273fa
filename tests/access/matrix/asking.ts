/** Asks cells, several at a time, and keeps those that did not answer as the matrix says. */
import type { Meaning } from './cells.ts'

export interface Wrong {
  cell: string
  expected: Meaning
  got: string
}

export interface Tally {
  cells: number
  wrong: Wrong[]
}

/** Runs the jobs, `atOnce` of them at a time, in order. */
export async function inParallel<T>(jobs: Iterable<T>, atOnce: number, work: (job: T) => Promise<void>) {
  const waiting = jobs[Symbol.iterator]()
  const run = async () => {
    for (let next = waiting.next(); !next.done; next = waiting.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: atOnce }, run))
}

/** Asks again where the answer was that everybody is busy: that says nothing about who may what. */
export async function patiently<A extends { status: number }>(work: () => Promise<A>): Promise<A> {
  for (let tries = 1; ; tries++) {
    const answer = await work()
    if (answer.status !== 503 || tries === 5) return answer
    await new Promise((resolve) => setTimeout(resolve, 200 * tries))
  }
}

/** The jobs of each group apart from each other, so that those at work together seldom wait for the same rows. */
export function interleaved<T>(groups: T[][]): T[] {
  const longest = Math.max(...groups.map(({ length }) => length))
  return Array.from({ length: longest }, (_, at) => groups.flatMap((group) => group.slice(at, at + 1))).flat()
}

/** What failed, the same things put together. */
export function said({ wrong }: Tally): string[] {
  const groups = new Map<string, string[]>()
  for (const { cell, expected, got } of wrong) {
    const [what = '', who = ''] = cell.split(' by ')
    const key = `${what}: expected ${expected}, got ${got}`
    groups.set(key, [...(groups.get(key) ?? []), who])
  }
  return [...groups].map(([key, who]) => `${key} (${who.length}: ${who.slice(0, 3).join('; ')})`).slice(0, 60)
}
