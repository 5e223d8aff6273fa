import { NavLink } from '@remix-run/react'
import { clsx } from 'clsx'
import { ChevronRight } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { TextLink } from './link.tsx'
import { Badge } from './status.tsx'

interface PageProps {
  title: string
  /** A word above the title: the kind of record, or `Breadcrumbs`. */
  eyebrow?: ReactNode
  /** One sentence under the title. */
  lede?: ReactNode
  /** Where the record's evidence chain stands: why it is there and what came of it. */
  chain?: string
  /** Buttons; the main one first. */
  actions?: ReactNode
  tabs?: TabItem[]
  children: ReactNode
  /** Beside the content on wide screens, under it on narrow ones. */
  aside?: ReactNode
}

/** The frame of every page inside the shell: exactly one `h1`. */
export function Page({ title, eyebrow, lede, chain, actions, tabs, children, aside }: PageProps) {
  return (
    <div className="mx-auto w-full max-w-6xl px-4 pt-6 pb-16 sm:px-8 sm:pt-9 print:max-w-none print:p-0">
      <header className="mb-8">
        {eyebrow && <div className="mb-1.5 text-sm text-ink-muted">{eyebrow}</div>}
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-4">
          <div className="min-w-0 flex-1 basis-72">
            <h1 dir="auto" className="text-2xl font-semibold tracking-tight">
              {title}
            </h1>
            {lede && <div className="mt-2 max-w-prose text-ink-muted">{lede}</div>}
            {chain && (
              <p className="mt-2 text-sm print:hidden">
                <TextLink href={chain}>Why, and what came of it</TextLink>
              </p>
            )}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2 max-sm:gap-1.5 print:hidden">{actions}</div>}
        </div>
        {tabs && <Tabs items={tabs} className="mt-6" />}
      </header>
      {aside ? (
        <div className="with-aside grid gap-10 lg:grid-cols-[minmax(0,1fr)_18rem]">
          <div className="grid min-w-0 content-start gap-10">{children}</div>
          <aside aria-label="About this page" className="grid min-w-0 content-start gap-8 text-sm">
            {aside}
          </aside>
        </div>
      ) : (
        <div className="page-body grid grid-cols-[minmax(0,1fr)] content-start gap-10">{children}</div>
      )}
    </div>
  )
}

interface SectionProps {
  title: string
  description?: ReactNode
  actions?: ReactNode
  count?: number
  children: ReactNode
  id?: string
}

export function Section({ title, description, actions, count, children, id }: SectionProps) {
  const made = useId()
  const heading = id ? `${id}-heading` : made
  return (
    <section id={id} aria-labelledby={heading} className="min-w-0">
      <div className="mb-3.5 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div className="min-w-0">
          <h2 id={heading} className="flex items-center gap-2 text-lg font-semibold">
            {title}
            {count !== undefined && <Badge>{count}</Badge>}
          </h2>
          {description && <div className="mt-0.5 max-w-prose text-sm text-ink-muted">{description}</div>}
        </div>
        {actions && <div className="flex flex-wrap items-center gap-2 text-sm print:hidden">{actions}</div>}
      </div>
      {children}
    </section>
  )
}

/** A raised box. Use sparingly: for things one compares side by side. */
export function Card({ children, className }: { children: ReactNode; className?: string }) {
  return <div className={clsx('card min-w-0 rounded-lg border border-line bg-raised p-5', className)}>{children}</div>
}

export interface Fact {
  term: string
  value: ReactNode
}

/** Terms and values; a missing value is said to be missing. */
export function Facts({ items, columns = 1 }: { items: Fact[]; columns?: 1 | 2 | 3 }) {
  const grid = { 1: '', 2: 'sm:grid-cols-2', 3: 'sm:grid-cols-2 lg:grid-cols-3' }[columns]
  return (
    <dl className={clsx('grid gap-x-8 gap-y-3.5', grid)}>
      {items.map(({ term, value }) => (
        <div key={term} className="min-w-0">
          <dt className="text-sm text-ink-muted">{term}</dt>
          <dd dir="auto" className="mt-0.5 min-w-0 text-base">
            {value === null || value === undefined || value === '' ? (
              <span className="text-ink-muted">not set</span>
            ) : (
              value
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

export interface TabItem {
  label: string
  href: string
  count?: number
  /** Current only on exactly this path: for the first tab, whose path begins the others'. */
  end?: boolean
}

export function Tabs({
  items,
  label = 'Parts of this page',
  className,
}: {
  items: TabItem[]
  label?: string
  className?: string
}) {
  return (
    <nav aria-label={label} className={clsx('-mx-1 overflow-x-auto px-1 print:hidden', className)}>
      <ul className="flex w-full min-w-fit gap-5 border-b border-line">
        {items.map(({ label, href, count, end }) => (
          <li key={href}>
            <NavLink
              to={href}
              end={end}
              className="inline-flex min-h-9 items-center gap-2 border-b-2 border-transparent text-sm font-medium whitespace-nowrap text-ink-muted hover:text-ink aria-[current=page]:border-accent forced-colors:not-aria-[current=page]:border-[Canvas] aria-[current=page]:text-ink"
            >
              {label}
              {count !== undefined && <Badge>{count}</Badge>}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** The way to this page; the page itself is not repeated. */
export function Breadcrumbs({ items }: { items: { label: string; href: string }[] }) {
  return (
    <nav aria-label="Breadcrumbs">
      <ol className="flex flex-wrap items-center gap-1.5">
        {items.map(({ label, href }, at) => (
          <li key={href} className="inline-flex items-center gap-1.5">
            {at > 0 && <ChevronRight aria-hidden className="size-3.5 rtl:rotate-180" />}
            <TextLink href={href} quiet className="inline-flex min-h-6 items-center font-normal! text-ink-muted!">
              {label}
            </TextLink>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** A sentence that matters, set large: the vision, the promise. */
export function Statement({ children, by }: { children: ReactNode; by?: ReactNode }) {
  return (
    <figure className="max-w-3xl border-l-2 border-accent pl-5 sm:pl-7">
      <blockquote dir="auto" className="font-serif text-2xl text-pretty text-ink sm:text-3xl">
        {children}
      </blockquote>
      {by && <figcaption className="mt-3 text-sm text-ink-muted">{by}</figcaption>}
    </figure>
  )
}

/** Text that people typed, in paragraphs and `- ` lists; never read as HTML. */
export function Prose({ text, className }: { text: string | null | undefined; className?: string }) {
  if (!text?.trim()) return <p className="text-ink-muted">Nothing written yet.</p>
  return (
    <div className={clsx('max-w-prose space-y-3 leading-relaxed', className)}>
      {blocks(text).map((block, at) =>
        block.list ? (
          <ul key={at} dir="auto" className="list-disc space-y-1 ps-5 marker:text-ink-muted">
            {block.lines.map((line, item) => (
              <li key={item}>{line}</li>
            ))}
          </ul>
        ) : (
          <p key={at} dir="auto" className="whitespace-pre-line">
            {block.lines.join('\n')}
          </p>
        ),
      )}
    </div>
  )
}

function blocks(text: string): { list: boolean; lines: string[] }[] {
  const result: { list: boolean; lines: string[] }[] = []
  let open: { list: boolean; lines: string[] } | null = null
  for (const line of text.replace(/\r\n?/g, '\n').split('\n')) {
    const item = /^\s*[-*•]\s+(.*)$/.exec(line)
    if (!line.trim()) open = null
    else if (open && open.list === Boolean(item)) open.lines.push(item ? item[1]! : line)
    else result.push((open = { list: Boolean(item), lines: [item ? item[1]! : line] }))
  }
  return result
}
