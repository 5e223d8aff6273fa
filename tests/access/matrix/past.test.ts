// Every address as of a past moment: read like the present by those who may, written by nobody; what has no past leads to today.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Site, openSite } from '#tests/support/site.ts'
import { type Stage, asksFully, setStage } from './actors.ts'
import { type Tally, inParallel, interleaved, patiently, said } from './asking.ts'
import { expectedInThePast, expectedSending, meaningOf, transportsOf } from './cells.ts'
import { asked } from './expected.ts'
import { type Sample, bodyOf, samplesFor, todayIn } from './samples.ts'
import { signatureOf } from './trial.ts'

let stage: Stage
let site: Site
let samples: Record<string, Sample>
let there: string
beforeAll(async () => {
  stage = await setStage()
  site = await openSite({ documents: 'data' })
  samples = samplesFor({ ids: stage.bayIds, today: todayIn('Europe/Berlin') })
  there = `/bay@${new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10)}`
}, 60_000)
afterAll(async () => {
  await site.close()
  await stage.close()
})

/** Relations are of today, so one of each role says all. */
const askers = () => stage.actors.filter(asksFully)

describe('the matrix, as of a past moment', () => {
  test('every route, by everybody: read like today, never written', { timeout: 900_000 }, async () => {
    const tally: Tally = { cells: 0, wrong: [] }
    const began = Date.now()
    const before = await signatureOf(stage.superuser)
    for (const actor of askers()) {
      const jobs = Object.entries(asked).map(([id, row]) => {
        const route = site.routes.find((one) => one.id === id)!
        const [path = '', query = ''] = `${there}/${samples[id]!.path}`.replace(/\/$/, '').split('?')
        const fill = (to: string, present = false) =>
          present
            ? path.replace(there, '/bay') +
              (query || route.index ? `?${[query, route.index && 'index'].filter(Boolean).join('&')}` : '')
            : `${there}${to.replace(':id', path.split('/')[3] ?? '')}`
        const tally1 = (cell: string, want: string, got: string) => {
          tally.cells++
          if (got !== want) tally.wrong.push({ cell: `${cell} by ${actor.name}`, expected: want as never, got })
        }
        return transportsOf(route).flatMap((transport) => [
          async () => {
            const cookie = await stage.cookie(actor)
            const answer = await patiently(() => site.ask(transport.address(path, query), { cookie }))
            const want = expectedInThePast(row, route, actor, transport, fill)
            tally1(`opening ${id} ${transport.name}`, want, await meaningOf(answer, route))
          },
          ...(transport.only ? [] : Object.entries(samples[id]!.forms ?? { '': { fields: {} } })).map(
            ([name, form]) =>
              async () => {
                const [at = '', query = ''] = `${there}/${form.path ?? samples[id]!.path}`.replace(/\/$/, '').split('?')
                const cookie = await stage.cookie(actor)
                const answer = await patiently(() =>
                  site.ask(transport.address(at, query), {
                    method: 'POST',
                    cookie,
                    form: bodyOf(form, actor.memberId ?? ''),
                  }),
                )
                const today = expectedSending(row, name || null, actor)
                const closed = name && today !== 'sign in' && !['elsewhere', 'disabled'].includes(actor.kind)
                const want = transport.name === '_data' ? 'refused at the door' : closed ? 'forbidden' : today
                tally1(`sending ${id} (${name}) ${transport.name}`, want, await meaningOf(answer, route))
              },
          ),
        ])
      })
      await inParallel(interleaved(jobs), 6, (job) => job())
    }
    const seconds = ((Date.now() - began) / 1000).toFixed(0)
    console.log(
      `in the past: ${Object.keys(asked).length} routes, ${tally.cells} cells, ${tally.wrong.length} wrong, ${seconds} s`,
    )
    expect(said(tally)).toEqual([])
    expect(await signatureOf(stage.superuser), 'changed something').toEqual(before)
  })
})
