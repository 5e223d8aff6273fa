import { CheckboxField } from '#app/ui/choice-field.tsx'
import { TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatMoment, formatNumber } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { applicationForm } from './mapping.ts'

interface ApplicationFormProps {
  action: string
  version: number
  /** Rows that would change something. */
  changing: number
  rows: readonly [string, string]
  restated: number
  earlier: { createdAt: Date; who: string } | null
  cancel: string
}

/** The last word before anything is written. */
export function ApplicationForm({ action, version, changing, rows, restated, earlier, cancel }: ApplicationFormProps) {
  const { locale, timeZone } = useLocale()
  const count = `${formatNumber(changing, 0, locale)} ${changing === 1 ? rows[0] : rows[1]}`
  return (
    <Form
      name="application"
      schema={applicationForm}
      values={{ reason: '', again: false }}
      version={version}
      action={action}
      submit={`Import ${count}`}
      cancel={cancel}
      careless
    >
      {restated > 0 && (
        <TextArea
          name="reason"
          label="Why earlier values change"
          hint="Asked because some values stand there already and differ. Both stay on record."
          rows={2}
          required
        />
      )}
      {earlier && (
        <CheckboxField
          name="again"
          label="Import it again"
          hint={`${earlier.who} imported this very file on ${formatMoment(earlier.createdAt, locale, timeZone)}. What it would not change stays as it is.`}
        />
      )}
    </Form>
  )
}
