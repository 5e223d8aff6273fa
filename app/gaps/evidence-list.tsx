import { recordPath, paths } from '#app/paths.ts'
import { shortly } from '#app/observations/observation.ts'
import { SeverityStatus } from '#app/observations/severity.tsx'
import { formatDay, formatMoment } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { RestrictedWords } from '#app/ui/restricted-words.tsx'
import type { EvidenceKind } from './gap.ts'

interface EvidenceProps {
  org: string
  gapId: string
  canEdit: boolean
  evidence: {
    observations: {
      id: string
      what: string
      quote: string
      severity: number
      seenAt: Date | string
      observerName: string
    }[]
    themes: { id: string; name: string; decision: string }[]
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

/** What a gap rests on, in the words in which it was seen and said. */
export function EvidenceList({ org, gapId, canEdit, evidence }: EvidenceProps) {
  const { locale, timeZone } = useLocale()
  const { observations, themes, responses, counts } = evidence
  const off = (kind: EvidenceKind, id: string) =>
    canEdit && (
      <ActionButton
        action={paths.gapEvidenceRemoval(org, gapId)}
        name={`unlink-${id}`}
        fields={{ kind, evidenceId: id }}
        variant="quiet"
        size="small"
        confirm={{
          title: 'Take it off?',
          description: 'The gap no longer rests on it. The record itself stays.',
          submit: 'Take it off',
          reason: { label: 'Why', hint: 'Kept in the history.' },
        }}
      >
        Take off
      </ActionButton>
    )
  if (counts.observations + counts.themes + counts.responses === 0)
    return (
      <p className="text-ink-muted">
        Nothing yet: so far it is an opinion. Link what colleagues saw or what customers said.
      </p>
    )
  return (
    <div className="grid gap-6">
      {observations.length > 0 && (
        <Group title="Seen" more={counts.observations - observations.length}>
          {observations.map((row) => (
            <Piece key={row.id} action={off('observation', row.id)}>
              <TextLink href={paths.observation(org, row.id)} quiet>
                {shortly(row.what)}
              </TextLink>
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
              <TextLink href={recordPath(org, 'theme', row.id) ?? ''}>{row.name}</TextLink>
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
