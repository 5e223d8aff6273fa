import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { initials } from './format.ts'
import { TextLink } from './link.tsx'

export const tones = ['good', 'warn', 'bad', 'info', 'neutral', 'done'] as const
export type Tone = (typeof tones)[number]

export const toneInk: Record<Tone, string> = {
  good: 'text-good',
  warn: 'text-warn',
  bad: 'text-bad',
  info: 'text-info',
  neutral: 'text-ink-muted',
  done: 'text-good',
}

/** Each tone has its own shape, so that the status is seen without colour. */
const shapes: Record<Tone, ReactNode> = {
  good: <circle cx="6" cy="6" r="5" />,
  warn: <path d="M6 .8 11.6 11H.4Z" />,
  bad: <rect x="1" y="1" width="10" height="10" rx="1" />,
  info: <path d="M6 .2 11.8 6 6 11.8.2 6Z" />,
  neutral: <circle cx="6" cy="6" r="4.2" fill="none" stroke="currentColor" strokeWidth="1.6" />,
  done: (
    <>
      <circle cx="6" cy="6" r="5.2" fill="none" stroke="currentColor" strokeWidth="1.4" />
      <path d="m3.6 6.2 1.7 1.7 3.2-3.6" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
}

export function StatusShape({ tone, className }: { tone: Tone; className?: string }) {
  return (
    <svg viewBox="0 0 12 12" fill="currentColor" aria-hidden className={clsx('status-shape', toneInk[tone], className)}>
      {shapes[tone]}
    </svg>
  )
}

/** Shape, word and colour say the same thing. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <span className="status">
      <StatusShape tone={tone} />
      {children}
    </span>
  )
}

const badgeLook: Record<Tone, string> = {
  good: 'bg-good-soft text-good',
  warn: 'bg-warn-soft text-warn',
  bad: 'bg-bad-soft text-bad',
  info: 'bg-info-soft text-info',
  neutral: 'bg-sunken text-ink-muted',
  done: 'bg-good-soft text-good',
}

/** A short word or count beside a name; for statuses use `Status`. */
export function Badge({ tone = 'neutral', children }: { tone?: Tone; children: ReactNode }) {
  return (
    <span
      className={clsx(
        'inline-flex min-h-5 items-center rounded-full border border-current/15 px-2 text-xs font-medium whitespace-nowrap',
        badgeLook[tone],
      )}
    >
      {children}
    </span>
  )
}

/** A person's initials; always beside their name, never instead of it. */
export function Avatar({ name, size = 'medium' }: { name: string; size?: 'small' | 'medium' | 'large' }) {
  const look = { small: 'size-5 text-[0.5625rem]', medium: '', large: 'size-12 text-lg' }[size]
  return (
    <span aria-hidden className={clsx('avatar', look)}>
      {initials(name)}
    </span>
  )
}

export function PersonChip({ name, unit, href }: { name: string | null; unit?: string | null; href?: string | null }) {
  if (!name) return <span className="text-ink-muted">nobody</span>
  return (
    <span className="person">
      <span aria-hidden className="avatar">
        {initials(name)}
      </span>
      <span>
        {href ? (
          <TextLink href={href} quiet>
            {name}
          </TextLink>
        ) : (
          <span className="font-medium">{name}</span>
        )}
        {unit && <span className="text-ink-muted"> · {unit}</span>}
      </span>
    </span>
  )
}

/** A square with a letter, for organisations and units. */
export function Monogram({ name, className = 'size-6' }: { name: string; className?: string }) {
  return (
    <span
      aria-hidden
      className={clsx(
        'inline-flex shrink-0 items-center justify-center rounded-md bg-accent text-xs font-semibold text-on-accent',
        className,
      )}
    >
      {[...initials(name)][0]}
    </span>
  )
}
