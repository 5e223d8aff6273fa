// What a journey is: the whole way of one kind of customer. Its forms. Pure.
import { form, optionalId, optionalLongText, text, version } from '#app/ui/schema.ts'

const journeyFields = {
  name: text({ label: 'a name', max: 120 }),
  description: optionalLongText({ max: 2000 }),
  personaId: optionalId(),
  ownerId: optionalId(),
}
export const newJourneyForm = form(journeyFields)
export const editJourneyForm = form({ ...journeyFields, version: version() })
