import { useFetcher } from '@remix-run/react'
import type { LucideIcon } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useAccepted } from './accepted.ts'
import { Button, type ButtonSize, type ButtonVariant, buttonLook } from './button.tsx'
import { Dialog } from './dialog.tsx'
import { HiddenField, TextArea } from './field.tsx'
import { useHydrated } from './hydrated.ts'
import { useFormKey } from './organisation.ts'
import type { FormAnswer } from './schema.ts'

interface ActionButtonProps {
  action: string
  fields?: Record<string, string | number>
  /** The `_form` name; must differ between buttons that post to one path on one page. */
  name?: string
  /** Asks first: what will happen, and perhaps why. Without JavaScript it opens in place. */
  confirm?: {
    title: string
    description: ReactNode
    submit?: string
    reason?: { label: string; hint?: string; required?: boolean }
  }
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: LucideIcon
  children: ReactNode
}

/** One button that posts. A refusal is shown beside it. */
export function ActionButton({
  action,
  fields = {},
  name,
  confirm,
  variant = 'secondary',
  size,
  icon,
  children,
}: ActionButtonProps) {
  const fetcher = useFetcher<FormAnswer>()
  const formKey = useFormKey()
  const hydrated = useHydrated()
  const [asking, setAsking] = useState(false)
  const pending = fetcher.state !== 'idle'
  useAccepted(pending, fetcher.data, () => setAsking(false))
  const problem = !pending && fetcher.data?.ok === false ? fetcher.data : undefined
  const hidden = (
    <>
      <HiddenField name="_form" value={name ?? action} />
      <HiddenField name="_key" value={formKey} />
      {Object.entries(fields).map(([field, value]) => (
        <HiddenField key={field} name={field} value={value} />
      ))}
    </>
  )
  const said = problem && (
    <p role="alert" className="mt-2 max-w-prose text-sm font-medium text-bad">
      {Object.values(problem.errors)[0] ?? problem.message}
    </p>
  )
  if (!confirm)
    return (
      <fetcher.Form method="post" action={action}>
        {hidden}
        <Button type="submit" variant={variant} size={size} icon={icon} pending={pending}>
          {children}
        </Button>
        {said}
      </fetcher.Form>
    )
  const question = (
    <fetcher.Form method="post" action={action} className="grid gap-4">
      {hidden}
      {confirm.reason && (
        <TextArea
          name="reason"
          label={confirm.reason.label}
          hint={confirm.reason.hint}
          required={confirm.reason.required}
          rows={2}
        />
      )}
      <div className="flex flex-wrap justify-end gap-2">
        {hydrated && (
          <Button variant="quiet" onClick={() => setAsking(false)}>
            Cancel
          </Button>
        )}
        <Button type="submit" variant={variant === 'secondary' ? 'primary' : variant} pending={pending}>
          {confirm.submit ?? children}
        </Button>
      </div>
      {said}
    </fetcher.Form>
  )
  if (!hydrated)
    return (
      <details className="group">
        <summary className={buttonLook(variant, size)}>{children}</summary>
        <div className="mt-2 grid max-w-md gap-3 rounded-lg border border-line bg-raised p-4">
          <p>{confirm.description}</p>
          {question}
        </div>
      </details>
    )
  return (
    <>
      <Button variant={variant} size={size} icon={icon} onClick={() => setAsking(true)}>
        {children}
      </Button>
      <Dialog open={asking} onOpenChange={setAsking} title={confirm.title} description={confirm.description}>
        {question}
      </Dialog>
    </>
  )
}
