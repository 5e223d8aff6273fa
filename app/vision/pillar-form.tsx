import { TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'

interface PillarFormProps {
  schema: FormSchema
  values: object
  version?: number
  submit: string
  cancel: string
}

export function PillarForm({ schema, values, version, submit, cancel }: PillarFormProps) {
  return (
    <div className="max-w-2xl">
      <Form name="pillar" schema={schema} values={values} version={version} submit={submit} cancel={cancel}>
        <TextField
          name="name"
          label="Name"
          hint="A direction, such as “Transform the experience”."
          autoFocus={!version}
        />
        <TextArea name="description" label="What belongs under it" rows={2} />
      </Form>
    </div>
  )
}
