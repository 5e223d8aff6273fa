import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inThePast } from '#app/access/context.server.ts'
import { record } from '#app/history/record.server.ts'
import { findKpi } from '#app/kpis/kpis.server.ts'
import {
  type SeenValue,
  type RecordOptions,
  recordKpiValues,
  recordManyKpiValues,
} from '#app/kpis/kpi-values.server.ts'
import { listKpiSeries, listKpiValues } from '#app/kpis/kpi-value-lists.server.ts'
import { insertKpiValuesInBulk } from '#app/kpis/kpi-values-in-bulk.server.ts'
import { refreshKpiStanding } from '#app/kpis/kpi-standings.server.ts'
import { type Person, type World, makeWorld, statusOf } from '#tests/support/world.ts'
import { addKpi, clock, refusalOf } from './kpi-world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const put = (who: Person, id: string, values: SeenValue[], options?: RecordOptions) =>
  w.as(who, (ctx) => recordKpiValues(ctx, id, values, options), clock)
const stored = (id: string) => w.as(w.lea, (ctx) => listKpiValues(ctx, id, { limit: 50 }), clock)
const show = (id: string) => w.as(w.lea, (ctx) => findKpi(ctx, id), clock)
const events = async (id: string) =>
  (await w.superuser.query('select verb, reason, body from history.event where subject_id = $1 order by seq', [id]))
    .rows as { verb: string; reason: string | null; body: string }[]

describe('recording', () => {
  test('keeps the standing, and one event for many values', async () => {
    const id = await addKpi(w, w.cora, { scoreKind: 'nps' })
    const answer = await put(w.cora, id, [
      { period: '2025-11-01', value: 25, n: 100, promoters: 45, detractors: 20 },
      { period: '2025-12-01', value: 30, n: 100, promoters: 50, detractors: 20, note: 'Holiday peak' },
    ])
    expect(answer).toMatchObject({ recorded: 2, restated: 0, unchanged: 0 })
    const kpi = await show(id)
    expect(kpi).toMatchObject({ period: '2025-12-01', value: 30, n: 100, valueCount: 2, nextDueOn: '2026-02-11' })
    expect([kpi.low!.toFixed(2), kpi.high!.toFixed(2)]).toEqual(['14.69', '45.31'])
    expect((await stored(id)).map(({ period, who, note, source }) => [period, who, note, source])).toEqual([
      ['2025-12-01', 'Cora Lane', 'Holiday peak', 'typed'],
      ['2025-11-01', 'Cora Lane', '', 'typed'],
    ])
    expect((await events(id)).map(({ verb }) => verb)).toEqual(['kpi.created', 'kpi.values-recorded'])
    expect(answer.ids).toEqual((await stored(id)).map((value) => value.id).reverse())
  })

  test('is for leaders and the owner', async () => {
    const id = await addKpi(w, w.bo)
    const value = [{ period: '2025-12-01', value: 1 }]
    for (const who of [w.ben, w.cora, w.eva]) expect(await statusOf(put(who, id, value))).toBe(403)
    expect(await statusOf(put(w.otto, id, value))).toBe(404)
    for (const who of [w.bo, w.lea, w.ada]) await put(who, id, value)
    expect((await events(id)).filter(({ verb }) => verb === 'kpi.value-recorded')).toHaveLength(1)
  })

  test('of one wrong value writes nothing, and says beside which', async () => {
    const id = await addKpi(w, w.bo, { scoreKind: 'count' })
    const refusal = await refusalOf(
      put(w.bo, id, [
        { period: '2025-11-01', value: 5 },
        { period: '2025-12-01', value: -5 },
        { period: '2026-02-01', value: 5 },
      ]),
    )
    expect(refusal).toMatchObject({
      status: 422,
      errors: { '2025-12-01.value': expect.any(String), '2026-02-01.period': expect.any(String) },
    })
    const twice = await refusalOf(
      put(w.bo, id, [
        { period: '2025-11-01', value: 5 },
        { period: '2025-11-01', value: 6 },
      ]),
    )
    expect(twice?.errors).toHaveProperty(['2025-11-01.period'])
    expect(await stored(id)).toEqual([])
  })

  test('of several KPIs is all or nothing, one event each', async () => {
    const [a, b] = [await addKpi(w, w.bo), await addKpi(w, w.bo)]
    const theirs = await addKpi(w, w.ben)
    const values = [{ period: '2025-12-01', value: 1 }]
    expect(
      await statusOf(
        w.as(w.bo, (ctx) =>
          recordManyKpiValues(ctx, [
            { kpiId: a, values },
            { kpiId: theirs, values },
          ]),
        ),
      ),
    ).toBe(403)
    expect(await stored(a)).toEqual([])
    await w.as(
      w.bo,
      (ctx) =>
        recordManyKpiValues(ctx, [
          { kpiId: a, values },
          { kpiId: b, values },
        ]),
      clock,
    )
    for (const id of [a, b]) {
      expect((await show(id)).value).toBe(1)
      const last = (await events(id)).at(-1)!
      expect(last.verb).toBe('kpi.value-recorded')
      expect((JSON.parse(last.body) as { changes: unknown[] }).changes).toHaveLength(1)
    }
  })
})

