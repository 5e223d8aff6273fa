// Moving through a grid of fields by keyboard: up and down stay in the column. Tab moves along the row as everywhere.
import type { KeyboardEvent } from 'react'

/** For a row's element around its fields: `data-grid-row`; the fields themselves need nothing. */
export function moveByArrows(event: KeyboardEvent<HTMLElement>) {
  if ((event.key !== 'ArrowDown' && event.key !== 'ArrowUp') || event.altKey || event.ctrlKey || event.metaKey) return
  const field = event.target
  if (!(field instanceof HTMLInputElement) || field.type !== 'text') return
  const row = field.closest('[data-grid-row]')
  const rows = [...event.currentTarget.querySelectorAll('[data-grid-row]')]
  if (!row) return
  const column = fieldsIn(row).indexOf(field)
  const step = event.key === 'ArrowDown' ? 1 : -1
  for (let at = rows.indexOf(row) + step; at >= 0 && at < rows.length; at += step) {
    const next = fieldsIn(rows[at]!)[column]
    if (!next) continue
    event.preventDefault()
    next.focus()
    next.select()
    return
  }
}

const fieldsIn = (row: Element) => [...row.querySelectorAll<HTMLInputElement>('input[type=text]')]
