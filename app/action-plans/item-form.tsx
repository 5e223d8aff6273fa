import { ComboField, SelectField } from '#app/ui/choice-field.tsx'
import { DateField, NumberField, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'

interface Choices {
  members: { id: string; name: string }[]
  milestones: { id: string; name: string }[]
  items: { id: string; title: string; doneOn: string | null }[]
}

interface ItemFormProps {
  schema: FormSchema
  values: Record<string, string>
  version?: number
  choices: Choices
  submit: string
  cancel: string
  /** A new item takes its day here; later the day moves by itself, with a reason. */
  isNew?: boolean
  done?: boolean
}

/** The whole form of an action item; a title is enough. */
export function ItemForm({ schema, values, version, choices, submit, cancel, isNew, done }: ItemFormProps) {
  const people = choices.members.map(({ id, name }) => ({ value: id, label: name }))
  return (
    <div className="max-w-3xl">
      <Form name="item" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        <TextField name="title" label="What is to be done" hint="Begin with a verb." autoFocus={isNew} />
        <Fieldset legend="Who and when">
          <ComboField name="ownerId" label="Who does it" options={people} empty="Nobody yet" />
          {isNew && <DateField name="dueOn" label="By when" />}
          <SelectField
            name="milestoneId"
            label="Towards the milestone"
            options={choices.milestones.map(({ id, name }) => ({ value: id, label: name }))}
            empty="No milestone"
          />
          {!isNew && !done && (
            <NumberField
              name="progress"
              label="Progress"
              unit="%"
              whole
              hint="When it is finished, mark it done instead."
            />
          )}
        </Fieldset>
        <Fieldset legend="More">
          <NumberField name="weight" label="Weight" hint="How much it counts towards the plan’s progress. Usually 1." />
          <ComboField
            name="blockedById"
            label="Waits for"
            hint="Another item of this plan that must be done first."
            options={choices.items.map(({ id, title, doneOn }) => ({
              value: id,
              label: title,
              hint: doneOn ? 'done' : undefined,
            }))}
            empty="Nothing"
          />
          <TextField
            name="evidenceUrl"
            label="Evidence"
            type="url"
            placeholder="https://"
            hint="Where one can see that it was done."
            wide
          />
        </Fieldset>
      </Form>
    </div>
  )
}
