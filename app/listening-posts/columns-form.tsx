import { useState } from 'react'
import { RadioGroup, SelectField } from '#app/ui/choice-field.tsx'
import { DateField, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { isPersonRole, isQuestionRole, isScoreRole, roleNames, roles } from './column-role.ts'
import type { FileColumn } from './file-layout.ts'
import { columnValues, columnsForm } from './response-import.ts'
import type { FileReading } from './survey-file.ts'

interface ColumnsFormProps {
  columns: readonly FileColumn[]
  reading: FileReading
  version: number
  lines: readonly (readonly string[])[]
  dates: readonly { cell: string; dayFirst: string | null; monthFirst: string | null }[]
  timeZone: string
}

const options = roles.map((value) => ({ value, label: roleNames[value] }))

/** Every column with its first cells and what it is taken for. Columns that are left out stand below, closed. */
export function ColumnsForm({ columns, reading, version, lines, dates, timeZone }: ColumnsFormProps) {
  const used = columns.flatMap((_, at) => (reading.columns[at]!.role === 'leave out' ? [] : [at]))
  const left = columns.flatMap((_, at) => (reading.columns[at]!.role === 'leave out' ? [at] : []))
  const column = (at: number) => (
    <ColumnFields
      key={at}
      at={at}
      column={columns[at]!}
      role={reading.columns[at]!.role}
      cells={lines.map((line) => line[at] ?? '')}
    />
  )
  const says = reading.dayOrder !== 'year first' && dates.length > 0
  return (
    <Form
      name="columns"
      schema={columnsForm}
      values={{
        ...columnValues(reading.columns),
        dayOrder: reading.dayOrder,
        timeZone: reading.timeZone,
        answeredOn: reading.answeredOn,
        unfinished: reading.unfinished,
        contacts: reading.contacts ?? 'leave out',
      }}
      version={version}
      submit="Check again"
      submitVariant="secondary"
      careless
    >
      <ul className="grid gap-3">{used.map(column)}</ul>
      {left.length > 0 && (
        <details className="rounded-lg border border-line bg-raised p-4">
          <summary className="cursor-pointer font-medium">
            {left.length} {left.length === 1 ? 'column is' : 'columns are'} left out
          </summary>
          <ul className="mt-4 grid gap-3">{left.map(column)}</ul>
        </details>
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        <div>
          <RadioGroup
            name="dayOrder"
            label="Dates are written"
            hint={reading.dayOrderSure ? undefined : 'The dates do not tell: please choose.'}
            options={[
              { value: 'year first', label: 'year first, as 2026-03-05' },
              { value: 'day first', label: 'day first, as 05/03/2026' },
              { value: 'month first', label: 'month first, as 03/05/2026' },
            ]}
          />
          {says && <DatesBothWays dates={dates} />}
        </div>
        <TextField
          name="timeZone"
          label="Time zone of the times"
          hint={`Where the file says none. Yours is ${timeZone}.`}
        />
        <DateField
          name="answeredOn"
          label="Day of all answers"
          hint="Only where no column says when it was answered."
        />
        <RadioGroup
          name="unfinished"
          label="Responses that were not finished"
          options={[
            { value: 'keep', label: 'Import them too' },
            { value: 'leave out', label: 'Leave them out' },
          ]}
        />
        <RadioGroup
          name="contacts"
          label="Whom to answer"
          hint={
            reading.columns.some(({ role }) => isPersonRole(role))
              ? 'Names, e-mail addresses and phone numbers of this file.'
              : 'No column of this file is a name, an e-mail address or a phone number.'
          }
          options={[
            { value: 'leave out', label: 'Do not keep it' },
            { value: 'keep', label: 'Keep it sealed: opened one by one, for a reason, on record' },
          ]}
        />
      </div>
    </Form>
  )
}

interface ColumnFieldsProps {
  at: number
  column: FileColumn
  role: string
  cells: readonly string[]
}

function ColumnFields({ at, column, role: taken, cells }: ColumnFieldsProps) {
  const [role, setRole] = useState(taken)
  const samples = [...new Set(cells.map((cell) => cell.trim()).filter(Boolean))].slice(0, 3)
  return (
    <li className="grid gap-x-5 gap-y-3 rounded-lg border border-line bg-raised p-4 md:grid-cols-[minmax(0,1fr)_minmax(0,1.3fr)]">
      <div className="min-w-0">
        <p dir="auto" className="font-medium break-words">
          {column.label}
        </p>
        {column.name !== column.label && <p className="mt-0.5 truncate text-sm text-ink-muted">{column.name}</p>}
        <p dir="auto" className="mt-1 line-clamp-3 text-sm break-words text-ink-muted">
          {samples.length ? samples.join(' · ') : 'Blank in the first lines'}
        </p>
      </div>
      <div className="grid content-start gap-3 sm:grid-cols-2">
        <div className="sm:col-span-2">
          <SelectField
            name={`role_${at}`}
            label={`“${column.label}” is`}
            options={options}
            empty={null}
            hideLabel
            onChange={setRole}
          />
        </div>
        {/* Without JavaScript a column may become a score only if it can be described at once. */}
        <div className={isQuestionRole(role) ? 'contents' : 'hidden'}>
          <TextField name={`label_${at}`} label="Call it" />
          <TextField name={`codes_${at}`} label="Codes that are no answer" />
          <div className={isScoreRole(role) ? 'contents' : 'hidden'}>
            <TextField name={`scale_${at}`} label="Scale" />
          </div>
        </div>
      </div>
    </li>
  )
}

function DatesBothWays({ dates }: { dates: ColumnsFormProps['dates'] }) {
  return (
    <table className="tabular mt-3 text-sm">
      <caption className="sr-only">The first dates, read both ways</caption>
      <thead className="text-ink-muted">
        <tr>
          <th scope="col" className="pe-4 text-start font-normal">
            The file says
          </th>
          <th scope="col" className="pe-4 text-start font-normal">
            Day first
          </th>
          <th scope="col" className="text-start font-normal">
            Month first
          </th>
        </tr>
      </thead>
      <tbody>
        {dates.map(({ cell, dayFirst, monthFirst }, at) => (
          <tr key={at}>
            <td className="pe-4">{cell}</td>
            <td className="pe-4">{dayFirst ?? 'no day'}</td>
            <td>{monthFirst ?? 'no day'}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
