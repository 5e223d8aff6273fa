import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  hasPast,
  instantOf,
  isMoment,
  momentSql,
  oddMoment,
  placeOf,
  presetDays,
  samePageAt,
  segmentOf,
} from '#app/moment.ts'

describe('moments in addresses', () => {
  test.each(['2026-03-01', '2026-03-01T09:30', '2026-03-01T09:30:15', '2026-03-01T09:30:15.250Z', '2024-02-29'])(
    '%s is one',
    (text) => {
      expect(isMoment(text)).toBe(true)
      expect(placeOf(`demo@${text}`)).toEqual({ slug: 'demo', moment: text })
    },
  )
  test.each([
    '',
    '2026-02-30',
    '2026-13-01',
    '2026-03-01T24:10',
    '2026-03-01T09',
    "2026-03-01'",
    '1026-03-01',
    '2026-03-01 09:30',
    '+2026-03-01',
  ])('“%s” is none', (text) => {
    expect(isMoment(text)).toBe(false)
    expect(placeOf(`demo@${text}`)).toBeNull()
    expect(() => momentSql(text)).toThrow(RangeError)
  })

  test('an address and its parts say the same', () => {
    const instants = fc
      .date({ min: new Date('2001-01-01'), max: new Date('2999-12-31'), noInvalidDate: true })
      .map(instantOf)
    fc.assert(
      fc.property(instants, (moment) => {
        expect(placeOf(segmentOf({ slug: 'demo', moment }))).toEqual({ slug: 'demo', moment })
        const there = samePageAt('/demo/kpis?q=a@b#c', moment)
        expect(there).toBe(`/demo@${moment}/kpis?q=a@b#c`)
        expect(samePageAt(there, null)).toBe('/demo/kpis?q=a@b#c')
      }),
    )
  })

  test('whatever is written there, it is a place or it is not', () => {
    fc.assert(fc.property(fc.string(), (text) => void placeOf(text)))
    expect(samePageAt('/sign-in@x', '2026-03-01')).toBe('/sign-in@x')
  })

  test('what only looks like a moment is told, with the same page of today', () => {
    expect(oddMoment('/demo@2026-13-45/kpis?q=a')).toEqual({ moment: '2026-13-45', present: '/demo/kpis?q=a' })
    expect(oddMoment('/demo%40last%20week')).toEqual({ moment: 'last week', present: '/demo' })
    expect(oddMoment('/demo@/kpis')).toEqual({ moment: '', present: '/demo/kpis' })
    for (const path of ['/demo/kpis', '/demo@2026-03-01/kpis', '/', '/sign-in', '//evil.example@x', '/Demo@x'])
      expect(oddMoment(path)).toBeNull()
    fc.assert(fc.property(fc.string(), (text) => !/^\/\//.test(oddMoment(`/${text}`)?.present ?? '/')))
  })

  test('presets are months before, at most the month’s last day', () => {
    expect(presetDays('2026-05-31').map(({ day }) => day)).toEqual(['2026-04-30', '2026-02-28', '2025-05-31'])
    expect(presetDays('2024-02-29').map(({ day }) => day)).toEqual(['2024-01-29', '2023-11-29', '2023-02-28'])
  })

  test('strategy has a past, settings have none', () => {
    expect(['/demo', '/demo/kpis/x', '/demo@2026-01-01/executive.data', '/demo.data'].map(hasPast)).toEqual([
      true,
      true,
      true,
      true,
    ])
    expect(['/demo/settings', '/demo/outbox', '/demo/duties', '/demo/imports/x'].map(hasPast)).toEqual([
      false,
      false,
      false,
      false,
    ])
  })
})
