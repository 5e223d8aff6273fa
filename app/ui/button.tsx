import { Link } from '@remix-run/react'
import { clsx } from 'clsx'
import { LoaderCircle, type LucideIcon } from 'lucide-react'
import { type ButtonHTMLAttributes, forwardRef } from 'react'
import { isSafePath } from './safe-link.ts'

export type ButtonVariant = 'primary' | 'secondary' | 'quiet' | 'danger'
export type ButtonSize = 'small' | 'medium' | 'large'

const base =
  'inline-flex max-w-full items-center justify-center gap-2 justify-self-start rounded-md border font-medium no-underline transition-colors duration-100 ' +
  'select-none aria-disabled:cursor-default aria-disabled:opacity-60 disabled:cursor-not-allowed disabled:opacity-50 ' +
  'pointer-coarse:min-h-11 print:hidden'

const variants: Record<ButtonVariant, string> = {
  primary: 'border-transparent bg-accent text-on-accent hover:bg-accent-strong',
  secondary: 'border-line-strong/50 bg-raised text-ink hover:border-line-strong hover:bg-sunken',
  quiet: 'border-transparent text-ink-muted hover:bg-sunken hover:text-ink',
  danger: 'border-bad/60 bg-raised text-bad hover:border-bad hover:bg-bad-soft',
}

const sizes: Record<ButtonSize, string> = {
  small: 'min-h-7 px-2.5 text-sm',
  medium: 'min-h-9 px-3.5 text-sm max-sm:px-3',
  large: 'min-h-11 px-5 text-base',
}

export function buttonLook(variant: ButtonVariant = 'secondary', size: ButtonSize = 'medium', className?: string) {
  return clsx(base, variants[variant], sizes[size], className)
}

interface Look {
  variant?: ButtonVariant
  size?: ButtonSize
  icon?: LucideIcon
}

export interface ButtonProps extends Look, ButtonHTMLAttributes<HTMLButtonElement> {
  /** Shows that the work is under way; the button keeps the focus but does nothing. */
  pending?: boolean
}

/** `type` is `button` unless said otherwise, so that no button sends a form by accident. */
export const Button = forwardRef<HTMLButtonElement, ButtonProps>(function Button(
  { variant, size, icon: Icon, pending, className, children, onClick, type = 'button', ...rest },
  ref,
) {
  return (
    <button
      {...rest}
      ref={ref}
      type={type}
      aria-disabled={pending || undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      className={buttonLook(variant, size, className)}
    >
      {pending ? (
        <LoaderCircle aria-hidden className="-ml-0.5 size-4 animate-spin" />
      ) : (
        Icon && <Icon aria-hidden className="-ml-0.5 size-4 shrink-0" />
      )}
      {children}
    </button>
  )
})

interface LinkButtonProps extends Look {
  /** A path of this site. */
  href: string
  children: React.ReactNode
  className?: string
  /** Leaves the page as a document: for downloads. */
  reloadDocument?: boolean
  'aria-label'?: string
}

/** Looks like a button, goes somewhere: for the main thing to do on a page. */
export function LinkButton({ href, variant, size, icon: Icon, className, children, ...rest }: LinkButtonProps) {
  const content = (
    <>
      {Icon && <Icon aria-hidden className="-ml-0.5 size-4 shrink-0" />}
      {children}
    </>
  )
  if (!isSafePath(href)) return <span className={buttonLook(variant, size, className)}>{content}</span>
  return (
    <Link {...rest} to={href} className={buttonLook(variant, size, className)}>
      {content}
    </Link>
  )
}

interface IconButtonProps extends Omit<ButtonProps, 'children' | 'icon'> {
  icon: LucideIcon
  /** What it does: read aloud, and shown when pointed at. */
  label: string
}

export const IconButton = forwardRef<HTMLButtonElement, IconButtonProps>(function IconButton(
  { icon: Icon, label, variant = 'quiet', size = 'medium', className, type = 'button', pending, ...rest },
  ref,
) {
  const square = size === 'small' ? 'size-7' : size === 'large' ? 'size-11' : 'size-9'
  return (
    <button
      {...rest}
      ref={ref}
      type={type}
      title={label}
      aria-label={label}
      aria-disabled={pending || undefined}
      className={clsx(base, variants[variant], square, 'pointer-coarse:min-w-11 shrink-0', className)}
    >
      <Icon aria-hidden className="size-4" />
    </button>
  )
})
