import { FirstLines } from '#app/imports/first-lines.tsx'
import { numberStyleNames } from '#app/imports/mapping.ts'
import { CheckboxField, RadioGroup, SelectField } from '#app/ui/choice-field.tsx'
import { Form } from '#app/ui/form.tsx'
import { customerColumnsForm } from './customer-count.ts'
import type { CustomerFileFacts } from './customer-file-facts.server.ts'

/** The file's first lines, each column under what it is taken for; correcting one adds all lines up again. */
export function CustomerColumnsForm({ found, roles, lines }: Pick<CustomerFileFacts, 'found' | 'roles' | 'lines'>) {
  const { columns, mapping, summary, version } = found
  const values: Record<string, string | boolean> = {
    ...{ header: mapping.header, numbers: mapping.numbers, leftValue: mapping.leftValue },
  }
  mapping.fields.forEach((role, at) => (values[`column_${at}`] = role))
  const left = columns[mapping.fields.indexOf('left')]
  return (
    <Form
      name="columns"
      schema={customerColumnsForm}
      values={values}
      version={version}
      submit="Add up again"
      submitVariant="secondary"
      careless
    >
      <FirstLines columns={columns} fields={roles} lines={lines ?? []} />
      <div className="flex flex-wrap items-start gap-x-10 gap-y-4">
        {left !== undefined && (
          <SelectField
            name="leftValue"
            label={`“${left}” of who left says`}
            options={summary.leftValues.map((value) => ({ value, label: value }))}
            empty="none of these"
          />
        )}
        <RadioGroup
          name="numbers"
          label="Numbers are written like"
          options={Object.entries(numberStyleNames).map(([value, label]) => ({ value, label }))}
          segmented
        />
        <CheckboxField name="header" label="The first line holds headings" />
      </div>
    </Form>
  )
}
