import { Link, useLocation, useNavigation } from '@remix-run/react'
import { clsx } from 'clsx'
import { Plus, Search } from 'lucide-react'
import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { paths } from '#app/paths.ts'
import { buttonLook } from './button.tsx'
import { Menu } from './dialog.tsx'
import { useHydrated } from './hydrated.ts'
import { type AsOf, LookBack, PastNotice } from './look-back.tsx'
import { Mark } from './mark.tsx'
import { Keys, Palette, usePalette } from './palette.tsx'
import { PersonMenu } from './person-menu.tsx'
import { BottomBar, type ShellNav, Sidebar } from './shell-rooms.tsx'
import { Toasts } from './toast.tsx'

export interface ShellProps {
  viewer: { id: string; name: string; role: string; roleName: string }
  org: { slug: string; present?: string; name: string }
  organisations: readonly { slug: string; name: string }[]
  nav: readonly ShellNav[]
  /** What the viewer may create. */
  create?: readonly { label: string; href: string }[]
  dutiesCount?: number
  today?: string
  /** Set while the past is shown. */
  asOf?: AsOf | null
}

const letters: Record<string, string> = {
  duties: 'd',
  executive: 'e',
  strategy: 's',
  vision: 'v',
  outcomes: 'o',
  personas: 'p',
  initiatives: 'i',
  'action-plans': 'a',
  kpis: 'k',
  people: 'm',
  history: 'h',
}

/** The frame of every page of an organisation: navigation, search, creating, and who one is. */
export function Shell({ shell, children }: { shell: ShellProps; children: ReactNode }) {
  const nav = useMemo(() => withCounts(shell), [shell])
  const rooms = useMemo(
    () => nav.map(({ room, label, href, icon }) => ({ label, href, icon, letter: letters[room] })),
    [nav],
  )
  const create = shell.create ?? []
  return (
    <Palette rooms={rooms} create={create} searchHref={paths.searchJson(shell.org.slug)}>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-4 py-2 text-on-accent focus:not-sr-only focus:fixed focus:start-3 focus:top-3"
      >
        Skip to the content
      </a>
      <Busy />
      <div className="lg:grid lg:min-h-dvh lg:grid-cols-[15.5rem_minmax(0,1fr)] print:block">
        <Sidebar shell={shell} nav={nav} />
        <div className="flex min-w-0 flex-col">
          <TopBar shell={shell} create={create} />
          {shell.asOf && <PastNotice asOf={shell.asOf} />}
          <Toasts />
          <main id="main" tabIndex={-1} className="min-w-0 flex-1 max-lg:pb-16">
            {children}
          </main>
        </div>
        <BottomBar nav={nav} role={shell.viewer.role} />
      </div>
      <PageFocus />
    </Palette>
  )
}

const withCounts = ({ nav, dutiesCount }: ShellProps) =>
  nav.map((item) => (item.room === 'duties' && item.count === undefined ? { ...item, count: dutiesCount } : item))

function TopBar({ shell, create }: { shell: ShellProps; create: NonNullable<ShellProps['create']> }) {
  return (
    <header className="sticky top-0 z-20 flex min-h-14 items-center gap-2 border-b border-line bg-surface/95 px-4 backdrop-blur-sm sm:px-8 print:hidden">
      <Link
        to={paths.home(shell.org.slug)}
        aria-label={`Sirius, ${shell.org.name}: start`}
        className="-ms-1 rounded-md p-1 text-accent lg:hidden"
      >
        <Mark className="size-7" />
      </Link>
      <SearchButton href={paths.search(shell.org.slug)} />
      <div className="ms-auto flex items-center gap-1.5">
        {create.length > 0 && (
          <Menu
            align="end"
            look={buttonLook('secondary', 'medium', 'max-sm:px-2.5')}
            trigger={
              <>
                <Plus aria-hidden className="size-4" />
                <span className="max-sm:sr-only">Create</span>
              </>
            }
            items={create.map(({ label, href }) => ({ label, href }))}
          />
        )}
        {shell.today && (
          <LookBack org={shell.org.slug} today={shell.asOf?.today ?? shell.today} past={Boolean(shell.asOf)} />
        )}
        <PersonMenu shell={shell} />
      </div>
    </header>
  )
}

/** A link to the search page; with JavaScript it opens the palette in place. */
function SearchButton({ href }: { href: string }) {
  const open = usePalette()
  const onClick = (event: MouseEvent) => {
    if (!open || event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    open('all')
  }
  return (
    <Link
      to={href}
      onClick={onClick}
      aria-keyshortcuts="Control+K Meta+K"
      className="flex min-h-9 min-w-9 items-center gap-2.5 rounded-md border border-transparent px-2.5 text-sm text-ink-muted hover:text-ink sm:w-72 sm:border-line sm:bg-raised sm:hover:border-line-strong pointer-coarse:min-h-11"
    >
      <Search aria-hidden className="size-4 shrink-0" />
      <span className="max-sm:sr-only">Search or go to…</span>
      <span aria-hidden className="ms-auto hidden sm:pointer-fine:inline">
        <Keys keys="mod+k" />
      </span>
    </Link>
  )
}

/** A thin line while the next page is on its way. */
function Busy() {
  const busy = useNavigation().state !== 'idle'
  return (
    <div
      aria-hidden
      className={clsx(
        'pointer-events-none fixed inset-x-0 top-0 z-50 h-0.5 origin-left bg-accent transition-[scale,opacity] ease-out rtl:origin-right print:hidden',
        busy ? 'scale-x-75 opacity-100 delay-150 duration-[4s]' : 'scale-x-0 opacity-0 duration-0',
      )}
    />
  )
}

/** After going to another page the focus starts at its content, as it does when a document is loaded. */
function PageFocus() {
  const { pathname } = useLocation()
  const before = useRef(pathname)
  useEffect(() => {
    if (before.current === pathname) return
    before.current = pathname
    if (document.activeElement === document.body || !document.activeElement?.closest('main'))
      document.getElementById('main')?.focus({ preventScroll: true })
  }, [pathname])
  return (
    <p role="status" className="sr-only">
      <PageTitle key={pathname} />
    </p>
  )
}

function PageTitle() {
  const hydrated = useHydrated()
  return <>{hydrated ? document.title : ''}</>
}
