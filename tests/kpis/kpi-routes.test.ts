import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as importApplication from '#app/imports/routes/application.tsx'
import * as importShow from '#app/imports/routes/show.tsx'
import { addKpiTarget, listKpiTargets } from '#app/kpis/kpi-targets.server.ts'
import { listKpiValues } from '#app/kpis/kpi-value-lists.server.ts'
import { recordKpiValues } from '#app/kpis/kpi-values.server.ts'
import { findKpi } from '#app/kpis/kpis.server.ts'
import * as archive from '#app/kpis/routes/archive.tsx'
import * as edit from '#app/kpis/routes/edit.tsx'
import * as grid from '#app/kpis/routes/grid.tsx'
import * as upload from '#app/kpis/routes/import.tsx'
import * as index from '#app/kpis/routes/index.tsx'
import * as add from '#app/kpis/routes/new.tsx'
import * as show from '#app/kpis/routes/show.tsx'
import * as withdrawal from '#app/kpis/routes/target-withdrawal.tsx'
import * as targets from '#app/kpis/routes/targets.tsx'
import * as values from '#app/kpis/routes/values.tsx'
import { type Person, type World, argsFor, cookieOf, makeWorld, statusOf } from '#tests/support/world.ts'
import { addKpi } from './kpi-world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

type Loader = (args: LoaderFunctionArgs) => Promise<unknown>
type Action = (args: ActionFunctionArgs) => Promise<unknown>

const nowhere = '018f0000-0000-7000-8000-000000000000'
const get = async (loader: Loader, who: Person, address: string, params: Record<string, string> = {}) =>
  loader(await argsFor(address, { as: who, params }))
const post = async (
  action: Action,
  who: Person,
  address: string,
  form: Record<string, string>,
  params: Record<string, string> = {},
) => action(await argsFor(address, { as: who, params, form }))
interface Answer {
  data: { ok: false; status: number; message: string; errors: Record<string, string>; values: Record<string, string> }
}

/** A POST with a file, as a browser sends it. */
async function send(who: Person, kpi: string, content: string | Buffer, filename = 'values.csv') {
  const body = new FormData()
  body.append('_form', 'upload')
  body.append('file', new File([content as BlobPart], filename, { type: 'text/csv' }))
  const args = await argsFor(`/bay/kpis/${kpi}/import`, { as: who, params: { id: kpi } })
  const request = new Request(`http://localhost/bay/kpis/${kpi}/import`, {
    method: 'POST',
    body,
    headers: { cookie: await cookieOf(who) },
  })
  return upload.action({ ...args, request })
}

const fields = {
  name: 'Made by form',
  kind: 'finance',
  definition: 'x',
  scoreKind: 'amount',
  direction: 'up',
  frequency: 'monthly',
  decimals: '0',
}

