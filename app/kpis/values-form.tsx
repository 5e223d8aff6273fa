import { HiddenField, NumberField, TextArea, TextField } from '#app/ui/field.tsx'
import { formatPeriod } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Badge } from '#app/ui/status.tsx'
import { moveByArrows } from './arrow-keys.ts'
import { type Figures, type Scale, bandFields } from './kpi.ts'
import type { Frequency } from './period.ts'
import { valuesForm } from './value-entry.ts'

export interface EntryRow extends Partial<Figures> {
  period: string
  note?: string
  /** 0: nothing stands there yet. */
  version: number
  due: boolean
  running: boolean
}

const fieldNames = { n: 'n', sd: 'sd', promoters: 'Promoters', detractors: 'Detractors' }
const columns = {
  1: 'sm:grid-cols-[9rem_8rem_6rem_minmax(0,1fr)]',
  0: 'sm:grid-cols-[9rem_8rem_minmax(0,1fr)]',
  2: 'sm:grid-cols-[9rem_8rem_6rem_6rem_minmax(0,1fr)]',
  3: 'sm:grid-cols-[9rem_7rem_5rem_6rem_6rem_minmax(0,1fr)]',
}

interface ValuesFormProps {
  name: string
  kpi: Scale & { name: string }
  rows: EntryRow[]
  /** Where to go once saved, if not to the KPI. */
  back: string
  cancel: string
}

/** The last periods of one KPI, one line each; one button saves them all. */
export function ValuesForm({ name, kpi, rows, back, cancel }: ValuesFormProps) {
  const { locale } = useLocale()
  const beside = bandFields(kpi.scoreKind)
  const counts = beside.length ? beside : (['n'] as const)
  const grid = `grid grid-cols-2 gap-2 sm:items-start ${columns[counts.length as 0 | 1 | 2 | 3]}`
  const restates = rows.some((row) => row.version > 0)
  const periodOf = (row: EntryRow) => formatPeriod(row.period, kpi.frequency as Frequency, locale)
  const called = (field: (typeof counts)[number] | 'value' | 'note', row: EntryRow) =>
    `${field === 'value' ? 'Value' : field === 'note' ? 'Note' : fieldNames[field]}, ${periodOf(row)}`
  const labels = Object.fromEntries(
    rows.flatMap((row, at) =>
      (['value', ...counts, 'note'] as const).map((field) => [`${field}_${at}`, called(field, row)]),
    ),
  )
  return (
    <Form name={name} schema={valuesForm} values={valuesOf(rows)} labels={labels} submit="Save values" cancel={cancel}>
      {back && <HiddenField name="_back" value={back} />}
      <div
        className="grid gap-1 rounded-lg border border-line bg-raised p-4 max-sm:[&_label]:not-sr-only max-sm:[&_label]:text-xs max-sm:[&_label]:font-normal sm:[&_input]:placeholder:text-transparent"
        onKeyDown={moveByArrows}
      >
        <div aria-hidden className={`${grid} hidden text-sm font-medium text-ink-muted sm:grid`}>
          <span>Period</span>
          <span>Value{kpi.unit && ` (${kpi.unit})`}</span>
          {counts.map((field) => (
            <span key={field}>{fieldNames[field]}</span>
          ))}
          <span>Note</span>
        </div>
        {rows.map((row, at) => {
          return (
            <div
              key={row.period}
              data-grid-row
              className={`${grid} border-t border-line py-2 first:border-t-0 sm:border-t-0 sm:py-1`}
            >
              <HiddenField name={`period_${at}`} value={row.period} />
              <HiddenField name={`seen_${at}`} value={row.version} />
              <span className="col-span-2 flex min-h-9 flex-wrap items-center gap-x-2 text-sm sm:col-span-1">
                {periodOf(row)}
                {row.due && <Badge tone="warn">due</Badge>}
                {row.running && <Badge>still runs</Badge>}
              </span>
              <NumberField name={`value_${at}`} label={called('value', row)} placeholder="Value" hideLabel />
              {counts.map((field) => (
                <NumberField
                  key={field}
                  name={`${field}_${at}`}
                  label={called(field, row)}
                  placeholder={fieldNames[field]}
                  whole={field !== 'sd'}
                  hideLabel
                />
              ))}
              <div className="col-span-2 min-w-0 sm:col-span-1">
                <TextField name={`note_${at}`} label={called('note', row)} placeholder="Note" hideLabel />
              </div>
            </div>
          )
        })}
      </div>
      {restates && (
        <TextArea
          name="reason"
          label="Why earlier values change"
          hint="Needed only if you change a value that was recorded before. Both stay on record."
          rows={2}
        />
      )}
    </Form>
  )
}

function valuesOf(rows: EntryRow[]): Record<string, string> {
  const values: Record<string, string> = { reason: '' }
  rows.forEach((row, at) => {
    for (const field of ['value', 'n', 'sd', 'promoters', 'detractors', 'note'] as const) {
      const shown = row[field]
      values[`${field}_${at}`] = shown === null || shown === undefined ? '' : String(shown)
    }
  })
  return values
}
