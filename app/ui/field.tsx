import { clsx } from 'clsx'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from './button.tsx'
import { controlLook, FieldFrame } from './field-frame.tsx'
import { type FieldProps, useField } from './form-context.ts'
import { useHydrated } from './hydrated.ts'

interface TextFieldProps extends FieldProps {
  type?: 'text' | 'email' | 'url' | 'tel' | 'search'
  placeholder?: string
  autoComplete?: string
  maxLength?: number
  /** Suggestions, not limits. */
  suggestions?: readonly string[]
}

export function TextField({
  type = 'text',
  placeholder,
  autoComplete,
  maxLength,
  suggestions,
  ...props
}: TextFieldProps) {
  const { id, text, error, required, aria, registered } = useField(props)
  return (
    <FieldFrame {...props} id={id} problem={error} isRequired={required}>
      <input
        {...aria}
        {...registered}
        id={id}
        name={props.name}
        type={type}
        dir={type === 'text' ? 'auto' : undefined}
        defaultValue={text}
        required={required}
        placeholder={placeholder}
        autoComplete={autoComplete}
        maxLength={maxLength}
        autoFocus={props.autoFocus}
        list={suggestions && `${id}-list`}
        className={controlLook}
      />
      {suggestions && (
        <datalist id={`${id}-list`}>
          {suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      )}
    </FieldFrame>
  )
}

interface TextAreaProps extends FieldProps {
  rows?: number
  placeholder?: string
  /** Shows how much is left when it gets short. The schema sets the limit. */
  max?: number
}

/** Grows with its text (by CSS, where the browser can). */
export function TextArea({ rows = 3, placeholder, max, wide = true, ...props }: TextAreaProps) {
  const { id, text, error, required, aria, registered } = useField(props)
  const [length, setLength] = useState(() => [...text].length)
  const near = max !== undefined && length > max * 0.8
  return (
    <FieldFrame
      {...props}
      wide={wide}
      id={id}
      problem={error}
      isRequired={required}
      after={
        max !== undefined && (
          <p
            aria-live="polite"
            className={clsx(
              'tabular mt-1 text-end text-xs',
              length > max ? 'text-bad' : 'text-ink-muted',
              !near && 'sr-only',
            )}
          >
            {near ? `${length} of ${max} characters` : ''}
          </p>
        )
      }
    >
      <textarea
        {...aria}
        {...registered}
        id={id}
        name={props.name}
        dir="auto"
        rows={rows}
        defaultValue={text}
        required={required}
        placeholder={placeholder}
        autoFocus={props.autoFocus}
        onInput={max === undefined ? undefined : (event) => setLength([...event.currentTarget.value].length)}
        className={clsx(controlLook, 'field-sizing-content max-h-[70vh] leading-relaxed')}
        style={{ minHeight: `${rows * 1.625 + 0.875}rem` }}
      />
    </FieldFrame>
  )
}

interface NumberFieldProps extends FieldProps {
  /** Written after the field, such as `%` or `€`. */
  unit?: string
  placeholder?: string
  whole?: boolean
}

/** A text field with a number keyboard: native number inputs lose what they do not understand. */
export function NumberField({ unit, placeholder, whole, ...props }: NumberFieldProps) {
  const { id, text, error, required, aria, registered } = useField(props)
  return (
    <FieldFrame {...props} id={id} problem={error} isRequired={required}>
      <span className="flex items-center gap-2">
        <input
          {...aria}
          {...registered}
          id={id}
          name={props.name}
          type="text"
          inputMode={whole ? 'numeric' : 'decimal'}
          autoComplete="off"
          defaultValue={text}
          required={required}
          placeholder={placeholder}
          autoFocus={props.autoFocus}
          className={clsx(controlLook, 'tabular max-w-48')}
        />
        {unit && <span className="text-sm whitespace-nowrap text-ink-muted">{unit}</span>}
      </span>
    </FieldFrame>
  )
}

interface DateFieldProps extends FieldProps {
  min?: string
  max?: string
}

export function DateField({ min, max, ...props }: DateFieldProps) {
  const { id, text, error, required, aria, registered } = useField(props)
  return (
    <FieldFrame {...props} id={id} problem={error} isRequired={required}>
      <input
        {...aria}
        {...registered}
        id={id}
        name={props.name}
        type="date"
        defaultValue={text}
        required={required}
        min={min}
        max={max}
        autoFocus={props.autoFocus}
        className={clsx(controlLook, 'tabular max-w-48')}
      />
    </FieldFrame>
  )
}

/** By the 24 hour clock, as `14:30`. */
export function TimeField(props: FieldProps) {
  const { id, text, error, required, aria, registered } = useField(props)
  return (
    <FieldFrame {...props} id={id} problem={error} isRequired={required}>
      <input
        {...aria}
        {...registered}
        id={id}
        name={props.name}
        type="time"
        defaultValue={text}
        required={required}
        className={clsx(controlLook, 'tabular max-w-36')}
      />
    </FieldFrame>
  )
}

/** Never autofilled from the record; what was typed is never shown again after an error. */
export function PasswordField({
  autoComplete,
  ...props
}: FieldProps & { autoComplete: 'current-password' | 'new-password' }) {
  const { id, error, required, aria, registered } = useField(props)
  const [shown, setShown] = useState(false)
  const hydrated = useHydrated()
  return (
    <FieldFrame {...props} id={id} problem={error} isRequired={required}>
      <span className="flex items-center gap-1">
        <input
          {...aria}
          {...registered}
          id={id}
          name={props.name}
          type={shown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          required={required}
          autoFocus={props.autoFocus}
          className={controlLook}
        />
        {hydrated && (
          <IconButton
            icon={shown ? EyeOff : Eye}
            label={shown ? 'Hide what I typed' : 'Show what I typed'}
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
          />
        )}
      </span>
    </FieldFrame>
  )
}

/** The form around it must have `encType="multipart/form-data"`. */
export function FileField({ accept, multiple, ...props }: FieldProps & { accept?: string; multiple?: boolean }) {
  const { id, error, required, aria } = useField(props)
  return (
    <FieldFrame {...props} id={id} problem={error} isRequired={required}>
      <input
        {...aria}
        id={id}
        name={props.name}
        type="file"
        accept={accept}
        multiple={multiple}
        required={required}
        className="block w-full max-w-full rounded-md border border-dashed border-line-strong bg-raised p-3 text-sm text-ink-muted file:me-3 file:min-h-8 file:cursor-pointer file:rounded-md file:border file:border-solid file:border-line-strong/50 file:bg-sunken file:px-3 file:text-sm file:font-medium file:text-ink"
      />
    </FieldFrame>
  )
}

export function HiddenField({ name, value }: { name: string; value: string | number | null | undefined }) {
  return <input type="hidden" name={name} value={value ?? ''} />
}
