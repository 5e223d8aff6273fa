import { Form, Link, useNavigation, useSubmit } from '@remix-run/react'
import { clsx } from 'clsx'
import { Search, X } from 'lucide-react'
import { type ReactNode, useEffect, useRef } from 'react'
import { Button } from './button.tsx'
import type { Option } from './choice-field.tsx'
import { controlLook, SelectBox } from './field-frame.tsx'
import { formatDay, plural } from './format.ts'
import { useHydrated } from './hydrated.ts'
import { countActive, listHref, type ListQuery } from './list-query.ts'
import { useLocale } from './organisation.ts'

export interface FilterField {
  name: string
  label: string
  /** A day field has no options. */
  options?: readonly Option[]
  type?: 'day'
  /** What the list shows where nothing is chosen, if that is not all. */
  unset?: string
}

interface FiltersProps {
  query: ListQuery
  fields: readonly FilterField[]
  /** The label of the search field; no search field without it. */
  search?: string
  /** Views of the list that have a name: those everybody needs, and those people saved. */
  views?: readonly { name: string; href: string }[]
  /** Keeps this view under a name, or removes the one that is open. */
  save?: ReactNode
  /** What the address says besides, such as the axes of a matrix: it stays, and is not shown as a filter. */
  kept?: readonly string[]
  /** How many records match. */
  total?: number
  /** What is counted: `['initiative', 'initiatives']`. */
  noun?: readonly [string, string]
}

/** Narrows a list: an ordinary GET form that sends itself when something is chosen. */
export function Filters({
  query,
  fields,
  search,
  views = [],
  save,
  kept = [],
  total,
  noun = ['result', 'results'],
}: FiltersProps) {
  const submit = useSubmit()
  const hydrated = useHydrated()
  const form = useRef<HTMLFormElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const busy = useNavigation().location?.pathname === query.path
  const send = (wait: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(
      () => form.current && submit(form.current, { replace: true, preventScrollReset: true }),
      wait,
    )
  }
  useEffect(() => () => clearTimeout(timer.current), [])
  useLatest(form, query, () => send(0))
  const sort = query.sort.direction === 'desc' ? `-${query.sort.key}` : query.sort.key
  return (
    <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-3 print:hidden">
      <Form
        ref={form}
        method="get"
        role="search"
        aria-label="Narrow the list"
        className="flex flex-wrap items-end gap-2.5"
        preventScrollReset
      >
        {search && (
          <div className="relative min-w-48 flex-1 max-sm:basis-full sm:max-w-72">
            <Search
              aria-hidden
              className="pointer-events-none absolute start-2.5 top-1/2 size-4 -translate-y-1/2 text-ink-muted"
            />
            <input
              type="search"
              name="q"
              aria-label={search}
              placeholder={search}
              defaultValue={query.q}
              onInput={() => send(350)}
              className={clsx(controlLook, 'ps-8.5 text-sm')}
            />
          </div>
        )}
        {/* On phones one row that is pushed sideways, so that the list itself is in sight. */}
        <div className="max-sm:-mx-4 max-sm:-my-1 max-sm:flex max-sm:basis-[calc(100%+2rem)] max-sm:gap-2 max-sm:overflow-x-auto max-sm:px-4 max-sm:py-1 sm:contents">
          {fields.filter(hasChoice).map((field) => (
            <FilterControl
              key={field.name}
              field={field}
              values={query.filters[field.name] ?? []}
              onChange={() => send(0)}
            />
          ))}
        </div>
        {kept.flatMap((name) =>
          (query.filters[name] ?? []).map((value) => <input key={name} type="hidden" name={name} value={value} />),
        )}
        {sort !== query.defaultSort && <input type="hidden" name="sort" value={sort} />}
        {!hydrated && (
          <Button type="submit" size="medium">
            Apply
          </Button>
        )}
      </Form>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 text-sm empty:hidden">
        {total !== undefined && (
          <p role="status" className={clsx('tabular text-ink-muted', busy && 'animate-breathe')}>
            {plural(total, noun[0], noun[1])}
          </p>
        )}
        <Chips query={query} fields={fields} kept={kept} />
        {views.length > 0 && <Views views={views} />}
        {save}
      </div>
    </div>
  )
}

/** There is nothing to choose among no options. */
const hasChoice = ({ type, options = [] }: FilterField) => type === 'day' || options.length > 0

