import { clsx } from 'clsx'
import { severities, severityNames, severityTones } from '#app/evidence/severity.ts'
import { useField } from '#app/ui/form-context.ts'
import { FieldFrame } from '#app/ui/field-frame.tsx'
import { Status } from '#app/ui/status.tsx'
import { severityHints } from './observation.ts'

const looks = {
  '1': 'has-checked:border-ink-muted has-checked:bg-sunken',
  '2': 'has-checked:border-info has-checked:bg-info-soft',
  '3': 'has-checked:border-warn has-checked:bg-warn-soft',
  '4': 'has-checked:border-bad has-checked:bg-bad-soft',
} as const

/** Four large words to tap. */
export function SeverityField() {
  const { id, text, error, required, form } = useField({ name: 'severity', label: '' })
  return (
    <FieldFrame name="severity" label="How bad was it?" group id={id} problem={error} isRequired={required}>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-4">
        {severities.map((value) => (
          <label
            key={value}
            className={clsx(
              'relative grid min-h-16 content-start gap-0.5 rounded-lg border border-line-strong/60 bg-raised px-3 py-2.5 hover:border-ink-muted has-focus-visible:outline-2 has-focus-visible:outline-focus forced-colors:has-checked:outline-2',
              looks[value],
            )}
          >
            <input
              type="radio"
              name="severity"
              value={value}
              required={required}
              defaultChecked={text === value}
              onChange={() => form?.validate('severity')}
              className="absolute inset-0 size-full cursor-pointer opacity-0"
            />
            <span className="text-base font-semibold">
              <Status tone={severityTones[value]}>{severityNames[value]}</Status>
            </span>
            <span className="text-xs text-ink-muted">{severityHints[value]}</span>
          </label>
        ))}
      </div>
    </FieldFrame>
  )
}
