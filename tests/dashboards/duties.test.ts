import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { completeActionItem } from '#app/action-plans/action-items.server.ts'
import { acknowledgePlanUpdate } from '#app/action-plans/plan-updates.server.ts'
import { acceptInitiative, moveInitiative } from '#app/initiatives/initiatives.server.ts'
import { countDecisions, countDuties, listDecisions, listDuties } from '#app/dashboards/duties.server.ts'
import { listComingDuties, listFirstSteps, listUpdateQuestions } from '#app/dashboards/duties-page.server.ts'
import { loader } from '#app/dashboards/routes/duties.tsx'
import { recordKpiValues } from '#app/kpis/kpi-values.server.ts'
import { newVisionForm } from '#app/vision/vision.ts'
import { createVision, proposeVision } from '#app/vision/visions.server.ts'
import { statements } from './statements.ts'
import { argsFor, statusOf } from '../support/world.ts'
import { type StrategyWorld, day, dayText, filled, strategyWorld } from './strategy-world.ts'

let world: StrategyWorld
beforeAll(async () => {
  world = await strategyWorld()
})
afterAll(() => world.close())

type Who = 'ada' | 'lea' | 'bo' | 'ben' | 'cora' | 'eva'
const duties = (who: Who, days: number) => world.as(world[who], (ctx) => listDuties(ctx), day(days))
const kinds = async (who: Who, days: number) => (await duties(who, days)).map(({ kind }) => kind)
const count = (who: Who, days: number) => world.as(world[who], (ctx) => countDuties(ctx), day(days))

describe('what a business owner owes', () => {
  it('begins when it comes near: items two weeks, updates a week, values when their period is over', async () => {
    expect(await kinds('bo', -5)).toEqual([])
    expect(await kinds('bo', 0)).toEqual(['action item'])
    expect(await kinds('bo', 23)).toEqual(['action item'])
    expect(await kinds('bo', 24)).toEqual(['action item', 'plan update'])
    expect(await kinds('bo', 35)).toContain('KPI value')
    expect(await kinds('bo', 29)).not.toContain('KPI value')
    expect(await kinds('bo', 30)).toContain('persona review')
  })

  it('is nobody else’s', async () => {
    expect(await kinds('ben', 40)).toEqual([])
    expect(await kinds('cora', 40)).toEqual([])
    const other = await world.as(world.otto, (ctx) => listDuties(ctx), day(40))
    expect(other).toEqual([])
  })

  it('says why, by when and where', async () => {
    const [item, update] = await duties('bo', 36)
    expect(item).toMatchObject({
      kind: 'action item',
      title: 'Walk the hall',
      dueOn: dayText(10),
      why: 'In the plan “New signs in hall A”.',
    })
    expect(update).toMatchObject({
      kind: 'plan update',
      id: world.ids.plan,
      href: `/bay/action-plans/${world.ids.plan}`,
    })
    expect(update!.why).toBe('Your plan has had no update yet: it is 5 days late.')
  })

  it('is counted as it is listed, for everybody and on any day', async () => {
    for (const who of ['ada', 'lea', 'bo', 'ben', 'cora', 'eva'] as const)
      for (const days of [0, 20, 24, 28, 29, 30, 33, 36, 60, 400])
        expect([who, days, await count(who, days)]).toEqual([who, days, (await duties(who, days)).length])
  })

  it('an item that waits for another says so', async () => {
    const blocker = await world.addItem(world.ids.plan, {
      title: 'Order the signs',
      ownerId: world.ben.memberId,
      dueOn: dayText(300),
    })
    const waiting = await world.addItem(world.ids.plan, {
      title: 'Hang them',
      dueOn: dayText(12),
      blockedById: blocker,
    })
    const find = async () => (await duties('bo', 0)).find(({ id }) => id === waiting)
    expect(await find()).toMatchObject({
      blocked: true,
      why: 'In the plan “New signs in hall A”. It waits for “Order the signs”, which is with Ben Reed.',
    })
    await world.as(world.ben, (ctx) => completeActionItem(ctx, blocker), day(1))
    expect(await find()).toMatchObject({ blocked: false })
    await world.as(world.bo, (ctx) => completeActionItem(ctx, waiting), day(1))
    expect(await find()).toBeUndefined()
  })

  it('ends with the value recorded', async () => {
    const [value] = (await duties('bo', 40)).filter(({ kind }) => kind === 'KPI value')
    expect(value).toMatchObject({ period: '2026-03-01', lastValue: null })
    await world.as(
      world.bo,
      (ctx) => recordKpiValues(ctx, world.ids.kpi, [{ period: '2026-03-01', value: 61 }]),
      day(40),
    )
    expect(await kinds('bo', 40)).not.toContain('KPI value')
    expect(await kinds('bo', 63)).toContain('KPI value')
  })
})

