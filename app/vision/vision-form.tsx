import { TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'

interface VisionFormProps {
  schema: FormSchema
  values: { statement: string; brandPromise: string; reason: string }
  version?: number
  /** Whether a vision is ratified already: then a change has to say why before it is proposed. */
  changes: boolean
  submit: string
  cancel: string
}

/** The words of a version. */
export function VisionForm({ schema, values, version, changes, submit, cancel }: VisionFormProps) {
  return (
    <div className="max-w-3xl">
      <Form name="vision" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        <TextArea
          name="statement"
          label="Vision statement"
          hint="One or two sentences: how customers will experience us, in words everybody can repeat."
          rows={4}
          max={1500}
        />
        <TextArea
          name="brandPromise"
          label="Brand promise"
          hint="What every customer may count on, whatever happens."
          rows={2}
          max={800}
        />
        <TextArea
          name="reason"
          label={changes ? 'Why it changes' : 'Why we need it'}
          hint={
            changes
              ? 'What has changed since the vision in force. Needed before it can be proposed.'
              : 'Optional for the first version.'
          }
          rows={3}
          max={2000}
        />
      </Form>
    </div>
  )
}
