// What was seen: added by everybody, masked, placed, dated, changed by whoever saw it; and the visits on which it is seen.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Refusal } from '#app/access/problems.ts'
import { dutiesOf } from '#app/dashboards/duties.server.ts'
import { addDays } from '#app/kpis/period.ts'
import { editObservationForm, newObservationForm } from '#app/observations/observation.ts'
import {
  archiveObservation,
  createObservation,
  editObservation,
  findLastPlace,
  findObservation,
} from '#app/observations/observations.server.ts'
import { listMine, listObservations, observationListRules } from '#app/observations/observation-list.server.ts'
import { editVisitForm, newVisitForm, visitStateOf } from '#app/observations/visit.ts'
import { completeVisit, createVisit, editVisit, findVisit } from '#app/observations/visits.server.ts'
import { findPicture } from '#app/personas/pictures.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { type FormSchema, parseForm } from '#app/ui/schema.ts'
import { shortly } from '#app/ui/format.ts'
import { pngBytes } from '#tests/support/furnished.ts'
import { type World, makeWorld, statusOf } from '#tests/support/world.ts'

let w: World
let counter: string
beforeAll(async () => {
  w = await makeWorld()
  counter = randomUUID()
  await w.superuser.query('begin')
  await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
    w.ada.orgId,
  ])
  await w.superuser.query(`insert into touchpoint (id, name) values ($1, 'Counter 4')`, [counter])
  await w.superuser.query('commit')
})
afterAll(() => w.close())

function filled<T>(schema: FormSchema<T>, values: Record<string, string>): T {
  const parsed = parseForm(schema, new Map(Object.entries(values).map(([name, value]) => [name, [value]])))
  if (!parsed.ok) throw new Refusal('invalid', parsed.errors, 400)
  return parsed.data
}
const seen = (values: Record<string, string> = {}) =>
  filled(newObservationForm, {
    ...{ what: 'Two people asked the way to the lift.', severity: '2', touchpointId: counter, place: 'by the lift' },
    ...{ quote: '', journeyStepId: '', unitId: '', seenOn: '', seenTime: '', visitId: '', ...values },
  })
const planned = (visitorId: string, values: Record<string, string> = {}) =>
  filled(newVisitForm, {
    ...{ purpose: 'How families get through', touchpointId: counter, journeyStepId: '', place: '', visitorId },
    ...{ dueOn: day(5), ...values },
  })
const photo = (bytes: Buffer) => ({ size: bytes.length, bytes: () => Promise.resolve(bytes) })
const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Berlin' }).format(new Date())
const day = (days: number) => addDays(today, days)
const refusal = (work: Promise<unknown>) =>
  work.then(
    (): string | number => 'done',
    async (problem: unknown): Promise<string | number> =>
      problem instanceof Refusal ? problem.message : statusOf(Promise.reject(problem as Error)),
  )
const query = (search: string) => readListQuery(`/bay/observations?${search}`, observationListRules)

describe('personal data', () => {
  test('never reaches the database, and its writer is told', async () => {
    const { id, masked } = await w.as(w.cora, (ctx) =>
      createObservation(ctx, seen({ what: 'Ana asked to write to ana@mail.example', quote: 'Call me: 0171 2345678' })),
    )
    expect(masked).toBe('1 e-mail address and 1 phone number were masked.')
    const { rows } = await w.superuser.query('select what, quote from observation where id = $1', [id])
    expect(rows[0]).toEqual({ what: 'Ana asked to write to [e-mail]', quote: 'Call me: [phone]' })
  })
})

