/** What a field may know about the form around it: its value, its problem, whether it may be left empty. */
import { createContext, useContext, useId } from 'react'
import type { UseFormRegister } from 'react-hook-form'

export interface FormState {
  formId: string
  valueOf(name: string): string | string[]
  errorOf(name: string): string | undefined
  isRequired(name: string): boolean
  register: UseFormRegister<Record<string, unknown>>
  /** Judges a field that is not one native control. */
  validate(name: string): void
  pending: boolean
}

export const FormContext = createContext<FormState | null>(null)

export interface FieldProps {
  name: string
  label: string
  hint?: React.ReactNode
  /** The form's schema says so already; only for fields outside a `<Form>`. */
  required?: boolean
  /** The form's `values` say so already; only for fields outside a `<Form>`. */
  value?: string | readonly string[]
  error?: string
  /** Spans all columns of a form of several columns. */
  wide?: boolean
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean
  autoFocus?: boolean
}

export function useField({ name, value, error, required, hint }: FieldProps) {
  const form = useContext(FormContext)
  const ownId = useId()
  const id = form ? fieldId(form.formId, name) : ownId
  const given = value ?? form?.valueOf(name) ?? ''
  const problem = error ?? form?.errorOf(name)
  const describedBy = [hint ? `${id}-hint` : '', problem ? `${id}-error` : ''].filter(Boolean).join(' ')
  return {
    id,
    form,
    error: problem,
    required: required ?? form?.isRequired(name) ?? false,
    text: typeof given === 'string' ? given : (given[0] ?? ''),
    many: typeof given === 'string' ? (given ? [given] : []) : [...given],
    aria: { 'aria-describedby': describedBy || undefined, 'aria-invalid': problem ? (true as const) : undefined },
    registered: form ? form.register(name) : {},
  }
}

export const fieldId = (formId: string, name: string) => `${formId}-${name}`

/** Records are shown in fields as text: null is empty, true is a tick. */
export function asFieldValue(value: unknown): string | string[] {
  if (value === null || value === undefined || value === false) return ''
  if (value === true) return 'on'
  if (Array.isArray(value)) return value.map(String)
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}
