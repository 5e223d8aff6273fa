import { clsx } from 'clsx'

/** Sirius is a binary star: a great one and its small companion on one orbit, so close that they shine as one. */
export function Mark({ className = 'size-7', title }: { className?: string; title?: string }) {
  return (
    <svg
      viewBox="0 0 32 32"
      className={clsx('shrink-0', className)}
      role={title ? 'img' : undefined}
      aria-hidden={!title}
    >
      {title && <title>{title}</title>}
      <ellipse
        cx="16"
        cy="16"
        rx="14"
        ry="6.2"
        transform="rotate(-32 16 16)"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.4"
        opacity="0.45"
      />
      <path
        d="M14 4.5c.7 6.3 2.9 8.7 9.3 9.6-6.4.9-8.6 3.3-9.3 9.6-.7-6.3-2.9-8.7-9.3-9.6 6.4-.9 8.6-3.3 9.3-9.6Z"
        fill="currentColor"
      />
      <circle cx="25.6" cy="22.6" r="2.9" fill="currentColor" />
    </svg>
  )
}

/** The mark with the name, for the front door, the sidebar and print. */
export function Wordmark({ className }: { className?: string }) {
  return (
    <span className={clsx('inline-flex items-center gap-2 text-accent', className)}>
      <Mark />
      <span className="font-serif text-xl leading-none tracking-tight text-ink">Sirius</span>
    </span>
  )
}
