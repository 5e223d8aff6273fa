import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Section } from '#app/ui/page.tsx'
import { whereWords } from '#app/stories/where.ts'

interface ExecutiveStoryProps {
  org: string
  story: {
    id: string
    quote: string
    pseudonym: string
    outcome: string
    stepName: string | null
    journeyName: string | null
    touchpointName: string | null
    initiativeId: string | null
    initiativeName: string | null
  } | null
}

/** One customer's voice: the newest story that may be told today. */
export function ExecutiveStory({ org, story }: ExecutiveStoryProps) {
  if (!story) return null
  const where = whereWords(story)
  return (
    <Section
      title="In a customer’s words"
      actions={
        <LinkButton href={paths.stories(org, { state: 'published' })} size="small" variant="quiet">
          All stories
        </LinkButton>
      }
    >
      <figure className="border-s-2 border-accent/50 ps-5">
        <blockquote dir="auto" className="line-clamp-6 max-w-prose font-serif text-xl leading-snug text-pretty">
          “{story.quote}”
        </blockquote>
        <figcaption className="mt-2 text-sm text-ink-muted">
          <TextLink href={paths.story(org, story.id)} quiet>
            <span dir="auto">{story.pseudonym}</span>
          </TextLink>
          {where && ` · ${where}`}
        </figcaption>
      </figure>
      <p className="mt-3 max-w-prose text-sm">
        <span className="text-ink-muted">What came of it: </span>
        <span dir="auto">{story.outcome}</span>
        {story.initiativeId && (
          <>
            {' '}
            <TextLink href={paths.initiative(org, story.initiativeId)}>{story.initiativeName}</TextLink>
          </>
        )}
      </p>
    </Section>
  )
}
