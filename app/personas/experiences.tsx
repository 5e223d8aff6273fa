import { HeartPulse, Plus } from 'lucide-react'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { EmptyState } from '#app/ui/empty-state.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Section } from '#app/ui/page.tsx'
import { type ExperienceKind, experienceHeadings, experienceKinds, mostQuoted } from './experience.ts'
import { ExperienceGrade, type Graded } from './experience-grade.tsx'

interface Line extends Graded {
  kind: ExperienceKind
  sentence: string
  quote: { text: string; responseId: string | null; observationId: string | null } | null
}

interface ExperiencesProps {
  org: string
  personaId: string
  lines: readonly Line[]
  archived: readonly { id: string; sentence: string }[]
  canEdit: boolean
}

/** What delights and what pains a persona, each with what it rests on. */
export function Experiences({ org, personaId, lines, archived, canEdit }: ExperiencesProps) {
  const add = (kind: ExperienceKind) =>
    canEdit && (
      <LinkButton href={paths.newPersonaExperience(org, { persona: personaId, kind })} size="small" icon={Plus}>
        Add a {kind}
      </LinkButton>
    )
  return (
    <>
      {lines.length ? (
        <div className="grid gap-x-10 gap-y-8 sm:grid-cols-2">
          {experienceKinds.map((kind) => (
            <Section key={kind} title={experienceHeadings[kind]} actions={add(kind)} id={`${kind}s`}>
              <Lines org={org} kind={kind} lines={lines.filter((line) => line.kind === kind)} />
            </Section>
          ))}
        </div>
      ) : (
        <Section title="Delights and pains">
          <EmptyState
            icon={HeartPulse}
            title="What makes their day, what spoils it?"
            actions={
              <>
                {add('pain')}
                {add('delight')}
              </>
            }
          >
            Begin with one pain you hear again and again, in one sentence. Then link the themes, responses and
            observations that show it: until then it counts as assumed.
          </EmptyState>
        </Section>
      )}
      {archived.length > 0 && (
        <details className="text-sm print:hidden">
          <summary className="w-fit cursor-pointer text-ink-muted">
            Delights and pains that were archived ({archived.length})
          </summary>
          <ul className="mt-2 grid gap-1.5">
            {archived.map(({ id, sentence }) => (
              <li key={id} dir="auto">
                <TextLink href={paths.personaExperience(org, id)}>{sentence}</TextLink>
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function Lines({ org, kind, lines }: { org: string; kind: ExperienceKind; lines: readonly Line[] }) {
  if (!lines.length) return <p className="text-ink-muted">No {kind} is known yet.</p>
  return (
    <ul className="grid gap-5">
      {lines.map((line) => (
        <li key={line.id} className="grid gap-1">
          <TextLink href={paths.personaExperience(org, line.id)} quiet>
            <span dir="auto">{line.sentence}</span>
          </TextLink>
          <span className="text-sm text-ink-muted">
            <ExperienceGrade org={org} experience={line} />
          </span>
          {line.quote && <Quote org={org} quote={line.quote} />}
        </li>
      ))}
    </ul>
  )
}

function Quote({ org, quote }: { org: string; quote: NonNullable<Line['quote']> }) {
  const { text, responseId, observationId } = quote
  const words = text.length < mostQuoted ? text : `${text.trimEnd()}…`
  const from = responseId ? paths.response(org, responseId) : observationId && paths.observation(org, observationId)
  return (
    <blockquote dir="auto" className="border-s-2 border-accent/50 ps-3 font-serif text-pretty">
      {from ? (
        <TextLink href={from} quiet className="font-normal!">
          “{words}”
        </TextLink>
      ) : (
        <>“{words}”</>
      )}
    </blockquote>
  )
}
