/** The open command palette; loaded on first use because of its size. */
import { useNavigate } from '@remix-run/react'
import { Command } from 'cmdk'
import { CircleQuestionMark, CornerDownLeft, LoaderCircle, Plus, Search } from 'lucide-react'
import { Dialog as Radix } from 'radix-ui'
import { type ReactNode, useEffect, useState } from 'react'
import { iconOf } from './icons.tsx'
import type { PaletteProps } from './palette.tsx'
import { isSafePath } from './safe-link.ts'

interface Result {
  kind: string
  kindName: string
  title: string
  href: string
  hint?: string | null
}

interface PaletteDialogProps extends PaletteProps {
  page: 'all' | 'create'
  onClose: () => void
  onHelp: () => void
}

const itemLook =
  'flex min-h-10 cursor-pointer items-center gap-3 rounded-md px-3 py-1.5 text-sm data-[selected=true]:bg-accent-soft pointer-coarse:min-h-12'

export default function PaletteDialog({ rooms, create, searchHref, page, onClose, onHelp }: PaletteDialogProps) {
  const [typed, setTyped] = useState('')
  const navigate = useNavigate()
  const { results, state } = useSearch(searchHref, page === 'all' ? typed : '')
  const go = (href: string) => {
    onClose()
    if (isSafePath(href)) navigate(href)
  }
  const words = typed.trim().toLocaleLowerCase()
  const fits = (label: string) => label.toLocaleLowerCase().includes(words)
  const places = page === 'all' ? rooms.filter(({ label }) => fits(label)) : []
  const things = create.filter(({ label }) => fits(page === 'all' ? `new ${label}` : label))
  return (
    <Radix.Root open onOpenChange={(open) => !open && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-shade" />
        <Radix.Content
          aria-describedby={undefined}
          className="animate-appear fixed inset-x-3 top-3 z-50 mx-auto max-w-xl overflow-hidden rounded-xl border border-line-strong/40 bg-raised shadow-lift sm:top-[12vh]"
        >
          <Radix.Title className="sr-only">{page === 'create' ? 'Create' : 'Search, go, create'}</Radix.Title>
          <Command shouldFilter={false} loop label="Command palette">
            <div className="flex items-center gap-3 border-b border-line px-4">
              {state === 'searching' ? (
                <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-ink-muted" />
              ) : (
                <Search aria-hidden className="size-4 shrink-0 text-ink-muted" />
              )}
              <Command.Input
                value={typed}
                onValueChange={setTyped}
                placeholder={page === 'create' ? 'Create what?' : 'Search records, or go to a room…'}
                className="min-h-12 w-full bg-transparent text-base outline-none! placeholder:text-ink-muted"
              />
            </div>
            <Command.List className="max-h-[min(24rem,60dvh)] overflow-y-auto p-2">
              <Group heading="Records" show={results.length > 0}>
                {results.map((result) => (
                  <Entry
                    key={result.href}
                    value={`record ${result.href}`}
                    icon={result.kind}
                    hint={result.hint ?? result.kindName}
                    onSelect={() => go(result.href)}
                  >
                    {result.title}
                  </Entry>
                ))}
              </Group>
              <Group heading="Go to" show={places.length > 0}>
                {places.map((room) => (
                  <Entry
                    key={room.href}
                    value={`room ${room.href}`}
                    icon={room.icon ?? ''}
                    hint={room.letter && `G ${room.letter.toUpperCase()}`}
                    onSelect={() => go(room.href)}
                  >
                    {room.label}
                  </Entry>
                ))}
              </Group>
              <Group heading="Create" show={things.length > 0}>
                {things.map((thing) => (
                  <Command.Item
                    key={thing.href}
                    value={`new ${thing.href}`}
                    onSelect={() => go(thing.href)}
                    className={itemLook}
                  >
                    <Plus aria-hidden className="size-4 shrink-0 text-ink-muted" />
                    New{' '}
                    {thing.label.charAt(0).toLocaleLowerCase() === thing.label.charAt(0) ||
                    /^[A-Z]{2}/.test(thing.label)
                      ? thing.label
                      : thing.label.charAt(0).toLocaleLowerCase() + thing.label.slice(1)}
                  </Command.Item>
                ))}
              </Group>
              {!words && (
                <Command.Item
                  value="help keys"
                  onSelect={() => {
                    onClose()
                    onHelp()
                  }}
                  className={itemLook}
                >
                  <CircleQuestionMark aria-hidden className="size-4 shrink-0 text-ink-muted" />
                  Keys
                </Command.Item>
              )}
            </Command.List>
            <p role="status" className="px-5 pb-3 text-sm empty:hidden text-ink-muted">
              {sayState(state, words, results.length + places.length + things.length)}
            </p>
            <p aria-hidden className="flex items-center gap-1.5 border-t border-line px-4 py-2 text-xs text-ink-muted">
              <CornerDownLeft className="size-3.5" /> opens · ↑↓ moves · Esc closes
            </p>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  )
}

function Group({ heading, show, children }: { heading: string; show: boolean; children: ReactNode }) {
  if (!show) return null
  return (
    <Command.Group
      heading={heading}
      className="mb-1 [&_[cmdk-group-heading]]:px-3 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-xs [&_[cmdk-group-heading]]:font-medium [&_[cmdk-group-heading]]:text-ink-muted"
    >
      {children}
    </Command.Group>
  )
}

interface EntryProps {
  value: string
  icon: string
  hint?: string
  onSelect: () => void
  children: ReactNode
}

function Entry({ value, icon, hint, onSelect, children }: EntryProps) {
  const Icon = iconOf(icon)
  return (
    <Command.Item value={value} onSelect={onSelect} className={itemLook}>
      <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />
      <span dir="auto" className="min-w-0 truncate">
        {children}
      </span>
      {hint && <span className="ms-auto max-w-2/5 shrink-0 truncate ps-3 text-xs text-ink-muted">{hint}</span>}
    </Command.Item>
  )
}

type SearchState = 'idle' | 'searching' | 'done' | 'failed'

/** Searches a little after the typing stops; only the newest answer counts. */
function useSearch(href: string, typed: string): { results: Result[]; state: SearchState } {
  const [results, setResults] = useState<Result[]>([])
  const [state, setState] = useState<SearchState>('idle')
  const q = typed.trim()
  useEffect(() => {
    if (q.length < 2) {
      setResults([])
      setState('idle')
      return
    }
    const stop = new AbortController()
    setState('searching')
    const timer = setTimeout(() => {
      fetch(`${href}?q=${encodeURIComponent(q)}`, { signal: stop.signal, headers: { accept: 'application/json' } })
        .then(async (answer) => {
          if (!answer.ok) throw new Error(String(answer.status))
          const found = (await answer.json()) as { results: Result[] }
          setResults(found.results)
          setState('done')
        })
        .catch(() => {
          if (stop.signal.aborted) return
          setResults([])
          setState('failed')
        })
    }, 180)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [href, q])
  return { results, state }
}

function sayState(state: SearchState, words: string, found: number): string {
  if (state === 'searching') return found ? '' : 'Searching…'
  if (state === 'failed') return 'The search did not answer. Try again in a moment.'
  if (words && found === 0) return words.length < 2 ? 'Type two letters or more to search records.' : 'Nothing found.'
  return ''
}
