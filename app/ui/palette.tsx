import { useNavigate } from '@remix-run/react'
import { createContext, lazy, type ReactNode, Suspense, useContext, useMemo, useState } from 'react'
import { Dialog } from './dialog.tsx'
import { useHydrated } from './hydrated.ts'
import { allowShortcuts, type Shortcut, useShortcuts, useShortcutsAllowed } from './shortcuts.ts'

export interface PaletteLink {
  label: string
  href: string
  icon?: string
  /** The letter after G that goes there. */
  letter?: string
}

export interface PaletteProps {
  /** The rooms. */
  rooms: readonly PaletteLink[]
  /** What can be created. */
  create: readonly PaletteLink[]
  /** Where records are searched: answers `{ results: [{ kind, kindName, title, href, hint }] }` to `?q=`. */
  searchHref: string
}

type Page = 'all' | 'create'
const PaletteContext = createContext<((page: Page) => void) | null>(null)

/** Opens the palette; null before JavaScript is there, when the search page is the way. */
export const usePalette = () => useContext(PaletteContext)

const PaletteDialog = lazy(() => import('./palette-dialog.tsx'))

/** Ctrl or Cmd K, `/`, `C`, `?` and G with a letter, for everything inside. The palette itself is loaded on first use. */
export function Palette({ children, ...props }: PaletteProps & { children: ReactNode }) {
  const [page, setPage] = useState<Page | null>(null)
  const [help, setHelp] = useState(false)
  const navigate = useNavigate()
  const { rooms, create } = props
  const shortcuts = useMemo<Shortcut[]>(
    () => [
      { keys: 'mod+k', label: 'Search, go, create', run: () => setPage('all') },
      { keys: '/', label: 'Search', run: () => setPage('all') },
      ...(create.length ? [{ keys: 'c', label: 'Create something', run: () => setPage('create') }] : []),
      { keys: '?', label: 'These keys', run: () => setHelp(true) },
      ...rooms.flatMap(({ letter, label, href }) =>
        letter ? [{ keys: `g ${letter}`, label: `Go to ${label}`, run: () => navigate(href) }] : [],
      ),
    ],
    [rooms, create, navigate],
  )
  useShortcuts(shortcuts)
  return (
    <PaletteContext.Provider value={setPage}>
      {children}
      {page && (
        <Suspense fallback={null}>
          <PaletteDialog {...props} page={page} onClose={() => setPage(null)} onHelp={() => setHelp(true)} />
        </Suspense>
      )}
      <KeysHelp open={help} onOpenChange={setHelp} shortcuts={shortcuts} />
    </PaletteContext.Provider>
  )
}

interface KeysHelpProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  shortcuts: readonly Shortcut[]
}

function KeysHelp({ open, onOpenChange, shortcuts }: KeysHelpProps) {
  const allowed = useShortcutsAllowed()
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Keys"
      description="Everything they do can also be done with the pointer."
    >
      <dl className="grid gap-2 text-sm">
        {shortcuts.map(({ keys, label }) => (
          <div key={keys} className="flex items-center justify-between gap-4">
            <dt>{label}</dt>
            <dd className={allowed || keys.startsWith('mod') ? '' : 'opacity-50'}>
              <Keys keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
      <label className="mt-5 flex items-center gap-2.5 border-t border-line pt-4 text-sm">
        <input
          type="checkbox"
          checked={allowed}
          onChange={(event) => allowShortcuts(event.target.checked)}
          className="size-4.5 accent-accent"
        />
        Keys of one letter work
      </label>
    </Dialog>
  )
}

export function Keys({ keys }: { keys: string }) {
  const mac = useHydrated() && /Mac|iPhone|iPad/.test(navigator.platform)
  const parts = keys.split(/[+ ]/).filter(Boolean)
  return (
    <span className="inline-flex gap-1">
      {parts.map((part) => (
        <kbd
          key={part}
          className="inline-flex min-w-5.5 justify-center rounded-sm border border-line-strong/40 bg-sunken px-1.5 font-sans text-xs text-ink-muted uppercase"
        >
          {part === 'mod' ? (mac ? '⌘' : 'Ctrl') : part}
        </kbd>
      ))}
    </span>
  )
}
