// What a milestone is: a day by which something visible is reached. Pure.
import { choice, dateOnly, form, optionalLongText, text, version } from '#app/ui/schema.ts'

const fields = { name: text({ label: 'a name', max: 160 }), dueOn: dateOnly({ label: 'the day it is to be reached' }) }

export const newMilestoneForm = form(fields)
export const editMilestoneForm = form({ ...fields, reason: optionalLongText({ max: 1000 }), version: version() })
export const milestoneReachedForm = form({ to: choice(['reached', 'open']) })

export const milestoneValues = (row: { name: string; dueOn: string }) => ({ name: row.name, dueOn: row.dueOn })