describe('observations', () => {
  test('are added by everybody, seen now, and remember the place', async () => {
    for (const who of [w.ada, w.bo, w.cora, w.eva]) {
      const at = new Date()
      const { id } = await w.as(who, (ctx) => createObservation(ctx, seen({ place: who.name })), at)
      const row = await w.as(who, (ctx) => findObservation(ctx, id))
      expect(row).toMatchObject({ observerId: who.memberId, severity: 2, seenAt: at, touchpointName: 'Counter 4' })
      expect(await w.as(who, findLastPlace)).toMatchObject({ touchpointId: counter, place: who.name })
    }
  })

  test('say where and how bad, and have happened', async () => {
    expect(() => seen({ touchpointId: '', place: '' })).toThrow('invalid')
    expect(() => seen({ severity: '' })).toThrow('invalid')
    expect(() => seen({ seenTime: '25:00', seenOn: day(-1) })).toThrow('invalid')
    expect(await refusal(w.as(w.cora, (ctx) => createObservation(ctx, seen({ seenOn: day(1) }))))).toMatch(
      /not happened/,
    )
    expect(await refusal(w.as(w.cora, (ctx) => createObservation(ctx, seen({ touchpointId: randomUUID() }))))).toBe(404)
    const { id } = await w.as(w.cora, (ctx) =>
      createObservation(ctx, seen({ seenOn: '2026-01-15', seenTime: '08:30' })),
    )
    const row = await w.as(w.cora, (ctx) => findObservation(ctx, id))
    expect([row.seenAt.toISOString(), row.seenOn, row.seenTime]).toEqual([
      '2026-01-15T07:30:00.000Z',
      '2026-01-15',
      '08:30',
    ])
  })

  test('are changed by whoever saw it and by leaders, by nobody else, and keep their photo until it is taken away', async () => {
    const { id } = await w.as(w.cora, (ctx) => createObservation(ctx, seen(), photo(pngBytes)))
    const { pictureId, seenOn, seenTime } = await w.as(w.cora, (ctx) => findObservation(ctx, id))
    expect((await w.as(w.bo, (ctx) => findPicture(ctx, pictureId!))).contentType).toBe('image/png')
    const edited = (version: number, removePhoto = '') =>
      filled(editObservationForm, {
        ...{ what: 'Three asked.', severity: '4', touchpointId: '', place: 'Hall B', quote: '', journeyStepId: '' },
        ...{ unitId: '', seenOn, seenTime, removePhoto, version: String(version) },
      })
    expect(await refusal(w.as(w.bo, (ctx) => editObservation(ctx, id, edited(1))))).toBe(403)
    expect(await refusal(w.as(w.bo, (ctx) => archiveObservation(ctx, id, { reason: null, version: 1 })))).toBe(403)
    await w.as(w.cora, (ctx) => editObservation(ctx, id, edited(1)))
    expect(await w.as(w.cora, (ctx) => findObservation(ctx, id))).toMatchObject({ severity: 4, pictureId })
    await w.as(w.lea, (ctx) => editObservation(ctx, id, edited(2, 'on')))
    expect(await refusal(w.as(w.bo, (ctx) => findPicture(ctx, pictureId!)))).toBe(404)
    await w.as(w.cora, (ctx) => archiveObservation(ctx, id, { reason: null, version: 3 }))
    expect(await refusal(w.as(w.cora, (ctx) => editObservation(ctx, id, edited(4))))).toMatch(/archived/)
    const large = photo(Buffer.concat([pngBytes, Buffer.alloc(8_000_000)]))
    expect(await refusal(w.as(w.cora, (ctx) => createObservation(ctx, seen(), large)))).toMatch(/larger than 8 MB/)
  })

  test('are found by severity, place, person, day and whether they were taken up, and say what came of them', async () => {
    const { id } = await w.as(w.ben, (ctx) => createObservation(ctx, seen({ severity: '4' })))
    const gap = randomUUID()
    await w.superuser.query('begin')
    await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
      w.ada.orgId,
    ])
    await w.superuser.query(`insert into gap (id, name) values ($1, 'Nobody finds the lift')`, [gap])
    await w.superuser.query('insert into gap_observation (gap_id, observation_id) values ($1, $2)', [gap, id])
    await w.superuser.query('commit')
    const ids = async (search: string) =>
      (await w.as(w.cora, (ctx) => listObservations(ctx, query(search)))).rows.map((row) => row.id)
    expect(await ids(`who=${w.ben.memberId}&severity=4&touchpoint=${counter}&from=${today}&to=${today}`)).toEqual([id])
    expect(await ids('linked=yes')).toEqual([id])
    expect(await ids('linked=no')).not.toContain(id)
    expect(await ids(`who=${w.ben.memberId}&to=${day(-1)}`)).toEqual([])
    expect((await w.as(w.ben, (ctx) => listMine(ctx)))[0]!.outcomes).toMatchObject([
      { kind: 'gap', id: gap, state: 'open' },
    ])
  })

  test('are called by their first sentence', () => {
    expect(shortly('Two people asked the way. Then a third.')).toBe('Two people asked the way.')
    expect(shortly('x'.repeat(200), 10)).toBe('xxxxxxxxx…')
  })
})

