import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type StageFacts, flagsOf, moves, stageBlockers, stages } from '#app/initiatives/initiative.ts'

const ready: StageFacts = {
  stage: 'proposed',
  ownerId: 'somebody',
  ownerAcceptedAt: new Date(0),
  kpis: 1,
  served: 1,
  adHocReason: '',
  openPlans: 0,
}

describe('stages', () => {
  test('an initiative with owner, acceptance, KPI and outcome walks from idea to finished', () => {
    expect(stageBlockers({ ...ready, stage: 'idea' }, 'proposed', '')).toEqual([])
    expect(stageBlockers(ready, 'approved', '')).toEqual([])
    expect(stageBlockers({ ...ready, stage: 'approved' }, 'running', '')).toEqual([])
    expect(stageBlockers({ ...ready, stage: 'running' }, 'finished', '')).toEqual([])
  })

  test.each([
    ['an owner', { ownerId: null }, 'proposed', 'approved', 'Appoint an accountable owner'],
    ['something it serves', { served: 0 }, 'proposed', 'approved', 'Link the value or outcome'],
    ['acceptance', { ownerAcceptedAt: null }, 'approved', 'running', 'has not accepted'],
    ['a KPI', { kpis: 0 }, 'approved', 'running', 'Link the KPI'],
    ['finished plans', { openPlans: 2 }, 'running', 'finished', '2 action plans are still open'],
  ] as const)('is not moved on without %s', (_, missing, from, to, sentence) => {
    expect(stageBlockers({ ...ready, stage: from }, to, '')).toEqual([])
    expect(stageBlockers({ ...ready, stage: from, ...missing }, to, '').join(' ')).toContain(sentence)
  })

  test('a recorded reason stands in for a KPI, and an ad hoc reason for an outcome', () => {
    expect(stageBlockers({ ...ready, stage: 'approved', kpis: 0 }, 'running', 'A legal duty')).toEqual([])
    expect(stageBlockers({ ...ready, served: 0, adHocReason: 'Ordered by the regulator' }, 'approved', '')).toEqual([])
  })

  test('only the listed moves exist, whatever the facts', () => {
    fc.assert(
      fc.property(fc.constantFrom(...stages), fc.constantFrom(...stages), fc.string(), (from, to, reason) => {
        const listed = moves[from].some((move) => move.to === to)
        const blockers = stageBlockers({ ...ready, stage: from }, to, reason)
        return listed ? true : blockers.length > 0
      }),
    )
  })
})

describe('what is missing', () => {
  const complete = {
    stage: 'running',
    ownerId: 'o',
    ownerAcceptedAt: new Date(0),
    kpiCount: 1,
    servedCount: 1,
    planCount: 1,
  }
  test('nothing is flagged on a complete one, everything on a bare one', () => {
    expect(flagsOf(complete)).toEqual([])
    const bare = { ...complete, ownerId: null, ownerAcceptedAt: null, kpiCount: 0, servedCount: 0, planCount: 0 }
    expect(flagsOf(bare)).toEqual(['no owner', 'no KPI', 'ad hoc', 'no plan'])
  })
  test('ideas, finished and stopped ones are left in peace', () => {
    for (const stage of ['idea', 'finished', 'stopped'])
      expect(flagsOf({ ...complete, stage, ownerId: null, kpiCount: 0, servedCount: 0, planCount: 0 })).toEqual([])
  })
})
