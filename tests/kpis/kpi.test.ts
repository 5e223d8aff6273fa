import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandFields, npsOf, scoreKinds, scoreOf, valueProblems } from '#app/kpis/kpi.ts'
import {
  ageSentence,
  bandWords,
  changeSentence,
  expectedWords,
  noBandReason,
  targetSentence,
} from '#app/kpis/sentences.ts'
import { standingOf } from '#app/kpis/standing.ts'

const scale = (scoreKind: string, unit = '', decimals = 1, frequency = 'monthly') => ({
  scoreKind,
  unit,
  decimals,
  frequency,
})
const figures = (value: number, given: object = {}) => ({
  value,
  n: null,
  sd: null,
  promoters: null,
  detractors: null,
  ...given,
})
const today = '2026-01-20'

describe('the band of a value', () => {
  test('NPS from its counts (measures.md 1)', () => {
    const score = scoreOf(scale('nps'), figures(30, { n: 100, promoters: 50, detractors: 20 }))!
    expect([score.low!.toFixed(2), score.high!.toFixed(2), score.se!.toFixed(4)]).toEqual(['14.69', '45.31', '7.8102'])
  })
  test('CSAT as a share and in per cent (Wilson)', () => {
    const share = scoreOf(scale('csat'), figures(0.7, { n: 120 }))!
    expect([share.low!.toFixed(5), share.high!.toFixed(5)]).toEqual(['0.61285', '0.77474'])
    const percent = scoreOf(scale('share', '%'), figures(70, { n: 120 }))!
    expect([percent.low!.toFixed(3), percent.high!.toFixed(3)]).toEqual(['61.285', '77.474'])
  })
  test('a mean needs its deviation; sums, counts and amounts have none', () => {
    expect(scoreOf(scale('mean'), figures(4, { n: 30 }))!.se).toBeNull()
    expect(scoreOf(scale('mean'), figures(4, { n: 30, sd: 1 }))!.se).toBeCloseTo(0.18257, 4)
    for (const kind of ['sum', 'count', 'amount']) {
      expect(scoreOf(scale(kind), figures(4, { n: 30, sd: 1 }))!.se).toBeNull()
      expect(bandFields(kind)).toEqual([])
    }
  })
  test('without answers there is no score, and without counts no NPS', () => {
    for (const kind of scoreKinds) expect(scoreOf(scale(kind), figures(1, { n: 0 }))).toBeNull()
    expect(npsOf({ n: 0, promoters: 0, detractors: 0 })).toBeNull()
    expect(npsOf({ n: 100, promoters: 50, detractors: 20 })).toBe(30)
  })
  test('whatever may be recorded has a band that holds it', () => {
    const counts = fc.record({
      kind: fc.constantFrom(...scoreKinds),
      n: fc.integer({ min: 1, max: 5000 }),
      share: fc.float({ min: 0, max: 1, noNaN: true }),
    })
    fc.assert(
      fc.property(counts, ({ kind, n, share }) => {
        const promoters = Math.floor(n * share)
        const detractors = Math.floor((n - promoters) * share)
        const value = kind === 'nps' ? npsOf({ n, promoters, detractors })! : kind === 'ces' ? 1 + 6 * share : share
        const given = {
          value,
          n,
          sd: share,
          promoters: kind === 'nps' ? promoters : null,
          detractors: kind === 'nps' ? detractors : null,
        }
        expect(valueProblems(scale(kind), { period: '2026-01-01', ...given }, today)).toEqual([])
        const score = scoreOf(scale(kind), given)!
        if (score.se === null) return
        expect(score.low!).toBeLessThanOrEqual(value + 1e-4)
        expect(score.high!).toBeGreaterThanOrEqual(value - 1e-4)
      }),
    )
  })
})

describe('what may be recorded', () => {
  const problems = (kind: string, given: object, unit = '') =>
    valueProblems(scale(kind, unit), { period: '2025-12-01', ...figures(1), ...given }, today).map(({ field }) => field)

  test('periods that began, named by their first day', () => {
    expect(problems('amount', { period: '2026-01-01' })).toEqual([])
    expect(problems('amount', { period: '2026-02-01' })).toEqual(['period'])
    expect(problems('amount', { period: '2025-12-02' })).toEqual(['period'])
  })
  test('values on their scale', () => {
    expect(problems('nps', { value: 100 })).toEqual([])
    expect(problems('nps', { value: 100.1 })).toEqual(['value'])
    expect(problems('csat', { value: 70 })).toEqual(['value'])
    expect(problems('csat', { value: 70 }, '%')).toEqual([])
    expect(problems('ces', { value: 0.5 })).toEqual(['value'])
    expect(problems('count', { value: -1 })).toEqual(['value'])
    expect(problems('amount', { value: -1 })).toEqual([])
  })
  test('counts that agree with each other', () => {
    expect(problems('mean', { n: 0 })).toEqual(['n'])
    expect(problems('mean', { n: 1.5 })).toEqual(['n'])
    expect(problems('mean', { sd: -1 })).toEqual(['sd'])
    expect(problems('nps', { value: 30, n: 100, promoters: 50 })).toEqual(['detractors'])
    expect(problems('nps', { value: 30, promoters: 50, detractors: 20 })).toEqual(['n'])
    expect(problems('nps', { value: 30, n: 60, promoters: 50, detractors: 20 })).toEqual(['n'])
    expect(problems('nps', { value: 31, n: 100, promoters: 50, detractors: 20 })).toEqual(['value'])
    expect(problems('nps', { value: 30, n: 100, promoters: 50, detractors: 20 })).toEqual([])
  })
})

