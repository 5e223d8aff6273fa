import { RadioGroup, CheckboxField, SelectField } from '#app/ui/choice-field.tsx'
import { Form } from '#app/ui/form.tsx'
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
  const options = fields.map(({ name, label }) => ({ value: name, label }))
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
      <div
        className="relative overflow-x-auto rounded-lg border border-line bg-raised"
        tabIndex={0}
        role="group"
        aria-label="First lines of the file"
      >
        <table className="tabular w-full border-collapse text-sm">
          <caption className="sr-only">First lines of the file, with the field each column is read as</caption>
          <thead>
            <tr className="align-top">
              <th scope="col" className="px-3 pt-3 text-start font-medium text-ink-muted">
                Line
              </th>
              {columns.map((column, at) => (
                <th key={at} scope="col" className="min-w-40 px-3 py-3 text-start font-medium">
                  <span dir="auto" className="mb-1.5 block max-w-56 truncate">
                    {column}
                  </span>
                  <SelectField
                    name={`column_${at}`}
                    label={`“${column}” is`}
                    options={options}
                    empty="leave out"
                    hideLabel
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="divide-y divide-line border-t border-line">
            {rows.map((row) => (
              <tr key={row.line}>
                <th scope="row" className="px-3 py-1.5 text-start font-normal text-ink-muted">
                  {row.line}
                </th>
                {columns.map((_, at) => (
                  <td key={at} dir="auto" className="max-w-56 truncate px-3 py-1.5">
                    {row.cells[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
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
