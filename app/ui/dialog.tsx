import { clsx } from 'clsx'
import { Check, type LucideIcon } from 'lucide-react'
import {
  cloneElement,
  lazy,
  type ReactElement,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { Button, type ButtonVariant } from './button.tsx'
import { HiddenField } from './field.tsx'
import { place } from './place.ts'
import { isSafePath } from './safe-link.ts'
import { Form as RemixForm, Link, useLocation } from '@remix-run/react'

export interface DialogProps {
  open: boolean
  onOpenChange: (open: boolean) => void
  title: string
  description?: ReactNode
  children?: ReactNode
  wide?: boolean
}

const DialogPanel = lazy(() => import('./dialog-panel.tsx'))

/** A modal dialog: keeps the focus inside, closes with Esc, gives the focus back. For what cannot wait, never for reading. */
export function Dialog(props: DialogProps) {
  if (!props.open) return null
  return (
    <Suspense fallback={null}>
      <DialogPanel {...props} />
    </Suspense>
  )
}

interface ConfirmDialogProps extends DialogProps {
  confirmLabel: string
  cancelLabel?: string
  variant?: ButtonVariant
  onConfirm: () => void
}

/** Says what will happen (`description`) and asks once. */
export function ConfirmDialog({
  confirmLabel,
  cancelLabel = 'Cancel',
  variant = 'primary',
  onConfirm,
  children,
  ...props
}: ConfirmDialogProps) {
  return (
    <Dialog {...props}>
      {children}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Button variant="quiet" onClick={() => props.onOpenChange(false)}>
          {cancelLabel}
        </Button>
        <Button
          variant={variant}
          onClick={() => {
            props.onOpenChange(false)
            onConfirm()
          }}
        >
          {confirmLabel}
        </Button>
      </div>
    </Dialog>
  )
}

interface PopoverProps {
  /** What the closed popover shows; it looks like a button if `look` says so. */
  trigger: ReactNode
  /** Read aloud with the trigger: its name if that is only an icon. */
  label?: string
  look?: string
  align?: 'start' | 'end'
  children: ReactNode
  panelClassName?: string
  className?: string
}

/**
 * A disclosure (`details`) that opens over the page: readable and usable without JavaScript; with it, Esc and a click
 * elsewhere close it, and it is placed where it fits. It is a block: inside a `<p>` browsers would tear it out.
 */
export function Popover({ trigger, label, look, align = 'start', children, panelClassName, className }: PopoverProps) {
  const details = useRef<HTMLDetailsElement>(null)
  const panel = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)

  const close = useCallback((returnFocus: boolean) => {
    if (!details.current?.open) return
    details.current.open = false
    if (returnFocus) details.current.querySelector('summary')?.focus()
  }, [])

  const { key } = useLocation()
  useEffect(() => close(false), [key, close])

  useEffect(() => {
    const [box, content] = [details.current, panel.current]
    if (!open || !box || !content) return
    const settle = () => place(content, box, align)
    settle()
    const outside = (event: Event) => {
      if (!box.contains(event.target as Node)) close(false)
    }
    const escape = (event: KeyboardEvent) => {
      if (event.key === 'Escape') close(true)
    }
    document.addEventListener('pointerdown', outside)
    document.addEventListener('focusin', outside)
    document.addEventListener('keydown', escape)
    window.addEventListener('resize', settle)
    window.addEventListener('scroll', settle, true)
    return () => {
      document.removeEventListener('pointerdown', outside)
      document.removeEventListener('focusin', outside)
      document.removeEventListener('keydown', escape)
      window.removeEventListener('resize', settle)
      window.removeEventListener('scroll', settle, true)
    }
  }, [open, align, close])

  return (
    <details
      ref={details}
      onToggle={(event) => setOpen(event.currentTarget.open)}
      className={clsx('relative print:hidden', className)}
    >
      <summary title={label} className={look}>
        {trigger}
        {label && <span className="sr-only">{label}</span>}
      </summary>
      <div
        ref={panel}
        className={clsx(
          'panel absolute z-30 mt-1 max-h-[80dvh] w-max max-w-[min(22rem,calc(100vw-1.5rem))] min-w-48 overflow-y-auto rounded-lg border border-line-strong/40 bg-raised p-3 text-sm text-ink shadow-lift',
          align === 'end' ? 'end-0' : 'start-0',
          panelClassName,
        )}
      >
        {children}
      </div>
    </details>
  )
}

