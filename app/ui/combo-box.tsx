/** A text field that narrows a list of options (WAI-ARIA combobox with a list box); the choice travels in a hidden field. */
import { clsx } from 'clsx'
import { Check, ChevronDown } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { Option } from './choice-field.tsx'
import { controlLook } from './field-frame.tsx'

interface ComboBoxProps {
  id: string
  name: string
  options: readonly Option[]
  initial: string
  /** Words for choosing nothing; null if something must be chosen. */
  empty: string | null
  aria: { 'aria-describedby'?: string; 'aria-invalid'?: true }
  onChange: (value: string) => void
}

/** The options of each combo box on the page by its id, so that a form can put words to ids it shows. */
export const comboOptions = new Map<string, readonly Option[]>()

const mostShown = 100
const plain = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase()

function matching(options: readonly Option[], typed: string): Option[] {
  const words = plain(typed).split(/\s+/).filter(Boolean)
  return options
    .filter((option) => {
      const text = plain(`${option.label} ${option.hint ?? ''} ${option.group ?? ''}`)
      return words.every((word) => text.includes(word))
    })
    .slice(0, mostShown)
}

export function ComboBox({ id, name, options, initial, empty, aria, onChange }: ComboBoxProps) {
  const all: readonly Option[] = empty === null ? options : [{ value: '', label: empty }, ...options]
  const labelOf = (value: string) => options.find((option) => option.value === value)?.label ?? ''
  const [value, setValue] = useState(initial)
  const [typed, setTyped] = useState<string | null>(null)
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(0)
  const hidden = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLUListElement>(null)
  const shown = typed ? matching(all, typed) : all.slice(0, mostShown)
  const active = open ? shown[at] : undefined

  const first = useRef(true)
  useEffect(() => {
    if (first.current) first.current = false
    else hidden.current?.dispatchEvent(new Event('input', { bubbles: true }))
  }, [value])

  useEffect(() => {
    comboOptions.set(id, options)
    return () => void comboOptions.delete(id)
  }, [id, options])

  useEffect(() => {
    if (open) list.current?.children[at]?.scrollIntoView({ block: 'nearest' })
  }, [open, at])

  function show() {
    setAt(
      Math.max(
        0,
        all.findIndex((option) => option.value === value),
      ),
    )
    setOpen(true)
  }

  function choose(option: Option | undefined) {
    if (option) {
      setValue(option.value)
      queueMicrotask(() => onChange(option.value))
    }
    setTyped(null)
    setOpen(false)
  }

  function onKeyDown(event: KeyboardEvent) {
    const move = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key]
    if (move !== undefined) {
      event.preventDefault()
      if (!open) show()
      else setAt(Math.min(shown.length - 1, Math.max(0, at + move)))
    } else if (event.key === 'Enter' && open) {
      event.preventDefault()
      choose(active)
    } else if (event.key === 'Escape' && open) {
      event.preventDefault()
      event.stopPropagation()
      choose(undefined)
    }
  }

  return (
    <div className="relative">
      <input ref={hidden} type="hidden" name={name} value={value} />
      <input
        {...aria}
        id={id}
        role="combobox"
        type="text"
        autoComplete="off"
        aria-expanded={open}
        aria-controls={`${id}-options`}
        aria-autocomplete="list"
        aria-activedescendant={active ? `${id}-option-${at}` : undefined}
        placeholder={empty ?? 'Type to search…'}
        value={typed ?? labelOf(value)}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
          setOpen(true)
        }}
        onClick={() => (open ? setOpen(false) : show())}
        onKeyDown={onKeyDown}
        onFocus={(event) => event.target.select()}
        onBlur={() => choose(typed === '' && empty !== null ? all[0] : undefined)}
        className={clsx(controlLook, 'pe-9')}
      />
      <ChevronDown
        aria-hidden
        className="pointer-events-none absolute end-3 top-1/2 size-4 -translate-y-1/2 text-ink-muted"
      />
      <p role="status" className="sr-only">
        {open && typed ? (shown.length === 1 ? '1 match' : `${shown.length} matches`) : ''}
      </p>
      {open && (
        <ul
          ref={list}
          id={`${id}-options`}
          role="listbox"
          className="absolute inset-x-0 top-full z-30 mt-1 max-h-72 overflow-y-auto rounded-md border border-line-strong/50 bg-raised p-1 shadow-lift"
        >
          {shown.map((option, index) => (
            <li
              key={option.value}
              id={`${id}-option-${index}`}
              role="option"
              aria-selected={option.value === value}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(option)}
              onMouseMove={() => at !== index && setAt(index)}
              className={clsx(
                'flex min-h-8 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 text-sm pointer-coarse:min-h-11',
                index === at && 'bg-accent-soft outline-1 outline-accent/30',
                option.value === '' && 'text-ink-muted',
              )}
            >
              <Check
                aria-hidden
                className={clsx('size-4 shrink-0 text-accent', option.value !== value && 'invisible')}
              />
              <span className="min-w-0 truncate">{option.label}</span>
              {option.hint && <span className="ms-auto truncate text-xs text-ink-muted">{option.hint}</span>}
            </li>
          ))}
          {shown.length === 0 && <li className="px-2 py-1.5 text-sm text-ink-muted">Nothing matches “{typed}”.</li>}
        </ul>
      )}
    </div>
  )
}