describe('restating', () => {
  test('asks why, keeps both, and raises the standing', async () => {
    const id = await addKpi(w, w.bo)
    await put(w.bo, id, [{ period: '2025-12-01', value: 10, n: 5 }])
    expect((await refusalOf(put(w.lea, id, [{ period: '2025-12-01', value: 12, n: 5 }])))?.errors).toHaveProperty(
      'reason',
    )
    expect((await show(id)).value).toBe(10)
    const answer = await put(w.lea, id, [{ period: '2025-12-01', value: 12, n: 5 }], { reason: 'Late forms' })
    expect(answer).toMatchObject({ recorded: 0, restated: 1 })
    expect((await show(id)).value).toBe(12)
    const [value] = await stored(id)
    expect(value).toMatchObject({ value: 12, version: 2, who: 'Lea Dawn' })
    expect(value!.earlier).toMatchObject([{ value: 10, n: 5, who: 'Bo Quay' }])
    expect((await events(id)).at(-1)).toMatchObject({ verb: 'kpi.value-restated', reason: 'Late forms' })
  })

  test('leaves what was said before in the chart, and as of a past moment only what was known then', async () => {
    const id = await addKpi(w, w.bo)
    const on = (day: number) => new Date(clock.getTime() + day * 86_400_000)
    const say = (value: number, day: number, n = 5) =>
      w.as(w.bo, (ctx) => recordKpiValues(ctx, id, [{ period: '2025-12-01', value, n }], { reason: 'Late' }), on(day))
    for (const [value, day, n] of [
      [10, 1],
      [12, 3],
      [12, 5, 6],
      [11, 7],
      [12, 9],
    ] as const)
      await say(value, day, n)
    const series = (day: number) => w.as(w.eva, (ctx) => inThePast(ctx, on(day), (past) => listKpiSeries(past, id)))
    const seen = async (day: number) => {
      const [one] = await series(day)
      return one && [one.value, one.restated, one.earlier]
    }
    expect(await seen(2)).toEqual([10, false, []])
    expect(await seen(4)).toEqual([12, true, [10]])
    expect(await seen(6)).toEqual([12, true, [10]])
    expect(await seen(8)).toEqual([11, true, [12, 10]])
    expect((await w.as(w.eva, (ctx) => listKpiSeries(ctx, id)))[0]).toMatchObject({ value: 12, earlier: [11, 10] })
  })

  test('is not what an equal value or a new note does', async () => {
    const id = await addKpi(w, w.bo)
    await put(w.bo, id, [{ period: '2025-12-01', value: 10, n: 5, note: 'a' }])
    expect(await put(w.bo, id, [{ period: '2025-12-01', value: 10, n: 5 }])).toMatchObject({
      recorded: 0,
      restated: 0,
      unchanged: 1,
    })
    expect(await put(w.bo, id, [{ period: '2025-12-01', value: 10, n: 5, note: 'b' }])).toMatchObject({
      restated: 0,
      unchanged: 0,
    })
    const [value] = await stored(id)
    expect(value).toMatchObject({ note: 'b', version: 2, earlier: [] })
  })

  test('does not overwrite what the writer did not see', async () => {
    const id = await addKpi(w, w.bo)
    await put(w.bo, id, [
      { period: '2025-11-01', value: 1 },
      { period: '2025-12-01', value: 10 },
    ])
    await put(w.lea, id, [{ period: '2025-12-01', value: 11 }], { reason: 'Lea’s count' })
    // Bo’s page still shows 10 in December: he changes November only, and December stays Lea’s
    const untouched = [
      { period: '2025-11-01', value: 2, seenVersion: 1 },
      { period: '2025-12-01', value: 10, seenVersion: 1 },
    ]
    expect(await put(w.bo, id, untouched, { reason: 'x' })).toMatchObject({ restated: 1, unchanged: 1 })
    expect((await stored(id)).map(({ value }) => value)).toEqual([11, 2])
    // but what he did change is held against what he saw
    const touched = [{ period: '2025-12-01', value: 12, seenVersion: 1 }]
    const refusal = await refusalOf(put(w.bo, id, touched, { reason: 'x' }))
    expect(refusal?.errors?.['2025-12-01.value']).toMatch(/^Lea Dawn recorded 11.0 here/)
    await put(w.bo, id, [{ ...touched[0]!, seenVersion: 2 }], { reason: 'x' })
    expect((await stored(id)).map(({ value }) => value)).toEqual([12, 2])
    const empty = await refusalOf(put(w.bo, id, [{ period: '2025-11-01', value: 9, seenVersion: 0 }], { reason: 'x' }))
    expect(empty?.errors).toHaveProperty(['2025-11-01.value'])
  })

  test('at the same moment by two people: one of them is told', async () => {
    const id = await addKpi(w, w.bo)
    await put(w.bo, id, [{ period: '2025-12-01', value: 10 }])
    const results = await Promise.all(
      [w.bo, w.lea].map((who, at) =>
        refusalOf(put(who, id, [{ period: '2025-12-01', value: 20 + at, seenVersion: 1 }], { reason: 'x' })),
      ),
    )
    expect(results.filter((refusal) => refusal === null)).toHaveLength(1)
    expect(results.find((refusal) => refusal !== null)?.errors).toHaveProperty(['2025-12-01.value'])
  })
})

