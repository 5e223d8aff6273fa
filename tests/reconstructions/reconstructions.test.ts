// What one customer went through: read from a file without who it was, laid over the map, and where it does not fit made a gap.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#app/access/problems.ts'
import {
  afterWords,
  guessDays,
  type LaidEvent,
  type MapStep,
  mismatchesOf,
  pseudonymRefusal,
  readLine,
  readWhen,
  suggestSteps,
} from '#app/reconstructions/reconstruction.ts'
import {
  createReconstruction,
  findReconstruction,
  gapOf,
  layOut,
  listEvents,
  listLines,
  listMade,
  placeEvents,
  remapReconstruction,
} from '#app/reconstructions/reconstructions.server.ts'
import { type Ids, furnish } from '#tests/support/furnished.ts'
import { type World, makeWorld, statusOf } from '#tests/support/world.ts'

let w: World
let ids: Ids
beforeAll(async () => {
  w = await makeWorld()
  ids = (await furnish(w.superuser, { id: w.ada.orgId, slug: 'bay' })).ids
})
afterAll(() => w.close())

const sent = (text: string) => {
  const bytes = Buffer.from(text)
  return {
    size: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    open: ({ start = 0, end = bytes.length }: { start?: number; end?: number } = {}) =>
      Readable.from([bytes.subarray(start, end + 1)]),
  }
}
const refusal = (work: Promise<unknown>) =>
  work.then(
    (): string | number => 'done',
    async (problem: unknown): Promise<string | number> =>
      problem instanceof Refusal ? problem.message : statusOf(Promise.reject(problem as Error)),
  )

describe('reading', () => {
  test('days and times of several countries', () => {
    expect(readWhen('2026-03-01T10:05:00Z', 'day first')).toEqual({ day: '2026-03-01', time: '10:05' })
    expect(readWhen('1.3.2026 9:05', 'day first')).toEqual({ day: '2026-03-01', time: '09:05' })
    expect(readWhen('03/14/2026 2:30 PM', 'month first')).toEqual({ day: '2026-03-14', time: '14:30' })
    expect(readWhen('31.02.2026', 'day first')).toBeNull()
    expect(guessDays(['03/14/2026', '04/01/2026'])).toBe('month first')
    expect(readLine(['x', 'Asked'], { header: true, days: 'day first', fields: ['when', 'what'] }).problem).toMatch(
      /no day/,
    )
  })

  test.each([
    ['Traveller 7', null],
    ['C-0042', null],
    ['night arrival', null],
    ['ana@mail.example', /address/],
    ['0171 2345678', /address or a number/],
    ['Ana Lima', /name/],
    ['Mrs Lima', /name/],
  ])('the pseudonym “%s”', (pseudonym, why) => {
    if (why) expect(pseudonymRefusal(pseudonym)).toMatch(why)
    else expect(pseudonymRefusal(pseudonym)).toBeNull()
  })
})

const step = (id: string, name: string): MapStep => ({
  ...{ id, name, description: '', touchpointId: null, touchpointName: null, channel: null },
})
const map = [step('a', 'Report the bag'), step('b', 'Wait for news'), step('c', 'Bag comes home')]
const event = (id: string, what: string, journeyStepId: string | null = null): LaidEvent => ({
  ...{ id, what, channel: '', namedStep: '', journeyStepId },
})

describe('laying over the map', () => {
  test('steps are suggested by words and order, or as the file names them', () => {
    const events = [event('1', 'Reported at the desk'), event('2', 'No news, waiting'), event('3', 'Had a coffee')]
    expect(suggestSteps(events, map)).toEqual(['a', 'b', null])
    expect(suggestSteps([{ ...event('4', 'x'), namedStep: 'bag comes home' }], map)).toEqual(['c'])
    // A step that the map does not have is on none, whatever happened there; one named much alike is that one.
    const named = (namedStep: string) => ({ ...event('5', 'Reported the bag at the desk'), namedStep })
    expect(suggestSteps([named('Unknown step'), named('The report')], map)).toEqual([null, 'a'])
  })

  test('what does not fit is told in words', () => {
    const keys = (...where: (string | null)[]) =>
      mismatchesOf(
        where.map((at, n) => event(String(n), `event ${n}`, at)),
        map,
      ).map(({ key }) => key)
    expect(keys('a', 'b', 'b', 'c')).toEqual([])
    expect(keys('a', null, 'b')).toEqual(['no step:1', 'never reached:c'])
    expect(keys('b', 'a', 'c')).toEqual(['out of order:1'])
    expect(keys('a', 'b', 'a', 'b', 'c')).toEqual(['repeated:a', 'repeated:b'])
  })

  test('the time between is told', () => {
    const at = (text: string, hasTime = true) => ({ at: new Date(text), hasTime })
    expect(afterWords(at('2026-03-01T10:00Z'), at('2026-03-01T13:20Z'))).toBe('3 h 20 min later')
    expect(afterWords(at('2026-03-01T10:00Z'), at('2026-03-04T10:00Z'))).toBe('3 days later')
    expect(afterWords(at('2026-03-01T12:00Z', false), at('2026-03-01T13:00Z'))).toBe('')
  })
})

