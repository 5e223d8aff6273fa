/** The shape of the example organisations' content: plain data, told in days from today, with short keys as references. */
import type { Cadence, StatedStatus } from '#app/action-plans/standing.ts'
import type { Barrier, GapState } from '#app/gaps/gap.ts'
import type { Frequency } from '#app/kpis/period.ts'
import type { Direction } from '#app/kpis/target-path.ts'
import type { ExperienceKind } from '#app/personas/experience.ts'
import type { MismatchKind } from '#app/reconstructions/reconstruction.ts'

/** Days from today: -7 is a week ago, 0 is today, 30 is in thirty days. */
export type Day = number

/** A short name, unique among its kind, by which other records refer to this one. */
export type Key = string

export interface DemoOrganisation {
  slug: string
  name: string
  timeZone: string
  locale: string
  currency: string
  graceDays: number
  createdOn: Day
  about: string
}

export interface DemoUnit {
  key: Key
  name: string
  parent: Key | null
}

export type DemoRole = 'administrator' | 'cx_leader' | 'business_owner' | 'contributor' | 'executive'

export interface DemoPerson {
  key: Key
  name: string
  email: string
  jobTitle: string
  unit: Key
  role: DemoRole
  invitedOn: Day
  /** Null: invited and has not accepted. */
  joinedOn: Day | null
  /** The day the account was disabled: a leaver. */
  leftOn?: Day
}

export interface DemoVision {
  number: number
  state: 'draft' | 'ratified' | 'superseded'
  statement: string
  brandPromise: string
  /** Why it changed. */
  reason: string
  draftedOn: Day
  draftedBy: Key
  proposedOn: Day | null
  ratifiedOn: Day | null
  ratifiedBy: Key | null
  effectiveOn: Day | null
  supersededOn: Day | null
}

export interface DemoValue {
  key: Key
  name: string
  meaning: string
  dos: string[]
  donts: string[]
}

export interface DemoPillar {
  key: Key
  name: string
  description: string
}

export interface DemoOutcome {
  key: Key
  pillar: Key
  /** Year 1, 2 or 3. */
  horizon: 1 | 2 | 3
  title: string
  description: string
  /** The WHAT half, a KPI and its target; null where it is missing. */
  what: { kpi: Key; target: string } | null
  /** The HOW half, a question people answer from 1 to 5; null where it is missing. */
  how: string | null
  owner: Key | null
  recordedOn: Day
  ratings: DemoRating[]
}

export interface DemoRating {
  on: Day
  by: Key
  rating: 1 | 2 | 3 | 4 | 5
  comment: string
}

export interface DemoSegment {
  key: Key
  name: string
  description: string
  /** Per cent of all passengers. */
  sizeShare: number
  currentValue: 1 | 2 | 3 | 4 | 5
  potentialValue: 1 | 2 | 3 | 4 | 5
  notes: string
}

/** A file of customers as it was uploaded on a day, which it describes. */
export interface DemoCustomerFile {
  on: Day
  name: string
  filename: string
  text: string
}

export interface DemoPersona {
  key: Key
  name: string
  segment: Key
  summary: string
  quote: string
  needs: string[]
  expectations: string[]
  goals: string[]
  challenges: string[]
  owner: Key
  recordedOn: Day
  reviewedOn: Day
  /** In the past: the persona is stale. */
  reviewBy: Day
}

export interface DemoTouchpoint {
  key: Key
  name: string
  channel: string
  description: string
  /** The process owner. */
  owner: Key
  unit: Key
  recordedOn: Day
}

export interface DemoTheme {
  key: Key
  name: string
  description: string
  /** One word or phrase each. */
  words: string[]
  owner: Key | null
  foundBy: Key
  foundOn: Day
  /** What colleagues saw that is about the same. */
  seen?: Key[]
  decisions: { on: Day; by: Key; decision: 'act' | 'watch' | 'decline'; reason: string; reviewOn?: Day }[]
}

export interface DemoJourney {
  key: Key
  name: string
  description: string
  persona: Key
  owner: Key
  recordedOn: Day
}

export interface DemoStep {
  key: Key
  name: string
  /** What the customer does and needs here. */
  does: string
  touchpoint: Key
  owner?: Key
  kpis: Key[]
  /** Success, effort and emotion from 1 to 5. */
  rating: [number, number, number] | null
  grade: 'assumed' | 'reported' | 'observed' | 'measured'
  /** What the ratings rest on. */
  note: string
}

/** A version of a journey's map: drawn phase by phase, or a copy of the map in force with what is different. */
export interface DemoMap {
  journey: Key
  kind: 'as-is' | 'to-be'
  reason: string
  by: Key
  recordedOn: Day
  /** Null: a draft. */
  currentOn: Day | null
  phases?: { name: string; steps: DemoStep[] }[]
  change?: Record<Key, { name?: string; does?: string; rating?: [number, number, number] }>
  drop?: Key[]
  add?: { after: Key; step: DemoStep }[]
}

/** A step of a journey as it is: the journey's key and the step's, as in `departing queue`. */
export type StepKey = string

export interface DemoVisit {
  key: Key
  purpose: string
  step: StepKey
  visitor: Key
  plannedBy: Key
  plannedOn: Day
  due: Day
  /** Gone, with nothing to report but a word. */
  nothingOn?: Day
  note?: string
}

export interface DemoObservation {
  key: Key
  by: Key
  on: Day
  /** By the clock of the organisation's zone. */
  time: string
  what: string
  quote?: string
  /** From 1, small, to 4, they leave. */
  severity: 1 | 2 | 3 | 4
  step?: StepKey
  touchpoint?: Key
  place?: string
  unit?: Key
  /** The planned visit on which it was seen, by its visitor. */
  visit?: Key
}

