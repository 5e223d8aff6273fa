import { CheckboxField, ComboField, SelectField } from '#app/ui/choice-field.tsx'
import { DateField, HiddenField, TextArea, TextField, TimeField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { PhotoField } from './photo-field.tsx'
import { SeverityField } from './severity-field.tsx'

export interface PlaceChoices {
  touchpoints: { id: string; name: string }[]
  steps: { id: string; name: string; journey: string }[]
  units: { id: string; name: string }[]
}

interface ObservationFormProps {
  schema: FormSchema
  values: object
  version?: number
  choices: PlaceChoices
  today: string
  /** The planned visit on which it was seen. */
  visitId?: string | null
  hasPhoto?: boolean
  submit: string
  cancel: string
}

export const named = (rows: { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }))
export const stepOptions = (steps: PlaceChoices['steps']) =>
  steps.map(({ id, name, journey }) => ({ value: id, label: name, group: journey }))

/** One screen on a phone: what, how bad, where, photo. The rest is folded away and may stay as it is. */
export function ObservationForm(props: ObservationFormProps) {
  const { schema, values, version, choices, today, visitId, hasPhoto, submit, cancel } = props
  const isNew = version === undefined
  const more = (
    <div className="grid gap-5 sm:grid-cols-2">
      {choices.steps.length > 0 && (
        <SelectField
          name="journeyStepId"
          label="Step of the journey"
          options={stepOptions(choices.steps)}
          empty="No step"
        />
      )}
      {choices.units.length > 0 && (
        <SelectField name="unitId" label="Unit" options={named(choices.units)} empty="No unit" />
      )}
      <DateField name="seenOn" label="Day" hint={isNew ? 'Left empty: now.' : undefined} max={today} />
      <TimeField name="seenTime" label="Time" />
    </div>
  )
  return (
    <div className="max-w-2xl">
      <Form
        name="observation"
        schema={schema}
        values={values}
        version={version}
        encType="multipart/form-data"
        submit={submit}
        cancel={cancel}
        draft
      >
        {isNew && <HiddenField name="visitId" value={visitId} />}
        <TextArea name="what" label="What did you see?" rows={3} max={4000} autoFocus={isNew} />
        <SeverityField />
        <div className="grid gap-5 sm:grid-cols-2">
          {choices.touchpoints.length > 0 && (
            <ComboField
              name="touchpointId"
              label="Where?"
              hint="The touchpoint or the place; one of them is needed."
              options={named(choices.touchpoints)}
              empty="No touchpoint"
            />
          )}
          <TextField
            name="place"
            label={choices.touchpoints.length > 0 ? 'Place, more exactly' : 'Where?'}
            placeholder="Lane 3, by the lift"
          />
        </div>
        <PhotoField
          label={hasPhoto ? 'Another photo' : 'Photo'}
          hint={isNew ? undefined : 'Takes the place of the one there is.'}
        />
        {hasPhoto && <CheckboxField name="removePhoto" label="Take the photo away" />}
        <TextArea
          name="quote"
          label="What did the customer say?"
          hint="In their words, without their name."
          rows={2}
          max={1000}
        />
        {isNew ? (
          <details className="rounded-lg border border-line px-4 py-2.5 open:pb-4">
            <summary className="min-h-6 cursor-pointer text-sm font-medium">Step, unit, or another time</summary>
            <div className="mt-3">{more}</div>
          </details>
        ) : (
          more
        )}
      </Form>
    </div>
  )
}