describe('standing', () => {
  const today = '2026-01-20'
  const kpi = { ...scale('nps'), direction: 'up', archived: false, createdOn: '2025-11-05' }
  const value = (period: string, given: object = {}) => ({
    period,
    ...figures(30),
    n: 100,
    promoters: 50,
    detractors: 20,
    ...given,
  })

  test('without a value the KPI owes the one of the period it was added in', () => {
    const standing = standingOf({ kpi, valueCount: 0, newest: [], targets: [], today })
    expect(standing).toMatchObject({ value: null, againstTarget: 'no target', recent: [], nextDueOn: '2025-12-11' })
  })
  test('is held against the path at the end of its period, by its band', () => {
    const targets = [
      { dueOn: '2025-11-30', value: 20 },
      { dueOn: '2025-12-31', value: 40 },
    ]
    const standing = standingOf({
      kpi,
      valueCount: 2,
      newest: [value('2025-12-01'), value('2025-11-01', { value: 28 })],
      targets,
      today,
    })
    expect(standing).toMatchObject({
      period: '2025-12-01',
      value: 30,
      target: 40,
      againstTarget: 'within the band',
      previousValue: 28,
      nextDueOn: '2026-02-11',
    })
    expect(standing.recent).toEqual([
      { period: '2025-11-01', value: 28 },
      { period: '2025-12-01', value: 30 },
    ])
    const missed = standingOf({
      kpi,
      valueCount: 1,
      newest: [value('2025-12-01')],
      targets: [
        { dueOn: '2025-12-31', value: 50 },
        { dueOn: '2026-12-31', value: 60 },
      ],
      today,
    })
    expect(missed.againstTarget).toBe('missed')
    expect(
      standingOf({
        kpi,
        valueCount: 1,
        newest: [value('2025-12-01')],
        targets: [{ dueOn: '2026-06-30', value: 60 }],
        today,
      }).againstTarget,
    ).toBe('no target')
  })
  describe('of what is owed', () => {
    const due = (periods: string[], today: string, createdOn = '2025-01-05') =>
      standingOf({
        kpi: { ...kpi, createdOn },
        valueCount: periods.length,
        newest: [...periods]
          .sort()
          .reverse()
          .map((period) => value(period)),
        targets: [],
        today,
      }).nextDueOn
    test('after the newest value comes the next, day after day', () => {
      expect(due(['2025-09-01', '2025-10-01'], '2025-11-20')).toBe('2025-12-11')
      expect(due(['2025-09-01', '2025-10-01'], '2025-12-20')).toBe('2025-12-11')
    })
    test('a value of the running month, given early, does not settle the missing month before it', () => {
      expect(due(['2025-09-01', '2025-11-01'], '2025-11-20')).toBe('2025-11-11')
      expect(due(['2025-09-01', '2025-10-01', '2025-11-01'], '2025-11-20')).toBe('2026-01-11')
    })
    test('a gap with a later value behind it stays a gap', () => {
      expect(due(['2025-07-01', '2025-09-01', '2025-10-01'], '2025-11-20')).toBe('2025-12-11')
      expect(due(['2025-09-01', '2025-11-01'], '2025-12-20')).toBe('2026-01-11')
    })
    test('no more than the newest three of a run are asked for, and never none of it', () => {
      expect(due(['2025-03-01'], '2025-11-20')).toBe('2025-09-11')
      expect(due(['2025-08-01'], '2025-11-20')).toBe('2025-10-11')
    })
    test('nothing is owed from before the KPI was added, save the month that was just over', () => {
      expect(due(['2013-03-01', '2013-06-01'], '2025-11-20', '2025-11-18')).toBe('2025-11-11')
      expect(due([], '2025-11-20', '2025-11-18')).toBe('2025-12-11')
    })
  })
  test('keeps the newest thirteen, and asks nothing of an archived KPI', () => {
    const newest = Array.from({ length: 14 }, (_, at) => value(`2025-${String(12 - (at % 12)).padStart(2, '0')}-01`))
    const standing = standingOf({ kpi: { ...kpi, archived: true }, valueCount: 14, newest, targets: [], today })
    expect(standing.recent).toHaveLength(13)
    expect(standing.nextDueOn).toBeNull()
  })
})

