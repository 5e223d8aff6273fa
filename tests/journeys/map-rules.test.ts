// Maps without a database: order, ratings from feedback, two maps over each other, the drawing and its letters.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ComparedPhase, compareMaps, comparisonSentence } from '#app/journeys/comparison.ts'
import { type DrawnStep, columnsPerBand, drawMap } from '#app/journeys/drawing.ts'
import { neighbour, withMoved, withStepMoved } from '#app/journeys/journey-map.ts'
import { lettersWidth, wrapped } from '#app/journeys/letters.ts'
import { mapTableHead, mapTableRows } from '#app/journeys/map-table.ts'
import { type Ratings, curveSentence, fromFeedback, goodness, gradeShown, ratingsOf } from '#app/journeys/rating.ts'

const unrated: Ratings = { success: null, effort: null, emotion: null }

describe('order', () => {
  const arbitraryMap = fc
    .array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 6 })
    .map((sizes) =>
      sizes.map((size, at) => ({
        id: `p${at}`,
        steps: Array.from({ length: size }, (_, n) => ({ id: `s${at}.${n}` })),
      })),
    )
    .filter((phases) => phases.some(({ steps }) => steps.length > 0))

  test('a step moved one place and back stands where it was, over the edges of phases too', () => {
    fc.assert(
      fc.property(arbitraryMap, fc.nat(), fc.constantFrom('earlier', 'later'), (phases, pick, way) => {
        const steps = phases.flatMap((phase) => phase.steps)
        const { id } = steps[pick % steps.length]!
        const to = neighbour(phases, id, way)
        if (!to) return
        const moved = withStepMoved(phases, id, to)
        expect(moved.flatMap((phase) => phase.steps).length).toBe(steps.length)
        const back = neighbour(moved, id, way === 'earlier' ? 'later' : 'earlier')!
        expect(withStepMoved(moved, id, back)).toEqual(phases)
      }),
    )
  })

  test('the first has nothing before it, the last nothing behind it, and a phase goes to a place', () => {
    const phases = [
      { id: 'a', steps: [{ id: '1' }] },
      { id: 'b', steps: [] },
      { id: 'c', steps: [{ id: '2' }] },
    ]
    expect(neighbour(phases, '1', 'earlier')).toBeNull()
    expect(neighbour(phases, '1', 'later')).toEqual({ phaseId: 'b', place: 1 })
    expect(neighbour(phases, '2', 'later')).toBeNull()
    expect(withMoved(phases, 'c', 1).map(({ id }) => id)).toEqual(['c', 'a', 'b'])
  })
})

describe('ratings', () => {
  const sums = (more: object) => ({
    measures: 'success',
    scoreKind: 'mean',
    scaleLow: 1,
    scaleHigh: 5,
    n: 10,
    total: 40,
    ...more,
  })

  test('from feedback are means on one scale from 1 to 5, weighted by answers', () => {
    expect(fromFeedback('success', [sums({})])).toEqual({ value: 4, n: 10 })
    expect(
      fromFeedback('success', [sums({ scaleLow: 0, scaleHigh: 10, n: 30, total: 300 }), sums({ total: 10 })]),
    ).toEqual({
      value: 4,
      n: 40,
    })
    expect(fromFeedback('emotion', [sums({})])).toBeNull()
  })

  test('an effort score asks whether it was easy: its high end is no effort', () => {
    const easy = { measures: 'effort', scaleLow: 1, scaleHigh: 7, total: 70 }
    expect(fromFeedback('effort', [sums({ ...easy, scoreKind: 'ces' })])?.value).toBe(1)
    expect(fromFeedback('effort', [sums({ ...easy, scoreKind: 'mean' })])?.value).toBe(5)
    expect([goodness('effort', 1), goodness('success', 1)]).toEqual([5, 1])
  })

  test('stay between 1 and 5 whatever the sums', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: -50, max: 6000 }),
        fc.boolean(),
        (n, total, ces) => {
          const found = fromFeedback('effort', [
            sums({ measures: 'effort', scoreKind: ces ? 'ces' : 'mean', n, total }),
          ])
          expect(found!.value).toBeGreaterThanOrEqual(1)
          expect(found!.value).toBeLessThanOrEqual(5)
        },
      ),
    )
  })

  test('a few answers do not replace what was rated by hand, enough of them do, and then it is measured', () => {
    const hand = { success: 2, effort: null, emotion: null }
    const few = ratingsOf(hand, [sums({ n: 9, total: 45 })])
    expect(few.success).toEqual({ value: 2, from: 'hand', n: 0 })
    expect(gradeShown('assumed', few)).toBe('assumed')
    const enough = ratingsOf(hand, [sums({})])
    expect(enough.success).toEqual({ value: 4, from: 'feedback', n: 10 })
    expect(gradeShown('assumed', enough)).toBe('measured')
    expect(ratingsOf({ ...hand, success: null }, [sums({ n: 2, total: 4 })]).success).toMatchObject({ n: 2 })
  })

  test('the curve is told in a sentence', () => {
    const felt = (name: string, value: number | null) => ({
      name,
      ratings: { ...unrated, emotion: value === null ? null : { value, from: 'hand' as const, n: 0 } },
    })
    expect(curveSentence([felt('Queue', 1), felt('Gate', 4), felt('Shop', null)])).toBe(
      'Lowest at “Queue” (1, very bad), highest at “Gate” (4, good). 1 of 3 steps has no rating.',
    )
    expect(curveSentence([felt('Shop', null)])).toMatch(/^No step/)
  })
})

