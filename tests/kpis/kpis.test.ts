import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { archiveKpi, createKpi, editKpi, findKpi } from '#app/kpis/kpis.server.ts'
import { countKpis, kpiListRules, listKpis } from '#app/kpis/kpi-list.server.ts'
import { addKpiTarget, inForce, listKpiTargets, withdrawKpiTarget } from '#app/kpis/kpi-targets.server.ts'
import { recordKpiValues } from '#app/kpis/kpi-values.server.ts'
import { readListQuery } from '#app/ui/list-query.ts'
import { type World, makeWorld, statusOf } from '#tests/support/world.ts'
import { addKpi, clock, kpiInput, refusalOf } from './kpi-world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const show = (id: string) => w.as(w.lea, (ctx) => findKpi(ctx, id), clock)
const verbs = async (id: string) =>
  (await w.superuser.query('select verb from history.event where subject_id = $1 order by seq', [id])).rows.map(
    (row: { verb: string }) => row.verb,
  )

describe('KPIs', () => {
  test('are added by leaders for anybody, and by business owners for themselves', async () => {
    const id = await addKpi(w, w.bo, { name: 'Security wait', unit: 'min', direction: 'down' })
    expect(await show(id)).toMatchObject({
      name: 'Security wait',
      ownerName: 'Bo Quay',
      valueCount: 0,
      version: 1,
      nextDueOn: '2026-02-11',
    })
    const own = await w.as(w.bo, (ctx) => createKpi(ctx, kpiInput({ ownerId: w.bo.memberId })))
    expect(await verbs(own.id)).toEqual(['kpi.created'])
    for (const [who, ownerId] of [
      [w.bo, w.ben.memberId],
      [w.bo, null],
      [w.cora, w.cora.memberId],
      [w.eva, w.eva.memberId],
    ] as const)
      expect(await statusOf(w.as(who, (ctx) => createKpi(ctx, kpiInput({ ownerId }))))).toBe(403)
  })

  test('are edited by leaders and their owner, on the version they saw', async () => {
    const id = await addKpi(w, w.bo)
    const form = { ...kpiInput({ name: 'Renamed', ownerId: w.bo.memberId, decimals: 2 }), version: 1 }
    for (const who of [w.ben, w.cora, w.eva])
      expect(await statusOf(w.as(who, (ctx) => editKpi(ctx, id, form)))).toBe(403)
    expect(await statusOf(w.as(w.otto, (ctx) => editKpi(ctx, id, form)))).toBe(404)
    await w.as(w.bo, (ctx) => editKpi(ctx, id, form))
    expect(await show(id)).toMatchObject({ name: 'Renamed', decimals: 2, version: 2 })
    expect(await refusalOf(w.as(w.lea, (ctx) => editKpi(ctx, id, form)))).toMatchObject({
      version: 2,
      now: { name: 'Renamed' },
    })
  })

  test('keep their name to themselves and their pace once values are there', async () => {
    const id = await addKpi(w, w.bo, { name: 'Punctuality' })
    expect((await refusalOf(addKpi(w, w.bo, { name: 'PUNCTUALITY' })))?.errors).toHaveProperty('name')
    const weekly = { ...kpiInput({ name: 'Punctuality', frequency: 'weekly' }), version: 1 }
    await w.as(w.lea, (ctx) => recordKpiValues(ctx, id, [{ period: '2025-12-01', value: 81 }]), clock)
    expect((await refusalOf(w.as(w.lea, (ctx) => editKpi(ctx, id, weekly))))?.errors).toHaveProperty('frequency')
    await w.as(w.lea, (ctx) => archiveKpi(ctx, id, { version: 1, reason: null }))
    const second = await addKpi(w, w.bo, { name: 'Punctuality' })
    expect(
      (await refusalOf(w.as(w.lea, (ctx) => archiveKpi(ctx, id, { version: 2, reason: null }))))?.errors,
    ).toHaveProperty('name')
    expect(second).not.toBe(id)
  })

  test('leave the lists when archived, owe nothing, and come back', async () => {
    const id = await addKpi(w, w.bo)
    expect(await statusOf(w.as(w.ben, (ctx) => archiveKpi(ctx, id, { version: 1, reason: null })))).toBe(403)
    expect(await w.as(w.bo, (ctx) => archiveKpi(ctx, id, { version: 1, reason: 'Not used' }))).toEqual({
      archived: true,
    })
    expect(await show(id)).toMatchObject({ nextDueOn: null, version: 2 })
    expect(
      await statusOf(
        w
          .as(w.bo, (ctx) => recordKpiValues(ctx, id, [{ period: '2025-12-01', value: 1 }]))
          .catch((problem: { status?: number }) => new Response(null, { status: problem.status })),
      ),
    ).toBe(422)
    expect(await w.as(w.bo, (ctx) => archiveKpi(ctx, id, { version: 2, reason: null }), clock)).toEqual({
      archived: false,
    })
    expect((await show(id)).nextDueOn).toBe('2026-02-11')
    expect(await verbs(id)).toEqual(['kpi.created', 'kpi.archived', 'kpi.restored'])
  })
})

