import { ComboField } from '#app/ui/choice-field.tsx'
import { TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import type { FormSchema } from '#app/ui/schema.ts'

interface UnitFormProps {
  schema: FormSchema
  values: object
  version?: number
  parents: { value: string; label: string; hint?: string }[]
  submit: string
  cancel: string
}

export function UnitForm({ parents, ...form }: UnitFormProps) {
  return (
    <div className="max-w-xl">
      <Form name="unit" {...form}>
        <TextField name="name" label="Name" autoFocus={form.version === undefined} />
        <ComboField
          name="parentId"
          label="Part of"
          hint="The unit it belongs to, if any."
          options={parents}
          empty="Nothing: it stands at the top"
        />
      </Form>
    </div>
  )
}