export type MenuItem =
  | { label: string; href: string; icon?: LucideIcon; hint?: string; current?: boolean }
  | { label: string; post: string; fields?: Record<string, string>; icon?: LucideIcon; hint?: string; danger?: boolean }
  | { label: string; onSelect: () => void; icon?: LucideIcon; hint?: string; current?: boolean }
  | { heading: string }
  | 'line'

interface MenuProps extends Omit<PopoverProps, 'children'> {
  items: MenuItem[]
  /** Something above the items, such as who is signed in. */
  head?: ReactNode
}

const itemLook =
  'flex min-h-8 w-full items-center gap-2.5 rounded-md px-2.5 py-1 text-start text-sm no-underline hover:bg-accent-soft focus-visible:bg-accent-soft pointer-coarse:min-h-11'

/** A list of places and small acts. Arrow keys move, Tab works too. */
export function Menu({ items, head, ...props }: MenuProps) {
  function move(event: React.KeyboardEvent<HTMLDivElement>) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('a[href], button')]
    const at = stops.indexOf(document.activeElement as HTMLElement)
    stops[(at + step + stops.length) % stops.length]?.focus()
  }
  function closeAfter(event: React.MouseEvent<HTMLDivElement>) {
    if ((event.target as Element).closest('a, button[type="button"]'))
      event.currentTarget.closest('details')!.open = false
  }
  return (
    <Popover {...props} panelClassName={clsx('p-1.5!', props.panelClassName)}>
      {head && <div className="border-b border-line px-2.5 pt-1 pb-2.5">{head}</div>}
      <div onKeyDown={move} onClick={closeAfter} className={head ? 'pt-1.5' : undefined}>
        {items.map((item, at) => (
          <MenuEntry key={at} item={item} />
        ))}
      </div>
    </Popover>
  )
}

function MenuEntry({ item }: { item: MenuItem }) {
  if (item === 'line') return <hr className="my-1.5 border-line" />
  if ('heading' in item) return <p className="px-2.5 pt-2 pb-1 text-xs font-medium text-ink-muted">{item.heading}</p>
  const Icon = item.icon
  const current = 'current' in item && item.current
  const content = (
    <>
      {Icon && <Icon aria-hidden className="size-4 shrink-0 text-ink-muted" />}
      <span className="min-w-0 truncate">{item.label}</span>
      {item.hint && <span className="ms-auto ps-4 text-xs text-ink-muted">{item.hint}</span>}
      {current && <Check aria-hidden className="ms-auto size-4 shrink-0 text-accent" />}
    </>
  )
  if ('href' in item)
    return isSafePath(item.href) ? (
      <Link to={item.href} className={itemLook} aria-current={current || undefined}>
        {content}
      </Link>
    ) : null
  if ('onSelect' in item)
    return (
      <button type="button" onClick={item.onSelect} aria-pressed={item.current} className={itemLook}>
        {content}
      </button>
    )
  return (
    <RemixForm method="post" action={item.post}>
      {Object.entries(item.fields ?? {}).map(([name, value]) => (
        <HiddenField key={name} name={name} value={value} />
      ))}
      <button type="submit" className={clsx(itemLook, item.danger && 'text-bad')}>
        {content}
      </button>
    </RemixForm>
  )
}

/** A few words about a control, shown when it is pointed at or focused; Esc hides it. Never the only place something is said. */
export function Tooltip({
  label,
  children,
}: {
  label: string
  children: ReactElement<{ 'aria-describedby'?: string }>
}) {
  const id = useId()
  const box = useRef<HTMLSpanElement>(null)
  const tip = useRef<HTMLSpanElement>(null)
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (!shown || !box.current || !tip.current) return
    place(tip.current, box.current, 'start')
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && setShown(false)
    document.addEventListener('keydown', escape)
    return () => document.removeEventListener('keydown', escape)
  }, [shown])
  return (
    <span
      ref={box}
      className="relative inline-flex"
      onPointerEnter={(event) => event.pointerType === 'mouse' && setShown(true)}
      onPointerLeave={() => setShown(false)}
      onFocus={(event) => event.target.matches(':focus-visible') && setShown(true)}
      onBlur={() => setShown(false)}
    >
      {cloneElement(children, { 'aria-describedby': id })}
      <span
        ref={tip}
        id={id}
        role="tooltip"
        className={clsx(
          'panel absolute start-0 top-full z-40 mt-1 w-max max-w-64 rounded-md border border-line bg-raised px-2.5 py-1.5 text-xs text-ink shadow-lift',
          !shown && 'hidden',
        )}
      >
        {label}
      </span>
    </span>
  )
}