/** What a gap, a delight or a pain rests on. */
export interface DemoEvidence {
  observations?: Key[]
  themes?: Key[]
  /** Responses to the survey that say this, the newest of that day. */
  saying?: { words: string; most: number }[]
}

export interface DemoExperience extends DemoEvidence {
  persona: Key
  kind: ExperienceKind
  sentence: string
  on: Day
}

export interface DemoGap extends DemoEvidence {
  key: Key
  name: string
  description?: string
  by: Key
  on: Day
  steps?: { journey: Key; asIs: Key; toBe?: Key }
  touchpoint?: Key
  persona?: Key
  segment?: Key
  barrier: Barrier
  size: 1 | 2 | 3 | 4 | 5
  /** Null: nobody has rated it. */
  value: 1 | 2 | 3 | 4 | 5 | null
  effort: 1 | 2 | 3 | 4 | 5 | null
  owner: Key | null
  initiative?: { key: Key; on: Day }
  moves: { on: Day; by: Key; to: GapState; reason?: string }[]
}

export interface DemoReconstruction {
  key: Key
  pseudonym: string
  journey: Key
  note: string
  by: Key
  on: Day
  file: string
  text: (today: string) => string
  /** What somebody took off the step that the words suggested, and the day. */
  offMap: { on: Day; event: string }
  /** The mismatch that becomes a gap of its own, and which initiative closes it. */
  gap: { on: Day; mismatch: { kind: MismatchKind; step: Key }; initiative: { key: Key; on: Day } }
}

export type DemoKpiKind = 'perception' | 'behaviour' | 'operations' | 'finance' | 'employee'
export type DemoScoreKind = 'nps' | 'csat' | 'ces' | 'mean' | 'share' | 'sum' | 'count' | 'amount'

export interface DemoKpi {
  key: Key
  name: string
  kind: DemoKpiKind
  definition: string
  formula: string
  /** Shares and CSAT are given in per cent (0 to 100), with the unit `%`. */
  unit: string
  decimals: number
  scoreKind: DemoScoreKind
  direction: Direction
  frequency: Frequency
  owner: Key
  source: string
  definedOn: Day
  targets: DemoTarget[]
  /** Computed from a listening post's question; nobody types its values. */
  computed?: { post: Key; score: 'nps' | 'csat' | 'ces' | 'mean'; touchpoint: Key; since: Day }
}

export interface DemoTarget {
  dueOn: Day
  value: number
  reason: string
  setOn: Day
}

/** One period's value; its days are calendar days, since periods are. */
export interface DemoKpiValue {
  kpi: Key
  /** The period's first day. */
  period: string
  /** As first recorded. */
  value: number
  n: number | null
  sd?: number
  /** NPS only. */
  promoters?: number
  detractors?: number
  note: string
  source: 'typed' | 'imported'
  recordedOn: string
  recordedBy: Key
  restated?: { on: string; value: number; n: number | null; note: string; by: Key }
}

export type DemoStage = 'idea' | 'proposed' | 'approved' | 'running' | 'finished' | 'stopped'

export interface DemoInitiative {
  key: Key
  name: string
  purpose: string
  createdBy: Key
  /** Who is accountable now; null: nobody. */
  owner: Key | null
  ownerAcceptedOn: Day | null
  formerOwner?: { person: Key; until: Day; reason: string }
  sponsor: Key | null
  unit: Key
  values: Key[]
  outcomes: Key[]
  /** Why it may serve no value and no outcome. */
  adHocReason?: string
  about: ('people' | 'process' | 'technology')[]
  personas: Key[]
  kpis: DemoKpiLink[]
  starts: Day | null
  ends: Day | null
  /** Person-days, and money in the organisation's currency; absent: nobody has said. */
  takes?: { days: number | null; budget: number | null }
  /** From the first stage (always an idea) to the present one. */
  stages: { on: Day; stage: DemoStage; by: Key; reason: string }[]
}

export interface DemoKpiLink {
  kpi: Key
  hypothesis: string
  expectedDirection: Direction
  /** In the KPI's unit. */
  expectedSize: number | null
  confidence: 'low' | 'medium' | 'high'
}

export interface DemoPlan {
  key: Key
  initiative: Key
  name: string
  purpose: string
  owner: Key
  formerOwner?: { person: Key; until: Day; reason: string }
  reviewer: Key
  cadence: Cadence
  /** The KPI whose value the update form asks for. */
  kpi: Key | null
  recordedOn: Day
  starts: Day
  ends: Day
  finishedOn?: Day
  archivedOn?: Day
  milestones: DemoMilestone[]
  items: DemoItem[]
  updates: DemoUpdate[]
}

export interface DemoMilestone {
  name: string
  due: Day
  reached?: Day
}

export interface DemoItem {
  title: string
  owner: Key
  /** As first promised; the present due day is that of the last move. */
  due: Day
  moves?: { on: Day; to: Day; reason: string }[]
  done?: Day
  /** Per cent while it is open; 0 if not given. */
  progress?: number
  /** 1 if not given. */
  weight?: number
  evidence?: string
  /** Given where another item of the same plan waits for this one. */
  key?: Key
  blockedBy?: Key
}

export interface DemoUpdate {
  on: Day
  status: StatedStatus
  text: string
  next: string
  help?: string
  /** The update came with the plan's KPI value of the latest period that had ended. */
  reportsKpi?: true
  /** The plan's owner of that day if not given. */
  author?: Key
}
