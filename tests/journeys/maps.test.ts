// Maps of journeys: their versions, what may be changed on them and by whom, and what two people at once get.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Context } from '#app/access/context.server.ts'
import { Conflict } from '#app/access/problems.ts'
import { newJourneyForm } from '#app/journeys/journey.ts'
import {
  editPhaseForm,
  editStepForm,
  newMapForm,
  newPhaseForm,
  newStepForm,
  phasePositionForm,
  stepCopiesForm,
  stepPositionForm,
  stepRatingForm,
  stepWordsForm,
} from '#app/journeys/journey-map.ts'
import { createJourney } from '#app/journeys/journeys.server.ts'
import { findMap, findStep, listPhases, listRemoved } from '#app/journeys/map-page.server.ts'
import { archiveMap, createMap, listMaps, makeMapCurrent } from '#app/journeys/maps.server.ts'
import { archivePhase, createPhase, editPhase, movePhase } from '#app/journeys/phases.server.ts'
import { copyStepsInto } from '#app/journeys/step-copies.server.ts'
import { archiveStep, createStep, editStep, editStepWords, moveStep, rateStep } from '#app/journeys/steps.server.ts'
import { type Ids, furnish } from '../support/furnished.ts'
import { type Person, type World, makeWorld, statusOf } from '../support/world.ts'
import { filled, refusalOf } from '../vision/vision-world.ts'

let w: World
let ids: Ids
let journey: string
let map: string
let phases: string[]
let steps: string[]
let n = 0
beforeAll(async () => {
  w = await makeWorld()
  ids = (await furnish(w.superuser, { id: w.ada.orgId, slug: 'bay' })).ids
})
afterAll(() => w.close())

/** A journey of Bo's with an as-is map: two phases, the first with three steps. */
beforeEach(async () => {
  await w.as(w.lea, async (ctx) => {
    const form = filled(newJourneyForm, { name: `Journey ${++n}`, ownerId: w.bo.memberId })
    journey = (await createJourney(ctx, form)).id
    map = (await createMap(ctx, journey, filled(newMapForm, { kind: 'as-is' }))).id
    phases = []
    steps = []
    for (const name of ['Arrive', 'Leave'])
      phases.push((await createPhase(ctx, journey, map, filled(newPhaseForm, { name }))).id)
    for (const name of ['Kerb', 'Hall', 'Counter'])
      steps.push((await createStep(ctx, journey, map, filled(newStepForm, { name, phaseId: phases[0]! }))).id)
  })
})

const order = (id = map, who = w.eva) =>
  w.as(who, async (ctx) =>
    (await listPhases(ctx, { id })).map((phase) =>
      `${phase.name}: ${phase.steps.map(({ name }) => name).join(' ')}`.trim(),
    ),
  )
const as = <T>(who: Person, work: (ctx: Context) => Promise<T>) => w.as(who, work)
const draw = (fields: Record<string, string>, who = w.bo) =>
  as(who, (ctx) => createMap(ctx, journey, filled(newMapForm, fields)))

