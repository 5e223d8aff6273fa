import { RadioGroup, CheckboxField } from '#app/ui/choice-field.tsx'
import { Form } from '#app/ui/form.tsx'
import { FirstLines } from './first-lines.tsx'
import { type ImportField, type Mapping, mappingForm, numberStyleNames } from './mapping.ts'

interface MappingFormProps {
  columns: readonly string[]
  mapping: Mapping
  version: number
  fields: readonly Pick<ImportField, 'name' | 'label'>[]
  /** The first lines of the file. */
  rows: readonly { line: number; cells: readonly string[] }[]
}

/** The file's first lines, each column under the field it is taken for; correcting one checks every line again. */
export function MappingForm({ columns, mapping, version, fields, rows }: MappingFormProps) {
  const values: Record<string, string | boolean> = { header: mapping.header, numbers: mapping.numbers }
  mapping.fields.forEach((field, at) => (values[`column_${at}`] = field))
  return (
    <Form
      name="mapping"
      schema={mappingForm}
      values={values}
      version={version}
      submit="Check again"
      submitVariant="secondary"
      careless
    >
      <FirstLines columns={columns} fields={fields} lines={rows} />
      <div className="flex flex-wrap gap-x-10 gap-y-4">
        <CheckboxField name="header" label="The first line holds headings" />
        <RadioGroup
          name="numbers"
          label="Numbers are written like"
          options={Object.entries(numberStyleNames).map(([value, label]) => ({ value, label }))}
          segmented
        />
      </div>
    </Form>
  )
}
