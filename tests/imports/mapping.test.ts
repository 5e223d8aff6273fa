import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  guessFields,
  guessHeader,
  guessNumbers,
  mappingProblems,
  missingFields,
  readNumberAs,
  rememberedFields,
} from '#app/imports/mapping.ts'
import { kpiValueImport } from '#app/kpis/kpi-value-import.server.ts'

const fields = kpiValueImport.fields({ scoreKind: 'nps' })

describe('the mapping', () => {
  test('is guessed from headings', () => {
    expect(guessFields(fields, ['period', 'value', 'n'], [])).toEqual(['period', 'value', 'n'])
    expect(guessFields(fields, ['Month', 'NPS ', 'Responses', 'Comments'], [])).toEqual([
      'period',
      'value',
      'n',
      'note',
    ])
    expect(guessFields(fields, ['Reporting month', 'Region', 'NPS score'], [])).toEqual(['period', '', 'value'])
    expect(guessFields(fields, ['n promoters', 'Detractors', 'Value', 'Date'], [])).toEqual([
      'promoters',
      'detractors',
      'value',
      'period',
    ])
  })
  test('falls back on what the cells look like', () => {
    const sample = [
      ['Lisbon', '2025-01', '3.4'],
      ['Porto', '2025-02', '3,5'],
    ]
    expect(guessFields(fields, ['A', 'B', 'C'], sample)).toEqual(['', 'period', 'value'])
    expect(guessFields(fields, ['A'], [['Lisbon']])).toEqual([''])
  })
  test('knows a row of headings from a row of data', () => {
    expect(guessHeader(fields, ['period', 'value', 'n'])).toBe(true)
    expect(guessHeader(fields, ['2025-01', '3.4', '12'])).toBe(false)
    expect(guessHeader(fields, ['Jan 2025', 'high'])).toBe(false)
  })
  test('is remembered by headings, not by place', () => {
    const earlier = { columns: ['When', 'Figure', 'Base'], fields: ['period', 'value', 'n'] }
    expect(rememberedFields(fields, ['Base', 'WHEN', 'Extra', 'Figure'], earlier)).toEqual(['n', 'period', '', 'value'])
    expect(rememberedFields(fields, ['When', 'Amount'], earlier)).toBeNull()
  })
  test('takes each field once, and the required ones at least', () => {
    expect(Object.keys(mappingProblems(fields, ['period', 'value', 'value', 'nonsense', '']))).toEqual([
      'column_2',
      'column_3',
    ])
    expect(missingFields(fields, ['n', 'value']).map(({ name }) => name)).toEqual(['period'])
  })
})

describe('numbers of a file', () => {
  test('are read in one style', () => {
    expect([
      readNumberAs('point', '1,234.5'),
      readNumberAs('comma', '1.234,5'),
      readNumberAs('point', '1,234'),
    ]).toEqual([1234.5, 1234.5, 1234])
    expect([
      readNumberAs('point', '2,5'),
      readNumberAs('comma', '2.5'),
      readNumberAs('point', 'abc'),
      readNumberAs('point', ''),
    ]).toEqual([null, null, null, null])
    expect([
      readNumberAs('point', '84 %'),
      readNumberAs('point', '−3.5'),
      readNumberAs('point', '.5'),
      readNumberAs('comma', '1 234,5'),
    ]).toEqual([84, -3.5, 0.5, 1234.5])
  })
  test('tell their style where they can', () => {
    expect(guessNumbers(['3,36', '1,234'], ';')).toBe('comma')
    expect(guessNumbers(['3.36', '1,234'], ',')).toBe('point')
    expect(guessNumbers(['3,361', '2,917'], ';')).toBe('comma')
    expect(guessNumbers(['1,234', '5,678'], ',')).toBe('point')
    expect(guessNumbers([], ';')).toBe('point')
  })
  test('come back as they were written, in either style', () => {
    const write = (value: number, locale: string) => value.toLocaleString(locale, { maximumFractionDigits: 6 })
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (given) => {
        const value = Math.round(given * 1e4) / 1e4
        expect(readNumberAs('point', write(value, 'en-GB'))).toBe(value === 0 ? 0 : value)
        expect(readNumberAs('comma', write(value, 'de-DE'))).toBe(value === 0 ? 0 : value)
      }),
    )
  })
  test('of any text never throw', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('point', 'comma'), (text, style) => {
        const read = readNumberAs(style, text)
        expect(read === null || Number.isFinite(read)).toBe(true)
      }),
    )
  })
})
