import { Form, Link } from '@remix-run/react'
import { LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react'
import { paths } from '#app/paths.ts'
import { Popover } from './dialog.tsx'
import { forgetDrafts } from './draft.ts'
import { useHydrated } from './hydrated.ts'
import type { ShellProps } from './shell.tsx'
import { Avatar, Monogram } from './status.tsx'
import { chooseTheme, type Theme, useTheme } from './theme.ts'

const themeChoices: { theme: Theme; label: string; icon: typeof Sun }[] = [
  { theme: 'system', label: 'As the system', icon: Monitor },
  { theme: 'light', label: 'Light', icon: Sun },
  { theme: 'dark', label: 'Dark', icon: Moon },
]

/** Who one is, one's other organisations, the colours, and the way out. */
export function PersonMenu({ shell }: { shell: ShellProps }) {
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
