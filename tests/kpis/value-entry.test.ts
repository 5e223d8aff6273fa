import { describe, expect, test } from 'vitest'
import { marksOf } from '#app/kpis/marks.ts'
import {
  cellName,
  gridForm,
  mostCells,
  newerPage,
  periodsUntil,
  typedCells,
  typedRows,
  valuesForm,
} from '#app/kpis/value-entry.ts'
import { bodyLimits } from '#app/server/form-body.ts'
import { parseForm } from '#app/ui/schema.ts'

const id = '018f0000-0000-7000-8000-000000000001'
const parsed = <T>(schema: Parameters<typeof parseForm<T>>[0], given: Record<string, string>) => {
  const found = parseForm(schema, new Map(Object.entries(given).map(([name, value]) => [name, [value]])))
  if (!found.ok) throw new Error(JSON.stringify(found.errors))
  return found.data
}

describe('the lines of one KPI', () => {
  const read = (given: Record<string, string>, shown = ['n'], kind = 'csat') =>
    typedRows(parsed(valuesForm, given), shown, kind)

  test('hold what was typed; empty lines say nothing', () => {
    const { values, errors } = read({
      period_0: '2026-01-01',
      value_0: '3,5',
      n_0: '1 200',
      note_0: ' storm ',
      seen_0: '2',
      period_1: '2025-12-01',
    })
    expect(errors).toEqual({})
    expect(values).toEqual([
      expect.objectContaining({
        at: 0,
        period: '2026-01-01',
        value: 3.5,
        n: 1200,
        note: 'storm',
        seenVersion: 2,
        sd: undefined,
      }),
    ])
  })
  test('ask for the value beside its n or note, and do not take a recorded one away', () => {
    const { values, errors } = read({
      period_0: '2026-01-01',
      n_0: '5',
      period_1: '2025-12-01',
      note_1: 'x',
      period_2: '2025-11-01',
      seen_2: '1',
      period_3: '2025-13-01',
      value_3: '1',
      value_4: '1',
    })
    expect(values).toEqual([])
    expect(Object.keys(errors)).toEqual(['value_0', 'value_1', 'value_2'])
  })
  test('compute NPS from its counts where it is left empty', () => {
    const counts = { period_0: '2026-01-01', n_0: '3', promoters_0: '2', detractors_0: '0' }
    const { values } = read(counts, ['n', 'promoters', 'detractors'], 'nps')
    expect(values[0]).toMatchObject({ value: 66.6667, n: 3, promoters: 2, detractors: 0 })
    expect(Object.keys(read(counts).errors)).toEqual(['value_0'])
  })
  test('of a page are the newest periods, and pages meet without overlap', () => {
    expect(periodsUntil('2026-02-01', 'monthly', 3)).toEqual(['2026-02-01', '2026-01-01', '2025-12-01'])
    expect(newerPage('2024-12-01', 'monthly', '2026-01-20')).toBe('2026-01-01')
    expect(newerPage('2024-11-01', 'monthly', '2026-01-20')).toBe('2025-12-01')
    expect(newerPage('2026-01-01', 'monthly', '2026-01-20')).toBeNull()
  })
})

describe('the grid', () => {
  test('reads its cells by what they say they are', () => {
    const { values, errors } = typedCells(
      parsed(gridForm, {
        cell_0: cellName({ kpiId: id, period: '2026-01-01', version: 0, counts: false }),
        value_0: '7',
        cell_1: cellName({ kpiId: id, period: '2025-12-01', version: 3, counts: true }),
        value_1: '8',
        n_1: '40',
        cell_2: cellName({ kpiId: id, period: '2025-11-01', version: 1, counts: false }),
        cell_3: 'nonsense',
        value_3: '1',
        cell_4: cellName({ kpiId: id, period: '2025-10-01', version: 0, counts: true }),
        n_4: '4',
      }),
    )
    expect(values).toEqual([
      { at: 0, kpiId: id, period: '2026-01-01', seenVersion: 0, value: 7, n: undefined },
      { at: 1, kpiId: id, period: '2025-12-01', seenVersion: 3, value: 8, n: 40 },
    ])
    expect(Object.keys(errors)).toEqual(['value_2', 'value_4'])
  })
  test('fits into what a form may send', () => {
    expect(mostCells * 3 + 10).toBeLessThan(bodyLimits.fields)
  })
})

test('marks are starts and ends that happened, lettered in the order of time', () => {
  const links = [
    { name: 'A', stage: 'finished', startsOn: '2025-02-01', endsOn: '2025-06-30' },
    { name: 'B', stage: 'running', startsOn: '2025-04-01', endsOn: '2025-12-31' },
    { name: 'C', stage: 'approved', startsOn: '2025-05-01', endsOn: null },
    { name: 'D', stage: 'running', startsOn: '2019-05-01', endsOn: null },
  ]
  expect(marksOf(links, '2025-01-01', '2025-12-31').map(({ label, period, words }) => [label, period, words])).toEqual([
    ['A', '2025-02-01', '“A” began on 1 Feb 2025'],
    ['B', '2025-04-01', '“B” began on 1 Apr 2025'],
    ['C', '2025-06-30', '“A” ended on 30 Jun 2025'],
  ])
})
