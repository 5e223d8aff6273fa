// What is kept about a plan and an initiative beside their records: counts, progress and derived status. Pure.
import { type Figures, type Scale, scoreOf } from '#app/kpis/kpi.ts'
import { difference } from '#app/kpis/score.ts'
import { itemProgress, progressOf, progressOfInitiative } from './progress.ts'
import {
  type Cadence,
  type DerivedStatus,
  type Measure,
  type Part,
  type Standing,
  type StatedStatus,
  derivedStatuses,
  deriveStanding,
  disagrees,
  nextUpdateDue,
} from './standing.ts'

/** Everything a plan is judged by; days are of the organisation's zone. */
export interface PlanRecord {
  stage: string
  archived: boolean
  finished: boolean
  cadence: Cadence
  /** The day from which updates are counted before there was one. */
  countedFrom: string
  items: { dueOn: string | null; doneOn: string | null; weight: number; progress: number }[]
  milestones: { name: string; dueOn: string; reachedOn: string | null }[]
  lastUpdate: { id: string; madeOn: string; stated: StatedStatus } | null
  kpi: {
    name: string
    scale: Scale
    /** Where it is expected to go: the initiative's hypothesis, or else the KPI's own direction. */
    direction: 'up' | 'down'
    againstTarget: string
    /** The two newest, newest first. */
    latest: Figures[]
  } | null
}

export interface Judgement extends Standing {
  itemCount: number
  doneCount: number
  overdueCount: number
  progress: number | null
  nextUpdateDueOn: string | null
  disagrees: boolean
}

/** Judges one plan as of a day. Archived plans and those of stopped initiatives are not judged; what is not running owes no updates. */
export function judge(plan: PlanRecord, clock: { today: string; graceDays: number }): Judgement {
  const { today } = clock
  const open = plan.items.filter((item) => item.doneOn === null)
  const owed = !plan.finished && !plan.archived && plan.stage === 'running'
  const asleep = sleepOf(plan)
  const standing = asleep ? notJudged(asleep) : deriveStanding(factsOf(plan, clock, owed))
  return {
    ...standing,
    itemCount: plan.items.length,
    doneCount: plan.items.length - open.length,
    overdueCount: open.filter((item) => item.dueOn !== null && item.dueOn < today).length,
    progress: progressOf(plan.items.map((item) => ({ weight: item.weight, progress: itemProgress(item) }))),
    nextUpdateDueOn: owed ? nextUpdateDue(plan.lastUpdate?.madeOn ?? plan.countedFrom, plan.cadence) : null,
    disagrees: !asleep && disagrees(plan.lastUpdate?.stated ?? null, standing.status),
  }
}

const sleepOf = ({ archived, finished, stage }: PlanRecord) =>
  archived
    ? 'It is archived, so it is not judged.'
    : stage === 'stopped' && !finished
      ? 'Its initiative was stopped, so it is not judged.'
      : null

function notJudged(sentence: string): Standing {
  const part: Part = { status: 'no data', sentence }
  return { ...part, freshness: part, schedule: part, measure: part }
}

function factsOf(plan: PlanRecord, { today, graceDays }: { today: string; graceDays: number }, owed: boolean) {
  return {
    today,
    graceDays,
    startsOn: plan.countedFrom,
    cadence: plan.cadence,
    lastUpdateOn: plan.lastUpdate?.madeOn ?? null,
    items: plan.items,
    milestones: plan.milestones,
    measure: measureOf(plan.kpi),
    finished: plan.finished,
    ...(owed ? {} : { noUpdateOwed: 'No update is owed while its initiative is not running.' }),
  }
}

function measureOf(kpi: PlanRecord['kpi']): Measure | null {
  if (!kpi) return null
  const [latest, previous] = kpi.latest.map((figures) => scoreOf(kpi.scale, figures))
  const gap = difference(previous ?? null, latest ?? null)
  return {
    kpiName: kpi.name,
    againstDirection: gap !== null && (kpi.direction === 'up' ? gap.high < 0 : gap.low > 0),
    belowTargetPath: kpi.againstTarget === 'missed',
    noValue: kpi.latest.length === 0,
    noTarget: kpi.againstTarget === 'no target',
  }
}

/** What an initiative's plans amount to: the worst derived status, progress over plans, and how many disagree. */
export function rollUp(
  plans: {
    id: string
    itemCount: number
    progress: number | null
    derived: DerivedStatus
    disagrees: boolean
    lastUpdateOn: string | null
  }[],
) {
  const worst = plans.reduce((at, plan) => Math.max(at, derivedStatuses.indexOf(plan.derived)), -1)
  return {
    planCount: plans.length,
    itemCount: plans.reduce((sum, plan) => sum + plan.itemCount, 0),
    progress: progressOfInitiative(plans),
    derived: derivedStatuses[worst] ?? 'no data',
    disagreements: plans.filter((plan) => plan.disagrees).length,
    lastUpdateOn: plans.reduce<string | null>(
      (last, { lastUpdateOn: on }) => (on && (!last || on > last) ? on : last),
      null,
    ),
  }
}