describe('what waits for somebody’s word', () => {
  it('an update waits for the reviewer until it is read, and only the newest one', async () => {
    const first = await world.update(world.ids.plan, 0, {}, 1)
    expect(await kinds('eva', 1)).toEqual(['acknowledgement'])
    const second = await world.update(world.ids.plan, 1, { sentence: 'Twenty signs hang.', helpWanted: 'A ladder.' }, 2)
    const waiting = await duties('eva', 2)
    expect(waiting.map(({ id }) => id)).toEqual([second.id])
    expect(waiting[0]).toMatchObject({
      why: 'Bo Quay wrote today: “Twenty signs hang.”',
      helpWanted: 'A ladder.',
      dueOn: dayText(2),
    })
    expect(first.id).not.toBe(second.id)
    await world.as(world.eva, (ctx) => acknowledgePlanUpdate(ctx, world.ids.plan, second.id), day(2))
    expect(await kinds('eva', 2)).toEqual([])
  })

  it('an owner is asked to accept; others are not', async () => {
    const id = await world.addInitiative('Quieter gates', { ownerId: world.ben.memberId })
    const plan = await world.addPlan(id, { name: 'Fewer calls', ownerId: world.ben.memberId })
    expect((await duties('ben', 0)).map(({ kind, id }) => [kind, id])).toEqual([
      ['initiative acceptance', id],
      ['plan acceptance', plan],
    ])
    expect(await kinds('cora', 0)).toEqual([])
    await world.as(world.ben, (ctx) => acceptInitiative(ctx, id, 1), day(0))
    expect(await kinds('ben', 0)).toEqual(['plan acceptance'])
  })

  it('proposals wait for those who may decide, and for nobody else', async () => {
    const id = await world.addInitiative('A lane for the slow', { ownerId: world.ben.memberId })
    await world.as(world.lea, (ctx) => moveInitiative(ctx, id, { to: 'proposed', reason: null, version: 1 }), day(0))
    const vision = await world.as(
      world.lea,
      (ctx) => createVision(ctx, filled(newVisionForm, { statement: 'Everyone finds their way.' })),
      day(0),
    )
    await world.as(world.lea, (ctx) => proposeVision(ctx, vision.id, { version: 1 }), day(0))
    const asked = ['vision ratification', 'initiative approval']
    for (const who of ['ada', 'lea', 'eva'] as const)
      expect((await kinds(who, 0)).filter((kind) => asked.includes(kind))).toEqual(asked)
    for (const who of ['bo', 'ben', 'cora'] as const)
      expect((await kinds(who, 0)).filter((kind) => asked.includes(kind))).toEqual([])
    const decisions = await world.as(world.eva, (ctx) => listDecisions(ctx), day(0))
    expect(decisions.map(({ kind }) => kind)).toEqual(asked)
    expect(await world.as(world.eva, (ctx) => countDecisions(ctx), day(0))).toBe(2)
    expect(await world.as(world.cora, (ctx) => countDecisions(ctx), day(0))).toBe(0)
  })
})

describe('the page', () => {
  it('asks the update form’s questions in one statement', async () => {
    const questions = await world.as(world.bo, (ctx) => listUpdateQuestions(ctx, [world.ids.plan]), day(3))
    expect(questions.get(world.ids.plan)).toMatchObject({
      count: 2,
      last: { sentence: 'Twenty signs hang.', authorName: 'Bo Quay', madeOn: dayText(2) },
      kpi: null,
    })
  })

  it('says what comes next where nothing is due', async () => {
    const coming = await world.as(world.bo, (ctx) => listComingDuties(ctx), day(-20))
    expect(coming[0]).toMatchObject({ kind: 'action item', title: 'Walk the hall', dueOn: dayText(10) })
  })

  it('turns strangers and other organisations away', async () => {
    expect(await statusOf(loader(await argsFor('/bay/duties', { as: world.cora })))).toBe(200)
    expect(await statusOf(loader(await argsFor('/bay/duties')))).toBe(302)
    expect(await statusOf(loader(await argsFor('/bay/duties', { as: world.otto })))).toBe(404)
  })

  const page = async (query = '') => loader(await argsFor(`/bay/duties${query}`, { as: world.bo }))
  it('takes the same number of statements however much is owed', async () => {
    const before = await statements(() => page())
    for (let i = 0; i < 30; i++) await world.addItem(world.ids.plan, { title: `Item ${i}` })
    for (let i = 0; i < 10; i++) await world.addPlan(world.ids.initiative, { name: `Plan ${i}` })
    expect(await statements(() => page('?all=yes'))).toBe(before)
    // Where no update is drawn, nothing is asked about updates.
    expect(await statements(() => page())).toBeLessThanOrEqual(before)
  })

  it('draws twenty at once, and all where they are asked for', async () => {
    const drawn = async (query?: string) => {
      const { groups, total } = await page(query)
      return { drawn: groups.flatMap(({ duties }) => duties).length, total }
    }
    const { total } = await drawn()
    expect(total).toBeGreaterThan(30)
    expect(await drawn()).toEqual({ drawn: 20, total })
    expect(await drawn('?all=yes')).toEqual({ drawn: total, total })
  })
})

describe('where a strategy begins', () => {
  const steps = () => world.as(world.otto, (ctx) => listFirstSteps(ctx))
  const done = async () => (await steps()).filter((step) => step.done).map((step) => step.title)
  it('is ticked by what is there, and is shown to whoever may write it', async () => {
    expect(await done()).toEqual([])
    await world.as(world.otto, (ctx) =>
      createVision(ctx, filled(newVisionForm, { statement: 'Nobody waits without knowing why.' })),
    )
    expect(await done()).toEqual(['Write the vision in a sentence or two'])
    const page = await loader(await argsFor('/other/duties', { as: world.otto }))
    expect(page.firstSteps).toHaveLength(5)
    expect((await loader(await argsFor('/bay/duties', { as: world.ben }))).firstSteps).toEqual([])
  })
})