describe('phases and steps', () => {
  test('are added in their order, behind another one, by the owner and nobody else', async () => {
    await as(w.bo, (ctx) => createPhase(ctx, journey, map, filled(newPhaseForm, { name: 'Wait', after: phases[0]! })))
    const step = { name: 'Door', phaseId: phases[0]!, after: steps[0]! }
    await as(w.bo, (ctx) => createStep(ctx, journey, map, filled(newStepForm, step)))
    expect(await order()).toEqual(['Arrive: Kerb Door Hall Counter', 'Wait:', 'Leave:'])
    for (const who of [w.ben, w.cora, w.eva])
      expect(await statusOf(as(who, (ctx) => createStep(ctx, journey, map, filled(newStepForm, step))))).toBe(403)
    const foreign = filled(newStepForm, { ...step, phaseId: ids.phase })
    expect(await statusOf(as(w.bo, (ctx) => createStep(ctx, journey, map, foreign)))).toBe(404)
    expect(await statusOf(as(w.otto, (ctx) => createStep(ctx, journey, map, filled(newStepForm, step))))).toBe(404)
  })

  test('move to any place, and a move changes no other row', async () => {
    const move = (id: string, phaseId: string, place: string, version: string, who = w.bo) =>
      as(who, (ctx) => moveStep(ctx, id, filled(stepPositionForm, { phaseId, place, version })))
    expect(await statusOf(move(steps[2]!, phases[0]!, '1', '1', w.ben))).toBe(403)
    await move(steps[2]!, phases[0]!, '1', '1')
    await move(steps[0]!, phases[1]!, '9', '1')
    expect(await order()).toEqual(['Arrive: Counter Hall', 'Leave: Kerb'])
    await expect(move(steps[2]!, phases[0]!, '2', '1')).rejects.toBeInstanceOf(Conflict)
    // Again and again to the same place, until there is no room between two positions.
    for (let version = 1; version <= 24; version++) await move(steps[1]!, phases[version % 2]!, '1', String(version))
    expect(await order()).toEqual(['Arrive: Hall Counter', 'Leave: Kerb'])
    await as(w.bo, (ctx) => movePhase(ctx, phases[1]!, filled(phasePositionForm, { place: '1', version: '1' })))
    expect(await order()).toEqual(['Leave: Kerb', 'Arrive: Hall Counter'])
  })

  test('are named anew by one of two at once; the other sees both versions', async () => {
    const name = (words: string, version: string, who = w.bo) =>
      as(who, (ctx) => editStepWords(ctx, steps[0]!, filled(stepWordsForm, { name: words, description: '', version })))
    expect(await statusOf(name('Kerbside', '1', w.cora))).toBe(403)
    await name('Kerbside', '1')
    const conflict = await name('Drop-off', '1', w.lea).catch((problem: unknown) => problem)
    expect(conflict).toBeInstanceOf(Conflict)
    expect(conflict).toMatchObject({ now: { name: 'Kerbside' }, version: 2, by: 'Bo Quay' })
    const phase = (version: string) =>
      as(w.bo, (ctx) => editPhase(ctx, phases[0]!, filled(editPhaseForm, { name: 'Arriving', version })))
    await phase('1')
    await expect(phase('1')).rejects.toBeInstanceOf(Conflict)
  })

  test('carry a touchpoint, an owner and KPIs that are there', async () => {
    const edit = (fields: Record<string, string>, version: string) =>
      as(w.bo, (ctx) => editStep(ctx, steps[0]!, filled(editStepForm, { name: 'Kerb', version, ...fields })))
    await edit({ touchpointId: ids.touchpoint, kpiIds: ids.kpi }, '1')
    const found = await as(w.eva, (ctx) => findStep(ctx, steps[0]!))
    expect(found.shown).toMatchObject({
      touchpoint: { id: ids.touchpoint },
      kpis: [{ id: ids.kpi }],
      ownerId: ids.holder,
    })
    await edit({ kpiIds: ids.spareKpi }, '2')
    expect((await as(w.eva, (ctx) => findStep(ctx, steps[0]!))).shown.kpis.map(({ id }) => id)).toEqual([ids.spareKpi])
    expect(await statusOf(edit({ touchpointId: ids.kpi }, '3'))).toBe(404)
  })

  test('are removed and come back where they were', async () => {
    const archive = (version: number, who = w.bo) =>
      as(who, (ctx) => archiveStep(ctx, steps[1]!, { reason: null, version }))
    expect(await statusOf(archive(1, w.ben))).toBe(403)
    await archive(1)
    expect(await order()).toEqual(['Arrive: Kerb Counter', 'Leave:'])
    expect((await as(w.bo, (ctx) => listRemoved(ctx, map))).map(({ id }) => id)).toEqual([steps[1]])
    const phase = (version: number) => as(w.bo, (ctx) => archivePhase(ctx, phases[0]!, { reason: null, version }))
    await phase(1)
    expect(await order()).toEqual(['Leave:'])
    expect((await refusalOf(archive(2))).message).toMatch(/phase “Arrive” was removed/)
    await phase(2)
    await archive(2)
    expect(await order()).toEqual(['Arrive: Kerb Hall Counter', 'Leave:'])
  })
})

