import { clsx } from 'clsx'
import { ChevronDown, CircleAlert } from 'lucide-react'
import { forwardRef, type ReactNode, type SelectHTMLAttributes } from 'react'
import type { FieldProps } from './form-context.ts'

export const controlLook =
  'block w-full min-w-0 rounded-md border border-line-strong bg-raised px-3 py-1.5 text-base text-ink ' +
  'placeholder:text-ink-muted hover:border-ink-muted aria-invalid:border-bad disabled:bg-sunken disabled:text-ink-muted ' +
  'min-h-9 pointer-coarse:min-h-11'

/** A native list with our arrow. */
export const SelectBox = forwardRef<HTMLSelectElement, SelectHTMLAttributes<HTMLSelectElement>>(function SelectBox(
  { className, children, ...rest },
  ref,
) {
  return (
    <span className="relative block min-w-0">
      <select
        {...rest}
        ref={ref}
        className={clsx(controlLook, 'appearance-none truncate pe-9 forced-colors:appearance-auto', className)}
      >
        {children}
      </select>
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute end-3 top-1/2 size-4 -translate-y-1/2 text-ink-muted forced-colors:hidden"
      />
    </span>
  )
})

interface FrameProps extends FieldProps {
  id: string
  problem?: string
  isRequired: boolean
  children: ReactNode
  /** Groups are named by a legend instead of a label. */
  group?: boolean
  after?: ReactNode
}

/** Ties label, hint and error to a control; every field is drawn by it. */
export function FieldFrame({
  id,
  label,
  hint,
  problem,
  isRequired,
  wide,
  hideLabel,
  children,
  group,
  after,
}: FrameProps) {
  // Beside the label, not in it: the control itself says that it is required, and its name stays what people call it.
  const mark = isRequired && (
    <span aria-hidden className="ms-1.5 text-sm font-normal text-ink-muted">
      required
    </span>
  )
  const labelLook = clsx('mb-1 text-sm font-medium', hideLabel && 'sr-only')
  const Box = group ? 'fieldset' : 'div'
  return (
    <Box
      className={clsx('min-w-0', wide && 'col-span-full')}
      aria-describedby={
        group ? [hint && `${id}-hint`, problem && `${id}-error`].filter(Boolean).join(' ') || undefined : undefined
      }
    >
      {group ? (
        <legend id={id} tabIndex={-1} className={labelLook}>
          {label}
          {mark}
        </legend>
      ) : (
        <div className={clsx('mb-1 flex items-baseline', hideLabel && 'sr-only')}>
          <label htmlFor={id} className="text-sm font-medium">
            {label}
          </label>
          {mark}
        </div>
      )}
      {hint && (
        <div id={`${id}-hint`} className="mb-1.5 max-w-prose text-sm text-ink-muted">
          {hint}
        </div>
      )}
      {children}
      {after}
      {problem && <FieldError id={`${id}-error`}>{problem}</FieldError>}
    </Box>
  )
}

export function FieldError({ id, children }: { id: string; children: ReactNode }) {
  return (
    <p id={id} className="mt-1.5 flex items-start gap-1.5 text-sm font-medium text-bad">
      <CircleAlert aria-hidden className="mt-0.75 size-3.5 shrink-0" />
      <span>
        <span className="sr-only">Error: </span>
        {children}
      </span>
    </p>
  )
}
