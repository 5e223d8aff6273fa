import { encodingChoices } from '#app/imports/encoding-choices.ts'
import { SelectField } from '#app/ui/choice-field.tsx'
import { NumberField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { delimiterNames, delimiterOptions, formatForm } from './response-import.ts'
import type { FileReading } from './survey-file.ts'

/** How the bytes are read. Saving it makes every guess about the columns anew. */
export function FormatForm({
  reading,
  version,
  action,
  cancel,
}: {
  reading: FileReading
  version: number
  action: string
  cancel?: string
}) {
  return (
    <Form
      name="format"
      schema={formatForm}
      values={{
        encoding: reading.encoding,
        delimiter: delimiterNames[reading.delimiter],
        skip: String(reading.skip),
        headerRows: String(reading.headerRows),
      }}
      version={version}
      action={action}
      submit="Read it like this"
      submitVariant="secondary"
      cancel={cancel}
      careless
    >
      <div className="grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
        <SelectField
          name="encoding"
          label="Encoding"
          options={encodingChoices.map((value) => ({ value, label: value }))}
        />
        <SelectField name="delimiter" label="Columns are parted by" options={delimiterOptions} />
        <NumberField name="skip" label="Lines above the headings" whole />
        <SelectField
          name="headerRows"
          label="Lines of headings"
          options={['0', '1', '2', '3'].map((value) => ({ value, label: value === '0' ? 'none' : value }))}
        />
      </div>
    </Form>
  )
}
