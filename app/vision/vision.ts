// What a vision's version is: its states, its forms, who may go where, and which one is in force on a day. Pure.
import { dateOnly, form, longText, optionalLongText, version } from '#app/ui/schema.ts'

export const visionStates = ['draft', 'proposed', 'ratified', 'superseded'] as const
export type VisionState = (typeof visionStates)[number]

export const visionStateNames: Record<VisionState, string> = {
  draft: 'Draft',
  proposed: 'Proposed',
  ratified: 'Ratified',
  superseded: 'Superseded',
}
export const visionStateTones = { draft: 'neutral', proposed: 'info', ratified: 'good', superseded: 'done' } as const

export type VisionMove = 'edit' | 'propose' | 'send back' | 'ratify' | 'archive' | 'restore'

const movesFrom: Record<VisionState, readonly VisionMove[]> = {
  draft: ['edit', 'propose', 'archive'],
  proposed: ['send back', 'ratify'],
  ratified: [],
  superseded: [],
}

/** What may be done with a version as it stands. An archived one can only come back. */
export function visionMoves(vision: { state: string; archivedAt: Date | null }): readonly VisionMove[] {
  return vision.archivedAt ? ['restore'] : movesFrom[vision.state as VisionState]
}

const refusals: Record<VisionMove, string> = {
  edit: 'Only drafts can be edited.',
  propose: 'Only a draft can be proposed.',
  'send back': 'Only a proposed version can be sent back.',
  ratify: 'Only a proposed version can be ratified.',
  archive: 'Only drafts can be archived: what was ratified stays on record.',
  restore: 'This version is not archived.',
}

/** Why it cannot be done, in a sentence that says what to do instead; null: it can. */
export function visionRefusal(vision: { state: string; archivedAt: Date | null }, move: VisionMove): string | null {
  if (visionMoves(vision).includes(move)) return null
  if (vision.archivedAt) return `${refusals[move]} This version is archived: restore it first.`
  const standing = `This one is ${vision.state}.`
  if (move === 'edit') return `${refusals.edit} ${standing} ${insteadOfEditing(vision.state as VisionState)}`
  return move === 'restore' ? refusals.restore : `${refusals[move]} ${standing}`
}

const insteadOfEditing = (state: VisionState) =>
  state === 'proposed' ? 'Send it back to draft first.' : 'Start a new draft instead.'

/** Why a version cannot take effect on this day; null: it can. Days are `YYYY-MM-DD`. */
export function effectiveDayRefusal(
  effectiveOn: string,
  replaced: { effectiveOn: string | null } | null,
): string | null {
  if (!replaced?.effectiveOn || effectiveOn >= replaced.effectiveOn) return null
  return `The vision it replaces took effect on ${replaced.effectiveOn.split('-').reverse().join('/')}. Choose that day or a later one.`
}

interface Ratified {
  state: string
  effectiveOn: string | null
  ratifiedAt: Date | null
}

/**
 * The version people work by on a day: the ratified one once it has taken effect, until then the last one that had; where
 * nothing has taken effect yet, none.
 */
export function visionInForce<V extends Ratified>(versions: readonly V[], today: string): V | null {
  const effective = versions.filter(({ state, effectiveOn, ratifiedAt }) => {
    return (
      (state === 'ratified' || state === 'superseded') &&
      ratifiedAt !== null &&
      effectiveOn !== null &&
      effectiveOn <= today
    )
  })
  return effective.reduce<V | null>((last, next) => (last && last.ratifiedAt! >= next.ratifiedAt! ? last : next), null)
}

const visionFields = {
  statement: longText({ label: 'a statement', max: 1500 }),
  brandPromise: optionalLongText({ max: 800 }),
  reason: optionalLongText({ max: 2000 }),
}
export const newVisionForm = form(visionFields)
export const editVisionForm = form({ ...visionFields, version: version() })
export const proposalForm = form({ version: version() })
export const ratificationForm = form({
  effectiveOn: dateOnly({ label: 'the day it takes effect' }),
  note: optionalLongText({ max: 1000 }),
  version: version(),
})
export const returnForm = form({ reason: longText({ label: 'a reason', max: 1000 }), version: version() })

/** “Version 3”: what a version is called wherever it has no title of its own. */
export const visionTitle = (number: number) => `Vision, version ${number}`