describe('the list', () => {
  test('filters, searches, sorts, and counts all that match', async () => {
    const nps = await addKpi(w, w.ben, { name: 'Zeta NPS', kind: 'perception', scoreKind: 'nps' })
    const wait = await addKpi(w, w.ben, {
      name: 'Alpha wait',
      kind: 'operations',
      frequency: 'weekly',
      definition: 'Minutes at the zébra desk',
    })
    await w.as(w.ben, (ctx) => recordKpiValues(ctx, nps, [{ period: '2025-10-01', value: 20 }]), clock)
    await w.as(
      w.ben,
      (ctx) => addKpiTarget(ctx, nps, { dueOn: '2025-10-31', value: 30, reason: 'Peers are there' }),
      clock,
    )
    const found = async (query: string) => {
      const asked = readListQuery(`/bay/kpis?owner=${w.ben.memberId}&${query}`, kpiListRules)
      const { rows, total } = await w.as(w.eva, (ctx) => listKpis(ctx, asked), clock)
      expect(total).toBe(rows.length)
      expect(await w.as(w.eva, (ctx) => countKpis(ctx, asked), clock)).toBe(total)
      return rows.map((row) => row.id)
    }
    expect(await found('')).toEqual([wait, nps])
    expect(await found('sort=-name')).toEqual([nps, wait])
    expect(await found('kind=operations')).toEqual([wait])
    expect(await found('frequency=monthly')).toEqual([nps])
    expect(await found('target=missed')).toEqual([nps])
    expect(await found('target=no+target')).toEqual([wait])
    expect(await found('value=overdue')).toEqual([nps])
    expect(await found('value=none')).toEqual([wait])
    expect(await found('q=ZEBRA')).toEqual([wait])
    expect(await found('q=100%25')).toEqual([])
    expect(await found('state=archived')).toEqual([])
  })

  test('of another organisation is not seen', async () => {
    const { total } = await w.as(w.otto, (ctx) => listKpis(ctx, readListQuery('/other/kpis', kpiListRules)))
    expect(total).toBe(0)
  })
})

describe('targets', () => {
  test('are set with a reason, replaced on the same day, withdrawn with a reason, and all kept', async () => {
    const id = await addKpi(w, w.bo)
    await w.as(w.bo, (ctx) => recordKpiValues(ctx, id, [{ period: '2025-12-01', value: 35 }]), clock)
    const set = (dueOn: string, value: number) =>
      w.as(w.bo, (ctx) => addKpiTarget(ctx, id, { dueOn, value, reason: `To ${value}` }), clock)
    await set('2025-06-30', 20)
    const first = await set('2025-12-31', 40)
    expect(await show(id)).toMatchObject({ target: 40, againstTarget: 'missed' })
    await set('2025-12-31', 30)
    expect(await show(id)).toMatchObject({ target: 30, againstTarget: 'met' })
    expect((await refusalOf(set('2025-12-31', 30)))?.errors).toHaveProperty('value')
    const all = await w.as(w.eva, (ctx) => listKpiTargets(ctx, id))
    expect(all.map(({ value, withdrawnAt, withdrawnBy }) => [value, withdrawnAt !== null, withdrawnBy])).toEqual([
      [30, false, null],
      [40, true, 'kpi.target-set'],
      [20, false, null],
    ])
    expect(inForce(all).map(({ value }) => value)).toEqual([20, 30])
    const standing = all[0]!
    const withdrawal = { reason: 'Too easy', version: standing.version }
    expect(await statusOf(w.as(w.ben, (ctx) => withdrawKpiTarget(ctx, id, standing.id, withdrawal)))).toBe(403)
    await w.as(w.bo, (ctx) => withdrawKpiTarget(ctx, id, standing.id, withdrawal))
    expect(await show(id)).toMatchObject({ target: 20, againstTarget: 'met' })
    expect((await w.as(w.eva, (ctx) => listKpiTargets(ctx, id)))[0]).toMatchObject({
      withdrawnBecause: 'Too easy',
      withdrawnWho: 'Bo Quay',
    })
    expect(
      await refusalOf(w.as(w.bo, (ctx) => withdrawKpiTarget(ctx, id, first.id, { reason: 'x', version: 2 }))),
    ).toMatchObject({ status: 422 })
  })

  test('are not set by those who do not own the KPI, nor withdrawn through another KPI', async () => {
    const id = await addKpi(w, w.bo)
    const other = await addKpi(w, w.bo)
    const form = { dueOn: '2026-12-31', value: 1, reason: 'x' }
    for (const who of [w.ben, w.cora, w.eva])
      expect(await statusOf(w.as(who, (ctx) => addKpiTarget(ctx, id, form)))).toBe(403)
    const target = await w.as(w.lea, (ctx) => addKpiTarget(ctx, id, form))
    expect(
      await statusOf(w.as(w.lea, (ctx) => withdrawKpiTarget(ctx, other, target.id, { reason: 'x', version: 1 }))),
    ).toBe(404)
  })
})