describe('pages', () => {
  test('are read by every member, changed by who may', async () => {
    const kpi = await addKpi(w, w.bo)
    await w.as(w.bo, (ctx) => addKpiTarget(ctx, kpi, { dueOn: '2027-12-31', value: 5, reason: 'x' }))
    const [target] = await w.as(w.bo, (ctx) => listKpiTargets(ctx, kpi))
    const here = { id: kpi }
    for (const who of [w.ada, w.lea, w.bo, w.ben, w.cora, w.eva]) {
      expect(await statusOf(get(index.loader, who, '/bay/kpis'))).toBe(200)
      expect(await statusOf(get(show.loader, who, `/bay/kpis/${kpi}`, here))).toBe(200)
    }
    const guarded: [Loader, string, Record<string, string>][] = [
      [edit.loader, 'edit', here],
      [archive.loader, 'archive', here],
      [targets.loader, 'targets', here],
      [values.loader, 'values', here],
      [upload.loader, 'import', here],
      [withdrawal.loader, `targets/${target!.id}/withdrawal`, { ...here, target: target!.id }],
    ]
    for (const [loader, page, params] of guarded) {
      for (const who of [w.lea, w.bo])
        expect(await statusOf(get(loader, who, `/bay/kpis/${kpi}/${page}`, params)), page).toBe(200)
      for (const who of [w.ben, w.cora, w.eva])
        expect(await statusOf(get(loader, who, `/bay/kpis/${kpi}/${page}`, params)), page).toBe(403)
      for (const id of [nowhere, 'x'])
        expect(await statusOf(get(loader, w.lea, `/bay/kpis/${id}/${page}`, { ...params, id })), page).toBe(404)
    }
    expect(await statusOf(get(show.loader, w.otto, `/bay/kpis/${kpi}`, here))).toBe(404)
    expect(await statusOf(get(show.loader, w.otto, `/other/kpis/${kpi}`, here))).toBe(404)
    expect(await statusOf(get(add.loader, w.bo, '/bay/kpis/new'))).toBe(200)
    for (const who of [w.cora, w.eva]) expect(await statusOf(get(add.loader, who, '/bay/kpis/new'))).toBe(403)
  })

  test('take nonsense in their address for nothing', async () => {
    const kpi = await addKpi(w, w.bo)
    const odd = 'q=%25&kind=x&owner=1&sort=nonsense&page=-3&values=1e9&chart=%F0&until=2025-99-99&before=x'
    expect(await statusOf(get(index.loader, w.lea, `/bay/kpis?${odd}`))).toBe(200)
    expect(await statusOf(get(show.loader, w.lea, `/bay/kpis/${kpi}?${odd}`, { id: kpi }))).toBe(200)
    expect(await statusOf(get(values.loader, w.lea, `/bay/kpis/${kpi}/values?${odd}`, { id: kpi }))).toBe(200)
    expect(await statusOf(get(grid.loader, w.lea, `/bay/kpi-values?${odd}`))).toBe(200)
  })
})

