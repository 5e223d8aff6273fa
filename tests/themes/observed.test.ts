// What colleagues saw, put under themes: who may, all themes at once, none twice, and the chain goes on from there.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { findSpine, findStart, listObservations } from '#app/chain/chain.server.ts'
import { Conflict } from '#app/access/problems.ts'
import { replayHistory } from '#app/history/verify-replay.server.ts'
import { newObservationForm } from '#app/observations/observation.ts'
import { createObservation } from '#app/observations/observations.server.ts'
import { findObserved, putUnderThemes } from '#app/themes/observed.server.ts'
import { archiveTheme, createTheme } from '#app/themes/themes.server.ts'
import { type World, makeWorld, statusOf } from '#tests/support/world.ts'

let w: World
let observation: string
let [queue, signs] = ['', '']
const theme = (name: string) =>
  w.as(w.lea, async (ctx) => (await createTheme(ctx, { name, description: null, words: null, ownerId: null })).id)
beforeAll(async () => {
  w = await makeWorld()
  queue = await theme('The queue')
  signs = await theme('The signs')
  const seen = { what: 'Three people stood before the wrong sign.', place: 'hall B', severity: '2' }
  observation = await w.as(
    w.cora,
    async (ctx) => (await createObservation(ctx, newObservationForm.parse({ ...emptyObservation, ...seen }))).id,
  )
})
afterAll(() => w.close())
const emptyObservation = {
  ...{ quote: '', journeyStepId: '', touchpointId: '', unitId: '', seenOn: '', seenTime: '', visitId: '' },
}

const version = () => w.as(w.lea, async (ctx) => (await findObserved(ctx, observation)).version)
const put = async (themeIds: string[], themeName: string | null = null, by = w.cora, at?: number) => {
  const form = { themeIds, themeName, version: at ?? (await version()) }
  return w.as(by, (ctx) => putUnderThemes(ctx, observation, form))
}
const under = () =>
  w.as(w.eva, async (ctx) =>
    (await findObserved(ctx, observation)).themes.filter(({ chosen }) => chosen).map(({ name }) => name),
  )

describe('an observation under themes', () => {
  test('stands under those that were chosen, and under a new one by its name', async () => {
    expect(await put([signs], 'Where to turn')).toEqual({ added: 2, gone: 0 })
    expect(await under()).toEqual(['The signs', 'Where to turn'])
    expect(await put([queue, signs], 'the queue')).toEqual({ added: 1, gone: 1 })
    expect(await under()).toEqual(['The queue', 'The signs'])
    const before = await version()
    expect(await put([queue, signs]), 'nothing new').toEqual({ added: 0, gone: 0 })
    expect(await version()).toBe(before)
  })
  test('leads on from there: a theme says that it was seen', async () => {
    const seen = await w.as(w.eva, async (ctx) => {
      const start = await findStart(ctx, 'theme', signs)
      return listObservations(ctx, start, await findSpine(ctx, start))
    })
    expect(JSON.stringify(seen)).toContain(observation)
  })
  test('is refused to who may not, to who saw an older version, and where a theme is not there', async () => {
    expect(await statusOf(put([queue], null, w.eva))).toBe(403)
    await expect(put([queue], null, w.cora, 1)).rejects.toBeInstanceOf(Conflict)
    expect(await statusOf(put([randomUUID()]))).toBe(404)
    const old = await theme('Old')
    await w.as(w.lea, (ctx) => archiveTheme(ctx, old, { reason: 'Merged', version: 1 }))
    await expect(put([old])).rejects.toThrow(/archived/)
    expect(await under()).toEqual(['The queue', 'The signs'])
    expect(await statusOf(w.as(w.otto, (ctx) => findObserved(ctx, observation)))).toBe(404)
  })
  test('is in the history, which replays to the same', async () => {
    const { rows } = await w.superuser.query(
      `select verb from history.event where subject_id = $1 and verb = 'observation.put-under-themes'`,
      [observation],
    )
    expect(rows).toHaveLength(2)
    const { problems } = await replayHistory({ id: w.ada.orgId, slug: 'bay', name: 'Bay' } as Parameters<
      typeof replayHistory
    >[0])
    expect(problems.filter((problem) => /observation|theme/i.test(problem))).toEqual([])
  })
})
