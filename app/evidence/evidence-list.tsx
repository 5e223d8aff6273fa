import { paths } from '#app/paths.ts'
import { formatDay, formatMoment, formatNumber, shortly } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { RestrictedWords } from '#app/ui/restricted-words.tsx'
import { Badge } from '#app/ui/status.tsx'
import { type EvidenceKind, countOf } from './evidence.ts'
import { SeverityStatus } from './severity-status.tsx'

interface EvidenceProps {
  org: string
  /** What rests on it: `gap`. */
  noun: string
  /** What is said where there is none. */
  nothing: string
  /** Where a piece is taken off; null for those who may not. */
  removal: string | null
  evidence: {
    observations: {
      id: string
      what: string
      quote: string
      severity: number
      seenAt: Date | string
      observerName: string
      archived: boolean
    }[]
    themes: { id: string; name: string; archived: boolean; mentions: number }[]
    responses: {
      id: string
      answeredOn: string
      postId: string
      postName: string
      text: string
      restricted: { reason: string; endsOn: string } | null
    }[]
    counts: { observations: number; themes: number; responses: number }
  }
}

/** What a record rests on, in the words in which it was seen and said. */
export function EvidenceList({ org, noun, nothing, removal, evidence }: EvidenceProps) {
  const { locale, timeZone } = useLocale()
  const { observations, themes, responses, counts } = evidence
  const off = (kind: EvidenceKind, id: string) =>
    removal && (
      <ActionButton
        action={removal}
        name={`unlink-${id}`}
        fields={{ kind, evidenceId: id }}
        variant="quiet"
        size="small"
        confirm={{
          title: 'Take it off?',
          description: `The ${noun} no longer rests on it. The record itself stays.`,
          submit: 'Take it off',
          reason: { label: 'Why', hint: 'Kept in the history.' },
        }}
      >
        Take off
      </ActionButton>
    )
  if (countOf(counts) === 0) return <p className="text-ink-muted">{nothing}</p>
  return (
    <div className="grid gap-6">
      {observations.length > 0 && (
        <Group title="Seen" more={counts.observations - observations.length}>
          {observations.map((row) => (
            <Piece key={row.id} action={off('observation', row.id)}>
              <span className="flex flex-wrap items-center gap-x-2">
                <TextLink href={paths.observation(org, row.id)} quiet>
                  {shortly(row.what)}
                </TextLink>
                {row.archived && <Badge>Archived</Badge>}
              </span>
              {row.quote && <Quote>{row.quote}</Quote>}
              <Source>
                <SeverityStatus severity={row.severity} />
                <span>
                  {row.observerName}, {formatMoment(row.seenAt, locale, timeZone)}
                </span>
              </Source>
            </Piece>
          ))}
        </Group>
      )}
      {responses.length > 0 && (
        <Group title="Said" more={counts.responses - responses.length}>
          {responses.map((row) => (
            <Piece key={row.id} action={off('response', row.id)}>
              {row.restricted ? (
                <RestrictedWords restricted={row.restricted} />
              ) : row.text ? (
                <Quote>{row.text}</Quote>
              ) : (
                <p className="text-ink-muted">Scores without a comment.</p>
              )}
              <Source>
                <span>
                  <TextLink href={paths.listeningPost(org, row.postId)}>{row.postName}</TextLink>,{' '}
                  <TextLink href={paths.response(org, row.id)}>{formatDay(row.answeredOn, locale)}</TextLink>
                </span>
              </Source>
            </Piece>
          ))}
        </Group>
      )}
      {themes.length > 0 && (
        <Group title="Themes" more={counts.themes - themes.length}>
          {themes.map((row) => (
            <Piece key={row.id} action={off('theme', row.id)}>
              <span className="flex flex-wrap items-center gap-x-2">
                <TextLink href={paths.theme(org, row.id)}>{row.name}</TextLink>
                {row.archived && <Badge>Archived</Badge>}
              </span>
              <Source>
                <TextLink href={paths.feedback(org, { theme: row.id })}>
                  {formatNumber(row.mentions, 0, locale)} {row.mentions === 1 ? 'response' : 'responses'}
                </TextLink>
              </Source>
            </Piece>
          ))}
        </Group>
      )}
    </div>
  )
}

function Group({ title, more, children }: { title: string; more: number; children: React.ReactNode }) {
  return (
    <div>
      <h3 className="mb-2 text-sm font-medium text-ink-muted">{title}</h3>
      <ul className="grid divide-y divide-line rounded-lg border border-line bg-raised">{children}</ul>
      {more > 0 && <p className="mt-1.5 text-sm text-ink-muted">And {more} more, older ones.</p>}
    </div>
  )
}

function Piece({ action, children }: { action: React.ReactNode; children: React.ReactNode }) {
  return (
    <li className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1 px-4 py-3">
      <div className="grid min-w-0 flex-1 basis-64 gap-1">{children}</div>
      {action && <div className="print:hidden">{action}</div>}
    </li>
  )
}

const Quote = ({ children }: { children: React.ReactNode }) => (
  <blockquote dir="auto" className="max-w-prose border-s-2 border-accent/50 ps-3 font-serif text-pretty">
    “{children}”
  </blockquote>
)
const Source = ({ children }: { children: React.ReactNode }) => (
  <p className="flex flex-wrap gap-x-4 text-sm text-ink-muted">{children}</p>
)
