import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cadenceDays,
  cadences,
  deriveStanding,
  derivedStatuses,
  disagrees,
  nextUpdateDue,
  statedStatuses,
  type PlanFacts,
} from '#app/action-plans/standing.ts'
import { addDays } from '#app/kpis/period.ts'

const today = '2024-06-30'
const inDays = (days: number) => addDays(today, days)
const item = (due: number | null, done: number | null = null, weight = 1) => ({
  dueOn: due === null ? null : inDays(due),
  doneOn: done === null ? null : inDays(done),
  weight,
})
const done = (times: number) => Array.from({ length: times }, () => item(-10, -12))
const open = (times: number) => Array.from({ length: times }, () => item(-10))

const healthy: PlanFacts = {
  today,
  startsOn: inDays(-100),
  cadence: 'every two weeks',
  graceDays: 3,
  lastUpdateOn: inDays(-5),
  items: [...done(9), ...open(1), item(20)],
  milestones: [{ name: 'Signs up', dueOn: inDays(-30), reachedOn: inDays(-28) }],
  measure: { kpiName: 'Wayfinding', againstDirection: false, belowTargetPath: false },
  finished: false,
}
const standing = (change: Partial<PlanFacts>) => deriveStanding({ ...healthy, ...change })

describe('standing of a plan', () => {
  it('is on track when all three are, with the figures', () => {
    const { status, freshness, schedule, measure, sentence } = standing({})
    expect(status).toBe('on track')
    expect(freshness.sentence).toBe('Last updated 5 days ago; the next is due in 9 days.')
    expect(schedule.sentence).toBe('9 of 10 action items due so far are done.')
    expect(measure.sentence).toBe('Wayfinding shows no signal in the wrong direction and keeps to its target path.')
    expect(sentence).toContain(schedule.sentence)
  })

  it('loses its green when an update is late beyond its grace, and is stale after two', () => {
    const updated = (days: number) => standing({ lastUpdateOn: inDays(-days) })
    expect(updated(17).status).toBe('on track')
    expect(updated(17).freshness.sentence).toBe(
      'Last updated 17 days ago; the next was due 3 days ago, within the 3 days of grace.',
    )
    expect(updated(18)).toMatchObject({
      status: 'at risk',
      sentence: 'At risk. Last updated 18 days ago; the next was due 4 days ago.',
    })
    expect(updated(31).status).toBe('at risk')
    expect(updated(32)).toMatchObject({
      status: 'stale',
      sentence: 'Stale. Last updated 32 days ago; 2 two-weekly updates in a row are missing.',
    })
  })

  it('counts the first update from the start of the plan', () => {
    const started = (days: number) => standing({ startsOn: inDays(-days), lastUpdateOn: null })
    expect(started(4).freshness).toEqual({ status: 'no data', sentence: 'No update yet; the first is due in 10 days.' })
    expect(started(18).freshness.status).toBe('at risk')
    expect(started(32).freshness.status).toBe('stale')
  })

  it.each([
    [9, 1, 'on track'],
    [8, 1, 'at risk'],
    [7, 3, 'at risk'],
    [6, 3, 'off track'],
    [0, 4, 'off track'],
  ])('with %i due items done and %i not is %s', (yes, no, status) => {
    expect(standing({ items: [...done(yes), ...open(no)] }).schedule.status).toBe(status)
  })

  it('counts by weight and says so', () => {
    const { schedule } = standing({ items: [item(-3, -4, 1), item(-3, -4, 1), item(-3, null, 6)] })
    expect(schedule).toEqual({
      status: 'off track',
      sentence: '2 of 3 action items due so far are done (25% by weight).',
    })
  })

  it('has nothing to say of items not due yet: not those of today, nor those without a day', () => {
    const { schedule } = standing({ items: [item(0), item(5), item(null)] })
    expect(schedule).toEqual({ status: 'no data', sentence: 'No action item has passed its due day yet.' })
    expect(standing({ items: [item(-1)] }).schedule.status).toBe('off track')
    expect(standing({ items: [item(-1, 1)] }).schedule.status).toBe('off track')
  })

  it('is off track with a milestone more than 14 days late', () => {
    const late = (days: number) =>
      standing({ milestones: [{ name: 'Signs up', dueOn: inDays(-days), reachedOn: null }] })
    expect(late(14).status).toBe('on track')
    expect(late(15).status).toBe('off track')
    expect(late(15).sentence).toContain('The milestone “Signs up” is 15 days late.')
  })

  it.each([
    [false, false, 'on track'],
    [true, false, 'at risk'],
    [false, true, 'at risk'],
    [true, true, 'off track'],
  ])(
    'with a signal against it %s and below the path %s is %s by measure',
    (againstDirection, belowTargetPath, status) => {
      expect(standing({ measure: { kpiName: 'NPS', againstDirection, belowTargetPath } }).measure.status).toBe(status)
    },
  )

  it('is no data when nothing can be said, and done when finished', () => {
    const nothing = { startsOn: inDays(-1), lastUpdateOn: null, items: [], milestones: [], measure: null }
    expect(standing(nothing).status).toBe('no data')
    expect(standing({ ...nothing, finished: true })).toMatchObject({
      status: 'done',
      sentence: 'Done. It had no action items.',
    })
    expect(standing({ finished: true, lastUpdateOn: null }).status).toBe('done')
  })
})

