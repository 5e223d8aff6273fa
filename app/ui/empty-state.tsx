import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon?: LucideIcon
  title: string
  /** What belongs here and what to do first, in a sentence or two. */
  children?: ReactNode
  actions?: ReactNode
}

export function EmptyState({ icon: Icon, title, children, actions }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-start gap-3 rounded-lg border border-dashed border-line-strong/50 px-6 py-8 sm:px-8">
      {Icon && (
        <span className="inline-flex size-9 items-center justify-center rounded-full bg-accent-soft text-accent">
          <Icon aria-hidden className="size-4.5" />
        </span>
      )}
      <p className="font-serif text-xl text-ink">{title}</p>
      {children && <div className="max-w-prose text-ink-muted">{children}</div>}
      {actions && <div className="mt-1 flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
