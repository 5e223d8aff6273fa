import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { type Tone, StatusShape } from '#app/ui/status.tsx'

const looks = {
  info: 'border-info/30 bg-info-soft',
  warn: 'border-warn/30 bg-warn-soft',
  good: 'border-good/30 bg-good-soft',
} as const

/** One thing to know about this page, with what to do about it. */
export function Notice({
  tone,
  children,
  actions,
}: {
  tone: keyof typeof looks & Tone
  children: ReactNode
  actions?: ReactNode
}) {
  return (
    <div
      className={clsx(
        'flex flex-wrap items-center justify-between gap-x-6 gap-y-3 rounded-lg border px-4 py-3 text-sm',
        looks[tone],
      )}
    >
      <p className="flex min-w-0 flex-1 basis-64 items-baseline gap-2.5">
        <StatusShape tone={tone} className="relative top-px" />
        <span className="min-w-0 max-w-prose">{children}</span>
      </p>
      {actions && <div className="flex flex-wrap gap-2">{actions}</div>}
    </div>
  )
}
