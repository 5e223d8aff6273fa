import { CheckboxField, RadioGroup, SelectField } from '#app/ui/choice-field.tsx'
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
  const options = eventFields.map(({ name, label }) => ({ value: name, label }))
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
            {lines.map((row) => (
              <tr key={row.line}>
                <th scope="row" className="px-3 py-1.5 text-start font-normal text-ink-muted">
                  {row.line}
                </th>
                {columns.map((_, at) => (
                  <td key={at} dir="auto" className="max-w-72 truncate px-3 py-1.5">
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
          name="days"
          label="Days are written like"
          options={dayOrders.map((value) => ({ value, label: dayOrderNames[value] }))}
          segmented
        />
      </div>
    </Form>
  )
}
