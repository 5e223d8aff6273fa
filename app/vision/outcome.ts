// What a bold outcome is: its years, states and forms, and which half of its measure is missing. Pure.
import {
  choice,
  form,
  id,
  longText,
  optionalId,
  optionalLongText,
  optionalText,
  read,
  text,
  version,
} from '#app/ui/schema.ts'

export const horizons = [1, 2, 3] as const
export type Horizon = (typeof horizons)[number]
export const horizonNames: Record<Horizon, string> = { 1: 'Year 1', 2: 'Year 2', 3: 'Year 3' }
export const horizonName = (horizon: number) => horizonNames[horizon as Horizon] ?? `Year ${horizon}`

export const outcomeStates = ['open', 'achieved', 'table stakes'] as const
export type OutcomeState = (typeof outcomeStates)[number]
export const outcomeStateNames: Record<OutcomeState, string> = {
  open: 'Open',
  achieved: 'Achieved',
  'table stakes': 'Table stakes',
}
export const outcomeStateTones = { open: 'info', achieved: 'good', 'table stakes': 'done' } as const
export const outcomeStateHints: Record<OutcomeState, string> = {
  open: 'We are still working towards it.',
  achieved: 'Both measures say we got there; we keep watching them.',
  'table stakes': 'Customers now take it for granted: it is held, not celebrated.',
}

export type Half = 'what' | 'how'
export const halves = ['what', 'how'] as const
export const missingWords: Record<Half, string> = { what: 'WHAT missing', how: 'HOW missing' }
export const missingHints: Record<Half, string> = {
  what: 'No KPI says whether it happened. Choose one as its WHAT measure.',
  how: 'No question asks people how it feels. Write one as its HOW measure.',
}

/** The halves of its measure that an outcome lacks: WHAT is a KPI in use, HOW a question that people rate. */
export function missingHalves(outcome: {
  whatKpiId: string | null
  whatKpiArchived?: boolean
  howQuestion: string
}): Half[] {
  const missing: Half[] = []
  if (!outcome.whatKpiId || outcome.whatKpiArchived) missing.push('what')
  if (outcome.howQuestion.trim() === '') missing.push('how')
  return missing
}

const outcomeFields = {
  title: text({ label: 'a title', max: 200 }),
  description: optionalLongText({ max: 3000 }),
  pillarId: id({ label: 'a pillar' }),
  horizon: read(choice(['1', '2', '3'], { label: 'a year' }), (year) => Number(year) as Horizon),
  whatKpiId: optionalId(),
  whatTarget: optionalText({ max: 300 }),
  howQuestion: optionalText({ max: 300 }),
  ownerId: optionalId(),
}
export const newOutcomeForm = form(outcomeFields)
export const editOutcomeForm = form({ ...outcomeFields, version: version() })
export const outcomeStateForm = form({
  state: choice(outcomeStates, { label: 'a state' }),
  reason: longText({ label: 'a reason: what shows it', max: 1000 }),
  version: version(),
})

/** Why an outcome cannot be put in this state; null: it can. */
export function outcomeStateRefusal(from: string, to: OutcomeState): string | null {
  return from === to ? `It is ${outcomeStateNames[to].toLowerCase()} already.` : null
}