describe('a rating', () => {
  const rate = (who: Person, fields: Record<string, string>, id = steps[0]!, version = '1') =>
    as(who, (ctx) => rateStep(ctx, id, filled(stepRatingForm, { evidenceGrade: 'assumed', version, ...fields })))

  test('is given by leaders, the journey’s owner and the process owner, with what it rests on', async () => {
    for (const who of [w.ben, w.cora, w.eva]) expect(await statusOf(rate(who, { success: '4' }))).toBe(403)
    expect((await refusalOf(rate(w.bo, { success: '4', evidenceGrade: 'observed' }))).errors.ratingNote).toMatch(
      /rests on/,
    )
    await rate(w.bo, { success: '4', emotion: '2' })
    const edit = filled(editStepForm, { name: 'Kerb', ownerId: w.cora.memberId, version: '2' })
    await as(w.bo, (ctx) => editStep(ctx, steps[0]!, edit))
    await rate(w.cora, { effort: '5', evidenceGrade: 'observed', ratingNote: 'Stood there on Friday.' }, steps[0], '3')
    const { shown } = await as(w.eva, (ctx) => findStep(ctx, steps[0]!))
    expect(shown).toMatchObject({ grade: 'observed', ratings: { success: null, effort: { value: 5, from: 'hand' } } })
  })

  test('comes from feedback where a post that covers the step asks for it, in the next version too', async () => {
    const shown = async (id: string) => (await as(w.eva, (ctx) => findStep(ctx, id))).shown
    const day = new Date(Date.now() - 5 * 86_400_000).toISOString().slice(0, 10)
    await w.superuser.query(
      `insert into score_day (org_id, question_id, facet, facet_key, day, n, total, squares, promoters, detractors, top)
       values ($1, $2, 'all', '', $3, 39, 386, 3900, 30, 0, 0)`,
      [w.ada.orgId, ids.scoreQuestion, day],
    )
    // With the furnished answer of 4: 390 over 40 on a scale from 0 to 10.
    expect((await shown(ids.step)).ratings.success).toEqual({ value: 4.9, from: 'feedback', n: 40 })
    expect((await shown(ids.step)).grade).toBe('measured')
    expect((await shown(ids.toBeStep)).ratings.success).toEqual({ value: 3, from: 'hand', n: 0 })
    const copy = { kind: 'as-is', copyOfId: ids.asIsMap, reason: 'New terminal' }
    const next = await as(w.lea, (ctx) => createMap(ctx, ids.journey, filled(newMapForm, copy)))
    const [phase] = await as(w.eva, (ctx) => listPhases(ctx, next))
    expect(phase!.steps[0]).toMatchObject({ observations: 1, gaps: 1, ratings: { success: { n: 40 } } })
    expect(phase!.steps[0]!.posts.map(({ id }) => id)).toEqual([ids.post])
  })
})

