import { readFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { importKindOf } from '#app/import-kinds.server.ts'
import { applyChunk, applyImport, beginImport, chunkRows } from '#app/imports/applying.server.ts'
import { earlierImport, findImport, listImports, previewImport } from '#app/imports/data-imports.server.ts'
import { correctMapping, stageFile } from '#app/imports/staging.server.ts'
import { kpiValueImport as kind } from '#app/kpis/kpi-value-import.server.ts'
import { archiveKpi, findKpi } from '#app/kpis/kpis.server.ts'
import { listKpiSeries, listKpiValues } from '#app/kpis/kpi-value-lists.server.ts'
import { recordKpiValues } from '#app/kpis/kpi-values.server.ts'
import { addDays, nextPeriod } from '#app/kpis/period.ts'
import { addKpi, clock, refusalOf } from '#tests/kpis/kpi-world.ts'
import { fileOf } from '#tests/support/files.ts'
import { type Person, type World, makeWorld, statusOf } from '#tests/support/world.ts'

let w: World
beforeAll(async () => {
  w = await makeWorld()
})
afterAll(() => w.close())

const lounge = readFileSync(path.join(import.meta.dirname, '../fixtures/lounge_rating_monthly.csv'))

const stage = async (who: Person, kpi: string, content: string | Buffer, filename = 'values.csv') =>
  (await w.as(who, (ctx) => stageFile(ctx, kind, kpi, fileOf(filename, content)), clock)).id
const look = (id: string) => w.as(w.lea, (ctx) => findImport(ctx, id), clock)
const preview = (id: string) =>
  w.as(
    w.lea,
    async (ctx) => {
      const found = await findImport(ctx, id)
      const target = await kind.target(ctx, found.targetId, 'look')
      return { found, earlier: await earlierImport(ctx, found), ...(await previewImport(ctx, kind, target, found)) }
    },
    clock,
  )
const begin = async (who: Person, id: string, form: { reason?: string; again?: boolean } = {}) => {
  const { version } = await look(id)
  return w.as(who, (ctx) => beginImport(ctx, kind, id, { reason: null, again: false, version, ...form }), clock)
}
const series = async (kpi: string) =>
  (await w.as(w.lea, (ctx) => listKpiSeries(ctx, kpi))).map(({ period, value, n }) => [period, value, n])
const bodies = async (kpi: string, verb = 'kpi.values-imported') =>
  (
    await w.superuser.query('select body from history.event where subject_id = $1 and verb = $2 order by seq', [
      kpi,
      verb,
    ])
  ).rows.map(
    (row: { body: string }) =>
      JSON.parse(row.body) as {
        changes: unknown[]
        digest: { rows: number; merkleRoot: string }
        actor: string
        reason?: string
      },
  )

describe('the lounge file', () => {
  test('imports cleanly: every month it has, and none that it has not', async () => {
    const kpi = await addKpi(w, w.bo, { name: 'Lounge rating', scoreKind: 'mean', decimals: 2 })
    const id = await stage(w.bo, kpi, lounge, 'lounge_rating_monthly.csv')
    const seen = await preview(id)
    expect(seen.found).toMatchObject({
      state: 'checked',
      totalRows: 52,
      badRows: 0,
      summary: { new: 52, restated: 0, same: 0 },
      columns: ['period', 'value', 'n'],
      mapping: {
        header: true,
        numbers: 'point',
        encoding: 'UTF-8',
        delimiter: 'comma',
        fields: ['period', 'value', 'n'],
      },
    })
    expect(seen).toMatchObject({ problems: [], restated: [], missing: [], earlier: undefined })
    expect(seen.rows[0]).toEqual({ line: 2, cells: ['2011-01', '2.8824', '17'] })
    expect(await begin(w.bo, id)).toBe('applied')

    const lines = lounge
      .toString()
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split(','))
    expect(await series(kpi)).toEqual(lines.map(([month, value, n]) => [`${month}-01`, Number(value), Number(n)]))
    const stored = await w.as(w.lea, (ctx) => listKpiValues(ctx, kpi, { limit: 1 }))
    expect(stored[0]).toMatchObject({
      period: '2015-08-01',
      value: 5,
      n: 4,
      source: 'imported',
      dataImportId: id,
      who: 'Bo Quay',
    })
    expect(await w.as(w.lea, (ctx) => findKpi(ctx, kpi))).toMatchObject({
      valueCount: 52,
      period: '2015-08-01',
      value: 5,
    })
    expect((await look(id)).outcome).toEqual({ recorded: 52, restated: 0, unchanged: 0, leftOut: 0 })
    expect(await bodies(kpi)).toMatchObject([{ changes: [], digest: { rows: 52 }, actor: w.bo.memberId }])

    // the same file again
    const second = await stage(w.lea, kpi, lounge, 'renamed.csv')
    const again = await preview(second)
    expect(again.found.summary).toEqual({ new: 0, restated: 0, same: 52 })
    expect(again.earlier).toMatchObject({ id, who: 'Bo Quay' })
    expect((await refusalOf(begin(w.lea, second)))?.errors).toHaveProperty('again')
    expect(await begin(w.lea, second, { again: true })).toBe('applied')
    expect((await look(second)).outcome).toEqual({ recorded: 0, restated: 0, unchanged: 52, leftOut: 0 })
    expect(await bodies(kpi)).toHaveLength(1)
    expect(await w.as(w.lea, (ctx) => listImports(ctx, 'kpi_value', kpi))).toHaveLength(2)
  })
})

