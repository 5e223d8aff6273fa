import { ComboField, SelectField } from '#app/ui/choice-field.tsx'
import { DateField, TextArea, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { personaListHints, personaListNames, personaLists } from './persona.ts'

interface PersonaFormProps {
  schema: FormSchema
  values: object
  version?: number
  segments: { id: string; name: string }[]
  members: { id: string; name: string }[]
  submit: string
  cancel: string
}

const options = (rows: { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }))

/** The whole form of a persona; a name is enough to begin. */
export function PersonaForm({ schema, values, version, segments, members, submit, cancel }: PersonaFormProps) {
  return (
    <div className="max-w-3xl">
      <Form name="persona" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        <TextField
          name="name"
          label="Name"
          hint="As one would speak of them: “Maya, travelling with two children”."
          autoFocus={!version}
        />
        <TextArea name="quote" label="In their words" hint="One sentence they would say, or did." rows={2} max={500} />
        <TextArea name="summary" label="Who they are" hint="Their situation in a few sentences." rows={3} />
        <Fieldset legend="What moves them">
          <div className="grid gap-5 sm:grid-cols-2">
            {personaLists.map((list) => (
              <TextArea
                key={list}
                name={list}
                label={personaListNames[list]}
                hint={personaListHints[list]}
                rows={4}
                wide={false}
              />
            ))}
          </div>
        </Fieldset>
        <Fieldset legend="Where they belong">
          <SelectField name="segmentId" label="Segment" options={options(segments)} empty="No segment" />
          <ComboField
            name="ownerId"
            label="Owner"
            hint="Who keeps it true, and may edit it."
            options={options(members)}
            empty="Nobody yet"
          />
          <DateField name="reviewBy" label="Review by" hint="After this day it counts as stale." />
        </Fieldset>
      </Form>
    </div>
  )
}
