// What a pillar is: a heading under which outcomes stand, its forms, and the three most strategies start with. Pure.
import { form, optionalLongText, text, version } from '#app/ui/schema.ts'

const pillarFields = { name: text({ label: 'a name', max: 120 }), description: optionalLongText({ max: 1000 }) }
export const newPillarForm = form(pillarFields)
export const editPillarForm = form({ ...pillarFields, version: version() })
export const pillarDefaultsForm = form({})

export const defaultPillars = [
  {
    name: 'Transform the experience',
    description: 'What customers will notice: journeys redesigned, causes removed, promises kept.',
  },
  { name: 'Develop and engage our people', description: 'What our people know, may decide and are proud of.' },
  {
    name: 'A scalable model',
    description: 'Governance, measures, technology and money that let it grow beyond the first team.',
  },
] as const

/** Why a pillar cannot be archived; null: it can. */
export function pillarArchiveRefusal(openOutcomes: number): string | null {
  if (openOutcomes === 0) return null
  return openOutcomes === 1
    ? 'One outcome still stands under this pillar. Move or archive it first.'
    : `${openOutcomes} outcomes still stand under this pillar. Move or archive them first.`
}
