import { ComboField } from '#app/ui/choice-field.tsx'
import { TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'

interface ThemeFormProps {
  schema: FormSchema
  values: object
  version?: number
  members: { id: string; name: string }[]
  /** Whether the viewer may appoint the owner. */
  appoints: boolean
  submit: string
  cancel: string
}

/** The whole form of a theme; a name is enough to begin. */
export function ThemeForm({ schema, values, version, members, appoints, submit, cancel }: ThemeFormProps) {
  return (
    <div className="max-w-2xl">
      <Form name="theme" schema={schema} values={values} version={version} submit={submit} cancel={cancel} draft>
        <TextField
          name="name"
          label="Name"
          hint="What customers keep coming back to, in their words: “Waiting without knowing how long”."
          autoFocus={!version}
        />
        <TextArea name="description" label="What belongs to it, and what does not" rows={3} max={2000} />
        <TextArea
          name="words"
          label="Words that tag by themselves"
          hint={
            <>
              One word or phrase a line; responses that come in with any of them are tagged. <code>queue*</code> begins
              words, <code>&quot;no seats&quot;</code> stands in this order, <code>-lounge</code> must not be there.
            </>
          }
          rows={5}
          max={4000}
        />
        {appoints && (
          <ComboField
            name="ownerId"
            label="Owner"
            hint="Who keeps an eye on it, and may decide about it."
            options={members.map(({ id, name }) => ({ value: id, label: name }))}
            empty="Nobody yet"
          />
        )}
      </Form>
    </div>
  )
}