/** The address may change without this form (a chip, Back): its controls follow. What was chosen before JavaScript came is sent. */
function useLatest(form: React.RefObject<HTMLFormElement | null>, query: ListQuery, send: () => void) {
  const key = JSON.stringify([query.q, query.filters])
  const drawn = useRef(false)
  useEffect(() => {
    let chosen = false
    for (const control of form.current?.elements ?? []) {
      if (!(control instanceof HTMLSelectElement || control instanceof HTMLInputElement) || !control.name) continue
      if (control.type === 'hidden' || control === document.activeElement) continue
      const value = control.name === 'q' ? query.q : (query.filters[control.name]?.[0] ?? '')
      if (control.value === value) continue
      if (drawn.current) control.value = value
      else chosen = true
    }
    drawn.current = true
    if (chosen) send()
    // The key stands for the query.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [key, form])
}

interface FilterControlProps {
  field: FilterField
  /** The select shows the first; further ones come from links and stay until it is changed. */
  values: readonly string[]
  onChange: () => void
}

function FilterControl({ field, values, onChange }: FilterControlProps) {
  const [value = '', ...rest] = values
  const look = clsx('text-sm sm:max-w-56', value && 'border-accent bg-accent-soft')
  if (field.type === 'day')
    return (
      <label className="inline-flex items-center gap-2 text-sm whitespace-nowrap text-ink-muted">
        {field.label}
        <input
          type="date"
          name={field.name}
          defaultValue={value}
          onChange={onChange}
          className={clsx(controlLook, look, 'tabular w-auto')}
        />
      </label>
    )
  return (
    <span className="max-sm:shrink-0">
      {rest.map((one) => (
        <input key={one} type="hidden" name={field.name} value={one} />
      ))}
      <SelectBox
        name={field.name}
        aria-label={field.label}
        defaultValue={value}
        onChange={(event) => {
          for (const other of event.currentTarget.form?.querySelectorAll<HTMLInputElement>('input[type=hidden]') ?? [])
            if (other.name === field.name) other.disabled = true
          onChange()
        }}
        className={look}
      >
        <option value="">
          {field.label}: {field.unset ?? 'all'}
        </option>
        {field.options?.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </SelectBox>
    </span>
  )
}

/** What is narrowed, each to be taken away by itself. */
function Chips({ query: asked, fields, kept = [] }: Pick<FiltersProps, 'query' | 'fields' | 'kept'>) {
  const { locale } = useLocale()
  const shown = Object.fromEntries(Object.entries(asked.filters).filter(([name]) => !kept.includes(name)))
  const query = { ...asked, filters: shown }
  if (countActive(query) === 0) return null
  const chips = query.q ? [{ key: 'q', words: `“${query.q}”`, href: listHref(asked, { q: '' }) }] : []
  for (const [name, values] of Object.entries(query.filters)) {
    const field = fields.find((one) => one.name === name)
    for (const value of values) {
      const word =
        field?.options?.find((option) => option.value === value)?.label ??
        (field?.type === 'day' ? formatDay(value, locale) : value)
      const rest = values.filter((one) => one !== value)
      chips.push({
        key: `${name}=${value}`,
        words: `${field?.label ?? name}: ${word}`,
        href: listHref(asked, { filters: { [name]: rest } }),
      })
    }
  }
  const none = Object.fromEntries(Object.keys(query.filters).map((name) => [name, null]))
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1.5">
      <ul className="flex flex-wrap gap-1.5" aria-label="Active filters">
        {chips.map(({ key, words, href }) => (
          <li key={key}>
            <Link
              to={href}
              preventScrollReset
              className="inline-flex min-h-6 max-w-72 items-center gap-1 rounded-full border border-accent/25 bg-accent-soft ps-2.5 pe-1.5 text-xs font-medium text-accent hover:border-accent pointer-coarse:min-h-8"
            >
              <span className="truncate">{words}</span>
              <X aria-hidden className="size-3.5 shrink-0" />
              <span className="sr-only">(remove this filter)</span>
            </Link>
          </li>
        ))}
      </ul>
      <Link
        to={listHref(asked, { q: '', filters: none })}
        preventScrollReset
        className="inline-flex min-h-6 items-center text-xs text-ink-muted underline underline-offset-3 hover:text-ink"
      >
        Clear all
      </Link>
    </div>
  )
}

function Views({ views }: { views: readonly { name: string; href: string }[] }) {
  return (
    <ul aria-label="Views of this list" className="flex flex-wrap gap-x-4">
      {views.map(({ name, href }) => (
        <li key={href}>
          <Link
            to={href}
            className="inline-flex min-h-6 items-center text-accent hover:underline pointer-coarse:min-h-9"
          >
            {name}
          </Link>
        </li>
      ))}
    </ul>
  )
}
