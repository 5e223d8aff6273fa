// Every address of the site, asked in every way, by everybody: what the matrix written by hand says, cell by cell.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Site, openSite } from '#tests/support/site.ts'
import { type Stage, asksFully, setStage } from './actors.ts'
import { type Tally, inParallel, patiently, said } from './asking.ts'
import { expectedOpening, meaningOf, transportsOf } from './cells.ts'
import { asked, expected, expectedOutside } from './expected.ts'
import { type Sample, samplesFor, todayIn } from './samples.ts'

let stage: Stage
let site: Site
let samples: Record<string, Sample>
beforeAll(async () => {
  stage = await setStage()
  site = await openSite({ documents: 'data' })
  samples = samplesFor({ ids: stage.bayIds, today: todayIn('Europe/Berlin') })
}, 60_000)
afterAll(async () => {
  await site.close()
  await stage.close()
})

describe('the matrix', () => {
  test('has a row for every route, and a route for every row', () => {
    const routes = site.routes.map(({ id }) => id).sort()
    expect([...Object.keys(expected), ...Object.keys(expectedOutside)].sort()).toEqual(routes)
    expect(Object.keys(samples).sort()).toEqual(Object.keys(expected).sort())
  })

  test('opening: every route, every way, everybody', { timeout: 900_000 }, async () => {
    const tally: Tally = { cells: 0, wrong: [] }
    const began = Date.now()
    for (const actor of stage.actors) {
      await stage.cast(actor)
      const jobs = Object.entries(asked).flatMap(([id, row]) => {
        const route = site.routes.find((one) => one.id === id)!
        // What stands around the page is the same for everybody of a role: one of each asks for it by itself.
        const transports = transportsOf(route).filter(({ only }) => asksFully(actor) || !only || only === id)
        return transports.map((transport) => ({ id, row, route, transport }))
      })
      await inParallel(jobs, 6, async ({ id, row, route, transport }) => {
        const [path = '', query = ''] = `/bay/${samples[id]!.path}`.replace(/\/$/, '').split('?')
        const fill = (to: string) => `/bay${to.replace(':id', path.split('/')[3] ?? '')}`
        const want = expectedOpening(row, route, actor, transport, fill)
        const cookie = await stage.cookie(actor)
        const answer = await patiently(() => site.ask(transport.address(path, query), { cookie }))
        const got = await meaningOf(answer, route)
        tally.cells++
        if (got !== want) tally.wrong.push({ cell: `${id} ${transport.name} by ${actor.name}`, expected: want, got })
      })
    }
    console.log(
      `opening: ${Object.keys(asked).length} routes, ${tally.cells} cells, ${tally.wrong.length} wrong, ${((Date.now() - began) / 1000).toFixed(0)} s`,
    )
    expect(said(tally)).toEqual([])
  })
})