const step = (id: string, more: object = {}) => ({
  ...{ id, name: id, description: '', lineId: id, cameFromId: null, touchpoint: null, ownerName: null },
  ...{ ratings: unrated, grade: 'assumed', kpis: [] },
  ...more,
})

describe('two maps over each other', () => {
  const before: ComparedPhase[] = [
    { name: 'Arrive', steps: [step('kerb'), step('hall')] },
    { name: 'Leave', steps: [step('gate')] },
  ]
  test('tell what is added, dropped, moved and changed, each step once and in order', () => {
    const after: ComparedPhase[] = [
      { name: 'Arrive', steps: [step('kerb2', { lineId: 'kerb', name: 'Kerb' }), step('app')] },
      { name: 'Board', steps: [step('gate2', { cameFromId: 'gate', name: 'gate' })] },
    ]
    const pairs = compareMaps(before, after)
    expect(pairs.map(({ fate, before: was, after: now }) => [fate, was?.id, now?.id])).toEqual([
      ['changed', 'kerb', 'kerb2'],
      ['dropped', 'hall', undefined],
      ['added', undefined, 'app'],
      ['changed', 'gate', 'gate2'],
    ])
    expect(pairs[3]!.changes).toEqual([{ label: 'Phase', before: 'Leave', after: 'Board' }])
    expect(comparisonSentence(pairs)).toBe('1 added, 1 dropped, 2 changed.')
  })

  test('a map over itself is as before', () => {
    expect(compareMaps(before, before).map(({ fate }) => fate)).toEqual(['same', 'same', 'same'])
  })
})

const drawn = (name: string): DrawnStep => ({
  ...{ name, description: 'Looks for the right hall & hopes.', touchpoint: { name: 'Kerb', channel: 'in person' } },
  ...{ ownerName: null, grade: 'observed', kpis: [{ name: 'NPS' }], posts: [], observations: 2, gaps: 1 },
  ratings: {
    success: { value: 4, from: 'hand', n: 0 },
    effort: { value: 4, from: 'feedback', n: 120 },
    emotion: { value: 2, from: 'hand', n: 0 },
  },
})

describe('the drawing', () => {
  test('holds every step, escapes what it says, and fits a sheet on its side however many there are', () => {
    const phases = Array.from({ length: 12 }, (_, at) => ({
      name: `Phase ${at}`,
      steps: Array.from({ length: 5 }, (__, n) => drawn(`<S${at}.${n}>`)),
    }))
    const svg = drawMap({ title: 'A & B', note: '', phases })
    expect(svg.match(/&lt;S\d+\.\d&gt;/g)).toHaveLength(60)
    expect(svg).not.toMatch(/<S\d|A & B|style=|<script/)
    const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg)!
    expect(Number(width) / Number(height)).toBeGreaterThan(1.1)
    expect(Number(width) / Number(height)).toBeLessThan(1.8)
    expect(drawMap({ title: '', note: '', phases: [] })).toContain('no phase yet')
    expect(columnsPerBand(1)).toBe(1)
  })

  test('breaks lines at words, long words where the line ends, and says where something is missing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 1, max: 4 }), (text, most) => {
        const lines = wrapped(text, 120, 10, most)
        expect(lines.length).toBeLessThanOrEqual(most)
        for (const line of lines) expect(lettersWidth(line, 10)).toBeLessThanOrEqual(121)
      }),
    )
    expect(wrapped('one two three four five six seven eight', 60, 10, 2).at(-1)).toMatch(/…$/)
  })

  test('and as a table each step has one line', () => {
    const rows = mapTableRows([{ name: 'P', steps: [{ ...drawn('S'), ratingNote: '' }] }])
    expect(rows).toHaveLength(1)
    expect(rows[0]).toHaveLength(mapTableHead.length)
    expect(rows[0]).toContain('feedback, n = 120')
  })
})