describe('what is said', () => {
  test('an expected effect reads as words, of shares in percentage points', () => {
    const expected = (expectedSize: number | null, unit: string) =>
      expectedWords({ expectedDirection: expectedSize === null ? 'down' : 'up', expectedSize }, unit)
    expect(expected(4, 'points')).toBe('up by 4\u00a0points')
    expect(expected(1, '%')).toBe('up by 1\u00a0percentage point')
    expect(expected(2.5, '%')).toBe('up by 2.5\u00a0percentage points')
    expect(expected(null, '%')).toBe('down')
  })
  const nps = scale('nps')
  const standing = (given: object) => ({
    value: 30,
    low: 14.7,
    high: 45.3,
    target: 33.1,
    againstTarget: 'within the band',
    ...given,
  })

  test('about the target', () => {
    expect(targetSentence(nps, standing({}), true)).toBe(
      'Below the target path by 3.1, within the band: chance alone could explain it.',
    )
    expect(targetSentence(nps, standing({ target: 50, againstTarget: 'missed' }), true)).toBe(
      'Below the target path by 20.0, outside the band.',
    )
    expect(targetSentence(nps, standing({ low: null, high: null, againstTarget: 'missed' }), true)).toBe(
      'Below the target path by 3.1.',
    )
    expect(targetSentence(nps, standing({ target: 20, againstTarget: 'met' }), true)).toBe(
      'Above the target path by 10.0: target met.',
    )
    expect(targetSentence(nps, standing({ target: 30, againstTarget: 'met' }), true)).toBe('On the target path.')
    expect(targetSentence(nps, standing({ target: null }), true)).toMatch(/begins after/)
    expect(targetSentence(nps, standing({ target: null }), false)).toMatch(/no target/)
    expect(targetSentence(nps, standing({ value: null }), false)).toMatch(/Nothing is recorded/)
    expect(
      targetSentence(
        scale('amount', '%', 0),
        standing({ target: 30.2, low: null, high: null, againstTarget: 'missed' }),
        true,
      ),
    ).toBe('Below the target path by 0.2\u00a0percentage points.')
  })
  test('about the step from the period before: only the band of the difference calls it a change', () => {
    const at = (period: string, promoters: number, detractors: number, n: number) => ({
      period,
      ...figures((100 * (promoters - detractors)) / n),
      n,
      promoters,
      detractors,
    })
    const small = changeSentence(nps, at('2025-12-01', 55, 20, 100), at('2025-11-01', 50, 20, 100))
    expect(small).toBe(
      '5.0 above Nov 2025, no more than chance alone explains (95% band of the difference −16.8 to 26.8).',
    )
    expect(changeSentence(nps, at('2025-12-01', 600, 200, 1000), at('2025-11-01', 500, 200, 1000))).toMatch(
      /^10.0 above Nov 2025, more than chance/,
    )
    const mean = scale('mean')
    expect(changeSentence(mean, { period: '2025-12-01', ...figures(3) }, { period: '2025-11-01', ...figures(2) })).toBe(
      '1.0 above Nov 2025. One step alone does not make a trend.',
    )
    expect(changeSentence(mean, { period: '2025-12-01', ...figures(3) }, { period: '2025-11-01', ...figures(3) })).toBe(
      'The same as in Nov 2025.',
    )
    expect(changeSentence(mean, { period: '2025-12-01', ...figures(3) }, undefined)).toBeNull()
  })
  test('never a trend', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...scoreKinds),
        fc.integer({ min: 0, max: 100 }),
        fc.integer({ min: 0, max: 100 }),
        (kind, a, b) => {
          const said = changeSentence(
            scale(kind),
            { period: '2025-12-01', ...figures(a, { n: 10 }) },
            { period: '2025-11-01', ...figures(b, { n: 10 }) },
          )
          expect(said!.replace('does not make a trend', '')).not.toMatch(/trend|improv|worse|rising|falling/)
        },
      ),
    )
  })
  test('about age and bands', () => {
    expect(ageSentence('2025-12-01', 'monthly', today)).toBe('Dec 2025, ended 20 days ago')
    expect(ageSentence('2026-01-01', 'monthly', today)).toBe('Jan 2026, which still runs')
    expect(bandWords(scale('share', '%'), { low: 61.285, high: 77.474 })).toBe('61.3 to 77.5%')
    expect(bandWords(nps, { low: null, high: null })).toBeNull()
    expect(noBandReason(scale('mean'), figures(3, { n: 30 }))).toBe('No band: it needs the standard deviation.')
    expect(noBandReason(scale('mean'), figures(3, { n: 1 }))).toMatch(/one answer/)
    expect(noBandReason(scale('amount'), figures(3))).toBeNull()
  })
})
