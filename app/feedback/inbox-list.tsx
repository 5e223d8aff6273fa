import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { paths } from '#app/paths.ts'
import { formatMoment, plural } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { RestrictedWords } from '#app/ui/restricted-words.tsx'
import { Badge } from '#app/ui/status.tsx'
import type { Band } from './feedback.ts'
import { ScoreMark } from './score-mark.tsx'
import { Verbatim } from './verbatim.tsx'

export interface ListedResponse {
  id: string
  answeredAt: Date | string
  postName: string
  touchpointName: string | null
  segmentName: string | null
  personaName: string | null
  unitName: string | null
  masked: number
  scores: { label: string; score: number; kind: string; high: number; band: Band }[]
  texts: { label: string; text: string }[]
  choices: { label: string; chosen: string[] }[]
  restricted: { reason: string; endsOn: string } | null
  themes: { id: string; name: string }[]
}

interface InboxListProps {
  org: string
  rows: readonly ListedResponse[]
  /**
   * The id of the form that chosen responses belong to: each then gets a checkbox `responseIds` with its id. The form itself stands where the
   * page puts it, such as above the list.
   */
  selectFor?: string
  /** Further marks or buttons of one response. */
  more?: (row: ListedResponse) => ReactNode
}

/** How many scores of a response are shown in a list, and choices where it has no words. */
const shownScores = 2
const shownChoices = 2
const shownLetters = 420

/** Responses, newest first; on its own, or with checkboxes for a form that does something with several. */
export function InboxList({ org, rows, selectFor, more }: InboxListProps) {
  const { locale, timeZone } = useLocale()
  return (
    <ol className="card divide-y divide-line rounded-lg border border-line bg-raised" aria-label="Responses">
      {rows.map((row) => {
        const when = formatMoment(row.answeredAt, locale, timeZone)
        const about = [row.touchpointName, row.segmentName, row.personaName, row.unitName].filter(Boolean)
        return (
          <li
            key={row.id}
            className={clsx(
              'grid gap-2 px-4 py-3.5 has-[input:focus-visible]:bg-accent-soft/40',
              selectFor && 'grid-cols-[auto_minmax(0,1fr)] gap-x-3',
            )}
          >
            {selectFor && (
              <input
                type="checkbox"
                name="responseIds"
                value={row.id}
                form={selectFor}
                aria-label={`Choose the response of ${when}`}
                className="mt-0.5 size-4.5 accent-accent pointer-coarse:size-5.5 print:invisible"
              />
            )}
            <div className="grid min-w-0 gap-1.5">
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
                <TextLink href={paths.response(org, row.id)} quiet>
                  <time dateTime={new Date(row.answeredAt).toISOString()}>{when}</time>
                </TextLink>
                {row.scores.slice(0, shownScores).map((score) => (
                  <ScoreMark key={score.label} score={score} />
                ))}
                {row.scores.length > shownScores && (
                  <span className="text-ink-muted">and {plural(row.scores.length - shownScores, 'more score')}</span>
                )}
                {more?.(row)}
              </div>
              {row.restricted ? <RestrictedWords restricted={row.restricted} /> : <Words row={row} />}
              <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-xs text-ink-muted">
                <span>{[row.postName, ...about].join(' · ')}</span>
                {row.themes.map((theme) => (
                  <Badge key={theme.id}>{theme.name}</Badge>
                ))}
              </p>
            </div>
          </li>
        )
      })}
    </ol>
  )
}

function Words({ row }: { row: ListedResponse }) {
  const first = row.texts[0]
  if (!first) return <Choices row={row} />
  const letters = [...first.text]
  const text = letters.length > shownLetters ? `${letters.slice(0, shownLetters).join('')}…` : first.text
  return (
    <p className="max-w-prose text-pretty">
      <Verbatim text={text} />
      {row.texts.length > 1 && <span className="text-ink-muted"> (and {row.texts.length - 1} more)</span>}
    </p>
  )
}

function Choices({ row: { choices, scores } }: { row: ListedResponse }) {
  if (!choices.length) return scores.length ? null : <p className="text-ink-muted">Nothing was answered.</p>
  return (
    <p className="max-w-prose text-sm text-pretty text-ink-muted">
      {choices.slice(0, shownChoices).map(({ label, chosen }) => (
        <span key={label} dir="auto" className="me-3">
          {label}: <span className="text-ink">{chosen.join(', ')}</span>
        </span>
      ))}
      {choices.length > shownChoices && <span>and {plural(choices.length - shownChoices, 'more choice')}</span>}
    </p>
  )
}