describe('forms', () => {
  test('create, edit and archive', async () => {
    expect(await statusOf(post(add.action, w.lea, '/bay/kpis/new', fields))).toBe(302)
    const wrong = (await post(add.action, w.lea, '/bay/kpis/new', { ...fields, name: '', decimals: '9' })) as Answer
    expect(wrong.data).toMatchObject({ status: 400, values: { decimals: '9' } })
    expect(Object.keys(wrong.data.errors).sort()).toEqual(['decimals', 'name'])
    expect(((await post(add.action, w.lea, '/bay/kpis/new', fields)) as Answer).data).toMatchObject({
      status: 422,
      errors: { name: expect.any(String) },
    })
    expect(await statusOf(post(add.action, w.eva, '/bay/kpis/new', { ...fields, name: 'y' }))).toBe(403)
    const kpi = await addKpi(w, w.bo)
    const form = { ...fields, name: `Edited ${kpi}`, version: '1' }
    expect(await statusOf(post(edit.action, w.bo, `/bay/kpis/${kpi}/edit`, form, { id: kpi }))).toBe(302)
    expect(await statusOf(post(edit.action, w.lea, `/bay/kpis/${kpi}/edit`, form, { id: kpi }))).toBe(409)
    expect(await statusOf(post(archive.action, w.ben, `/bay/kpis/${kpi}/archive`, { version: '2' }, { id: kpi }))).toBe(
      403,
    )
    expect(await statusOf(post(archive.action, w.lea, `/bay/kpis/${kpi}/archive`, { version: '2' }, { id: kpi }))).toBe(
      302,
    )
  })

  test('set and withdraw targets with reasons', async () => {
    const kpi = await addKpi(w, w.bo)
    const set = (form: Record<string, string>) =>
      post(targets.action, w.bo, `/bay/kpis/${kpi}/targets`, form, { id: kpi })
    expect(await statusOf(set({ dueOn: '2027-12-31', value: '4,5', reason: 'Peers' }))).toBe(302)
    expect(Object.keys(((await set({ dueOn: '2027-02-30', value: 'x' })) as Answer).data.errors).sort()).toEqual([
      'dueOn',
      'reason',
      'value',
    ])
    const [target] = await w.as(w.bo, (ctx) => listKpiTargets(ctx, kpi))
    const params = { id: kpi, target: target!.id }
    const address = `/bay/kpis/${kpi}/targets/${target!.id}/withdrawal`
    expect(await statusOf(post(withdrawal.action, w.bo, address, { version: '1' }, params))).toBe(400)
    expect(await statusOf(post(withdrawal.action, w.bo, address, { version: '1', reason: 'x' }, params))).toBe(302)
    expect(await statusOf(get(withdrawal.loader, w.bo, address, params))).toBe(404)
  })

  test('record values of one KPI, with problems beside the cells and everything typed kept', async () => {
    const kpi = await addKpi(w, w.bo, { scoreKind: 'ces' })
    const save = (form: Record<string, string>) =>
      post(values.action, w.bo, `/bay/kpis/${kpi}/values`, form, { id: kpi })
    const typed = {
      period_0: '2025-12-01',
      seen_0: '0',
      value_0: '5.5',
      n_0: '40',
      sd_0: '1.2',
      period_1: '2025-11-01',
      seen_1: '0',
      value_1: '9',
    }
    const refused = (await save(typed)) as Answer
    expect(refused.data).toMatchObject({ status: 422, errors: { value_1: 'CES runs from 1 to 7.' }, values: typed })
    expect(await w.as(w.lea, (ctx) => listKpiValues(ctx, kpi, { limit: 9 }))).toEqual([])
    expect(await statusOf(save({ ...typed, value_1: '6' }))).toBe(302)
    expect(await w.as(w.lea, (ctx) => findKpi(ctx, kpi))).toMatchObject({ value: 5.5, n: 40, valueCount: 2 })
    const restated = (await save({ ...typed, value_1: '6', value_0: '5', seen_0: '1', seen_1: '1' })) as Answer
    expect(restated.data.errors).toHaveProperty('reason')
    expect(
      await statusOf(save({ ...typed, value_1: '6', value_0: '5', seen_0: '1', seen_1: '1', reason: 'Miscounted' })),
    ).toBe(302)
    for (const who of [w.ben, w.cora, w.eva])
      expect(await statusOf(post(values.action, who, `/bay/kpis/${kpi}/values`, typed, { id: kpi }))).toBe(403)
  })

  test('record a grid at once, one event for each KPI, or nothing', async () => {
    const [a, b] = [await addKpi(w, w.cora), await addKpi(w, w.cora, { frequency: 'quarterly', scoreKind: 'csat' })]
    const shown = (await get(grid.loader, w.cora, '/bay/kpi-values')) as Awaited<ReturnType<typeof grid.loader>>
    expect(shown.groups.map(({ frequency, rows }) => [frequency, rows.map(({ id }) => id)])).toEqual([
      ['monthly', [a]],
      ['quarterly', [b]],
    ])
    const cells = { cell_0: `${a}/2025-12-01/0`, value_0: '3', cell_5: `${b}/2025-10-01/0/n`, value_5: '2', n_5: '50' }
    const save = (form: Record<string, string>, who = w.cora) => post(grid.action, who, '/bay/kpi-values', form)
    expect(((await save(cells)) as Answer).data.errors).toEqual({ value_5: 'This share runs from 0 to 1.' })
    expect(await w.as(w.lea, (ctx) => listKpiValues(ctx, a, { limit: 9 }))).toEqual([])
    expect(await statusOf(save({ ...cells, value_5: '0,8' }))).toBe(302)
    expect(await w.as(w.lea, (ctx) => findKpi(ctx, b))).toMatchObject({ value: 0.8, n: 50 })
    const { rows } = await w.superuser.query(
      `select verb from history.event where subject_id = any($1) and verb like 'kpi.value%'`,
      [[a, b]],
    )
    expect(rows).toHaveLength(2)
    expect(await statusOf(save({ ...cells, value_5: '0.9' }, w.ben))).toBe(403)
    expect(await statusOf(save({ cell_0: `${nowhere}/2025-12-01/0`, value_0: '1' }))).toBe(404)
    expect(await statusOf(get(grid.loader, w.eva, '/bay/kpi-values'))).toBe(403)
    const all = (await get(grid.loader, w.cora, '/bay/kpi-values?owner=all')) as Awaited<ReturnType<typeof grid.loader>>
    expect(all).toMatchObject({ all: false, total: 2 })
  })

  test('keep n, spread and note of values that the grid does not touch', async () => {
    const kpi = await addKpi(w, w.bo, { scoreKind: 'mean' })
    await w.as(w.bo, (ctx) =>
      recordKpiValues(ctx, kpi, [{ period: '2025-12-01', value: 4, n: 30, sd: 1.1, note: 'kept' }]),
    )
    const cell = { cell_0: `${kpi}/2025-12-01/1/n`, value_0: '4', n_0: '30' }
    await post(grid.action, w.bo, '/bay/kpi-values', cell)
    await post(grid.action, w.bo, '/bay/kpi-values', { ...cell, value_0: '4.2', reason: 'x' })
    const [value] = await w.as(w.lea, (ctx) => listKpiValues(ctx, kpi, { limit: 1 }))
    expect(value).toMatchObject({
      value: 4.2,
      n: 30,
      sd: null,
      note: 'kept',
      version: 2,
      earlier: [{ value: 4, sd: 1.1 }],
    })
  })
})

