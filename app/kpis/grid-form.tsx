import { paths } from '#app/paths.ts'
import { HiddenField, NumberField, TextArea } from '#app/ui/field.tsx'
import { formatPeriod } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { moveByArrows } from './arrow-keys.ts'
import { frequencyNames } from './kpi.ts'
import type { Frequency } from './period.ts'
import { cellName, gridForm } from './value-entry.ts'

export interface GridRow {
  id: string
  name: string
  unit: string
  /** Whether n belongs to its values. */
  counts: boolean
  cells: { at: number; period: string; version: number; value: number | null; n: number | null; due: boolean }[]
}

export interface GridGroup {
  frequency: Frequency
  periods: string[]
  rows: GridRow[]
}

/** Everything one records, KPIs by periods; one button saves all that changed. */
export function GridForm({ groups, org, cancel }: { groups: GridGroup[]; org: string; cancel: string }) {
  const { locale } = useLocale()
  const restates = groups.some(({ rows }) => rows.some(({ cells }) => cells.some((cell) => cell.version > 0)))
  return (
    <Form
      name="grid"
      schema={gridForm}
      values={valuesOf(groups)}
      labels={labelsOf(groups, locale)}
      submit="Save values"
      cancel={cancel}
    >
      <div className="grid min-w-0 gap-6" onKeyDown={moveByArrows}>
        {groups.map((group) => (
          <Group key={group.frequency} group={group} org={org} />
        ))}
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

function Group({ group, org }: { group: GridGroup; org: string }) {
  const { locale } = useLocale()
  const label = (period: string) => formatPeriod(period, group.frequency, locale)
  const labels = labelsOf([group], locale)
  return (
    <div
      className="relative overflow-x-auto rounded-lg border border-line bg-raised"
      tabIndex={-1}
      role="group"
      aria-label={frequencyNames[group.frequency]}
    >
      <table className="w-full border-collapse text-sm">
        <caption className="px-4 pt-3 pb-1 text-start font-semibold">{frequencyNames[group.frequency]}</caption>
        <thead>
          <tr className="border-b border-line text-ink-muted">
            <th scope="col" className="px-4 py-2 text-start font-medium">
              KPI
            </th>
            {group.periods.map((period) => (
              <th key={period} scope="col" className="px-2 py-2 text-start font-medium whitespace-nowrap">
                {label(period)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {group.rows.map((row) => (
            <tr key={row.id} data-grid-row className="align-top">
              <th scope="row" className="min-w-28 px-4 py-2.5 sm:min-w-40 text-start font-normal">
                <TextLink href={paths.kpi(org, row.id)} quiet>
                  {row.name}
                </TextLink>
                {row.unit && <span className="text-ink-muted"> ({row.unit})</span>}
              </th>
              {row.cells.map((cell) => (
                <td key={cell.at} className="min-w-28 px-2 py-1.5">
                  <HiddenField
                    name={`cell_${cell.at}`}
                    value={cellName({ ...cell, kpiId: row.id, counts: row.counts })}
                  />
                  <NumberField
                    name={`value_${cell.at}`}
                    label={labels[`value_${cell.at}`]!}
                    placeholder={cell.due ? 'due' : undefined}
                    hideLabel
                  />
                  {row.counts && (
                    <div className="mt-1">
                      <NumberField
                        name={`n_${cell.at}`}
                        label={labels[`n_${cell.at}`]!}
                        placeholder="n"
                        whole
                        hideLabel
                      />
                    </div>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function valuesOf(groups: GridGroup[]): Record<string, string> {
  const values: Record<string, string> = { reason: '' }
  for (const { rows } of groups)
    for (const { cells } of rows)
      for (const { at, value, n } of cells) {
        values[`value_${at}`] = value === null ? '' : String(value)
        values[`n_${at}`] = n === null ? '' : String(n)
      }
  return values
}

/** What each field of the grid is called: the KPI and its period. */
function labelsOf(groups: GridGroup[], locale: string): Record<string, string> {
  const labels: Record<string, string> = {}
  for (const { frequency, rows } of groups)
    for (const { name, cells } of rows)
      for (const { at, period } of cells) {
        const label = `${name}, ${formatPeriod(period, frequency, locale)}`
        labels[`value_${at}`] = label
        labels[`n_${at}`] = `n of ${label}`
      }
  return labels
}
