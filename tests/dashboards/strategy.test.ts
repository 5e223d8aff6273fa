import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mostInitiatives } from '#app/dashboards/strategy-map.ts'
import { loader } from '#app/dashboards/routes/strategy.tsx'
import { argsFor, statusOf } from '../support/world.ts'
import { statements } from './statements.ts'
import { type StrategyWorld, behindTheBack, strategyWorld } from './strategy-world.ts'

let world: StrategyWorld
beforeAll(async () => {
  world = await strategyWorld()
})
afterAll(() => world.close())

const page = async (query = '') => loader(await argsFor(`/bay/strategy${query}`, { as: world.cora }))
const boxesOf = (found: Awaited<ReturnType<typeof page>>) =>
  found.groups.flatMap(({ lanes }) => lanes.flatMap(({ boxes }) => boxes))

describe('strategy on a page', () => {
  it('reaches from outcomes to plans', async () => {
    const found = await page()
    expect(found).toMatchObject({ total: 1, shown: 1, outcomeCount: 1 })
    expect(boxesOf(found)).toMatchObject([
      {
        id: world.ids.initiative,
        flags: ['no KPI'],
        plans: [{ id: world.ids.plan, name: 'New signs in hall A' }],
        kpis: [],
      },
    ])
  })

  it('is narrowed by pillar, owner, status, stage and what is missing', async () => {
    const count = async (query: string) => boxesOf(await page(query)).length
    expect(await count(`?owner=${world.bo.memberId}`)).toBe(1)
    expect(await count(`?owner=${world.ben.memberId}`)).toBe(0)
    expect(await count(`?pillar=${world.ids.pillar}`)).toBe(1)
    expect(await count(`?missing=no+KPI`)).toBe(1)
    expect(await count(`?missing=no+owner`)).toBe(0)
    expect(await count('?stage=finished')).toBe(0)
    expect(await count('?status=nonsense')).toBe(1)
  })

  it('draws at most so many and says how many there are; the statements stay the same', async () => {
    const before = await statements(() => page())
    for (let i = 0; i < mostInitiatives + 20; i++)
      await world.addInitiative(`Number ${i}`, { outcomeIds: i % 2 ? [world.ids.outcome] : [] })
    await behindTheBack(world, `update initiative set stage = 'running' where stage = 'idea'`)
    const found = await page()
    expect(found.total).toBe(mostInitiatives + 21)
    expect(found.shown).toBeLessThanOrEqual(mostInitiatives)
    const hidden = found.groups.flatMap(({ lanes }) => lanes).reduce((sum, lane) => sum + lane.hidden, 0)
    expect(boxesOf(found).length + hidden).toBe(found.total)
    expect(await statements(() => page())).toBe(before)
  })

  it('turns strangers and other organisations away', async () => {
    expect(await statusOf(loader(await argsFor('/bay/strategy')))).toBe(302)
    expect(await statusOf(loader(await argsFor('/bay/strategy', { as: world.otto })))).toBe(404)
  })
})
