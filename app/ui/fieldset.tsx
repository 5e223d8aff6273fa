import type { ReactNode } from 'react'

/** A named part of a long form; its fields stand side by side where there is room. */
export function Fieldset({ legend, hint, children }: { legend: string; hint?: string; children: ReactNode }) {
  return (
    <fieldset className="min-w-0 border-t border-line pt-5">
      <legend className="float-left mb-3 w-full text-base font-semibold">{legend}</legend>
      {hint && <p className="-mt-2 mb-3 w-full text-sm text-ink-muted">{hint}</p>}
      <div className="clear-both grid gap-5 sm:grid-cols-2 [&>:has(textarea)]:sm:col-span-2 [&>fieldset]:sm:col-span-2">
        {children}
      </div>
    </fieldset>
  )
}
