import { clsx } from 'clsx'
import { Eye, EyeOff } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from './button.tsx'
import { ComboBox } from './combo-box.tsx'
import { controlLook, FieldError, FieldFrame, SelectBox } from './field-frame.tsx'
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

export interface Option {
  value: string
  label: string
  hint?: string
  /** Options of one group must follow each other. */
  group?: string
}

interface OptionsProps extends FieldProps {
  options: readonly Option[]
}

interface SelectFieldProps extends OptionsProps {
  /** The words for choosing nothing. */
  empty?: string
  onChange?: (value: string) => void
}

export function SelectField({ options, empty, onChange, ...props }: SelectFieldProps) {
  const { id, text, error, required, aria, registered } = useField(props)
  return (
    <FieldFrame {...props} id={id} problem={error} isRequired={required}>
      <SelectBox
        {...aria}
        {...registered}
        id={id}
        name={props.name}
        defaultValue={text}
        required={required}
        autoFocus={props.autoFocus}
        onInput={onChange && ((event) => onChange(event.currentTarget.value))}
      >
        <Choices options={options} empty={empty ?? (required ? 'Choose…' : 'None')} />
      </SelectBox>
    </FieldFrame>
  )
}

function Choices({ options, empty }: { options: readonly Option[]; empty: string | null }) {
  const groups = [...new Set(options.map((option) => option.group ?? ''))]
  const list = (group: string) =>
    options
      .filter((option) => (option.group ?? '') === group)
      .map(({ value, label, hint }) => (
        <option key={value} value={value}>
          {hint ? `${label} (${hint})` : label}
        </option>
      ))
  const offersEmpty = options.some((option) => option.value === '')
  return (
    <>
      {empty !== null && !offersEmpty && <option value="">{empty}</option>}
      {groups.map((group) =>
        group ? (
          <optgroup key={group} label={group}>
            {list(group)}
          </optgroup>
        ) : (
          list(group)
        ),
      )}
    </>
  )
}

/** One of many, such as a person: a native list that becomes searchable once JavaScript is there. */
export function ComboField({ options, empty, ...props }: OptionsProps & { empty?: string }) {
  const field = useField(props)
  const { id, text, error, required, aria, form } = field
  const hydrated = useHydrated()
  const none = empty ?? (required ? 'Choose…' : 'Nobody')
  return (
    <FieldFrame {...props} id={id} problem={error} isRequired={required}>
      {hydrated ? (
        <ComboBox
          id={id}
          name={props.name}
          options={options}
          initial={text}
          empty={required ? null : none}
          aria={aria}
          onChange={() => form?.validate(props.name)}
        />
      ) : (
        <SelectBox {...aria} id={id} name={props.name} defaultValue={text} required={required}>
          <Choices options={options} empty={none} />
        </SelectBox>
      )}
    </FieldFrame>
  )
}

const tick = 'mt-0.5 size-4.5 shrink-0 accent-accent pointer-coarse:size-5.5'

export function CheckboxField(props: FieldProps) {
  const { id, text, error, aria, registered } = useField(props)
  return (
    <div className={clsx('min-w-0', props.wide && 'col-span-full')}>
      <label htmlFor={id} className="flex min-h-6 items-start gap-2.5 text-base">
        <input
          {...aria}
          {...registered}
          id={id}
          name={props.name}
          type="checkbox"
          value="on"
          defaultChecked={text === 'on'}
          className={tick}
        />
        <span className="font-medium">{props.label}</span>
      </label>
      {props.hint && (
        <div id={`${id}-hint`} className="ms-7 max-w-prose text-sm text-ink-muted">
          {props.hint}
        </div>
      )}
      {error && <FieldError id={`${id}-error`}>{error}</FieldError>}
    </div>
  )
}

export function CheckboxGroup({ options, ...props }: OptionsProps) {
  const { id, many, error, required, form } = useField(props)
  const hydrated = useHydrated()
  const [wanted, setWanted] = useState('')
  const long = options.length > 12
  const hidden = (option: Option) => wanted !== '' && !option.label.toLocaleLowerCase().includes(wanted)
  return (
    <FieldFrame {...props} group id={id} problem={error} isRequired={required}>
      {long && hydrated && (
        <input
          type="search"
          aria-label={`Narrow ${props.label}`}
          placeholder="Narrow the list"
          onChange={(event) => setWanted(event.target.value.trim().toLocaleLowerCase())}
          className={clsx(controlLook, 'mb-2 max-w-64')}
        />
      )}
      <div
        className={clsx(
          'grid gap-x-6 gap-y-1',
          long && 'max-h-64 overflow-y-auto rounded-md border border-line p-3',
          'sm:grid-cols-2',
        )}
      >
        {options.map((option) => (
          <label
            key={option.value}
            hidden={hidden(option)}
            className="flex min-h-7 items-start gap-2.5 py-0.5 not-[[hidden]]:flex"
          >
            <input
              type="checkbox"
              name={props.name}
              value={option.value}
              defaultChecked={many.includes(option.value)}
              onChange={() => form?.validate(props.name)}
              className={tick}
            />
            <span className="min-w-0">
              {option.label}
              {option.hint && <span className="block text-sm text-ink-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </FieldFrame>
  )
}

interface RadioGroupProps extends OptionsProps {
  /** Side by side in one bar: for two to five short words. */
  segmented?: boolean
}

export function RadioGroup({ options, segmented, ...props }: RadioGroupProps) {
  const { id, text, error, required, form } = useField(props)
  return (
    <FieldFrame {...props} group id={id} problem={error} isRequired={required}>
      <div
        className={
          segmented
            ? 'inline-flex max-w-full flex-wrap gap-0.5 rounded-md border border-line-strong/50 bg-sunken p-0.5'
            : 'grid gap-1.5'
        }
      >
        {options.map((option) => (
          <label
            key={option.value}
            className={
              segmented
                ? 'relative inline-flex min-h-8 items-center rounded-sm border border-transparent px-3 text-sm font-medium text-ink-muted hover:text-ink has-checked:border-line-strong/60 has-checked:bg-raised has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:min-h-11'
                : 'flex min-h-7 items-start gap-2.5'
            }
          >
            <input
              type="radio"
              name={props.name}
              value={option.value}
              required={required}
              defaultChecked={text === option.value}
              onChange={() => form?.validate(props.name)}
              className={segmented ? 'absolute inset-0 size-full cursor-pointer opacity-0' : tick}
            />
            <span className="min-w-0">
              {option.label}
              {!segmented && option.hint && <span className="block text-sm text-ink-muted">{option.hint}</span>}
            </span>
          </label>
        ))}
      </div>
    </FieldFrame>
  )
}
