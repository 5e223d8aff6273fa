// Promise A6: whatever people of two organisations do in whatever order, what must never happen does not.
import fc from 'fast-check'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type World, makeWorld } from '../support/world.ts'
import { type Tally, commandNames, history, makeWatcher, play } from './random-world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const runs = Number(process.env.RANDOM_RUNS ?? 200)
const steps = 30 // 40 in the longer run

test(`${runs} random histories of ${steps} commands keep every rule`, { timeout: 600_000 }, async () => {
  const tally: Tally = new Map()
  const seed = Date.now() % 1_000_000
  const seen = { moments: 0, standings: 0, events: 0 }
  const began = Date.now()
  // Two at a time: while one waits for the database the other plans.
  const lane = async (numRuns: number, seed: number) => {
    const superuser = new pg.Client({ connectionString: w.urls.superuserUrl })
    await superuser.connect()
    const watcher = await makeWatcher(superuser)
    let run = 0
    await fc
      .assert(
        fc.asyncProperty(history(steps), async (steps) => {
          const judgeEvery = run++ % 10 === 0 ? 13 : 0
          const of = await play(superuser, watcher, steps, { judgeEvery, moments: 6, tally })
          for (const key of ['moments', 'standings', 'events'] as const) seen[key] += of[key]
        }),
        { numRuns, seed, endOnFailure: true },
      )
      .finally(() => superuser.end())
    return watcher.tracked
  }
  const [tables] = await Promise.all([lane(Math.ceil(runs / 2), seed), lane(Math.floor(runs / 2), seed + 1)])
  const all = [...tally.values()].flatMap((answers) => [...answers])
  const sum = (wanted: (answer: string) => boolean) =>
    all.reduce((total, [answer, n]) => total + (wanted(String(answer)) ? n : 0), 0)
  console.log(
    `${runs} histories, seed ${seed}, ${((Date.now() - began) / 1000).toFixed(0)} s: ${sum(() => true)} commands, ` +
      `${sum((a) => a === 'done')} done, ${sum((a) => a === 'nothing')} with nothing to do, ${sum((a) => /\d/.test(a))} refused; ` +
      `${seen.events} events, ${seen.moments} past moments of ${tables} tables and ${seen.standings} standings compared: 0 broken`,
  )
  // A command that is never done, or never refused, would make all of this say little.
  if (runs >= 100)
    for (const name of commandNames) {
      const answers = tally.get(name) ?? new Map()
      expect(answers.get('done') ?? 0, `${name} done`).toBeGreaterThan(0)
      expect(
        [404, 403, 409, 422].reduce((n, status) => n + (answers.get(status as 404) ?? 0), 0),
        `${name} refused`,
      ).toBeGreaterThan(0)
    }
})
