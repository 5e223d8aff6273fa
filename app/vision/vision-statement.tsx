import type { ReactNode } from 'react'

interface VisionStatementProps {
  statement: string
  brandPromise: string
  /** Since when, and by whom it was ratified. */
  by?: ReactNode
  /** Where it is read to be judged, not to be looked up to. */
  smaller?: boolean
}

/** The vision as it hangs on the wall: nothing on the page is larger. */
export function VisionStatement({ statement, brandPromise, by, smaller }: VisionStatementProps) {
  const modest = smaller || statement.length > 280
  return (
    <figure className="relative max-w-4xl py-2 sm:py-4">
      <span
        aria-hidden
        className="pointer-events-none block h-10 font-serif text-[4.5rem] leading-none text-accent/35 select-none sm:h-14 sm:text-[6.5rem] print:hidden"
      >
        “
      </span>
      <blockquote
        dir="auto"
        className={
          modest
            ? 'font-serif text-xl leading-snug whitespace-pre-line text-ink sm:text-[1.75rem]'
            : 'font-serif text-[1.75rem] leading-[1.2] text-balance whitespace-pre-line text-ink sm:text-[2.75rem] print:text-[1.75rem]'
        }
      >
        {statement}
      </blockquote>
      {brandPromise && (
        <div className="mt-7 flex gap-4 sm:mt-9">
          <span aria-hidden className="w-0.5 shrink-0 rounded-full bg-accent" />
          <div className="min-w-0">
            <p className="text-sm text-ink-muted">What we promise</p>
            <p dir="auto" className="mt-0.5 font-serif text-lg whitespace-pre-line text-ink italic sm:text-xl">
              {brandPromise}
            </p>
          </div>
        </div>
      )}
      {by && <figcaption className="mt-6 text-sm text-ink-muted">{by}</figcaption>}
    </figure>
  )
}
