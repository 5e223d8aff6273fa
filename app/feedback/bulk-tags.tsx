import { useFetcher } from '@remix-run/react'
import { clsx } from 'clsx'
import { useEffect, useRef, useState } from 'react'
import { paths } from '#app/paths.ts'
import { useAccepted } from '#app/ui/accepted.ts'
import { Button } from '#app/ui/button.tsx'
import { controlLook } from '#app/ui/field-frame.tsx'
import { HiddenField } from '#app/ui/field.tsx'
import { plural } from '#app/ui/format.ts'
import { useHydrated } from '#app/ui/hydrated.ts'
import { useFormKey } from '#app/ui/organisation.ts'
import type { FormAnswer } from '#app/ui/schema.ts'
import { useShortcuts, useShortcutsAllowed } from '#app/ui/shortcuts.ts'

/** The form that the checkboxes of the list belong to. */
export const bulkTagsId = 'bulk-tags'

interface BulkTagsProps {
  org: string
  /** The address of this very list. */
  here: string
  themes: readonly { value: string; label: string }[]
}

const boxes = () => [...document.querySelectorAll<HTMLInputElement>(`input[form=${bulkTagsId}][type=checkbox]`)]

/** Tags the responses that are ticked in the list: one form, which works without JavaScript; with it, single keys go through the list. */
export function BulkTags({ org, here, themes }: BulkTagsProps) {
  const hydrated = useHydrated()
  const keys = useShortcutsAllowed() && hydrated
  const formKey = useFormKey()
  const fetcher = useFetcher<FormAnswer>()
  const form = useRef<HTMLFormElement>(null)
  const name = useRef<HTMLInputElement>(null)
  const [ticked, setTicked] = useState(0)
  const [round, setRound] = useState(0)
  const pending = fetcher.state !== 'idle'
  const refused = fetcher.data?.ok === false ? fetcher.data.message : null

  useEffect(() => {
    const count = () => setTicked(boxes().filter(({ checked }) => checked).length)
    count()
    document.addEventListener('change', count)
    return () => document.removeEventListener('change', count)
  }, [here])
  // On from where one was: the keys go through the list again.
  useAccepted(pending, fetcher.data, () => {
    const last = boxes().findLast(({ checked }) => checked)
    form.current?.reset()
    if (document.activeElement === name.current) last?.focus({ preventScroll: true })
    setTicked(0)
    setRound((before) => before + 1)
  })

  function step(by: number) {
    const all = boxes()
    const at = all.indexOf(document.activeElement as HTMLInputElement)
    const next = all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]
    next?.focus()
    next?.closest('li')?.scrollIntoView({ block: 'center' })
  }
  useShortcuts([
    { keys: 'j', label: 'Next response', run: () => step(1) },
    { keys: 'k', label: 'Response before', run: () => step(-1) },
    { keys: 'x', label: 'Tick this response', run: () => (document.activeElement as HTMLInputElement).click() },
    { keys: 't', label: 'Theme by name', run: () => name.current?.focus() },
  ])
  function tickAll() {
    const all = boxes()
    const on = all.some(({ checked }) => !checked)
    for (const box of all) box.checked = on
    setTicked(on ? all.length : 0)
  }

  return (
    <fetcher.Form
      ref={form}
      id={bulkTagsId}
      method="post"
      action={paths.tagging(org)}
      className="sticky top-16 z-10 flex flex-wrap items-center gap-x-3 gap-y-2 rounded-lg border border-line bg-raised px-4 py-2.5 text-sm print:hidden"
    >
      <HiddenField name="_form" value="tagging" />
      <HiddenField name="_key" value={`${formKey}.tags${round}`} />
      <HiddenField name="_back" value={here} />
      <label htmlFor="bulk-theme" className="font-medium">
        {hydrated && ticked > 0 ? `Tag ${plural(ticked, 'response')} with` : 'Tag what is ticked with'}
      </label>
      <span className="flex min-w-0 flex-1 basis-56 gap-2">
        <input
          ref={name}
          id="bulk-theme"
          name="themeName"
          list="bulk-themes"
          required
          maxLength={120}
          autoComplete="off"
          placeholder="Theme, old or new"
          aria-describedby="bulk-tags-says"
          onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
          className={clsx(controlLook, 'min-w-0 flex-1')}
        />
        <Button type="submit" pending={pending} disabled={hydrated && ticked === 0}>
          Tag
        </Button>
      </span>
      <datalist id="bulk-themes">
        {themes.map(({ value, label }) => (
          <option key={value} value={label} />
        ))}
      </datalist>
      {hydrated && (
        <Button size="small" variant="quiet" onClick={tickAll} className="max-sm:hidden">
          Tick all shown
        </Button>
      )}
      <span id="bulk-tags-says" role="status" className={clsx('text-ink-muted', refused && 'font-medium text-bad')}>
        {refused ?? (keys && <span className="max-lg:hidden">j next, k back, x tick, t theme</span>)}
      </span>
    </fetcher.Form>
  )
}
