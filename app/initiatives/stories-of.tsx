import { Plus } from 'lucide-react'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Section } from '#app/ui/page.tsx'

interface StoriesOfProps {
  org: string
  initiativeId: string
  stories: { id: string; title: string; state: string; total: number }[]
  /** Whether the viewer may tell one, and something may have come of it. */
  canTell: boolean
}

/** Customers whose stories tell what came of it. */
export function StoriesOf({ org, initiativeId, stories, canTell }: StoriesOfProps) {
  const total = stories[0]?.total ?? 0
  if (!total && !canTell) return null
  return (
    <Section
      title="Customer stories"
      count={total}
      description="They tell what came of it, in a customer’s words."
      actions={
        canTell && (
          <LinkButton href={paths.newStory(org, { initiative: initiativeId })} size="small" icon={Plus}>
            Tell a story
          </LinkButton>
        )
      }
    >
      {total === 0 ? (
        <p className="text-ink-muted">None yet. Ask a customer whether they notice the difference.</p>
      ) : (
        <ul className="grid gap-1.5">
          {stories.map(({ id, title, state }) => (
            <li key={id} className="flex flex-wrap items-baseline gap-x-3">
              <TextLink href={paths.story(org, id)}>
                <span dir="auto">{title}</span>
              </TextLink>
              {state === 'draft' && <span className="text-sm text-ink-muted">draft</span>}
            </li>
          ))}
          {total > stories.length && (
            <li className="text-sm">
              <TextLink href={paths.stories(org, { initiative: initiativeId })}>All {total} stories</TextLink>
            </li>
          )}
        </ul>
      )}
    </Section>
  )
}