describe('imports over HTTP', () => {
  const lounge = readFileSync(path.join(import.meta.dirname, '../fixtures/lounge_rating_monthly.csv'))
  const idIn = (answer: unknown) => (answer as Response).headers.get('location')!.split('/').pop()!

  test('go from upload over preview to the end', async () => {
    const kpi = await addKpi(w, w.bo, { scoreKind: 'mean', decimals: 2 })
    const id = idIn(await send(w.bo, kpi, lounge))
    const params = { id }
    const seen = (await get(importShow.loader, w.bo, `/bay/imports/${id}`, params)) as Awaited<
      ReturnType<typeof importShow.loader>
    >
    expect(seen).toMatchObject({
      about: { href: `/bay/kpis/${kpi}` },
      found: { state: 'checked', summary: { new: 52 } },
      preview: { problems: [] },
    })
    for (const who of [w.ben, w.cora, w.eva])
      expect(await statusOf(get(importShow.loader, who, `/bay/imports/${id}`, params))).toBe(403)
    expect(await statusOf(get(importShow.loader, w.otto, `/other/imports/${id}`, params))).toBe(404)
    expect(await statusOf(get(importApplication.loader, w.bo, `/bay/imports/${id}/application`, params))).toBe(200)
    const mapping = {
      column_0: 'period',
      column_1: 'value',
      column_2: 'note',
      header: 'on',
      numbers: 'point',
      version: '1',
    }
    expect(await statusOf(post(importShow.action, w.eva, `/bay/imports/${id}`, mapping, params))).toBe(403)
    expect(await statusOf(post(importShow.action, w.bo, `/bay/imports/${id}`, mapping, params))).toBe(302)
    expect(await statusOf(post(importShow.action, w.bo, `/bay/imports/${id}`, mapping, params))).toBe(409)
    const back = { ...mapping, column_2: 'n', version: '2' }
    expect(await statusOf(post(importShow.action, w.bo, `/bay/imports/${id}`, back, params))).toBe(302)
    expect(
      await statusOf(
        post(importApplication.action, w.cora, `/bay/imports/${id}/application`, { version: '3' }, params),
      ),
    ).toBe(403)
    expect(
      await statusOf(post(importApplication.action, w.bo, `/bay/imports/${id}/application`, { version: '3' }, params)),
    ).toBe(302)
    expect(await w.as(w.lea, (ctx) => findKpi(ctx, kpi))).toMatchObject({ valueCount: 52, value: 5 })
    expect(await statusOf(get(show.loader, w.eva, `/bay/kpis/${kpi}`, { id: kpi }))).toBe(200)
    const again = (await post(
      importApplication.action,
      w.bo,
      `/bay/imports/${id}/application`,
      { version: '9' },
      params,
    )) as Answer
    expect(again.data.status).toBe(422)
  })

  test('say beside the field why a file cannot be read', async () => {
    const kpi = await addKpi(w, w.bo)
    for (const content of ['', 'PK\x03\x04', '\x00\x01\x02', ' \n ', `${'x,'.repeat(150)}\n1`]) {
      const { data } = (await send(w.bo, kpi, content, 'odd.bin')) as Answer
      expect(data, JSON.stringify(content.slice(0, 9))).toMatchObject({
        status: 422,
        errors: { file: expect.any(String) },
      })
    }
    const none = await post(upload.action, w.bo, `/bay/kpis/${kpi}/import`, {}, { id: kpi })
    expect((none as Answer).data.errors).toHaveProperty('file')
    for (const who of [w.ben, w.eva]) expect(await statusOf(send(who, kpi, lounge))).toBe(403)
  })
})
