import { TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'

interface CoreValueFormProps {
  schema: FormSchema
  values: object
  version?: number
  submit: string
  cancel: string
}

export function CoreValueForm({ schema, values, version, submit, cancel }: CoreValueFormProps) {
  return (
    <div className="max-w-2xl">
      <Form name="value" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        <TextField name="name" label="Name" hint="One to three words." autoFocus={!version} />
        <TextArea name="meaning" label="What it means" hint="To a customer, in a sentence." rows={2} />
        <TextArea name="dos" label="Do’s" hint="What one would see people do. One a line." rows={4} />
        <TextArea name="donts" label="Don’ts" hint="What one would no longer see. One a line." rows={4} />
      </Form>
    </div>
  )
}
