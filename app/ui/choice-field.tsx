import { clsx } from 'clsx'
import { useState } from 'react'
import { ComboBox } from './combo-box.tsx'
import { controlLook, FieldError, FieldFrame, SelectBox } from './field-frame.tsx'
import { useOffered } from './earlier.tsx'
import { type FieldProps, useField } from './form-context.ts'
import { useHydrated } from './hydrated.ts'

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
  /** The words for choosing nothing; null where something is always chosen. */
  empty?: string | null
  onChange?: (value: string) => void
}

export function SelectField({ options, empty, onChange, ...props }: SelectFieldProps) {
  const { id, text, error, required, aria, registered } = useField(props)
  const offered = useOffered(options, [text])
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
        <Choices options={offered} empty={empty === undefined ? (required ? 'Choose…' : 'None') : empty} />
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
  const offered = useOffered(options, [text])
  const hydrated = useHydrated()
  const none = empty ?? (required ? 'Choose…' : 'Nobody')
  return (
    <FieldFrame {...props} id={id} problem={error} isRequired={required}>
      {hydrated ? (
        <ComboBox
          id={id}
          name={props.name}
          options={offered}
          initial={text}
          empty={required ? null : none}
          aria={aria}
          onChange={() => form?.validate(props.name)}
        />
      ) : (
        <SelectBox {...aria} id={id} name={props.name} defaultValue={text} required={required}>
          <Choices options={offered} empty={none} />
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

export function CheckboxGroup({ options: listed, ...props }: OptionsProps) {
  const { id, many, error, required, form } = useField(props)
  const options = useOffered(listed, many)
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
