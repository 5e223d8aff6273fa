// The rules of themes: how long they wait, what a decision needs, what may be said of volumes and scores, and what words mean.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { scoreOfSums } from '#app/feedback/score.ts'
import { besideOthers, others } from '#app/themes/theme-score.ts'
import { daysUndecided, decisionRefusal, lacksOf, waitTone, waitWords } from '#app/themes/theme.ts'
import { readWords, wordsInWords, wordsProblem } from '#app/themes/theme-words.ts'
import { type Heard, trendOf, trendSentence, volumesOf } from '#app/themes/trend.ts'

describe('waiting for a decision', () => {
  it('counts from the day it was found, or from the day the decision was taken back', () => {
    const theme = { decision: 'undecided', foundOn: '2026-10-19', decidedOn: null }
    expect(daysUndecided(theme, '2026-11-28')).toBe(40)
    expect(daysUndecided({ ...theme, decidedOn: '2026-11-20' }, '2026-11-28')).toBe(8)
    expect(daysUndecided({ ...theme, decision: 'watch' }, '2026-11-28')).toBeNull()
    expect([waitTone(3), waitTone(14), waitTone(30)]).toEqual(['neutral', 'warn', 'bad'])
    expect([waitWords(0), waitWords(1), waitWords(40)]).toEqual([
      'found today',
      'undecided for 1 day',
      'undecided for 40 days',
    ])
  })

  it('watching needs a day to come, taking back needs a decision', () => {
    const about = (before: string, decision: 'watch' | 'act' | 'undecided', reviewOn: string | null) =>
      decisionRefusal(before, { decision, reviewOn }, '2026-11-28')?.field ?? null
    expect(about('undecided', 'act', null)).toBeNull()
    expect(about('undecided', 'watch', null)).toBe('reviewOn')
    expect(about('undecided', 'watch', '2026-11-28')).toBe('reviewOn')
    expect(about('undecided', 'watch', '2026-11-29')).toBeNull()
    expect(about('undecided', 'undecided', null)).toBe('decision')
    expect(about('act', 'undecided', null)).toBeNull()
  })

  it('acting without a gap is a broken link', () => {
    const theme = { decision: 'act', reviewOn: null, gapCount: 0, ownerId: 'x' }
    expect(lacksOf(theme, '2026-11-28')).toEqual(['no gap'])
    expect(lacksOf({ ...theme, gapCount: 1 }, '2026-11-28')).toEqual([])
    expect(lacksOf({ ...theme, decision: 'watch', reviewOn: '2026-11-28', ownerId: null }, '2026-11-28')).toEqual([
      'review due',
      'no owner',
    ])
  })
})

describe('volumes', () => {
  const heard = (now: number, before: number, allNow = 1000, allBefore = 1000) => ({ now, before, allNow, allBefore })
  const trend = (...posts: Heard[]) => trendOf(volumesOf(posts))

  it('a change is called one only beyond what chance shows in one theme of a hundred', () => {
    expect(trend(heard(4, 3, 100, 100))).toBe('too few')
    expect(trend(heard(60, 50))).toBe('no change')
    expect(trend(heard(100, 50))).toBe('more')
    expect(trend(heard(50, 100))).toBe('fewer')
  })

  it('are those of Mantel and Haenszel: a table worked out by hand', () => {
    // 6 of 10 and 2 of 10; 3 of 20 and 4 of 40: expected 4 and 7/3, by chance 8·12·10·10/(400·19) and 7·53·20·40/(3600·59)
    const volumes = volumesOf([heard(6, 2, 10, 10), heard(3, 4, 20, 40)])
    expect(volumes).toMatchObject({ now: 9, before: 6, compared: 15, comparedNow: 9 })
    expect(volumes.expected).toBeCloseTo(4 + 7 / 3, 10)
    expect(volumes.variance).toBeCloseTo(9600 / 7600 + 296_800 / 212_400, 10)
  })

  it('twice as many of twice as many responses are no change', () => {
    const volumes = volumesOf([heard(200, 100, 4000, 2000)])
    expect(trendSentence(volumes)).toBe(
      'No clear change: 200 in the last 90 days, 100 in the 90 before. Equally often in both would be 200 of 300. Chance alone could explain the difference.',
    )
  })

  it('a listening post newly connected, or one that ended, is no news about a theme', () => {
    const steady = heard(30, 28, 500, 480)
    expect(trend(steady)).toBe('no change')
    expect(trend(steady, heard(0, 0, 14_000, 0))).toBe('no change')
    expect(trend(steady, heard(40, 0, 14_000, 0))).toBe('no change')
    expect(trend(steady, heard(0, 90, 0, 9_000))).toBe('no change')
    // A post that says little of it and grew much tells no more of the others than before.
    expect(trend(steady, heard(14, 1, 14_000, 1_000))).toBe('no change')
    expect(trend(heard(40, 0, 14_000, 0))).toBe('too few')
    expect(trendSentence(volumesOf([heard(60, 30), heard(40, 0, 900, 0)]))).toBe(
      'It comes up more often: 100 in the last 90 days, 30 in the 90 before. Of the listening posts that heard somebody in both, 60 of 90 are recent. Equally often in both would be 45 of 90.',
    )
  })

  it('of two stretches that differ by chance alone, hardly ever one is called a change', () => {
    let [state, called] = [7, 0]
    const draw = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647
    const some = (of: number) => Array.from({ length: of }, draw).filter((share) => share < 0.1).length
    for (let run = 0; run < 500; run++) {
      const found = trend(heard(some(400), some(400), 400, 400), heard(some(300), some(60), 300, 60))
      if (found === 'more' || found === 'fewer') called++
    }
    expect(called / 500).toBeLessThan(0.025)
  })
})

