/** The ways between rooms: the sidebar with the organisation switcher, and the bar at the bottom of a phone. */
import { Link, useLocation } from '@remix-run/react'
import { ChevronsUpDown, Ellipsis } from 'lucide-react'
import { paths } from '#app/paths.ts'
import { Menu } from './dialog.tsx'
import { iconOf } from './icons.tsx'
import { Mark } from './mark.tsx'
import type { ShellProps } from './shell.tsx'
import { Monogram } from './status.tsx'

export interface ShellNav {
  room: string
  label: string
  href: string
  /** Further addresses that belong to the room, such as its values, units or segments. */
  also?: readonly string[]
  icon: string
  count?: number
  /** Rooms of one group stand together; the first group has no heading. */
  group?: string
}

const groupNames: Record<string, string> = {
  strategy: 'Strategy',
  voice: 'Voice of the customer',
  organisation: 'Organisation',
}

/** Says of each room whether the page being read is its own, one below it, or one of its further addresses. */
function useCurrentRoom() {
  const { pathname } = useLocation()
  return ({ href, also = [] }: Pick<ShellNav, 'href' | 'also'>) => isRoomOf(pathname, [href, ...also])
}

export const isRoomOf = (pathname: string, addresses: readonly string[]) =>
  addresses.some((address) => pathname === address || pathname.startsWith(`${address}/`))

export function Sidebar({ shell, nav }: { shell: ShellProps; nav: readonly ShellNav[] }) {
  const isCurrent = useCurrentRoom()
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
                    <RoomLink item={item} current={isCurrent(item)} />
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

function RoomLink({ item, current }: { item: ShellNav; current: boolean }) {
  const Icon = iconOf(item.icon)
  return (
    <Link
      to={item.href}
      aria-current={current ? 'page' : undefined}
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
    </Link>
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
        current: slug === (org.present ?? org.slug),
      }))}
    />
  )
}

const roomsAtHand: Record<string, readonly string[]> = { executive: ['duties', 'executive', 'strategy', 'kpis'] }
const roomsOfWork = ['duties', 'initiatives', 'action-plans', 'kpis']
const shortLabels: Record<string, string> = { executive: 'Executive', strategy: 'Strategy', 'action-plans': 'Plans' }

/** On phones: the four rooms that somebody of this role opens most, and the rest. */
export function BottomBar({ nav, role }: { nav: readonly ShellNav[]; role: string }) {
  const isCurrent = useCurrentRoom()
  const wanted = roomsAtHand[role] ?? roomsOfWork
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
          <Link key={item.room} to={item.href} aria-current={isCurrent(item) ? 'page' : undefined} className={look}>
            <Icon aria-hidden className="size-5" />
            <span className="max-w-full truncate">{shortLabels[item.room] ?? item.label}</span>
            {item.count ? (
              <span className="tabular absolute start-1/2 top-1 ms-2 min-w-4 rounded-full bg-accent px-1 text-center text-[0.625rem] leading-4 font-semibold text-on-accent">
                {item.count}
                <span className="sr-only"> open</span>
              </span>
            ) : null}
          </Link>
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
