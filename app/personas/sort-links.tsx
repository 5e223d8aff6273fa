import { TextLink } from '#app/ui/link.tsx'
import { type ListQuery, sortHref } from '#app/ui/list-query.ts'

/** The order of a gallery, which has no column heads to press. */
export function SortLinks({ query, options }: { query: ListQuery; options: { key: string; label: string }[] }) {
  return (
    <p className="-mt-2 flex flex-wrap gap-x-3 text-sm text-ink-muted print:hidden">
      Sorted by
      {options.map(({ key, label }) => {
        const current = query.sort.key === key
        return (
          <TextLink
            key={key}
            href={sortHref(query, key)}
            quiet
            aria-current={current || undefined}
            className={current ? undefined : 'font-normal! text-ink-muted!'}
          >
            {label}
            {current && (
              <>
                <span aria-hidden> {query.sort.direction === 'asc' ? '↑' : '↓'}</span>
                <span className="sr-only">, {query.sort.direction === 'asc' ? 'ascending' : 'descending'}</span>
              </>
            )}
          </TextLink>
        )
      })}
    </p>
  )
}