describe('a messy file', () => {
  test('says what is wrong by line, column and reason, and imports the rest', async () => {
    const kpi = await addKpi(w, w.bo, { scoreKind: 'share', unit: '%' })
    const text = [
      'Monat;Wert;Antworten;Kommentar',
      '01.2025;61,5;120;"zwei\nZeilen"',
      '2025-02;abc;10;',
      '2025-03;140;10;',
      '2025-13;50;10;',
      '31.04.2025;50;10;',
      '2025-05;;10;',
      '2025-06;55,25;0;',
      '2025-07;50;10;;zu viel',
      'Juli 2025;50;10;',
      '2026-08;50;10;',
      '15.09.2025;47,5;n/a;',
    ].join('\r\n')
    const id = await stage(w.bo, kpi, Buffer.from(text, 'latin1'))
    const { found, problems, rows } = await preview(id)
    expect(found).toMatchObject({
      totalRows: 11,
      badRows: 9,
      mapping: { numbers: 'comma', delimiter: 'semicolon', fields: ['period', 'value', 'n', 'note'] },
    })
    expect(problems.map(({ line, column }) => [line, column])).toEqual([
      [4, 'Wert'],
      [5, 'Wert'],
      [6, 'Monat'],
      [7, 'Monat'],
      [8, 'Wert'],
      [9, 'Antworten'],
      [10, null],
      [11, 'Monat'],
      [12, 'Monat'],
    ])
    expect(problems.every(({ reason }) => reason.length > 10)).toBe(true)
    expect(rows[0]).toMatchObject({ line: 2, cells: ['01.2025', '61,5', '120', 'zwei\nZeilen'] })
    expect(await begin(w.bo, id)).toBe('applied')
    expect(await series(kpi)).toEqual([
      ['2025-01-01', 61.5, 120],
      ['2025-09-01', 47.5, null],
    ])
    expect((await look(id)).outcome).toMatchObject({ recorded: 2, leftOut: 9 })
  })

  test('with a period twice takes neither of two that differ, and one of two that agree', async () => {
    const kpi = await addKpi(w, w.bo)
    const id = await stage(w.bo, kpi, 'month,value\n2025-01,1\n2025-02,2\n2025-01,9\n2025-02,2\n2025-01,1\n')
    const { found, problems } = await preview(id)
    expect(found).toMatchObject({ totalRows: 5, badRows: 4, summary: { new: 1 } })
    expect(problems.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'Jan 2025 stands here and differently in line 4.'],
      [4, 'Jan 2025 stands here and differently in line 2.'],
      [5, 'The same as line 3.'],
      [6, 'The same as line 2.'],
    ])
    await begin(w.bo, id)
    expect(await series(kpi)).toEqual([['2025-02-01', 2, null]])
  })

  test('without headings, or with misleading ones, is mapped by hand; the mapping is remembered', async () => {
    const kpi = await addKpi(w, w.bo)
    const id = await stage(w.bo, kpi, 'Value,Month no.,X\n17,2025-01,3.5\n12,2025-02,3.6\n')
    const first = await look(id)
    expect(first.mapping.fields).toEqual(['value', 'period', ''])
    const form = {
      header: true,
      numbers: 'point' as const,
      column_0: 'n',
      column_1: 'period',
      column_2: 'value',
      version: first.version,
    }
    await w.as(w.bo, (ctx) => correctMapping(ctx, kind, id, form), clock)
    expect(await refusalOf(w.as(w.bo, (ctx) => correctMapping(ctx, kind, id, form), clock))).toHaveProperty('now')
    expect(await look(id)).toMatchObject({ badRows: 0, summary: { new: 2 } })
    const twice = { ...form, column_0: 'value', version: first.version + 1 }
    expect((await refusalOf(w.as(w.bo, (ctx) => correctMapping(ctx, kind, id, twice), clock)))?.errors).toHaveProperty(
      'column_2',
    )
    await begin(w.bo, id)
    expect(await series(kpi)).toEqual([
      ['2025-01-01', 3.5, 17],
      ['2025-02-01', 3.6, 12],
    ])
    const next = await stage(w.bo, kpi, 'X,Value,Month no.\n3.7,20,2025-03\n')
    expect((await look(next)).mapping.fields).toEqual(['value', 'n', 'period'])
    const bare = await stage(w.bo, kpi, '2025-04,3.8\n2025-05,3.9\n')
    expect(await look(bare)).toMatchObject({
      totalRows: 2,
      badRows: 0,
      columns: ['Column 1', 'Column 2'],
      mapping: { header: false },
    })
    const { version } = await look(bare)
    await w.as(
      w.bo,
      (ctx) =>
        correctMapping(ctx, kind, bare, {
          header: true,
          numbers: 'point',
          column_0: 'period',
          column_1: 'value',
          version,
        }),
      clock,
    )
    expect(await look(bare)).toMatchObject({ totalRows: 1, columns: ['2025-04', '3.8'] })
  })

  test('that lacks a required column cannot be imported', async () => {
    const kpi = await addKpi(w, w.bo)
    const id = await stage(w.bo, kpi, 'city,rating\nLisbon,4\n')
    expect(await preview(id)).toMatchObject({ found: { badRows: 1 }, missing: ['Period'] })
    expect(await refusalOf(begin(w.bo, id))).toMatchObject({ status: 422 })
  })
})

