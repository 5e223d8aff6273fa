import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clockTime } from '#app/dashboards/history-filter.ts'
import { loader } from '#app/dashboards/routes/history.tsx'
import { loader as searchLoader } from '#app/dashboards/routes/search.tsx'
import { loader as suggestions } from '#app/dashboards/routes/search-json.ts'
import { argsFor, statusOf } from '../support/world.ts'
import { type StrategyWorld, day, dayText, strategyWorld } from './strategy-world.ts'

let world: StrategyWorld
beforeAll(async () => {
  world = await strategyWorld()
  await world.update(world.ids.plan, 0, {}, 5)
})
afterAll(() => world.close())

const page = async (query = '') => loader(await argsFor(`/bay/history${query}`, { as: world.cora }))
const told = async (query: string) =>
  (await page(query)).timeline.events.map(({ who, verbText, title }) => `${who} ${verbText} ${title}`)

describe('the organisation’s history', () => {
  it('is narrowed by person, kind and time', async () => {
    expect((await told('')).length).toBeGreaterThan(8)
    expect(await told(`?person=${world.bo.memberId}&kind=action_plan`)).toEqual([
      'Bo Quay wrote an update on New signs in hall A',
      'Bo Quay accepted New signs in hall A',
    ])
    expect(await told(`?from=${dayText(5)}&to=${dayText(5)}`)).toEqual([
      'Bo Quay wrote an update on New signs in hall A',
    ])
    expect(await told(`?from=${dayText(6)}`)).toEqual([])
    expect(await told(`?person=${world.eva.memberId}`)).toEqual([])
    expect((await page()).filters[0]).toMatchObject({
      label: 'Person',
      options: [{ label: 'Bo Quay' }, { label: 'Lea Dawn' }],
    })
  })

  it('shows the changes since a moment, to the millisecond', async () => {
    const at = day(5)
    expect(await told(`?since=${at.toISOString()}`)).toHaveLength(1)
    expect(await told(`?since=${new Date(at.getTime() + 1).toISOString()}`)).toHaveLength(0)
    expect((await told('?since=yesterday')).length).toBeGreaterThan(8)
  })

  it('reads the clock of a zone', () => {
    expect(clockTime('2026-03-02T23:30:00.250Z', 'Europe/Berlin')).toBe('2026-03-03 00:30:00.250')
    expect(clockTime('2026-03-02', 'UTC')).toBeNull()
    expect(clockTime('2026-99-99T00:00:00Z', 'UTC')).toBeNull()
    expect(clockTime(undefined, 'UTC')).toBeNull()
  })

  it('turns strangers and other organisations away, and so does search', async () => {
    for (const [one, path] of [
      [loader, '/bay/history'],
      [searchLoader, '/bay/search?q=sign'],
      [suggestions, '/bay/search.json?q=sign'],
    ] as const) {
      expect(await statusOf(one(await argsFor(path, { as: world.cora })) as Promise<unknown>)).toBe(200)
      expect(await statusOf(one(await argsFor(path)) as Promise<unknown>)).toBe(302)
      expect(await statusOf(one(await argsFor(path, { as: world.otto })) as Promise<unknown>)).toBe(404)
    }
  })

  it('answers the palette with what it shows', async () => {
    const answer = (await suggestions(await argsFor('/bay/search.json?q=signs', { as: world.cora }))) as Response
    const { results } = (await answer.json()) as { results: Record<string, string>[] }
    expect(Object.keys(results[0]!).sort()).toEqual(['hint', 'href', 'kind', 'kindName', 'title'])
    expect(results.map(({ title }) => title)).toContain('Signs people can read')
  })
})
