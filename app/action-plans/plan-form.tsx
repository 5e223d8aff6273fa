import { ComboField, SelectField } from '#app/ui/choice-field.tsx'
import { useBringingBack } from '#app/ui/earlier.tsx'
import { DateField, TextArea, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { cadenceNames } from './action-plan.ts'
import { cadences } from './standing.ts'

interface PlanFormProps {
  schema: FormSchema
  values: Record<string, string>
  version?: number
  choices: { members: { id: string; name: string }[]; kpis: { id: string; name: string }[] }
  /** Only a new plan chooses its initiative. */
  initiatives?: { id: string; name: string }[]
  submit: string
  cancel: string
}

const options = (rows: { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }))

/** The whole form of an action plan: a name, an initiative and a cadence are enough to begin. */
export function PlanForm({ schema, values, version, choices, initiatives, submit, cancel }: PlanFormProps) {
  const bringingBack = useBringingBack()
  return (
    <div className="max-w-3xl">
      <Form name="plan" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        {initiatives && (
          <ComboField
            name="initiativeId"
            label="Initiative"
            hint="What it is a part of, and so why it exists."
            options={options(initiatives)}
          />
        )}
        <TextField name="name" label="Name" hint="What will be done, in a few words." autoFocus={!version} />
        <TextArea name="purpose" label="Purpose" hint="What will be different when it is finished." rows={3} />
        <Fieldset legend="Who">
          <ComboField
            name="ownerId"
            label="Owner"
            hint="Keeps it moving and writes the updates. A new owner is asked to accept."
            options={options(choices.members)}
            empty="Nobody yet"
          />
          <ComboField
            name="reviewerId"
            label="Reviewer"
            hint="Reads the updates and acknowledges them. Never the owner."
            options={options(choices.members)}
            empty="Nobody"
          />
          {version !== undefined && !bringingBack && (
            <TextArea
              name="ownerReason"
              label="Why the owner changes"
              hint="Only for a hand-over. It stands in the history, and the new owner reads it there."
              rows={2}
            />
          )}
        </Fieldset>
        <Fieldset legend="Updates">
          <SelectField
            name="cadence"
            label="How often"
            hint="The owner is asked for an update in this rhythm."
            options={cadences.map((cadence) => ({ value: cadence, label: cadenceNames[cadence] }))}
          />
          <ComboField
            name="kpiId"
            label="KPI asked for"
            hint="Its value is asked for in the same form as the update."
            options={options(choices.kpis)}
            empty="None"
          />
        </Fieldset>
        <Fieldset legend="When">
          <DateField name="startsOn" label="Starts" />
          <DateField name="endsOn" label="Ends" />
        </Fieldset>
      </Form>
    </div>
  )
}