describe('planned visits', () => {
  test('are planned by anybody for themselves, by leaders for anybody', async () => {
    expect(await refusal(w.as(w.cora, (ctx) => createVisit(ctx, planned(w.ben.memberId))))).toBe(403)
    const { id } = await w.as(w.cora, (ctx) => createVisit(ctx, planned(w.cora.memberId)))
    const handed = filled(editVisitForm, {
      ...{ purpose: 'Another', touchpointId: counter, journeyStepId: '', place: '', visitorId: w.ben.memberId },
      ...{ dueOn: day(5), version: '1' },
    })
    expect(await refusal(w.as(w.cora, (ctx) => editVisit(ctx, id, handed)))).toBe(403)
    await w.as(w.lea, (ctx) => editVisit(ctx, id, handed))
    expect(await w.as(w.eva, (ctx) => findVisit(ctx, id))).toMatchObject({
      visitorId: w.ben.memberId,
      purpose: 'Another',
    })
    expect(await refusal(w.as(w.lea, (ctx) => createVisit(ctx, planned(w.ben.memberId, { dueOn: day(-1) }))))).toMatch(
      /Choose today/,
    )
  })

  test('are duties when due, and done by an observation or by a word', async () => {
    const early = new Date(Date.now() - 10 * 86_400_000)
    const late = await w.as(w.lea, (ctx) => createVisit(ctx, planned(w.bo.memberId, { dueOn: day(-2) })), early)
    const soon = await w.as(w.lea, (ctx) => createVisit(ctx, planned(w.bo.memberId, { dueOn: day(3) })))
    await w.as(w.lea, (ctx) => createVisit(ctx, planned(w.bo.memberId, { dueOn: day(30) })))
    const duties = () =>
      w.as(w.bo, async (ctx) => (await dutiesOf(ctx, [ctx.viewer])).filter(({ kind }) => kind === 'visit'))
    expect((await duties()).map(({ id }) => id)).toEqual([late.id, soon.id])
    expect(await refusal(w.as(w.cora, (ctx) => createObservation(ctx, seen({ visitId: late.id }))))).toBe(403)
    const { id } = await w.as(w.bo, (ctx) => createObservation(ctx, seen({ visitId: late.id })))
    expect(await w.as(w.bo, (ctx) => findVisit(ctx, late.id))).toMatchObject({ doneOn: today, observations: [{ id }] })
    const word = { note: 'All was well.', version: 1 }
    expect(await refusal(w.as(w.cora, (ctx) => completeVisit(ctx, soon.id, word)))).toBe(403)
    await w.as(w.bo, (ctx) => completeVisit(ctx, soon.id, word))
    expect(await duties()).toEqual([])
    expect(await refusal(w.as(w.bo, (ctx) => completeVisit(ctx, soon.id, { ...word, version: 2 })))).toMatch(
      /done already/,
    )
  })

  test('are late from the day after', () => {
    const at = (dueOn: string, doneOn: string | null = null) => visitStateOf({ dueOn, doneOn }, '2026-03-02')
    expect([at('2026-03-01'), at('2026-03-02'), at('2026-03-03'), at('2026-03-01', '2026-03-02')]).toEqual([
      ...['overdue', 'due', 'planned', 'done'],
    ])
  })
})
