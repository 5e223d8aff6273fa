// What an initiative is: its vocabulary, its forms, and the rules of its stages. Pure.
import {
  choice,
  flag,
  form,
  id,
  longText,
  manyIds,
  must,
  optionalDate,
  optionalId,
  optionalLongText,
  optionalNumber,
  text,
  version,
} from '#app/ui/schema.ts'

export const stages = ['idea', 'proposed', 'approved', 'running', 'finished', 'stopped'] as const
export type Stage = (typeof stages)[number]

export const stageNames: Record<Stage, string> = {
  idea: 'Idea',
  proposed: 'Proposed',
  approved: 'Approved',
  running: 'Running',
  finished: 'Finished',
  stopped: 'Stopped',
}
export const stageTones = {
  idea: 'neutral',
  proposed: 'info',
  approved: 'info',
  running: 'good',
  finished: 'done',
  stopped: 'neutral',
} as const

/** Stages in which an initiative counts as active: it should have an owner, an outcome, a KPI. */
export const activeStages = ['proposed', 'approved', 'running'] as const
export const isActive = (stage: string) => (activeStages as readonly string[]).includes(stage)

/** Where an initiative may go from each stage, and what the button says. */
export const moves: Record<Stage, { to: Stage; label: string; reason: boolean }[]> = {
  idea: [
    { to: 'proposed', label: 'Propose', reason: false },
    { to: 'stopped', label: 'Park', reason: true },
  ],
  proposed: [
    { to: 'approved', label: 'Approve', reason: false },
    { to: 'idea', label: 'Send back', reason: true },
    { to: 'stopped', label: 'Stop', reason: true },
  ],
  approved: [
    { to: 'running', label: 'Start', reason: false },
    { to: 'stopped', label: 'Stop', reason: true },
  ],
  running: [
    { to: 'finished', label: 'Finish', reason: false },
    { to: 'stopped', label: 'Stop', reason: true },
  ],
  finished: [{ to: 'running', label: 'Reopen', reason: true }],
  stopped: [{ to: 'idea', label: 'Take up again', reason: true }],
}

export interface StageFacts {
  stage: Stage
  ownerId: string | null
  ownerAcceptedAt: Date | null
  kpis: number
  served: number
  adHocReason: string
  openPlans: number
}

/** What stands in the way of moving to `to`; each sentence says what to do. None: it may move. */
export function stageBlockers(facts: StageFacts, to: Stage, reason: string): string[] {
  const move = moves[facts.stage].find((candidate) => candidate.to === to)
  if (!move)
    return [
      `An initiative that is ${stageNames[facts.stage].toLowerCase()} cannot become ${stageNames[to].toLowerCase()}.`,
    ]
  const blockers: string[] = []
  if (move.reason && !reason) blockers.push(`Say why: “${move.label}” needs a reason.`)
  if (to === 'approved' && !facts.ownerId) blockers.push('Appoint an accountable owner first.')
  if (to === 'approved' && facts.served === 0 && !facts.adHocReason)
    blockers.push('Link the value or outcome it serves, or say in the initiative why it may be ad hoc.')
  // A recorded waiver stands in for a KPI: the reason given with the start.
  if (to === 'running' && !facts.ownerAcceptedAt) blockers.push('Its owner has not accepted being accountable yet.')
  if (to === 'running' && facts.kpis === 0 && !reason)
    blockers.push('Link the KPI it is meant to move, or give the reason for starting without one.')
  if (to === 'finished' && facts.openPlans > 0 && !reason)
    blockers.push(
      `${facts.openPlans === 1 ? 'One action plan is' : `${facts.openPlans} action plans are`} still open: finish them, or say why it ends all the same.`,
    )
  return blockers
}

export type Flag = 'no owner' | 'not accepted' | 'no KPI' | 'ad hoc' | 'no plan'

/** What is missing from an active initiative, in words that stand out on lists and maps. */
export function flagsOf(initiative: {
  stage: string
  ownerId: string | null
  ownerAcceptedAt: Date | null
  kpiCount: number
  servedCount: number
  planCount: number
}): Flag[] {
  if (!isActive(initiative.stage)) return []
  const flags: Flag[] = []
  if (!initiative.ownerId) flags.push('no owner')
  else if (!initiative.ownerAcceptedAt) flags.push('not accepted')
  if (initiative.kpiCount === 0) flags.push('no KPI')
  if (initiative.servedCount === 0) flags.push('ad hoc')
  if (initiative.stage === 'running' && initiative.planCount === 0) flags.push('no plan')
  return flags
}

export const flagNames: Record<Flag, string> = {
  'no owner': 'No owner',
  'not accepted': 'Not accepted',
  'no KPI': 'No KPI',
  'ad hoc': 'Ad hoc',
  'no plan': 'No plan',
}

const fields = {
  name: text({ label: 'a name', max: 160 }),
  purpose: optionalLongText(),
  ownerId: optionalId(),
  sponsorId: optionalId(),
  unitId: optionalId(),
  startsOn: optionalDate(),
  endsOn: optionalDate(),
  budget: optionalNumber({ min: 0, max: 1e12, decimals: 2 }),
  effortDays: optionalNumber({ min: 0, max: 1e6, decimals: 2 }),
  aboutPeople: flag(),
  aboutProcess: flag(),
  aboutTechnology: flag(),
  coreValueIds: manyIds(),
  outcomeIds: manyIds(),
  personaIds: manyIds(),
  gapIds: manyIds(),
  adHocReason: optionalLongText({ max: 1000 }),
}

const ordered = (value: { startsOn: string | null; endsOn: string | null }) =>
  !value.startsOn || !value.endsOn || value.endsOn >= value.startsOn
const notOrdered = { path: ['endsOn'], message: 'It cannot end before it starts. Choose a later day.' }

/** Owner and sponsor take effect only for those who may appoint; a hand-over may say why. */
export const newInitiativeForm = form(fields).check(must(ordered, notOrdered))
export const editInitiativeForm = form({
  ...fields,
  ownerReason: optionalLongText({ max: 1000 }),
  version: version(),
}).check(must(ordered, notOrdered))

/** Moving to another stage; `version` is the version the buttons were drawn from. */
export const stageForm = form({ to: choice(stages), reason: optionalLongText({ max: 1000 }), version: version() })
export const reasonForm = form({ reason: optionalLongText({ max: 1000 }), version: version() })
export const acceptanceForm = form({ version: version() })

export const directions = ['up', 'down'] as const
export type Direction = (typeof directions)[number]
export const directionNames: Record<Direction, string> = { up: 'Up', down: 'Down' }
export const confidences = ['low', 'medium', 'high'] as const
export const confidenceNames = { low: 'Low', medium: 'Medium', high: 'High' } as const

const linkFields = {
  hypothesis: longText({ max: 1000 }),
  expectedDirection: choice(directions),
  expectedSize: optionalNumber({ min: 0 }),
  confidence: choice(confidences),
}
export const newKpiLinkForm = form({ kpiId: id({ label: 'a KPI' }), ...linkFields })
export const editKpiLinkForm = form({ ...linkFields, version: version() })
