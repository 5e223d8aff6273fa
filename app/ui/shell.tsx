import { Form, Link, NavLink, useLocation, useNavigation } from '@remix-run/react'
import { clsx } from 'clsx'
import { ChevronsUpDown, Ellipsis, LogOut, Monitor, Moon, Plus, Search, Sun, UserRound } from 'lucide-react'
import { type MouseEvent, type ReactNode, useEffect, useMemo, useRef } from 'react'
import { paths } from '#app/paths.ts'
import { buttonLook } from './button.tsx'
import { Menu, Popover } from './dialog.tsx'
import { forgetDrafts } from './draft.ts'
import { formatDay } from './format.ts'
import { useHydrated } from './hydrated.ts'
import { iconOf } from './icons.tsx'
import { Mark } from './mark.tsx'
import { Keys, Palette, usePalette } from './palette.tsx'
import { Avatar, Monogram } from './status.tsx'
import { chooseTheme, type Theme, useTheme } from './theme.ts'
import { Toasts } from './toast.tsx'

export interface ShellNav {
  room: string
  label: string
  href: string
  icon: string
  count?: number
  /** Rooms of one group stand together; the first group has no heading. */
  group?: string
}

export interface ShellProps {
  viewer: { id: string; name: string; role: string; roleName: string }
  org: { slug: string; name: string }
  organisations: readonly { slug: string; name: string }[]
  nav: readonly ShellNav[]
  /** What the viewer may create. */
  create?: readonly { label: string; href: string }[]
  dutiesCount?: number
  /** Set while the past is shown: which day, and the way back. */
  asOf?: { day: string; backHref: string } | null
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

const groupNames: Record<string, string> = { strategy: 'Strategy', organisation: 'Organisation' }

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
          {shell.asOf && <AsOf asOf={shell.asOf} />}
          <Toasts />
          <main id="main" tabIndex={-1} className="min-w-0 flex-1 max-lg:pb-16">
            {children}
          </main>
        </div>
        <BottomBar nav={nav} />
      </div>
      <PageFocus />
    </Palette>
  )
}

const withCounts = ({ nav, dutiesCount }: ShellProps) =>
  nav.map((item) => (item.room === 'duties' && item.count === undefined ? { ...item, count: dutiesCount } : item))

