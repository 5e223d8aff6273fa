// What a value of the organisation is: its forms. Pure.
import { form, optionalLongText, text, version } from '#app/ui/schema.ts'

const coreValueFields = {
  name: text({ label: 'a name', max: 80 }),
  meaning: optionalLongText({ max: 1000 }),
  dos: optionalLongText({ max: 2000 }),
  donts: optionalLongText({ max: 2000 }),
}
export const newCoreValueForm = form(coreValueFields)
export const editCoreValueForm = form({ ...coreValueFields, version: version() })
