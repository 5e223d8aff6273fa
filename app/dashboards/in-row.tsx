import { useSearchParams } from '@remix-run/react'
import { clsx } from 'clsx'
import { type MouseEvent, useState } from 'react'
import { buttonLook } from '#app/ui/button.tsx'

interface InRowProps {
  /** Names the form on its page. */
  name: string
  label: string
  primary?: boolean
  children: React.ReactNode
}

const rows = 'rows'

/** Stands once on a page whose rows open: without JavaScript their buttons ask for the page with that row open. */
export const RowsForm = () => <form id={rows} method="get" className="hidden" />

/**
 * A form that opens in the row it is about, also without JavaScript; the button closes it again. It is drawn once it is asked for:
 * a page full of forms that nobody has opened would be several times as heavy. What was typed stays when it is closed.
 */
export function InRow({ name, label, primary, children }: InRowProps) {
  const asked = useSearchParams()[0].get('open') === name
  const [open, setOpen] = useState(asked)
  const [drawn, setDrawn] = useState(asked)
  const toggle = (event: MouseEvent) => {
    event.preventDefault()
    setOpen(!open)
    setDrawn(true)
  }
  return (
    <div id={name} className={clsx('min-w-0', open && 'w-full')}>
      <button
        type="submit"
        form={rows}
        formAction={`#${name}`}
        name="open"
        value={open ? '' : name}
        aria-expanded={open}
        onClick={toggle}
        className={buttonLook(primary ? 'primary' : 'secondary', 'small', open ? 'opacity-60' : undefined)}
      >
        {label}
      </button>
      {drawn && (
        <div hidden={!open} className="mt-2.5 rounded-lg border border-line bg-surface p-4 sm:p-5">
          {children}
        </div>
      )}
    </div>
  )
}

/**
 * The page that takes a row's form, and the way back from it. Without JavaScript that page shows what was wrong: its form has the same
 * name and the same fields, so that everything typed in the row stands there again.
 */
export const withBack = (address: string, back: string) =>
  `${address}${address.includes('?') ? '&' : '?'}back=${encodeURIComponent(back)}`
