import { kindNames } from '#app/paths.ts'
import { plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import type { Holding } from './holdings.server.ts'

const partWords: Record<string, string> = { owner: 'owns', sponsor: 'sponsors', reviewer: 'reviews' }
const manyNames: Record<string, string> = {
  persona: 'personas',
  reply_task: 'replies owed',
  story: 'stories',
}

const named = (kind: string, count: number) => {
  const one = kindNames[kind] ?? kind
  const lower = one === 'KPI' ? one : one.toLowerCase()
  return plural(count, lower, manyNames[kind] ?? `${lower}s`)
}

/** What somebody answers for, each with a link, and the list of all where there are many. */
export function HoldingsList({ holdings }: { holdings: Holding[] }) {
  return (
    <ul className="grid gap-x-10 gap-y-6 sm:grid-cols-2">
      {holdings.map(({ kind, part, count, href, first }) => (
        <li key={`${kind} ${part}`} className="min-w-0">
          <h3 className="text-sm text-ink-muted">
            {partWords[part]}{' '}
            {href ? (
              <TextLink href={href} quiet>
                {named(kind, count)}
              </TextLink>
            ) : (
              <span className="font-medium text-ink">{named(kind, count)}</span>
            )}
          </h3>
          <ul className="mt-1.5 grid gap-1">
            {first.map((one) => (
              <li key={one.id} dir="auto" className="min-w-0">
                {one.href ? <TextLink href={one.href}>{one.title}</TextLink> : one.title}
              </li>
            ))}
            {count > first.length && (
              <li className="text-sm text-ink-muted">
                {href ? (
                  <TextLink href={href}>and {count - first.length} more</TextLink>
                ) : (
                  `and ${count - first.length} more`
                )}
              </li>
            )}
          </ul>
        </li>
      ))}
    </ul>
  )
}
