import { paths } from '#app/paths.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Badge } from '#app/ui/status.tsx'
import { standingOf } from './story.ts'
import { StoryStatus } from './story-status.tsx'
import { whereWords } from './where.ts'
import { Words } from './words.tsx'

interface StoryCardProps {
  story: {
    id: string
    title: string
    outcome: string
    state: string
    quote: string
    pseudonym: string
    readable: boolean
    restricted: { reason: string; endsOn: string } | null
    erasedAt: Date | string | null
    archivedAt: Date | string | null
    stepName: string | null
    journeyName: string | null
    touchpointName: string | null
    consentGivenOn: string | null
    consentOutside: boolean
    consentEndsOn: string | null
    consentWithdrawnOn: string | null
  }
  org: string
  today: string
}

/** One story at a glance: the voice first, then where it was, what came of it and whether it may be told. */
export function StoryCard({ story, org, today }: StoryCardProps) {
  const where = whereWords(story)
  return (
    <article className="card relative flex min-w-0 flex-col gap-4 rounded-lg border border-line bg-raised p-5 hover:border-line-strong">
      <h2 dir="auto" className="text-sm text-ink-muted">
        <TextLink href={paths.story(org, story.id)} quiet className="after:absolute after:inset-0 after:rounded-lg">
          {story.title}
        </TextLink>
      </h2>
      <Words story={story} standing={standingOf(story, today)} />
      <dl className="grid gap-2.5 text-sm">
        {where && (
          <div>
            <dt className="sr-only">Where it happened</dt>
            <dd className="text-ink-muted">{where}</dd>
          </div>
        )}
        <div>
          <dt className="font-medium">What came of it</dt>
          <dd dir="auto" className="line-clamp-3 text-ink-muted">
            {story.outcome || 'Nothing said yet.'}
          </dd>
        </div>
      </dl>
      <div className="mt-auto flex flex-wrap items-center gap-3 border-t border-line pt-3 text-sm">
        <StoryStatus story={story} today={today} />
        {story.archivedAt && <Badge>Archived</Badge>}
      </div>
    </article>
  )
}
