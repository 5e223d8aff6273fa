// What a record rests on: observations, themes and responses, by the fields of its forms. Pure.
import { choice, form, manyIds, optionalId, optionalLongText } from '#app/ui/schema.ts'

/** For the forms of records that begin with evidence. */
export const evidence = {
  observationIds: manyIds({ max: 100 }),
  themeIds: manyIds({ max: 100 }),
  responseIds: manyIds({ max: 100 }),
}
export const linkForm = form(evidence)
export const evidenceKinds = ['observation', 'theme', 'response'] as const
export type EvidenceKind = (typeof evidenceKinds)[number]
export const unlinkForm = form({
  kind: choice(evidenceKinds),
  evidenceId: optionalId(),
  reason: optionalLongText({ max: 1000 }),
})

export const countGiven = (given: Record<keyof typeof evidence, readonly string[]>) =>
  given.observationIds.length + given.themeIds.length + given.responseIds.length

export const countOf = (counts: { observations: number; themes: number; responses: number }) =>
  counts.observations + counts.themes + counts.responses
