import { clsx } from 'clsx'
import { buttonLook } from '#app/ui/button.tsx'

interface InRowProps {
  label: string
  primary?: boolean
  children: React.ReactNode
}

/** A form that opens in the row it is about, also without JavaScript; the button closes it again. */
export function InRow({ label, primary, children }: InRowProps) {
  return (
    <details className="group min-w-0 open:w-full">
      <summary className={clsx(buttonLook(primary ? 'primary' : 'secondary', 'small'), 'group-open:opacity-60')}>
        {label}
      </summary>
      <div className="mt-2.5 rounded-lg border border-line bg-surface p-4 sm:p-5">{children}</div>
    </details>
  )
}

/**
 * The page that takes a row's form, and the way back from it. Without JavaScript that page shows what was wrong: its form has the same
 * name and the same fields, so that everything typed in the row stands there again.
 */
export const withBack = (address: string, back: string) =>
  `${address}${address.includes('?') ? '&' : '?'}back=${encodeURIComponent(back)}`
