import { CheckboxField, CheckboxGroup, ComboField, RadioGroup, SelectField } from '#app/ui/choice-field.tsx'
import { NumberField, TextArea, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { cadenceNames, cadences, channelNames, channels, occasionNames, occasions } from './listening-post.ts'

interface Named {
  id: string
  name: string
}

export interface ListeningPostFormProps {
  schema: FormSchema
  values: object
  version?: number
  submit: string
  cancel: string
  owners: readonly Named[]
  touchpoints: readonly Named[]
  steps: readonly (Named & { journey: string })[]
}

const choices = (rows: readonly Named[]) => rows.map(({ id, name }) => ({ value: id, label: name }))

export function ListeningPostForm({
  schema,
  values,
  version,
  submit,
  cancel,
  owners,
  touchpoints,
  steps,
}: ListeningPostFormProps) {
  return (
    <div className="max-w-2xl">
      <Form
        name="listening-post"
        schema={schema}
        values={values}
        version={version}
        submit={submit}
        cancel={cancel}
        draft
      >
        <TextField
          name="name"
          label="Name"
          hint="Where you hear customers, such as “Survey after the flight”."
          autoFocus={!version}
        />
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField
            name="channel"
            label="Channel"
            options={channels.map((value) => ({ value, label: channelNames[value] }))}
          />
          <SelectField
            name="cadence"
            label="How often it asks"
            options={cadences.map((value) => ({ value, label: cadenceNames[value] }))}
          />
        </div>
        <RadioGroup
          name="occasion"
          label="What it asks about"
          options={occasions.map((value) => ({ value, label: occasionNames[value] }))}
        />
        <CheckboxField name="structured" label="It asks fixed questions" hint="Unlike mails, calls or reviews." />
        <TextArea name="description" label="Who answers, and how they are reached" rows={3} />
        <ComboField
          name="ownerId"
          label="Owner"
          hint="Sees to it that what is heard leads to something."
          options={choices(owners)}
        />
        <ComboField
          name="touchpointId"
          label="Touchpoint"
          hint="What its responses are about, where they do not say it themselves."
          options={choices(touchpoints)}
          empty="Several, or none"
        />
        <Fieldset legend="What is expected of it">
          <NumberField name="expectedVolume" label="Responses a month" whole />
          <NumberField
            name="decisionDays"
            label="Longest time without a decision"
            hint="Feedback that feeds no decision for longer raises an alarm."
            unit="days"
            whole
          />
        </Fieldset>
        {steps.length > 0 && (
          <CheckboxGroup
            name="steps"
            label="Journey steps it covers"
            options={steps.map(({ id, name, journey }) => ({ value: id, label: `${name} (${journey})` }))}
          />
        )}
      </Form>
    </div>
  )
}
