import { describe, expect, it } from 'vitest'
import { type PlanRecord, judge, rollUp } from '#app/action-plans/judgement.ts'

const clock = { today: '2026-03-02', graceDays: 3 }
const plain: PlanRecord = {
  stage: 'running',
  archived: false,
  finished: false,
  cadence: 'monthly',
  countedFrom: '2026-02-20',
  items: [],
  milestones: [],
  lastUpdate: null,
  kpi: null,
}
const item = (dueOn: string | null, doneOn: string | null = null, progress = 0, weight = 1) => ({
  dueOn,
  doneOn,
  progress,
  weight,
})
const csat = { name: 'Wayfinding', scale: { scoreKind: 'csat', unit: '%', decimals: 0, frequency: 'monthly' } }
const value = (figure: number, n: number | null) => ({ value: figure, n, sd: null, promoters: null, detractors: null })
const kpi = (
  values: ReturnType<typeof value>[],
  more: Partial<NonNullable<PlanRecord['kpi']>> = {},
): PlanRecord['kpi'] => ({
  ...csat,
  direction: 'up',
  againstTarget: 'no target',
  latest: values,
  ...more,
})

describe('a judgement', () => {
  it('counts items, and progress by weight with done at 100', () => {
    const items = [item('2026-03-01', '2026-02-28', 100, 3), item('2026-03-01', null, 20), item(null)]
    expect(judge({ ...plain, items }, clock)).toMatchObject({
      itemCount: 3,
      doneCount: 1,
      overdueCount: 1,
      progress: 64,
    })
    expect(judge(plain, clock).progress).toBeNull()
  })

  it('owes updates only while the initiative is running', () => {
    expect(judge(plain, clock).nextUpdateDueOn).toBe('2026-03-23')
    for (const stage of ['idea', 'proposed', 'approved', 'finished', 'stopped'])
      expect(judge({ ...plain, stage, countedFrom: '2025-01-01' }, clock)).toMatchObject({
        nextUpdateDueOn: null,
        status: 'no data',
      })
    expect(judge({ ...plain, stage: 'approved' }, clock).freshness.sentence).toContain(
      'while its initiative is not running',
    )
    expect(judge({ ...plain, finished: true }, clock)).toMatchObject({ status: 'done', nextUpdateDueOn: null })
  })

  it('still sees late items of an initiative that is not running yet, but not of one that was stopped', () => {
    const items = [item('2026-01-01')]
    expect(judge({ ...plain, stage: 'approved', items }, clock).status).toBe('off track')
    expect(judge({ ...plain, stage: 'stopped', items }, clock).status).toBe('no data')
    expect(judge({ ...plain, archived: true, items }, clock)).toMatchObject({ status: 'no data', disagrees: false })
  })

  it('counts from the last update, and disagrees with a green that the records do not bear out', () => {
    const lastUpdate = { id: 'u', madeOn: '2026-03-01', stated: 'on track' as const }
    expect(judge({ ...plain, lastUpdate }, clock)).toMatchObject({ nextUpdateDueOn: '2026-04-01', disagrees: false })
    expect(judge({ ...plain, lastUpdate, items: [item('2026-01-01')] }, clock).disagrees).toBe(true)
  })
})

describe('the measure', () => {
  const measured = (given: PlanRecord['kpi']) => judge({ ...plain, kpi: given }, clock).measure

  it('speaks of a signal only when the band of the difference leaves zero against the direction', () => {
    expect(measured(kpi([value(60, 400), value(75, 400)]))).toEqual({
      status: 'at risk',
      sentence: 'Wayfinding shows a signal in the wrong direction.',
    })
    expect(measured(kpi([value(60, 40), value(66, 40)])).status).toBe('on track')
    expect(measured(kpi([value(75, 400), value(60, 400)])).status).toBe('on track')
    expect(measured(kpi([value(75, 400), value(60, 400)], { direction: 'down' })).status).toBe('at risk')
    expect(measured(kpi([value(10, null), value(90, null)])).status).toBe('on track')
  })

  it('adds a missed target, and says plainly what it does not know', () => {
    expect(measured(kpi([value(60, 400), value(75, 400)], { againstTarget: 'missed' })).status).toBe('off track')
    expect(measured(kpi([value(60, 400)], { againstTarget: 'missed' })).status).toBe('at risk')
    expect(measured(kpi([value(60, 400)], { againstTarget: 'within the band' })).status).toBe('on track')
    expect(measured(kpi([value(60, 400)])).sentence).toContain('it has no target to keep to')
    expect(measured(kpi([]))).toEqual({ status: 'no data', sentence: 'Wayfinding has no value yet.' })
    expect(measured(null).status).toBe('no data')
  })
})

describe('an initiative', () => {
  const plan = {
    id: 'a',
    itemCount: 2,
    progress: 50,
    derived: 'on track' as const,
    disagrees: false,
    lastUpdateOn: '2026-01-01',
  }

  it('is as its worst plan, and no better for having none', () => {
    expect(rollUp([])).toEqual({
      planCount: 0,
      itemCount: 0,
      progress: null,
      derived: 'no data',
      disagreements: 0,
      lastUpdateOn: null,
    })
    const second = {
      ...plan,
      id: 'b',
      progress: null,
      derived: 'stale' as const,
      disagrees: true,
      lastUpdateOn: '2026-02-01',
    }
    expect(rollUp([plan, second])).toEqual({
      planCount: 2,
      itemCount: 4,
      progress: 50,
      derived: 'stale',
      disagreements: 1,
      lastUpdateOn: '2026-02-01',
    })
  })
})
