import { CheckboxField } from '#app/ui/choice-field.tsx'
import { formatMoment, formatNumber } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { beginForm } from './response-import.ts'

interface BeginFormProps {
  action: string
  version: number
  fresh: number
  earlier: { createdAt: Date; who: string } | null
  cancel: string
}

/** The last word before anything is written. */
export function BeginForm({ action, version, fresh, earlier, cancel }: BeginFormProps) {
  const { locale, timeZone } = useLocale()
  return (
    <Form
      name="application"
      schema={beginForm}
      values={{ again: '' }}
      version={version}
      action={action}
      submit={`Import ${formatNumber(fresh, 0, locale)} ${fresh === 1 ? 'response' : 'responses'}`}
      cancel={cancel}
      careless
    >
      {earlier && (
        <CheckboxField
          name="again"
          label="Import it again"
          hint={`${earlier.who} imported this very file on ${formatMoment(earlier.createdAt, locale, timeZone)}. What is there already stays as it is.`}
        />
      )}
    </Form>
  )
}
