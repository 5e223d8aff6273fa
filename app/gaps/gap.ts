// What a gap is: what lies between a step as it is and as it is to be, how much closing it is worth, and what became of it. Pure.
import { evidence } from '#app/evidence/evidence.ts'
import { choice, form, id, must, optionalChoice, optionalId, optionalLongText, text, version } from '#app/ui/schema.ts'

export const barriers = [
  'not known',
  'people',
  'process',
  'technology',
  'policy',
  'data',
  'culture',
  'partner',
  'money',
] as const
export type Barrier = (typeof barriers)[number]
export const barrierNames: Record<Barrier, string> = {
  'not known': 'Not known yet',
  people: 'People',
  process: 'Process',
  technology: 'Technology',
  policy: 'Policy',
  data: 'Data',
  culture: 'Culture',
  partner: 'Partner',
  money: 'Money',
}

/** Scales of size, value and effort. */
export const points = ['1', '2', '3', '4', '5'] as const
export const axes = ['value', 'effort', 'size'] as const
export type Axis = (typeof axes)[number]
export const axisNames: Record<Axis, string> = { value: 'Value', effort: 'Effort', size: 'Size' }
export const axisHints: Record<Axis, string> = {
  value: 'Of closing it, to customers and company: 1 little, 5 very much.',
  effort: 'Of closing it: 1 little, 5 very much.',
  size: 'How far it is today from what it is to be: 1 hardly, 5 completely.',
}

export const gapStates = ['open', 'being closed', 'closed', 'accepted'] as const
export type GapState = (typeof gapStates)[number]
export const gapStateNames: Record<GapState, string> = {
  open: 'Open',
  'being closed': 'Being closed',
  closed: 'Closed',
  accepted: 'We live with it',
}
export const gapStateTones = { open: 'warn', 'being closed': 'info', closed: 'done', accepted: 'neutral' } as const

/** Where a gap may go from each state, and what the choice says. */
export const gapMoves: Record<GapState, { to: GapState; label: string; reason: boolean }[]> = {
  open: [
    { to: 'being closed', label: 'We are closing it', reason: false },
    { to: 'closed', label: 'It is closed', reason: true },
    { to: 'accepted', label: 'We live with it', reason: true },
  ],
  'being closed': [
    { to: 'closed', label: 'It is closed', reason: true },
    { to: 'open', label: 'Nobody works on it any more', reason: true },
    { to: 'accepted', label: 'We live with it', reason: true },
  ],
  closed: [{ to: 'open', label: 'It is open again', reason: true }],
  accepted: [{ to: 'open', label: 'It is open again', reason: true }],
}

/** Why a gap cannot go there; null: it can. */
export function moveRefusal(from: GapState, to: GapState, reason: string | null): string | null {
  const move = gapMoves[from].find((one) => one.to === to)
  if (!move) return 'It is in this state already, or cannot go there from where it is. Choose another one.'
  return move.reason && !reason ? `Say why: “${move.label}” needs a reason.` : null
}

const fields = {
  name: text({ label: 'a name', max: 200 }),
  description: optionalLongText({ max: 4000 }),
  asIsStepId: optionalId(),
  toBeStepId: optionalId(),
  touchpointId: optionalId(),
  personaId: optionalId(),
  segmentId: optionalId(),
  barrier: choice(barriers),
  size: choice(points, { label: 'how far apart it is' }),
  value: optionalChoice(points),
  effort: optionalChoice(points),
  ownerId: optionalId(),
}

const placed = (value: { asIsStepId: string | null; toBeStepId: string | null; touchpointId: string | null }) =>
  Boolean(value.asIsStepId ?? value.toBeStepId ?? value.touchpointId)
const nowhere = { path: ['touchpointId'], message: 'Say where it is: choose a step, or a touchpoint.' }
const twoSteps = (value: { asIsStepId: string | null; toBeStepId: string | null }) =>
  !value.asIsStepId || value.asIsStepId !== value.toBeStepId
const oneStep = { path: ['toBeStepId'], message: 'Choose the step of the map as it is to be.' }

export const newGapForm = form({ ...fields, ...evidence }).check(must(placed, nowhere), must(twoSteps, oneStep))
export const editGapForm = form({ ...fields, version: version() }).check(must(placed, nowhere), must(twoSteps, oneStep))
export const stateForm = form({
  to: choice(gapStates, { label: 'what has become of it' }),
  reason: optionalLongText({ max: 1000 }),
  version: version(),
})
/** All three at once, so that a dot moved along one axis keeps its place on the others. */
export const ratingForm = form({
  value: optionalChoice(points),
  effort: optionalChoice(points),
  size: choice(points),
  version: version(),
})
export const linkToGapForm = form({ ...evidence, gapId: id({ label: 'a gap' }) })

// ── The matrix ──────────────────────────────────────────────────────────────────────────────────────────────────────

export type Rated = Record<Axis, number | null>

/** The cells of a matrix, highest row first, each with what stands in it; what is not rated on both axes stands apart. */
export function matrixOf<G extends Rated>(gaps: readonly G[], across: Axis, up: Axis) {
  const placed = gaps.filter((gap) => gap[across] !== null && gap[up] !== null)
  const scale = points.map(Number)
  const rows = [...scale].reverse().map((y) => ({
    y,
    cells: scale.map((x) => ({ x, y, gaps: placed.filter((gap) => gap[across] === x && gap[up] === y) })),
  }))
  return { rows, unrated: gaps.filter((gap) => gap[across] === null || gap[up] === null) }
}

/** The axis that neither side shows. */
export const thirdAxis = (across: Axis, up: Axis): Axis => axes.find((axis) => axis !== across && axis !== up)!

/** Two different axes, whatever an address asks for. */
export function axesAsked(x: string | null, y: string | null): { across: Axis; up: Axis } {
  const known = (name: string | null) => axes.find((axis) => axis === name)
  const across = known(x) ?? 'effort'
  const up = known(y) ?? (across === 'value' ? 'effort' : 'value')
  return across === up ? { across, up: axes.find((axis) => axis !== across)! } : { across, up }
}

/** A point of the scale after an arrow key; it stays within. */
export const stepped = (point: number, by: number) => Math.min(points.length, Math.max(1, point + by))
