import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MapInitiative, layOut, linesOnPaper } from '#app/dashboards/strategy-map.ts'

const outcomes = [
  { id: 'o1', pillarId: 'p1', pillarName: 'Experience' },
  { id: 'o2', pillarId: 'p1', pillarName: 'Experience' },
  { id: 'o3', pillarId: 'p2', pillarName: 'People' },
]

const initiative = (id: string, outcomeIds: string[] | null, more: Partial<MapInitiative> = {}): MapInitiative => ({
  id,
  name: id,
  stage: 'running',
  ownerId: 'm',
  ownerName: 'Bo',
  ownerAcceptedAt: new Date(0),
  progress: null,
  derived: 'on track',
  disagreements: 0,
  planCount: 1,
  kpiCount: 1,
  valueCount: 0,
  adHocReason: '',
  outcomeIds,
  inLane: 1,
  ...more,
})

const map = (initiatives: MapInitiative[], onlyFilled = false) =>
  layOut({ outcomes, initiatives, plans: [], kpis: [], onlyFilled })

describe('the map', () => {
  it('shows an initiative once, in the lane of its first outcome, and names it in the others', () => {
    const groups = map([initiative('both', ['o1', 'o3'])])
    const lanes = groups.flatMap(({ lanes }) => lanes)
    expect(lanes.map(({ outcome, boxes, references }) => [outcome?.id, boxes.length, references.length])).toEqual([
      ['o1', 1, 0],
      ['o2', 0, 0],
      ['o3', 0, 1],
    ])
    expect(lanes[0]!.boxes[0]!.alsoServes).toEqual(['o3'])
    expect(lanes[2]!.references).toEqual([{ id: 'both', name: 'both', laneId: 'o1' }])
  })

  it('keeps what serves no outcome in a lane of its own, and flags it as ad hoc only where it serves no value either', () => {
    const [outside] = map([initiative('adrift', null), initiative('valued', null, { valueCount: 1 })]).slice(-1)
    expect(outside).toMatchObject({ pillarId: null, lanes: [{ outcome: null }] })
    expect(outside!.lanes[0]!.boxes.map(({ id, flags }) => [id, flags])).toEqual([
      ['adrift', ['ad hoc']],
      ['valued', []],
    ])
  })

  it('makes what is missing stand out', () => {
    const [lane] = map([initiative('bare', ['o1'], { ownerId: null, kpiCount: 0, planCount: 0 })])[0]!.lanes
    expect(lane!.boxes[0]!.flags).toEqual(['no owner', 'no KPI', 'no plan'])
  })

  it('leaves empty lanes out only when it is narrowed', () => {
    expect(map([]).flatMap(({ lanes }) => lanes)).toHaveLength(3)
    expect(map([], true)).toEqual([])
  })

  it('says how many of a lane are not drawn', () => {
    const [lane] = map([initiative('one', ['o1'], { inLane: 40 }), initiative('two', ['o1'], { inLane: 40 })])[0]!.lanes
    expect(lane!.hidden).toBe(38)
  })

  it('never counts an initiative twice and never loses one', () => {
    const some = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        outcomeIds: fc.option(fc.uniqueArray(fc.constantFrom('o1', 'o2', 'o3', 'archived'))),
      }),
      { selector: ({ id }) => id, maxLength: 30 },
    )
    fc.assert(
      fc.property(some, (given) => {
        const groups = map(given.map(({ id, outcomeIds }) => initiative(id, outcomeIds)))
        const boxes = groups.flatMap(({ lanes }) => lanes.flatMap((lane) => lane.boxes.map(({ id }) => id)))
        expect([...boxes].sort()).toEqual(given.map(({ id }) => id).sort())
        expect(linesOnPaper(groups)).toBeGreaterThan(0)
      }),
    )
  })
})
