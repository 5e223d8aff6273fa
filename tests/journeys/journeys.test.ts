// Touchpoints and journeys: who may change them, what hangs on them, and what two people at once get.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Conflict } from '#app/access/problems.ts'
import { editJourneyForm, newJourneyForm } from '#app/journeys/journey.ts'
import {
  archiveJourney,
  createJourney,
  editJourney,
  findJourney,
  journeyListRules,
  journeyValues,
  listJourneys,
} from '#app/journeys/journeys.server.ts'
import { editTouchpointForm, newTouchpointForm } from '#app/journeys/touchpoint.ts'
import {
  archiveTouchpoint,
  createTouchpoint,
  editTouchpoint,
  findTouchpoint,
  listHappenings,
  listTouchpoints,
  touchpointListRules,
  touchpointValues,
} from '#app/journeys/touchpoints.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { type Ids, furnish } from '../support/furnished.ts'
import { type Person, type World, makeWorld, statusOf } from '../support/world.ts'
import { filled, refusalOf } from '../vision/vision-world.ts'

let w: World
let ids: Ids
beforeAll(async () => {
  w = await makeWorld()
  ids = (await furnish(w.superuser, { id: w.ada.orgId, slug: 'bay' })).ids
})
afterAll(() => w.close())

const addTouchpoint = async (fields: Record<string, string>, who: Person = w.lea) => {
  const form = filled(newTouchpointForm, { channel: 'phone', ...fields })
  return (await w.as(who, (ctx) => createTouchpoint(ctx, form))).id
}
const addJourney = async (fields: Record<string, string>, who: Person = w.lea) =>
  (await w.as(who, (ctx) => createJourney(ctx, filled(newJourneyForm, fields)))).id

describe('a touchpoint', () => {
  test('is added by leaders only, under a name of its own', async () => {
    await addTouchpoint({ name: 'Bag drop' })
    for (const who of [w.bo, w.cora, w.eva]) expect(await statusOf(addTouchpoint({ name: 'X' }, who))).toBe(403)
    expect((await refusalOf(addTouchpoint({ name: 'bag DROP' }))).errors.name).toMatch(/touchpoint with this name/)
    expect(await statusOf(addTouchpoint({ name: 'Y', ownerId: randomUUID() }))).toBe(404)
  })

  test('is edited and archived by its owner too, and by nobody else', async () => {
    const id = await addTouchpoint({ name: 'Gate', ownerId: w.bo.memberId })
    const edit = (who: Person, version: string) =>
      w.as(who, async (ctx) => {
        const values = touchpointValues(await findTouchpoint(ctx, id))
        await editTouchpoint(ctx, id, filled(editTouchpointForm, { ...values, description: 'Seats', version }))
      })
    expect(await statusOf(edit(w.ben, '1'))).toBe(403)
    await edit(w.bo, '1')
    await expect(edit(w.lea, '1')).rejects.toBeInstanceOf(Conflict)
    const archive = (who: Person, version: number) =>
      w.as(who, (ctx) => archiveTouchpoint(ctx, id, { reason: null, version }))
    expect(await statusOf(archive(w.eva, 2))).toBe(403)
    expect(await archive(w.bo, 2)).toEqual({ archived: true })
    expect((await refusalOf(edit(w.bo, '3'))).message).toMatch(/archived/)
    expect(await archive(w.lea, 3)).toEqual({ archived: false })
  })

  test('shows what hangs on it, and the list counts the same', async () => {
    const there = await w.as(w.eva, (ctx) => listHappenings(ctx, ids.touchpoint))
    const found = Object.fromEntries(Object.entries(there).map(([kind, { rows }]) => [kind, rows.map(({ id }) => id)]))
    expect(found).toEqual({
      steps: [ids.step, ids.toBeStep],
      posts: [ids.post],
      observations: expect.arrayContaining([ids.observation]),
      gaps: [ids.gap],
    })
    const { rows } = await w.as(w.eva, (ctx) =>
      listTouchpoints(ctx, readListQuery(`/x?channel=phone&owner=${ids.holder}`, touchpointListRules)),
    )
    expect(rows.map(({ id, stepCount, gapCount }) => ({ id, stepCount, gapCount }))).toEqual([
      { id: ids.touchpoint, stepCount: 2, gapCount: 1 },
    ])
  })
})

describe('a journey', () => {
  test('is added by leaders, and edited and archived by its owner too', async () => {
    expect(await statusOf(addJourney({ name: 'X' }, w.bo))).toBe(403)
    const id = await addJourney({ name: 'Departing passenger', personaId: ids.persona, ownerId: w.bo.memberId })
    const edit = (who: Person, version: string) =>
      w.as(who, async (ctx) => {
        const values = journeyValues(await findJourney(ctx, id))
        await editJourney(ctx, id, filled(editJourneyForm, { ...values, name: 'Departing', version }))
      })
    expect(await statusOf(edit(w.ben, '1'))).toBe(403)
    await edit(w.bo, '1')
    await expect(edit(w.lea, '1')).rejects.toBeInstanceOf(Conflict)
    const archive = (who: Person, version: number) =>
      w.as(who, (ctx) => archiveJourney(ctx, id, { reason: 'Merged', version }))
    expect(await statusOf(archive(w.cora, 2))).toBe(403)
    expect(await archive(w.bo, 2)).toEqual({ archived: true })
    expect(await archive(w.bo, 3)).toEqual({ archived: false })
    expect(await statusOf(w.as(w.otto, (ctx) => findJourney(ctx, id)))).toBe(404)
  })

  test('is listed with its maps in force and its open gaps', async () => {
    const { rows } = await w.as(w.eva, (ctx) =>
      listJourneys(ctx, readListQuery(`/x?kpi=${ids.kpi}&sort=-gaps`, journeyListRules)),
    )
    expect(rows).toMatchObject([{ id: ids.journey, asIs: 1, toBe: 1, stepCount: 1, gapCount: 1 }])
  })
})
