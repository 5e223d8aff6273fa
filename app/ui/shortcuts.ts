/** Keys that work anywhere: one letter, or G and a letter. They can be switched off, since some people speak to their computer. */
import { useEffect, useSyncExternalStore } from 'react'

const storageKey = 'shortcuts'
const listeners = new Set<() => void>()

function allowed(): boolean {
  try {
    return localStorage.getItem(storageKey) !== 'off'
  } catch {
    return true
  }
}

export function allowShortcuts(on: boolean) {
  try {
    localStorage.setItem(storageKey, on ? 'on' : 'off')
  } catch {
    // Storage may be forbidden: the choice then lasts as long as the page.
  }
  for (const listener of listeners) listener()
}

export function useShortcutsAllowed(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    allowed,
    () => true,
  )
}

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox],[type=radio]), textarea, select'))

export interface Shortcut {
  /** Such as `/`, `c` or `g d`; `mod+k` is Ctrl or Cmd. */
  keys: string
  label: string
  run: () => void
}

/** `g` waits this long for its second letter, in milliseconds. */
const patience = 1200

export function useShortcuts(shortcuts: readonly Shortcut[]) {
  useEffect(() => {
    let first = ''
    let firstAt = 0
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || event.isComposing || event.altKey) return
      const key = event.key.toLowerCase()
      const find = (keys: string) => shortcuts.find((shortcut) => shortcut.keys === keys)
      let hit: Shortcut | undefined
      if (event.ctrlKey || event.metaKey) hit = find(`mod+${key}`)
      else if (allowed() && !isTyping(event.target) && !document.querySelector('[role=dialog]')) {
        hit = (event.timeStamp - firstAt < patience && find(`${first} ${key}`)) || find(key)
        first = key
        firstAt = event.timeStamp
      }
      if (!hit) return
      event.preventDefault()
      first = ''
      hit.run()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [shortcuts])
}