test('a file is read without personal data, corrected, laid over the map, corrected again, and made a gap of once', async () => {
  const form = { pseudonym: 'Traveller 9', journeyId: ids.journey, note: null }
  const csv =
    'Date;Event;Channel\n01.03.2026 10:00;Called ana@mail.example;phone\n02.03.2026 11:00;Waited;\nsoon;Nothing;\n'
  const add = (pseudonym: string) => w.as(w.cora, (ctx) => createReconstruction(ctx, { ...form, pseudonym }, sent(csv)))
  expect(await refusal(add('Ana Lima'))).toMatch(/name/)
  const { id, masked } = await add('Traveller 9')
  expect(masked).toBe('1 e-mail address was masked.')
  const { rows } = await w.superuser.query(
    `select cells::text from reconstruction_event where reconstruction_id = $1`,
    [id],
  )
  expect(JSON.stringify(rows)).not.toContain('@')
  const look = () =>
    w.as(w.cora, async (ctx) => ({ ...(await findReconstruction(ctx, id)), events: await listEvents(ctx, id) }))
  expect((await look()).events.map(({ what, channel }) => [what, channel])).toEqual([
    ['Called [e-mail]', 'phone'],
    ['Waited', ''],
  ])
  expect((await w.as(w.cora, (ctx) => listLines(ctx, id))).at(-1)!.problem).toBe('“soon” is no day that can be read.')
  const mapping = { column_0: 'when', column_1: 'what', column_2: '', header: true, days: 'day first' as const }
  expect(await refusal(w.as(w.ben, (ctx) => remapReconstruction(ctx, id, { ...mapping, version: 1 })))).toBe(403)
  await w.as(w.cora, (ctx) => remapReconstruction(ctx, id, { ...mapping, version: 1 }))
  expect((await look()).events[0]!.channel).toBe('')
  expect(await refusal(w.as(w.ben, (ctx) => layOut(ctx, id, { version: 2 })))).toBe(403)
  await w.as(w.cora, (ctx) => layOut(ctx, id, { version: 2 }))
  expect(await refusal(w.as(w.cora, (ctx) => remapReconstruction(ctx, id, { ...mapping, version: 3 })))).toMatch(
    /already/,
  )
  const placed = { step_0: ids.step, step_1: null, version: 3 }
  expect(await refusal(w.as(w.ben, (ctx) => placeEvents(ctx, id, placed)))).toBe(403)
  expect(await refusal(w.as(w.cora, (ctx) => placeEvents(ctx, id, { ...placed, step_0: ids.toBeStep })))).toBe(404)
  await w.as(w.cora, (ctx) => placeEvents(ctx, id, placed))
  const { events } = await look()
  expect(events.map(({ journeyStepId }) => journeyStepId)).toEqual([ids.step, null])
  const mismatch = `no step:${events[1]!.id}`
  const gap = await w.as(w.eva, (ctx) => gapOf(ctx, id, { mismatch }))
  expect(await w.as(w.eva, (ctx) => listMade(ctx, id))).toMatchObject([{ mismatch, id: gap.id }])
  expect(await refusal(w.as(w.eva, (ctx) => gapOf(ctx, id, { mismatch })))).toMatch(/already/)
  expect(await refusal(w.as(w.eva, (ctx) => gapOf(ctx, id, { mismatch: 'repeated:x' })))).toBe(404)
  expect(await refusal(w.as(w.otto, (ctx) => findReconstruction(ctx, id)))).toBe(404)
})

test('an address that stands where a long text is cut is masked all the same', async () => {
  const long = `Date;Event\n01.03.2026 10:00;${'word '.repeat(198)}ana@mail.example and more\n`
  const form = { pseudonym: 'Traveller 10', journeyId: ids.journey, note: null }
  const { id } = await w.as(w.cora, (ctx) => createReconstruction(ctx, form, sent(long)))
  const [line] = (await w.as(w.cora, (ctx) => listLines(ctx, id))).slice(-1)
  expect(line!.cells[1]).toMatch(/^word [^@]*…$/)
  expect(line!.cells[1]).not.toContain('ana')
})
