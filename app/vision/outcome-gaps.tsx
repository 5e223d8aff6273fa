import { paths } from '#app/paths.ts'
import { plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { StatusShape } from '#app/ui/status.tsx'
import type { Half } from './outcome.ts'

/** What outcomes lack, counted; every count leads to the list behind it. */
export function OutcomeGaps({
  outcomes,
  org,
}: {
  outcomes: { missing: Half[]; ownerId: string | null }[]
  org: string
}) {
  const lacking = (half: Half) => outcomes.filter(({ missing }) => missing.includes(half)).length
  const gaps = [
    { key: 'what', count: lacking('what'), words: 'no figure (WHAT missing)' },
    { key: 'how', count: lacking('how'), words: 'no feeling (HOW missing)' },
    { key: 'owner', count: outcomes.filter(({ ownerId }) => !ownerId).length, words: 'no owner' },
  ].filter(({ count }) => count > 0)
  if (!gaps.length) return null
  return (
    <ul aria-label="What is missing" className="flex flex-wrap gap-x-6 gap-y-1.5 text-sm">
      {gaps.map(({ key, count, words }) => (
        <li key={key} className="flex items-center gap-2">
          <StatusShape tone="warn" />
          <TextLink href={paths.outcomeList(org, { missing: key })}>
            {plural(count, 'outcome has', 'outcomes have')} {words}
          </TextLink>
        </li>
      ))}
    </ul>
  )
}
