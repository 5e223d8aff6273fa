import { ComboField, RadioGroup, SelectField } from '#app/ui/choice-field.tsx'
import { NumberField, TextArea, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { directionNames, frequencyNames, kpiKindHints, kpiKindNames, scoreKindNames } from './kpi.ts'

interface KpiFormProps {
  schema: FormSchema
  values: Record<string, string>
  version?: number
  owners: { id: string; name: string }[]
  submit: string
  cancel: string
}

const named = (names: Record<string, string>) => Object.entries(names).map(([value, label]) => ({ value, label }))

/** The whole form of a KPI. */
export function KpiForm({ schema, values, version, owners, submit, cancel }: KpiFormProps) {
  return (
    <Form name="kpi" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
      {version !== undefined && (
        <p className="max-w-prose rounded-lg border border-line bg-sunken px-4 py-3 text-sm text-ink-muted">
          Correct the wording here. If what is measured changes, such as its definition or scale, add a new KPI instead
          and archive this one: earlier values would no longer mean what the page says.
        </p>
      )}
      <TextField
        name="name"
        label="Name"
        hint="As people say it: “NPS after the trip”."
        autoFocus={version === undefined}
      />
      <RadioGroup
        name="kind"
        label="Kind"
        options={named(kpiKindNames).map((option) => ({
          ...option,
          hint: kpiKindHints[option.value as keyof typeof kpiKindHints],
        }))}
      />
      <TextArea
        name="definition"
        label="Definition"
        hint="What exactly is measured: who or what counts, where and when. Somebody else should get the same figure."
        rows={3}
      />
      <TextArea name="formula" label="Formula" hint="How the figure is computed, if that is not plain." rows={2} />
      <Fieldset legend="How it is written">
        <SelectField
          name="scoreKind"
          label="Its values are"
          hint="Decides which band a value has."
          options={named(scoreKindNames)}
        />
        <RadioGroup name="direction" label="Which way is better" options={named(directionNames)} segmented />
        <TextField
          name="unit"
          label="Unit"
          hint="%, min, €, points. Shares in % are typed from 0 to 100."
          suggestions={['%', 'points', 'min', 'days', '€']}
        />
        <NumberField name="decimals" label="Decimals shown" hint="0 to 4" whole />
      </Fieldset>
      <Fieldset legend="Who measures it, how often">
        <RadioGroup name="frequency" label="Frequency" options={named(frequencyNames)} segmented />
        <ComboField
          name="ownerId"
          label="Owner"
          hint="Asked for each value when it is due."
          options={owners.map(({ id, name }) => ({ value: id, label: name }))}
          empty="Nobody yet"
        />
        <TextField name="source" label="Source" hint="Where the figures come from: a survey, a system, a report." />
      </Fieldset>
    </Form>
  )
}
