import { Link, type LinkProps } from '@remix-run/react'
import { clsx } from 'clsx'
import { ExternalLink as ExternalIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { isSafeAddress, isSafePath } from './safe-link.ts'

interface TextLinkProps extends Omit<LinkProps, 'to'> {
  /** A path of this site (from `paths.ts`); anything else is shown as plain text. */
  href: string
  /** Quiet links are underlined only when pointed at: for tables and lists, where every row is one. */
  quiet?: boolean
}

export function TextLink({ href, quiet, className, children, ...rest }: TextLinkProps) {
  if (!isSafePath(href)) return <span className={className}>{children}</span>
  return (
    <Link {...rest} to={href} className={clsx(quiet ? 'quiet-link' : 'link', className)}>
      {children}
    </Link>
  )
}

/** A web address people typed: opens elsewhere, tells nobody where from. */
export function WebLink({ href, children }: { href: string; children?: ReactNode }) {
  if (!isSafeAddress(href)) return <span>{children ?? href}</span>
  return (
    <a
      href={href}
      rel="noopener noreferrer nofollow"
      target="_blank"
      className="inline-flex items-baseline gap-1 break-all rounded-xs text-accent underline underline-offset-3"
    >
      {children ?? href.replace(/^https?:\/\//, '')}
      <ExternalIcon aria-hidden className="size-3 shrink-0 self-center" />
      <span className="sr-only">(opens in a new tab)</span>
    </a>
  )
}
