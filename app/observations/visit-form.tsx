import { ComboField, SelectField } from '#app/ui/choice-field.tsx'
import { DateField, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { named, type PlaceChoices, stepOptions } from './observation-form.tsx'

interface VisitFormProps {
  schema: FormSchema
  values: object
  version?: number
  choices: Omit<PlaceChoices, 'units'> & { members: { id: string; name: string }[] }
  today: string
  submit: string
  cancel: string
}

/** Who goes where, when and why. */
export function VisitForm({ schema, values, version, choices, today, submit, cancel }: VisitFormProps) {
  return (
    <div className="max-w-2xl">
      <Form name="visit" schema={schema} values={values} version={version} submit={submit} cancel={cancel}>
        <TextField
          name="purpose"
          label="Why go there?"
          hint="What you want to see with your own eyes: “How families get through the checkpoint at seven”."
          autoFocus={version === undefined}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <ComboField name="visitorId" label="Who goes" options={named(choices.members)} />
          <DateField name="dueOn" label="When" min={version === undefined ? today : undefined} />
          {choices.touchpoints.length > 0 && (
            <ComboField name="touchpointId" label="Where" options={named(choices.touchpoints)} empty="No touchpoint" />
          )}
          <TextField
            name="place"
            label={choices.touchpoints.length > 0 ? 'Place, more exactly' : 'Where'}
            placeholder="Lane 3, by the lift"
          />
          {choices.steps.length > 0 && (
            <SelectField
              name="journeyStepId"
              label="Step of the journey"
              options={stepOptions(choices.steps)}
              empty="No step"
            />
          )}
        </div>
      </Form>
    </div>
  )
}
