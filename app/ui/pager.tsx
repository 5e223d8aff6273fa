import { clsx } from 'clsx'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { LinkButton, buttonLook } from './button.tsx'
import { formatNumber } from './format.ts'
import { useLocale } from './organisation.ts'

interface PagerProps {
  /** From 1. */
  page: number
  pageSize: number
  total: number
  hrefFor: (page: number) => string
}

/** Says which part of a list this is; one page needs no pager. */
export function Pager({ page, pageSize, total, hrefFor }: PagerProps) {
  const { locale } = useLocale()
  const pages = Math.max(1, Math.ceil(total / pageSize))
  const count = (value: number) => formatNumber(value, 0, locale)
  if (pages === 1 && page === 1) return null
  const from = Math.min(total, (page - 1) * pageSize + 1)
  const to = Math.min(total, page * pageSize)
  return (
    <nav aria-label="Pages" className="flex flex-wrap items-center justify-between gap-3 text-sm print:hidden">
      <p className="tabular text-ink-muted">
        {page > pages ? `There are only ${count(pages)} pages` : `${count(from)}–${count(to)} of ${count(total)}`}
      </p>
      <div className="flex items-center gap-2">
        <Step href={page > 1 ? hrefFor(Math.min(page - 1, pages)) : null} label="Previous" />
        <span className="tabular px-1 text-ink-muted">
          Page {count(page)} of {count(pages)}
        </span>
        <Step href={page < pages ? hrefFor(page + 1) : null} label="Next" forward />
      </div>
    </nav>
  )
}

function Step({ href, label, forward }: { href: string | null; label: string; forward?: boolean }) {
  const Arrow = forward ? ChevronRight : ChevronLeft
  const face = (
    <span className={clsx('inline-flex items-center gap-1', forward && 'flex-row-reverse')}>
      <Arrow aria-hidden className="size-4 rtl:rotate-180" />
      {label}
    </span>
  )
  if (href)
    return (
      <LinkButton href={href} size="small">
        {face}
      </LinkButton>
    )
  return (
    <span aria-disabled className={buttonLook('secondary', 'small')}>
      {face}
    </span>
  )
}
