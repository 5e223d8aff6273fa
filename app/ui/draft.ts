/** Keeps what people type into long forms in this browser until it is saved: per viewer, page and form. */
import { type RefObject, useCallback, useEffect, useRef, useState } from 'react'

interface Kept {
  fields: Record<string, string>
  savedAt: number
  /** Sent, and not known to have failed: forgotten the next time the form is drawn. */
  sent?: boolean
}

const prefix = 'draft:'
const longestAge = 14 * 86_400_000

type Writable = HTMLInputElement | HTMLTextAreaElement

function writable(form: HTMLFormElement): Writable[] {
  return [...form.elements].filter(
    (field): field is Writable =>
      field instanceof HTMLTextAreaElement ||
      (field instanceof HTMLInputElement &&
        ['text', 'search', 'url', 'email'].includes(field.type) &&
        field.name !== ''),
  )
}

function read(key: string): Kept | null {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null') as Kept | null
  } catch {
    return null
  }
}

function write(key: string, kept: Kept | null) {
  try {
    if (kept) localStorage.setItem(key, JSON.stringify(kept))
    else localStorage.removeItem(key)
  } catch {
    // Storage may be full or forbidden; the form works without it.
  }
}

/** Writes into a field as a person would, so that everything that listens hears it. */
function type(field: Writable, value: string) {
  const prototype = field instanceof HTMLTextAreaElement ? HTMLTextAreaElement.prototype : HTMLInputElement.prototype
  Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

export function useDraft(key: string | null, form: RefObject<HTMLFormElement | null>, answered: boolean) {
  const [restored, setRestored] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const fullKey = key && prefix + key

  useEffect(() => {
    if (!fullKey || !form.current || answered) return
    const kept = read(fullKey)
    if (!kept) return
    if (kept.sent || Date.now() - kept.savedAt > longestAge) return write(fullKey, null)
    let changed = false
    for (const field of writable(form.current)) {
      const value = kept.fields[field.name]
      if (value === undefined || value === field.value) continue
      type(field, value)
      changed = true
    }
    setRestored(changed)
    // Only when the form is drawn: what is typed later must not be overwritten.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [fullKey])

  const save = useCallback(() => {
    if (!fullKey) return
    clearTimeout(timer.current)
    timer.current = setTimeout(() => {
      if (!form.current) return
      const fields = Object.fromEntries(writable(form.current).map((field) => [field.name, field.value]))
      write(fullKey, { fields, savedAt: Date.now() })
    }, 400)
  }, [fullKey, form])

  const markSent = useCallback(() => {
    clearTimeout(timer.current)
    const kept = fullKey && read(fullKey)
    if (kept) write(fullKey, { ...kept, sent: true })
  }, [fullKey])

  const keepAfterAll = useCallback(() => {
    const kept = fullKey && read(fullKey)
    if (kept) write(fullKey, { ...kept, sent: undefined })
  }, [fullKey])

  const discard = useCallback(() => {
    clearTimeout(timer.current)
    if (fullKey) write(fullKey, null)
    form.current?.reset()
    setRestored(false)
  }, [fullKey, form])

  return { restored, save, markSent, keepAfterAll, discard }
}

/** A page failed: drafts that were sent just now were not saved after all. */
export function reviveDrafts() {
  for (const key of draftKeys()) {
    const kept = read(key)
    if (kept?.sent) write(key, { ...kept, sent: undefined })
  }
}

/** On signing out nothing typed stays behind on this device. */
export function forgetDrafts() {
  for (const key of draftKeys()) write(key, null)
}

function draftKeys(): string[] {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix))
  } catch {
    return []
  }
}