describe('versions', () => {
  test('of the future begin as a copy of the present, keeping lines and forgetting evidence', async () => {
    await as(w.bo, (ctx) =>
      rateStep(
        ctx,
        steps[0]!,
        filled(stepRatingForm, { emotion: '2', evidenceGrade: 'observed', ratingNote: 'Seen', version: '1' }),
      ),
    )
    const { id } = await draw({ kind: 'to-be', copyOfId: map })
    expect(await order(id)).toEqual(await order())
    const [first] = (await as(w.eva, (ctx) => listPhases(ctx, { id })))[0]!.steps
    expect(first).toMatchObject({ lineId: steps[0], cameFromId: steps[0], evidenceGrade: 'assumed', ratingNote: '' })
    expect(first!.ratings.emotion).toMatchObject({ value: 2 })
  })

  test('one is current at most; the one before is superseded and closed', async () => {
    const current = (id: string, version: string, who = w.bo) =>
      as(who, (ctx) => makeMapCurrent(ctx, journey, id, { version: Number(version) }))
    expect(await statusOf(current(map, '1', w.ben))).toBe(403)
    await current(map, '1')
    expect((await refusalOf(current(map, '2'))).message).toMatch(/current already/)
    expect((await refusalOf(draw({ kind: 'as-is', copyOfId: map }))).errors.reason).toMatch(/why/)
    const { id } = await draw({ kind: 'as-is', copyOfId: map, reason: 'After the rebuild' })
    await current(id, '1')
    const states = (await as(w.eva, (ctx) => listMaps(ctx, journey))).map(({ number, state }) => [number, state])
    expect(states).toEqual([
      [2, 'current'],
      [1, 'superseded'],
    ])
    const words = filled(stepWordsForm, { name: 'X', description: '', version: '1' })
    expect((await refusalOf(as(w.bo, (ctx) => editStepWords(ctx, steps[0]!, words)))).message).toMatch(/superseded/)
    const archive = (which: string, version: number, who = w.bo) =>
      as(who, (ctx) => archiveMap(ctx, journey, which, { reason: null, version }))
    expect((await refusalOf(archive(id, 2))).message).toMatch(/current/)
    expect(await statusOf(archive(map, 3, w.eva))).toBe(403)
    expect(await archive(map, 3)).toEqual({ archived: true })
    expect(await statusOf(as(w.otto, (ctx) => findMap(ctx, journey, id)))).toBe(404)
  })

  test('two made current at once leave one', async () => {
    const { id } = await draw({ kind: 'as-is', copyOfId: map, reason: 'Again' })
    const results = await Promise.allSettled(
      [map, id].map((which) => as(w.bo, (ctx) => makeMapCurrent(ctx, journey, which, { version: 1 }))),
    )
    const states = (await as(w.eva, (ctx) => listMaps(ctx, journey))).map(({ state }) => state)
    expect(states.filter((state) => state === 'current')).toHaveLength(1)
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(1)
  })
})

describe('copies between maps', () => {
  test('come from any map of the organisation, keep words and KPIs, and leave ratings of another journey behind', async () => {
    const copy = (fields: Record<string, string>, who = w.bo) =>
      as(who, (ctx) => copyStepsInto(ctx, journey, map, filled(stepCopiesForm, fields)))
    const into = { stepIds: ids.step, phaseId: phases[1]! }
    expect(await statusOf(copy(into, w.ben))).toBe(403)
    const { ids: made } = await copy(into)
    const found = await as(w.eva, (ctx) => findStep(ctx, made[0]!))
    expect(found.shown).toMatchObject({
      ...{ cameFromId: ids.step, lineId: made[0], ratings: { success: null }, touchpoint: { id: ids.touchpoint } },
      kpis: [{ id: ids.kpi }],
    })
    expect((await refusalOf(copy({ phaseId: phases[1]! }))).errors.stepIds).toMatch(/at least one/)
    expect(await statusOf(copy({ ...into, stepIds: ids.kpi }))).toBe(404)
    // Within the map it is another step, of a line of its own.
    const again = await copy({ stepIds: steps[0]!, phaseId: phases[0]!, after: steps[0]! })
    expect((await as(w.eva, (ctx) => findStep(ctx, again.ids[0]!))).shown.lineId).toBe(again.ids[0])
    expect(await order()).toEqual(['Arrive: Kerb Kerb Hall Counter', expect.stringMatching(/^Leave: journey_step/)])
  })
})