describe('properties of a standing', () => {
  const facts: fc.Arbitrary<PlanFacts> = fc.record({
    today: fc.constant(today),
    startsOn: fc.integer({ min: -300, max: 60 }).map(inDays),
    cadence: fc.constantFrom(...cadences),
    graceDays: fc.nat(10),
    lastUpdateOn: fc.option(fc.integer({ min: -300, max: 0 }).map(inDays)),
    items: fc.array(
      fc
        .tuple(fc.option(fc.integer({ min: -90, max: 90 })), fc.option(fc.integer({ min: -90, max: 0 })), fc.nat(5))
        .map(([due, finished, weight]) => item(due, finished, weight)),
      { maxLength: 12 },
    ),
    milestones: fc.array(
      fc.record({
        name: fc.constant('A milestone'),
        dueOn: fc.integer({ min: -60, max: 60 }).map(inDays),
        reachedOn: fc.option(fc.integer({ min: -60, max: 0 }).map(inDays)),
      }),
      { maxLength: 3 },
    ),
    measure: fc.option(
      fc.record({ kpiName: fc.constant('NPS'), againstDirection: fc.boolean(), belowTargetPath: fc.boolean() }),
    ),
    finished: fc.boolean(),
  })
  const rank = (status: (typeof derivedStatuses)[number]) => derivedStatuses.indexOf(status)

  it('is the worst of the three', () => {
    fc.assert(
      fc.property(facts, (plan) => {
        const { status, freshness, schedule, measure } = deriveStanding(plan)
        expect(rank(status)).toBe(Math.max(...[freshness, schedule, measure].map((part) => rank(part.status))))
        for (const part of [freshness, schedule, measure]) expect(part.sentence).toMatch(/^[A-Z0-9].*\.$/s)
      }),
    )
  })

  it('gets no worse when another due item is done', () => {
    fc.assert(
      fc.property(facts, fc.nat(), (plan, at) => {
        if (plan.items.length === 0) return
        const items = plan.items.map((one, index) =>
          index === at % plan.items.length ? { ...one, doneOn: today } : one,
        )
        expect(rank(deriveStanding({ ...plan, items }).status)).toBeLessThanOrEqual(rank(deriveStanding(plan).status))
      }),
    )
  })

  it('gets no better by waiting, if nothing is done', () => {
    fc.assert(
      fc.property(facts, fc.nat(60), (plan, days) => {
        const freshness = (day: string) => rank(deriveStanding({ ...plan, today: day }).freshness.status)
        expect(freshness(inDays(days))).toBeGreaterThanOrEqual(freshness(today))
      }),
    )
  })

  it('is never on track or at risk once two updates are missed', () => {
    fc.assert(
      fc.property(facts, (plan) => {
        const since = plan.lastUpdateOn ?? plan.startsOn
        const second = addDays(nextUpdateDue(since, plan.cadence), cadenceDays[plan.cadence] + plan.graceDays)
        expect(deriveStanding({ ...plan, finished: false }).status === 'stale').toBe(today > second)
      }),
    )
  })
})

describe('disagreement', () => {
  it('is stated green with derived amber or worse, and nothing else', () => {
    const found = statedStatuses.flatMap((stated) =>
      derivedStatuses.filter((derived) => disagrees(stated, derived)).map((derived) => `${stated} / ${derived}`),
    )
    expect(found).toEqual([
      'on track / at risk',
      'on track / off track',
      'on track / stale',
      'done / at risk',
      'done / off track',
      'done / stale',
    ])
    expect(disagrees(null, 'off track')).toBe(false)
  })
})

describe('the next update', () => {
  it('is due one cadence after the last', () => {
    expect(nextUpdateDue('2024-06-01', 'weekly')).toBe('2024-06-08')
    expect(nextUpdateDue('2024-06-01', 'every two weeks')).toBe('2024-06-15')
  })

  it('is never late for those who update on the same day of each month', () => {
    expect(nextUpdateDue('2024-07-15', 'monthly') >= '2024-08-15').toBe(true)
    expect(nextUpdateDue('2024-07-15', 'quarterly') >= '2024-10-15').toBe(true)
  })
})
