import { ComboField, RadioGroup, SelectField } from '#app/ui/choice-field.tsx'
import { TextArea, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { horizonNames, horizons } from './outcome.ts'

interface OutcomeFormProps {
  schema: FormSchema
  values: object
  version?: number
  choices: {
    pillars: { id: string; name: string }[]
    kpis: { id: string; name: string; unit: string }[]
    members: { id: string; name: string }[]
  }
  submit: string
  cancel: string
}

/** The whole form of an outcome: what will be different, and the two ways to know. */
export function OutcomeForm({ schema, values, version, choices, submit, cancel }: OutcomeFormProps) {
  return (
    <div className="max-w-3xl">
      <Form name="outcome" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        <TextField
          name="title"
          label="What will be different"
          hint="As if it had happened: “Nobody waits without knowing how long.”"
          autoFocus={!version}
        />
        <TextArea name="description" label="In more words" rows={3} />
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField
            name="pillarId"
            label="Pillar"
            options={choices.pillars.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <RadioGroup
            name="horizon"
            label="Reached by the end of"
            segmented
            options={horizons.map((year) => ({ value: String(year), label: horizonNames[year] }))}
          />
        </div>
        <ComboField
          name="ownerId"
          label="Owner"
          hint="Who answers for it, and may keep it up to date."
          options={choices.members.map(({ id, name }) => ({ value: id, label: name }))}
          empty="Nobody yet"
        />
        <Fieldset legend="WHAT: the figure that shows it" hint="A KPI and the value that would say we are there.">
          <ComboField
            name="whatKpiId"
            label="KPI"
            options={choices.kpis.map(({ id, name, unit }) => ({
              value: id,
              label: unit ? `${name} (${unit})` : name,
            }))}
            empty="None yet"
          />
          <TextField name="whatTarget" label="Target, in words" hint="Such as “above 80% in every terminal”." />
        </Fieldset>
        <Fieldset legend="HOW: the feeling that shows it" hint="A question that anybody here can answer from 1 to 5.">
          <TextField
            wide
            name="howQuestion"
            label="Question"
            hint="Such as “Do our guests walk through security without hurry?”"
          />
        </Fieldset>
      </Form>
    </div>
  )
}