describe('in bulk', () => {
  test('inserts, restates and leaves alone, with a digest that the stored rows give again', async () => {
    const id = await addKpi(w, w.bo)
    await put(w.bo, id, [
      { period: '2025-11-01', value: 1 },
      { period: '2025-12-01', value: 2.5, note: 'kept' },
    ])
    const rows = ['2025-10-01', '2025-11-01', '2025-12-01'].map((period, at) => ({
      kpiId: id,
      period,
      value: at === 2 ? 2.5 : 7.25,
    }))
    const result = await w.as(
      w.lea,
      async (ctx) => {
        const { digest, ...counts } = await insertKpiValuesInBulk(ctx, rows)
        await refreshKpiStanding(ctx, id)
        record(ctx, { verb: 'kpi.values-imported', kind: 'kpi', id, title: 'x', digest })
        return { digest, counts }
      },
      clock,
    )
    expect(result.counts).toEqual({ recorded: 1, restated: 1, unchanged: 1 })
    expect((await stored(id)).map(({ value, note, earlier }) => [value, note, earlier.length])).toEqual([
      [2.5, 'kept', 0],
      [7.25, '', 1],
      [7.25, '', 0],
    ])
    const { rows: leaves } = await w.superuser.query(
      `select encode(sha256('\\x00'::bytea || convert_to((to_jsonb(v) - 'org_id')::text, 'UTF8')), 'hex') as leaf from kpi_value v where kpi_id = $1 and version + (source = 'imported')::int > 1 order by id`,
      [id],
    )
    const { merkleRoot } = await import('#app/history/merkle.server.ts')
    expect(merkleRoot(leaves.map((row: { leaf: string }) => row.leaf))).toBe(result.digest.merkleRoot)
    const body = JSON.parse((await events(id)).at(-1)!.body) as { changes: unknown[]; digest: { rows: number } }
    expect(body).toMatchObject({ changes: [], digest: { rows: 2 } })
  })

  test('does not let other changes of the transaction go unrecorded', async () => {
    const id = await addKpi(w, w.bo)
    const work = w.as(w.lea, async (ctx) => {
      await insertKpiValuesInBulk(ctx, [{ kpiId: id, period: '2025-12-01', value: 1 }])
      await ctx.db.updateTable('kpi').set({ source: 'x' }).where('id', '=', id).execute()
    })
    await expect(work).rejects.toThrow('was not recorded')
  })

  test('writes fast enough for a million', async () => {
    const ids = [await addKpi(w, w.bo, { frequency: 'weekly' }), await addKpi(w, w.bo, { frequency: 'weekly' })]
    const weeks = Array.from({ length: 5000 }, (_, at) =>
      new Date(Date.UTC(1930, 0, 6 + 7 * at)).toISOString().slice(0, 10),
    )
    const rows = ids.flatMap((kpiId) => weeks.map((period, at) => ({ kpiId, period, value: at / 10, n: at })))
    const started = Date.now()
    await w.as(w.lea, async (ctx) => {
      const { digest } = await insertKpiValuesInBulk(ctx, rows)
      await refreshKpiStanding(ctx, ids)
      record(ctx, { verb: 'kpi.values-imported', kind: 'kpi', id: ids[0]!, title: 'x', digest })
    })
    const perSecond = Math.round(rows.length / ((Date.now() - started) / 1000))
    console.log(`insertKpiValuesInBulk: ${perSecond} values/s`)
    expect((await w.as(w.lea, (ctx) => listKpiSeries(ctx, ids[1]!, 3))).map(({ value }) => value)).toEqual([
      499.7, 499.8, 499.9,
    ])
    expect((await show(ids[0]!)).valueCount).toBe(5000)
  })
})