describe('restating by a file', () => {
  test('shows old and new, asks why, keeps both', async () => {
    const kpi = await addKpi(w, w.bo)
    await w.as(
      w.bo,
      (ctx) =>
        recordKpiValues(ctx, kpi, [
          { period: '2025-01-01', value: 1, n: 9 },
          { period: '2025-02-01', value: 2 },
        ]),
      clock,
    )
    const id = await stage(w.bo, kpi, 'month,value,n\n2025-01,1.25,9\n2025-02,2,\n2025-03,3,\n')
    const { found, restated } = await preview(id)
    expect(found.summary).toEqual({ new: 1, restated: 1, same: 1 })
    expect(restated).toEqual([{ line: 2, name: 'Jan 2025', before: '1.0, n 9', after: '1.25, n 9' }])
    expect((await refusalOf(begin(w.bo, id)))?.errors).toHaveProperty('reason')
    await begin(w.bo, id, { reason: 'Late answers' })
    expect((await look(id)).outcome).toEqual({ recorded: 1, restated: 1, unchanged: 1, leftOut: 0 })
    const values = await w.as(w.lea, (ctx) => listKpiValues(ctx, kpi, { limit: 9 }))
    expect(values.at(-1)).toMatchObject({ value: 1.25, earlier: [{ value: 1, n: 9 }] })
    expect(await bodies(kpi)).toMatchObject([{ reason: 'Late answers', digest: { rows: 2 } }])
  })

  test('does nothing before somebody confirmed it, and nothing more once it is finished', async () => {
    const kpi = await addKpi(w, w.bo)
    const id = await stage(w.bo, kpi, 'month,value\n2025-01,1\n2025-02,2\n')
    const apply = () => w.as(w.bo, (ctx) => applyChunk(ctx, kind, id), clock)
    expect(await apply()).toBe('checked')
    const { version } = await look(id)
    const stale = { reason: null, again: false, version: version + 1 }
    expect(await refusalOf(w.as(w.bo, (ctx) => beginImport(ctx, kind, id, stale), clock))).toMatchObject({ version })
    expect(await series(kpi)).toEqual([])
    expect(await begin(w.bo, id)).toBe('applied')
    const finished = await look(id)
    expect(await apply()).toBe('applied')
    expect(await look(id)).toEqual(finished)
    expect(await series(kpi)).toHaveLength(2)
    expect(await bodies(kpi)).toHaveLength(1)
  })

  test('leaves alone what was typed after the preview', async () => {
    const kpi = await addKpi(w, w.bo)
    const id = await stage(w.bo, kpi, 'month,value\n2025-01,1\n2025-02,2\n')
    await w.as(w.lea, (ctx) => recordKpiValues(ctx, kpi, [{ period: '2025-02-01', value: 7 }]), clock)
    await begin(w.bo, id)
    expect((await series(kpi)).map(([, value]) => value)).toEqual([1, 7])
    expect((await look(id)).outcome).toEqual({ recorded: 1, restated: 0, unchanged: 0, leftOut: 1 })
  })
})

describe('a file whose lines the nightly tidying took', () => {
  test('is neither imported nor mapped anew, and says so', async () => {
    const kpi = await addKpi(w, w.bo)
    const id = await stage(w.bo, kpi, 'month,value\n2025-01,1\n')
    expect((await preview(id)).kept).toBe(true)
    await w.superuser.query('delete from data_import_row where data_import_id = $1', [id])
    expect((await preview(id)).kept).toBe(false)
    const gone = { status: 422, message: 'The lines of this file are no longer kept. Read it again.' }
    expect(await refusalOf(begin(w.bo, id))).toMatchObject(gone)
    const { version } = await look(id)
    const form = { header: true, numbers: 'point' as const, version, column_0: 'period', column_1: 'value' }
    expect(await refusalOf(w.as(w.bo, (ctx) => correctMapping(ctx, kind, id, form), clock))).toMatchObject(gone)
    expect(await series(kpi)).toEqual([])
  })
})

