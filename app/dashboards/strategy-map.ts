// How the strategy is laid out on one sheet: each initiative once, in the lane of the first outcome it serves. Pure.
import { type Flag, flagsOf } from '#app/initiatives/initiative.ts'

/** What fits a sheet and a reader; where there is more, the worst of each lane are shown and the rest is counted. */
export const mostInitiatives = 60
export const mostPlansOfOne = 6
export const mostKpisOfOne = 4

export interface MapInitiative {
  id: string
  name: string
  stage: string
  ownerId: string | null
  ownerName: string | null
  ownerAcceptedAt: Date | null
  progress: number | null
  derived: string
  disagreements: number
  planCount: number
  kpiCount: number
  valueCount: number
  adHocReason: string
  /** The outcomes it serves, in the order of the map. */
  outcomeIds: string[] | null
  /** How many initiatives its lane would hold in all. */
  inLane: number
}

export interface MapPlan {
  id: string
  initiativeId: string
  name: string
  ownerName: string | null
  progress: number | null
  derived: string
  stated: string | null
  disagrees: boolean
  finished: boolean
  /** How many plans its initiative has. */
  total: number
}

export interface MapKpi {
  id: string
  initiativeId: string
  name: string
  unit: string
  decimals: number
  value: number | null
  againstTarget: string
  total: number
}

export interface MapOutcome {
  id: string
  pillarId: string
  pillarName: string
}

export interface Box extends MapInitiative {
  flags: Flag[]
  plans: MapPlan[]
  morePlans: number
  kpis: MapKpi[]
  moreKpis: number
  /** Other outcomes that it serves, in whose lanes it is named but not shown again. */
  alsoServes: string[]
}

export interface Lane<O> {
  /** Null: the lane of what serves no outcome. */
  outcome: O | null
  boxes: Box[]
  /** Initiatives of this lane that are not shown. */
  hidden: number
  /** Initiatives that serve this outcome too and stand in another lane. */
  references: { id: string; name: string; laneId: string }[]
}

export interface Group<O> {
  pillarId: string | null
  pillarName: string
  lanes: Lane<O>[]
}

interface Parts<O> {
  /** In the order of the map. */
  outcomes: readonly O[]
  initiatives: readonly MapInitiative[]
  plans: readonly MapPlan[]
  kpis: readonly MapKpi[]
  /** Whether lanes without an initiative are left out: when the map is narrowed to some initiatives. */
  onlyFilled: boolean
}

/** Lanes by pillar, and last the lane of what serves no outcome. */
export function layOut<O extends MapOutcome>({ outcomes, initiatives, plans, kpis, onlyFilled }: Parts<O>): Group<O>[] {
  const known = new Set(outcomes.map(({ id }) => id))
  const served = (initiative: MapInitiative) => (initiative.outcomeIds ?? []).filter((id) => known.has(id))
  const boxOf = (initiative: MapInitiative): Box => {
    const own = plans.filter((plan) => plan.initiativeId === initiative.id)
    const moved = kpis.filter((kpi) => kpi.initiativeId === initiative.id)
    return {
      ...initiative,
      flags: flagsOf({ ...initiative, servedCount: initiative.valueCount + (initiative.outcomeIds?.length ?? 0) }),
      plans: own,
      morePlans: (own[0]?.total ?? 0) - own.length,
      kpis: moved,
      moreKpis: (moved[0]?.total ?? 0) - moved.length,
      alsoServes: served(initiative).slice(1),
    }
  }
  const laneOf = (outcome: O | null): Lane<O> => {
    const here = initiatives.filter((initiative) => (served(initiative)[0] ?? null) === (outcome?.id ?? null))
    const too = outcome ? initiatives.filter((initiative) => served(initiative).slice(1).includes(outcome.id)) : []
    return {
      outcome,
      boxes: here.map(boxOf),
      hidden: (here[0]?.inLane ?? 0) - here.length,
      references: too.map((initiative) => ({
        id: initiative.id,
        name: initiative.name,
        laneId: served(initiative)[0]!,
      })),
    }
  }
  const groups = [...new Map(outcomes.map(({ pillarId, pillarName }) => [pillarId, pillarName]))].map(
    ([pillarId, pillarName]) => ({
      pillarId,
      pillarName,
      lanes: outcomes.filter((outcome) => outcome.pillarId === pillarId).map(laneOf),
    }),
  )
  const outside = { pillarId: null, pillarName: 'Outside the outcomes', lanes: [laneOf(null)] }
  return [...groups, outside]
    .map((group) => ({
      ...group,
      lanes: group.lanes.filter(
        (lane) => lane.boxes.length > 0 || lane.references.length > 0 || (lane.outcome !== null && !onlyFilled),
      ),
    }))
    .filter((group) => group.lanes.length > 0)
}

/** Lines of text that the map takes on paper, from which the size of its letters follows. */
export function linesOnPaper(groups: readonly Group<unknown>[]): number {
  const heading = 7
  const linesOf = (name: string, letters: number) => (name.length > letters ? 2 : 1)
  // Letters that fit beside a plan's status words and beside a KPI's value.
  const plan = ({ name, derived, finished, disagrees }: MapPlan) =>
    linesOf(name, disagrees ? 12 : !finished && ['stale', 'off track', 'at risk'].includes(derived) ? 18 : 27)
  const sum = (lines: number[]) => lines.reduce((all, one) => all + one, 0)
  const box = ({ plans, morePlans, kpis, moreKpis, alsoServes }: Box) =>
    Math.max(
      2.4 + (alsoServes.length ? 1 : 0),
      sum(plans.map(plan)) + (morePlans ? 1 : 0),
      sum(kpis.map(({ name }) => linesOf(name, 14))) + (moreKpis ? 1 : 0),
    ) + 0.7
  const lane = ({ boxes, references, hidden }: Lane<unknown>) =>
    Math.max(4, boxes.reduce((sum, one) => sum + box(one), 0) + references.length * 1.3 + (hidden ? 1.3 : 0)) + 0.9
  return heading + groups.reduce((sum, { lanes }) => sum + 1.8 + lanes.reduce((all, one) => all + lane(one), 0), 0)
}
