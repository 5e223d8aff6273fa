import { Form } from '@remix-run/react'
import { CircleCheck, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { HiddenField } from './field.tsx'
import { useHydrated } from './hydrated.ts'
import { type Flash, useFlash, useFormKey } from './organisation.ts'

const shownFor = 7000

/**
 * What just succeeded. Part of the page without JavaScript; with it, a corner note that goes by itself unless one points at
 * it, focuses it, or it offers to undo. Never used for errors.
 */
export function Toasts() {
  const flash = useFlash()
  const hydrated = useHydrated()
  const [shown, setShown] = useState<Flash | null>(flash)
  const [gone, setGone] = useState<string | null>(null)
  const [held, setHeld] = useState(false)
  if (flash && flash.id !== shown?.id) setShown(flash)
  const visible = shown && shown.id !== gone ? shown : null

  const hold = useRef(held)
  hold.current = held
  useEffect(() => {
    if (!visible || visible.undo) return
    const timer = setInterval(() => !hold.current && setGone(visible.id), shownFor)
    return () => clearInterval(timer)
  }, [visible])

  return (
    <div
      role="status"
      aria-live="polite"
      className={
        hydrated
          ? 'pointer-events-none fixed inset-x-0 bottom-18 z-50 flex justify-center px-4 lg:bottom-6 lg:justify-end lg:px-6 print:hidden'
          : 'mx-auto w-full max-w-6xl px-4 pt-4 sm:px-8 empty:hidden print:hidden'
      }
    >
      {visible && (
        <div
          key={visible.id}
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={() => setHeld(false)}
          className="animate-appear pointer-events-auto flex max-w-md items-center gap-3 rounded-lg border border-line-strong/40 bg-raised py-2.5 ps-4 pe-2 text-sm shadow-lift"
        >
          <CircleCheck aria-hidden className="size-4.5 shrink-0 text-good" />
          <p className="min-w-0 pe-1">{visible.message}</p>
          {visible.undo && <Undo undo={visible.undo} />}
          {hydrated && (
            <button
              type="button"
              aria-label="Dismiss"
              onClick={() => setGone(visible.id)}
              className="ms-auto inline-flex size-7 shrink-0 items-center justify-center rounded-md text-ink-muted hover:bg-sunken hover:text-ink"
            >
              <X aria-hidden className="size-4" />
            </button>
          )}
        </div>
      )}
    </div>
  )
}

function Undo({ undo }: { undo: NonNullable<Flash['undo']> }) {
  const formKey = useFormKey()
  return (
    <Form method="post" action={undo.action}>
      <HiddenField name="_form" value="undo" />
      <HiddenField name="_key" value={formKey} />
      {Object.entries(undo.fields ?? {}).map(([name, value]) => (
        <HiddenField key={name} name={name} value={value} />
      ))}
      <button type="submit" className="min-h-7 rounded-md px-2 font-medium text-accent hover:bg-accent-soft">
        {undo.label ?? 'Undo'}
      </button>
    </Form>
  )
}