describe('who may', () => {
  test('import: leaders and the owner, into a KPI in use', async () => {
    const kpi = await addKpi(w, w.bo)
    for (const who of [w.ben, w.cora, w.eva]) expect(await statusOf(stage(who, kpi, lounge))).toBe(403)
    expect(await statusOf(stage(w.otto, kpi, lounge))).toBe(404)
    const id = await stage(w.bo, kpi, lounge)
    for (const who of [w.ben, w.cora, w.eva]) expect(await statusOf(begin(who, id))).toBe(403)
    expect(await statusOf(w.as(w.otto, (ctx) => findImport(ctx, id)))).toBe(404)
    await w.as(w.lea, (ctx) => archiveKpi(ctx, kpi, { version: 1, reason: null }))
    expect(await refusalOf(begin(w.bo, id))).toMatchObject({ status: 422 })
    expect(await refusalOf(stage(w.bo, kpi, lounge))).toMatchObject({ status: 422 })
    expect(await preview(id), 'what was read of it can still be looked at').toMatchObject({ found: { id } })
    expect(await series(kpi)).toEqual([])
  })
})

describe('a long file', () => {
  const weeks = (count: number) => {
    let week = '1960-01-04'
    return Array.from({ length: count }, (_, at) => {
      const line = `${addDays(week, 2)},${at}`
      week = nextPeriod(week, 'weekly')
      return line
    })
  }

  test('is applied chunk by chunk, each once, however often it is begun or broken off', async () => {
    const kpi = await addKpi(w, w.bo, { frequency: 'weekly' })
    const id = await stage(w.bo, kpi, `week,value\n${weeks(1700).join('\n')}`)
    expect(await begin(w.bo, id)).toBe('applying')
    const { rows } = await w.superuser.query(`select count(*)::int as n from graphile_worker.jobs where key = $1`, [
      `apply-import:${id}`,
    ])
    expect(rows[0]).toEqual({ n: 1 })
    // a chunk that fails leaves nothing behind
    await expect(
      w.as(
        w.bo,
        async (ctx) => {
          await applyChunk(ctx, kind, id)
          throw new Error('killed')
        },
        clock,
      ),
    ).rejects.toThrow('killed')
    expect(await look(id)).toMatchObject({ nextRow: 1, appliedRows: 0 })
    expect(await w.as(w.bo, (ctx) => applyChunk(ctx, kind, id), clock)).toBe('applying')
    expect(await look(id)).toMatchObject({
      state: 'applying',
      appliedRows: chunkRows,
      outcome: { recorded: chunkRows },
    })
    // two workers at once share what is left
    await Promise.all([applyImport('bay', id, importKindOf), applyImport('bay', id, importKindOf)])
    expect(await look(id)).toMatchObject({
      state: 'applied',
      appliedRows: 1700,
      outcome: { recorded: 1700, restated: 0, unchanged: 0, leftOut: 0 },
    })
    expect((await series(kpi)).length).toBe(520)
    const counted = await w.superuser.query(
      'select count(*)::int as n, count(distinct period)::int as periods from kpi_value where kpi_id = $1',
      [kpi],
    )
    expect(counted.rows[0]).toEqual({ n: 1700, periods: 1700 })
    expect((await bodies(kpi)).map(({ digest, actor }) => [digest.rows, actor])).toEqual(
      [500, 500, 500, 200].map((rows) => [rows, w.bo.memberId]),
    )
    expect(await applyImport('bay', id, importKindOf)).toBe('applied')
  })

  test('stops where its author loses the right, and says so', async () => {
    const kpi = await addKpi(w, w.ben, { frequency: 'weekly' })
    const id = await stage(w.ben, kpi, `week,value\n${weeks(900).join('\n')}`)
    await begin(w.ben, id)
    await w.as(w.ben, (ctx) => applyChunk(ctx, kind, id), clock)
    await w.superuser.query('begin')
    await w.superuser.query(`select set_config('app.bulk', 'on', true), set_config('app.org_id', $1, true)`, [
      w.ben.orgId,
    ])
    await w.superuser.query('update kpi set owner_id = $1 where id = $2', [w.bo.memberId, kpi])
    await w.superuser.query('commit')
    expect(await applyImport('bay', id, importKindOf)).toBe('failed')
    expect(await look(id)).toMatchObject({
      state: 'failed',
      appliedRows: 500,
      problem: expect.stringContaining('no longer'),
    })
  })
})
