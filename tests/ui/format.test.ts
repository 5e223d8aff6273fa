import { describe, expect, test } from 'vitest'
import * as f from '#app/ui/format.ts'

describe('numbers', () => {
  test('by locale', () => {
    expect(f.formatNumber(1234.5)).toBe('1,234.5')
    expect(f.formatNumber(1234.5, 2, 'de-DE')).toBe('1.234,50')
    expect(f.formatNumber(1234.5, 1, 'fr-FR')).toBe('1\u00a0234,5')
    expect(f.formatNumber(-0.001, 1)).toBe('0.0')
    expect(f.formatNumber(-12, 0)).toBe('−12')
    expect(f.formatNumber(-1234.5, 1, 'de-DE')).toBe('−1.234,5')
    expect(f.formatCurrency(-5, 'EUR')).toBe('−€5')
    expect(f.formatNumber(1, 0, 'not a locale')).toBe('1')
    expect(f.formatPercent(42.5, 1)).toBe('42.5%')
    expect(f.formatCurrency(1200, 'EUR')).toBe('€1,200')
    expect(f.formatCurrency(5, 'points')).toBe('5 points')
  })
  test('values with units; nothing is never zero', () => {
    expect(f.formatValue(42.5, '%', 1)).toBe('42.5%')
    expect(f.formatValue(-1200, '€', 0)).toBe('−€1,200')
    expect(f.formatValue(3.2, 'days')).toBe('3.2\u00a0days')
    expect(f.formatValue(null, '%')).toBe('no data')
    expect(f.formatChange(3, '%')).toBe('+3%')
    expect(f.formatChange(-3, '%')).toBe('−3%')
    expect(f.formatChange(0.001, '', 1)).toBe('±0.0')
    expect(f.plural(1, 'item')).toBe('1 item')
    expect(f.plural(0, 'person', 'people')).toBe('0 people')
  })
})

describe('days', () => {
  test('keep their day in every zone', () => {
    expect(f.formatDay('2026-01-31')).toBe('31 Jan 2026')
    expect(f.formatDay('2026-01-31', 'en-US')).toBe('Jan 31, 2026')
    expect(f.formatDay('nonsense')).toBe('nonsense')
    expect(f.formatMoment('2026-01-31T23:30:00Z', 'en-GB', 'Europe/Paris')).toBe('1 Feb 2026, 00:30')
    expect(f.formatMoment('2026-01-31T23:30:00Z', 'en-GB', 'Mars/Base')).toBe('31 Jan 2026, 23:30')
  })
  test.each([
    ['2026-01-10', 'today'],
    ['2026-01-11', 'tomorrow'],
    ['2026-01-13', 'in 3 days'],
    ['2026-01-09', '1 day late'],
    ['2026-01-08', '2 days late'],
    ['2026-05-10', 'in 4 months'],
    ['2023-01-10', '3 years late'],
  ])('%s is %s', (day, words) => expect(f.relativeDay(day, '2026-01-10')).toBe(words))
  test('what happened is ago', () => {
    expect(f.agoDay('2026-01-09', '2026-01-10')).toBe('yesterday')
    expect(f.agoDay('2026-01-07', '2026-01-10')).toBe('3 days ago')
  })
  test('periods', () => {
    expect(f.formatPeriod('2026-01-01', 'monthly')).toBe('Jan 2026')
    expect(f.formatPeriod('2026-04-01', 'quarterly')).toBe('Q2 2026')
    expect(f.formatPeriod('2026-01-01', 'yearly')).toBe('2026')
    expect(f.formatPeriod('2026-01-05', 'weekly')).toBe('week of 5 Jan 2026')
  })
  test('names', () => {
    expect(f.initials('Ada Lovelace')).toBe('AL')
    expect(f.initials('  ')).toBe('?')
    expect(f.initials('élodie de la cruz')).toBe('ÉC')
    expect(f.inWords(['a', 'b', 'c'])).toBe('a, b and c')
  })
})