describe('scores', () => {
  it('are those of the measures: NPS 30 of 100, CSAT 84 of 120, a mean with its spread', () => {
    const none = { total: 0, squares: 0, promoters: 0, detractors: 0, top: 0 }
    const nps = scoreOfSums({ scoreKind: 'nps' }, { ...none, n: 100, promoters: 50, detractors: 20 })!
    expect([nps.value, nps.low!.toFixed(2), nps.high!.toFixed(2)]).toEqual([30, '14.69', '45.31'])
    const csat = scoreOfSums({ scoreKind: 'csat' }, { ...none, n: 120, top: 84 })!
    expect([csat.value.toFixed(2), csat.low!.toFixed(3), csat.high!.toFixed(3)]).toEqual(['70.00', '61.285', '77.474'])
    expect(scoreOfSums({ scoreKind: 'nps' }, { ...none, n: 0 })).toBeNull()
  })

  it('a mean of sums is the mean of the answers, with their spread', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 2, maxLength: 60 }), (answers) => {
        const sums = {
          n: answers.length,
          total: answers.reduce((sum, one) => sum + one, 0),
          squares: answers.reduce((sum, one) => sum + one * one, 0),
          promoters: 0,
          detractors: 0,
          top: 0,
        }
        const average = sums.total / sums.n
        const spread = Math.sqrt(answers.reduce((sum, one) => sum + (one - average) ** 2, 0) / (sums.n - 1))
        const score = scoreOfSums({ scoreKind: 'ces' }, sums)!
        expect(score.value).toBeCloseTo(average, 9)
        expect(score.se!).toBeCloseTo(spread / Math.sqrt(sums.n), 6)
        const onScale = scoreOfSums({ scoreKind: 'ces', scaleLow: 1, scaleHigh: 7 }, sums)!
        expect(onScale.low).toBe(Math.max(1, score.low!))
        expect(onScale.high).toBe(Math.min(7, score.high!))
      }),
      { numRuns: 60 },
    )
  })

  it('are held against all others, which they are no part of', () => {
    const all = { n: 1000, total: 0, squares: 0, promoters: 500, detractors: 200, top: 0 }
    const own = { n: 100, total: 0, squares: 0, promoters: 20, detractors: 60, top: 0 }
    const score = (sums: typeof all) => scoreOfSums({ scoreKind: 'nps' }, sums)
    expect(others(all, own)).toMatchObject({ n: 900, promoters: 480, detractors: 140 })
    expect(besideOthers(score(own), score(others(all, own)))).toBe('lower')
    const few = { ...own, n: 3, promoters: 1, detractors: 2 }
    expect(besideOthers(score(few), score(others(all, few)))).toBe('alike')
  })
})

describe('words', () => {
  it('one word or phrase a line, beginnings, phrases, and what must not be there', () => {
    expect(readWords('queue*\nno seats\n"far too long" -bus\n-lounge\n\n  * - ')).toEqual({
      any: [
        { all: [{ text: 'queue', prefix: true }], none: [] },
        {
          all: [
            { text: 'no', prefix: false },
            { text: 'seats', prefix: false },
          ],
          none: [],
        },
        { all: [{ text: 'far too long', prefix: false }], none: [{ text: 'bus', prefix: false }] },
      ],
      none: [{ text: 'lounge', prefix: false }],
    })
    expect(readWords('check-in').any[0]!.all).toEqual([{ text: 'check-in', prefix: false }])
    expect(wordsInWords('queue*\n"no seats" -lounge')).toBe('“queue…”, or “no seats” without “lounge”')
  })

  it('refuses what would tag everything or nothing', () => {
    expect(wordsProblem('')).toBeNull()
    expect(wordsProblem('-lounge')).toMatch(/only rule words out/)
    expect(wordsProblem('a*')).toMatch(/far too many/)
    expect(wordsProblem('queue')).toBeNull()
  })
})
