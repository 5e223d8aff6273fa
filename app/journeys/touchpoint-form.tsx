import { ComboField, SelectField } from '#app/ui/choice-field.tsx'
import { TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'
import { optionsOf } from './options.ts'
import { channelNames, channels } from './touchpoint.ts'

interface TouchpointFormProps {
  schema: FormSchema
  values: object
  version?: number
  members: { id: string; name: string }[]
  units: { id: string; name: string }[]
  submit: string
  cancel: string
}

/** The whole form of a touchpoint; a name and a channel are enough. */
export function TouchpointForm({ schema, values, version, members, units, submit, cancel }: TouchpointFormProps) {
  return (
    <div className="max-w-3xl">
      <Form name="touchpoint" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        <TextField
          name="name"
          label="Name"
          hint="As colleagues say it: “Bag drop”, “Help line”."
          autoFocus={!version}
        />
        <SelectField
          name="channel"
          label="Channel"
          hint="How customer and company meet there."
          options={channels.map((value) => ({ value, label: channelNames[value] }))}
        />
        <TextArea name="description" label="What happens there" rows={3} />
        <ComboField
          name="ownerId"
          label="Process owner"
          hint="Who answers for how it works. Cases that begin there go to them."
          options={optionsOf(members)}
          empty="Nobody yet"
        />
        <SelectField name="unitId" label="Unit" options={optionsOf(units)} empty="No unit" />
      </Form>
    </div>
  )
}