function Sidebar({ shell, nav }: { shell: ShellProps; nav: readonly ShellNav[] }) {
  const groups = [...new Set(nav.map((item) => item.group ?? ''))]
  return (
    <nav
      aria-label="Rooms"
      className="sticky top-0 hidden h-dvh flex-col gap-5 overflow-y-auto border-e border-line bg-sunken px-3 py-4 lg:flex print:hidden"
    >
      <OrganisationSwitcher shell={shell} />
      <div className="grid content-start gap-5">
        {groups.map((group, at) => (
          <div key={group}>
            {at > 0 && <p className="mb-1 px-2.5 text-xs font-medium text-ink-muted">{groupNames[group] ?? group}</p>}
            <ul className="grid gap-px">
              {nav
                .filter((item) => (item.group ?? '') === group)
                .map((item) => (
                  <li key={item.room}>
                    <RoomLink item={item} />
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
      <p className="mt-auto flex items-center gap-2 px-2.5 pt-4 text-xs text-ink-muted">
        <Mark className="size-5 text-accent" /> Sirius
      </p>
    </nav>
  )
}

function RoomLink({ item }: { item: ShellNav }) {
  const Icon = iconOf(item.icon)
  return (
    <NavLink
      to={item.href}
      className="group flex min-h-8 items-center gap-2.5 rounded-md px-2.5 text-sm text-ink-muted hover:bg-line/60 hover:text-ink aria-[current=page]:bg-accent-soft aria-[current=page]:font-medium aria-[current=page]:text-accent forced-colors:aria-[current=page]:underline pointer-coarse:min-h-11"
    >
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 truncate">{item.label}</span>
      {item.count ? (
        <span className="tabular ms-auto rounded-full bg-accent px-1.5 text-xs font-medium text-on-accent">
          {item.count}
          <span className="sr-only"> open</span>
        </span>
      ) : null}
    </NavLink>
  )
}

function OrganisationSwitcher({ shell }: { shell: ShellProps }) {
  const { org, organisations } = shell
  const face = (
    <>
      <Monogram name={org.name} />
      <span dir="auto" className="min-w-0 truncate text-sm font-semibold">
        {org.name}
      </span>
    </>
  )
  if (organisations.length < 2)
    return (
      <Link to={paths.home(org.slug)} className="flex min-h-9 items-center gap-2.5 rounded-md px-2 hover:bg-line/60">
        {face}
      </Link>
    )
  return (
    <Menu
      label="switch organisation"
      look="flex min-h-9 items-center gap-2.5 rounded-md px-2 hover:bg-line/60"
      trigger={
        <>
          {face}
          <ChevronsUpDown aria-hidden className="ms-auto size-3.5 shrink-0 text-ink-muted" />
        </>
      }
      items={organisations.map(({ slug, name }) => ({
        label: name,
        href: paths.home(slug),
        current: slug === org.slug,
      }))}
    />
  )
}

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

const themeChoices: { theme: Theme; label: string; icon: typeof Sun }[] = [
  { theme: 'system', label: 'As the system', icon: Monitor },
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
]

function PersonMenu({ shell }: { shell: ShellProps }) {
  const { viewer, org } = shell
  const theme = useTheme()
  const hydrated = useHydrated()
  const entry =
    'flex min-h-8 w-full items-center gap-2.5 rounded-md px-2.5 text-sm hover:bg-accent-soft pointer-coarse:min-h-11'
  return (
    <Popover
      label={`You: ${viewer.name}`}
      align="end"
      look="inline-flex size-9 items-center justify-center rounded-full pointer-coarse:size-11"
      trigger={<Avatar name={viewer.name} />}
      panelClassName="p-1.5!"
    >
      <div className="px-2.5 pt-1 pb-2.5">
        <p className="font-medium">{viewer.name}</p>
        <p className="text-xs text-ink-muted">
          {viewer.roleName} · {org.name}
        </p>
      </div>
      {shell.organisations.length > 1 && (
        <ul className="border-t border-line py-1.5 lg:hidden">
          {shell.organisations.map(({ slug, name }) => (
            <li key={slug}>
              <Link to={paths.home(slug)} aria-current={slug === org.slug || undefined} className={entry}>
                <Monogram name={name} className="size-5" /> {name}
              </Link>
            </li>
          ))}
        </ul>
      )}
      {hydrated && (
        <fieldset className="border-t border-line px-2.5 py-2.5">
          <legend className="sr-only">Colours</legend>
          <div className="flex gap-0.5 rounded-md border border-line bg-sunken p-0.5">
            {themeChoices.map(({ theme: value, label, icon: Icon }) => (
              <label
                key={value}
                title={label}
                className="relative flex min-h-7 flex-1 items-center justify-center rounded-sm border border-transparent text-ink-muted has-checked:border-line-strong/50 has-checked:bg-raised has-checked:text-ink has-focus-visible:outline-2 has-focus-visible:outline-focus pointer-coarse:min-h-11"
              >
                <input
                  type="radio"
                  name="theme"
                  value={value}
                  checked={theme === value}
                  onChange={() => chooseTheme(value)}
                  className="absolute inset-0 size-full cursor-pointer opacity-0"
                />
                <Icon aria-hidden className="size-4" />
                <span className="sr-only">{label}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <div className="border-t border-line pt-1.5">
        <Link to={paths.account(org.slug)} className={entry}>
          <UserRound aria-hidden className="size-4 text-ink-muted" /> Your account
        </Link>
        <Form method="post" action={paths.signOut()} onSubmit={forgetDrafts}>
          <button type="submit" className={entry}>
            <LogOut aria-hidden className="size-4 text-ink-muted" /> Sign out
          </button>
        </Form>
      </div>
    </Popover>
  )
}

/** On phones: four rooms and the rest. */
function BottomBar({ nav }: { nav: readonly ShellNav[] }) {
  const wanted = ['duties', 'initiatives', 'action-plans', 'kpis']
  const chosen = wanted.flatMap((room) => nav.find((item) => item.room === room) ?? [])
  const first = chosen.length >= 3 ? chosen : nav.slice(0, 4)
  const look =
    'relative flex min-h-14 flex-col items-center justify-center gap-0.5 px-1 text-[0.6875rem] text-ink-muted aria-[current=page]:text-accent forced-colors:aria-[current=page]:underline'
  return (
    <nav
      aria-label="Rooms"
      className="fixed inset-x-0 bottom-0 z-20 grid grid-cols-5 border-t border-line bg-raised pb-[env(safe-area-inset-bottom)] lg:hidden print:hidden"
    >
      {first.map((item) => {
        const Icon = iconOf(item.icon)
        return (
          <NavLink key={item.room} to={item.href} className={look}>
            <Icon aria-hidden className="size-5" />
            <span className="max-w-full truncate">
              {item.label.replace(/^Action /, '').replace(/^./, (letter) => letter.toUpperCase())}
            </span>
            {item.count ? (
              <span className="tabular absolute start-1/2 top-1 ms-2 min-w-4 rounded-full bg-accent px-1 text-center text-[0.625rem] leading-4 font-semibold text-on-accent">
                {item.count}
                <span className="sr-only"> open</span>
              </span>
            ) : null}
          </NavLink>
        )
      })}
      <Menu
        align="end"
        className="col-start-5"
        look={look}
        panelClassName="bottom-full mb-2 max-lg:min-w-56"
        trigger={
          <>
            <Ellipsis aria-hidden className="size-5" />
            More
          </>
        }
        items={nav
          .filter((item) => !first.includes(item))
          .map(({ label, href, icon }) => ({ label, href, icon: iconOf(icon) }))}
      />
    </nav>
  )
}

function AsOf({ asOf }: { asOf: NonNullable<ShellProps['asOf']> }) {
  return (
    <p className="flex flex-wrap items-center gap-x-3 border-b border-warn/30 bg-warn-soft px-4 py-2 text-sm sm:px-8">
      You are reading the plan as it stood on {formatDay(asOf.day)}.
      <Link to={asOf.backHref} className="font-medium text-accent underline underline-offset-3">
        Back to today
      </Link>
    </p>
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
