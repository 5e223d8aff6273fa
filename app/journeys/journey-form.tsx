import { ComboField, SelectField } from '#app/ui/choice-field.tsx'
import { TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { optionsOf } from './options.ts'

interface JourneyFormProps {
  schema: FormSchema
  values: object
  version?: number
  personas: { id: string; name: string }[]
  members: { id: string; name: string }[]
  submit: string
  cancel: string
}

/** The whole form of a journey; a name is enough to begin. */
export function JourneyForm({ schema, values, version, personas, members, submit, cancel }: JourneyFormProps) {
  return (
    <div className="max-w-3xl">
      <Form name="journey" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        <TextField
          name="name"
          label="Name"
          hint="What the customer is out to do: “Departing passenger”, “Lost baggage”."
          autoFocus={!version}
        />
        <TextArea name="description" label="From where to where" hint="How it begins, and when it is over." rows={3} />
        <SelectField
          name="personaId"
          label="Whose journey"
          hint="The persona it is drawn for."
          options={optionsOf(personas)}
          empty="No persona yet"
        />
        <ComboField
          name="ownerId"
          label="Owner"
          hint="Who keeps its maps true, and may change them."
          options={optionsOf(members)}
          empty="Nobody yet"
        />
      </Form>
    </div>
  )
}
