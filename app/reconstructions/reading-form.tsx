import { CheckboxField, RadioGroup } from '#app/ui/choice-field.tsx'
import { FirstLines } from '#app/imports/first-lines.tsx'
import { Form } from '#app/ui/form.tsx'
import { dayOrderNames, dayOrders, eventFields, type Mapping, readingForm } from './reconstruction.ts'

interface ReadingFormProps {
  columns: readonly string[]
  mapping: Mapping
  version: number
  lines: readonly { line: number; cells: readonly string[] }[]
  /** Where it is sent from another page. */
  action?: string
}

/** The file's first lines, each column under the field it is taken for. */
export function ReadingForm({ columns, mapping, version, lines, action }: ReadingFormProps) {
  const values: Record<string, string | boolean> = { header: mapping.header, days: mapping.days }
  mapping.fields.forEach((field, at) => (values[`column_${at}`] = field))
  return (
    <Form
      name="reading"
      schema={readingForm}
      values={values}
      version={version}
      action={action}
      submit="Read again"
      submitVariant="secondary"
      careless
    >
      <FirstLines columns={columns} fields={eventFields} lines={lines} />
      <div className="flex flex-wrap gap-x-10 gap-y-4">
        <CheckboxField name="header" label="The first line holds headings" />
        <RadioGroup
          name="days"
          label="Days are written like"
          options={dayOrders.map((value) => ({ value, label: dayOrderNames[value] }))}
          segmented
        />
      </div>
    </Form>
  )
}
