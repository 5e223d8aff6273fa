import { bandFields } from '#app/kpis/kpi.ts'
import { valuesForm } from '#app/kpis/value-entry.ts'
import { periodLabel } from '#app/kpis/period.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { HiddenField, NumberField, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatValue } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import type { ValueDuty } from './duty.ts'
import { InRow, withBack } from './in-row.tsx'

const labels = {
  n: 'Answers (n)',
  sd: 'Standard deviation',
  promoters: 'Promoters',
  detractors: 'Detractors',
}

/** The oldest missing value of a KPI, typed where it is asked for. */
export function ValueInRow({ duty, org }: { duty: ValueDuty; org: string; today: string }) {
  const { locale } = useLocale()
  const label = periodLabel(duty.period, duty.frequency)
  const last =
    duty.lastValue !== null && duty.lastPeriod
      ? `Last: ${formatValue(duty.lastValue, duty.unit, duty.decimals, locale)} for ${periodLabel(duty.lastPeriod, duty.frequency)}`
      : 'The first value of this KPI.'
  return (
    <div className="flex flex-wrap items-start gap-2">
      <InRow name={`value-${duty.id}`} label="Type the value" primary>
        <Form
          name={`value-${duty.id}`}
          schema={valuesForm}
          action={withBack(`${paths.kpiValues(org, duty.id)}?only=${duty.period}`, paths.duties(org))}
          values={{ period_0: duty.period, seen_0: '0' }}
          submit="Record"
          careless
        >
          <HiddenField name="_back" value={paths.duties(org)} />
          <HiddenField name="period_0" value={duty.period} />
          <HiddenField name="seen_0" value="0" />
          <div className="grid gap-x-5 gap-y-3 sm:grid-cols-2">
            <NumberField name="value_0" label={label} unit={duty.unit} hint={last} />
            {bandFields(duty.scoreKind).map((field) => (
              <NumberField key={field} name={`${field}_0`} label={labels[field]} whole={field !== 'sd'} />
            ))}
            <TextField name="note_0" label="Note" />
          </div>
        </Form>
      </InRow>
      <LinkButton href={paths.kpiValues(org, duty.id)} size="small" variant="quiet">
        All its values
      </LinkButton>
    </div>
  )
}
