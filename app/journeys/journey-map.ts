// What a journey's map is: its two kinds and their versions, phases and steps; the forms that change them. Pure.
import { choice, form, id, manyIds, optionalId, optionalLongText, text, version, wholeNumber } from '#app/ui/schema.ts'
import { evidenceGrades, optionalRating } from './rating.ts'

export const mapKinds = ['as-is', 'to-be'] as const
export type MapKind = (typeof mapKinds)[number]
export const mapKindNames: Record<MapKind, string> = { 'as-is': 'As it is', 'to-be': 'To be' }
export const mapKindName = (kind: string) => mapKindNames[kind as MapKind] ?? kind

export const mapStates = ['draft', 'current', 'superseded'] as const
export type MapState = (typeof mapStates)[number]
export const mapStateNames: Record<MapState, string> = { draft: 'Draft', current: 'Current', superseded: 'Superseded' }
export const mapStateTones = { draft: 'info', current: 'good', superseded: 'neutral' } as const

/** `As it is, version 2`. */
export const mapName = (map: { kind: string; number: number }) => `${mapKindName(map.kind)}, version ${map.number}`

/** As many as still make a map; more belong into a journey of their own. */
export const mostPhases = 30
export const mostSteps = 200

// ── Forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export const newMapForm = form({
  kind: choice(mapKinds, { label: 'what it shows' }),
  copyOfId: optionalId(),
  reason: optionalLongText({ max: 1000 }),
})
export const currentMapForm = form({ version: version() })

const phaseName = text({ label: 'a name', max: 120 })
/** `after` is the phase it comes behind; without one it comes last. */
export const newPhaseForm = form({ name: phaseName, after: optionalId() })
export const editPhaseForm = form({ name: phaseName, version: version() })
export const phasePositionForm = form({ place: wholeNumber({ min: 1, max: 1000 }), version: version() })

const stepWords = {
  name: text({ label: 'a name', max: 120 }),
  description: optionalLongText({ max: 2000 }),
}
/** `after` is the step it comes behind; without one it comes last in its phase. */
export const newStepForm = form({ ...stepWords, phaseId: id({ label: 'a phase' }), after: optionalId() })
export const stepWordsForm = form({ ...stepWords, version: version() })
export const editStepForm = form({
  ...stepWords,
  touchpointId: optionalId(),
  ownerId: optionalId(),
  kpiIds: manyIds({ max: 20 }),
  version: version(),
})
export const stepRatingForm = form({
  success: optionalRating(),
  effort: optionalRating(),
  emotion: optionalRating(),
  evidenceGrade: choice(evidenceGrades, { label: 'what they rest on' }),
  ratingNote: optionalLongText({ max: 2000 }),
  version: version(),
})
/** `place` counts the steps of the phase from 1, the moved one left out. */
export const stepPositionForm = form({
  phaseId: id({ label: 'a phase' }),
  place: wholeNumber({ min: 1, max: 1000 }),
  version: version(),
})
/** Steps of any map, copied behind `after` or to the end of a phase. */
export const stepCopiesForm = form({
  stepIds: manyIds({ max: 200 }),
  phaseId: id({ label: 'a phase' }),
  after: optionalId(),
})

// ── Order ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Ordered {
  id: string
  steps: readonly { id: string }[]
}

/** Where a step goes: to which phase, and to which place in it, counted from 1. */
export interface Place {
  phaseId: string
  place: number
}

/** One place earlier or later, over the edge of the phase into the next one; null at the end of the map. */
export function neighbour(phases: readonly Ordered[], stepId: string, move: 'earlier' | 'later'): Place | null {
  const at = phases.findIndex(({ steps }) => steps.some(({ id }) => id === stepId))
  const phase = phases[at]
  if (!phase) return null
  const place = phase.steps.findIndex(({ id }) => id === stepId) + 1
  const next = move === 'earlier' ? place - 1 : place + 1
  if (next >= 1 && next <= phase.steps.length) return { phaseId: phase.id, place: next }
  const other = phases[move === 'earlier' ? at - 1 : at + 1]
  if (!other) return null
  return { phaseId: other.id, place: move === 'earlier' ? other.steps.length + 1 : 1 }
}

/** The map with a step somewhere else; as it was where there is no such step or phase. */
export function withStepMoved<P extends Ordered>(phases: readonly P[], stepId: string, to: Place): P[] {
  const step = phases.flatMap(({ steps }) => steps).find(({ id }) => id === stepId)
  if (!step || !phases.some(({ id }) => id === to.phaseId)) return [...phases]
  return phases.map((phase) => {
    const steps = phase.steps.filter(({ id }) => id !== stepId)
    if (phase.id === to.phaseId) steps.splice(to.place - 1, 0, step)
    return { ...phase, steps }
  })
}

/** The list with one of it at a place counted from 1. */
export function withMoved<T extends { id: string }>(list: readonly T[], id: string, place: number): T[] {
  const one = list.find((each) => each.id === id)
  if (!one) return [...list]
  const rest = list.filter((each) => each !== one)
  rest.splice(place - 1, 0, one)
  return rest
}
