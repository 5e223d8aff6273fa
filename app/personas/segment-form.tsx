import { RadioGroup } from '#app/ui/choice-field.tsx'
import { NumberField, TextArea, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { levelNames, levels } from './segment.ts'

interface SegmentFormProps {
  schema: FormSchema
  values: object
  version?: number
  submit: string
  cancel: string
}

const steps = levels.map((level) => ({ value: String(level), label: String(level) }))
const scale = `1 is ${levelNames[1]!.toLowerCase()}, 5 is ${levelNames[5]!.toLowerCase()}.`

export function SegmentForm({ schema, values, version, submit, cancel }: SegmentFormProps) {
  return (
    <div className="max-w-2xl">
      <Form name="segment" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        <TextField
          name="name"
          label="Name"
          hint="A group of customers who want the same, such as “Families on holiday”."
          autoFocus={!version}
        />
        <TextArea name="description" label="Who belongs to it" rows={3} />
        <NumberField
          name="share"
          label="Share of all customers, estimated"
          hint="Shown as an estimate; once customer data is imported, beside what was measured."
          unit="%"
        />
        <Fieldset legend="What it is worth">
          <div className="col-span-full grid gap-5 sm:grid-cols-2">
            <RadioGroup name="currentValue" label="Value today" hint={scale} segmented options={steps} />
            <RadioGroup name="potentialValue" label="Potential" hint={scale} segmented options={steps} />
          </div>
          <TextArea name="valueNote" label="What this rests on" hint="Figures, a study, a guess: say which." rows={2} />
        </Fieldset>
      </Form>
    </div>
  )
}
