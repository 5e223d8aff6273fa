import { formatDay, formatNumber, plural } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { maskedKinds, maskedNames, maskTotal } from '#app/imports/masking.ts'
import type { FileSummary } from './response-import.ts'

interface ImportSummaryProps {
  summary: FileSummary
  contacts: 'keep' | 'leave out'
  /** The day of all answers, where no column says when they were given. */
  undated: string | null
}

/** What reading every line found, in sentences with their numbers. */
export function ImportSummary({ summary, contacts, undated }: ImportSummaryProps) {
  const { locale } = useLocale()
  const count = (value: number) => formatNumber(value, 0, locale)
  const many = (value: number, one: string, several: string) => `${count(value)} ${value === 1 ? one : several}`
  const { responses, there, unfinished, previews, leftUnfinished, empty, bad, masked, repaired, unread, unknown } =
    summary
  const hidden = maskedKinds.filter((kind) => masked[kind] > 0).map((kind) => many(masked[kind], ...maskedNames[kind]))
  const lines = [
    { is: responses - there, says: `${many(responses - there, 'new response', 'new responses')} would be imported` },
    { is: there, says: `${many(there, 'response is', 'responses are')} there already and stay as they are` },
    { is: bad, says: `${many(bad, 'line has', 'lines have')} something wrong and would be left out` },
    { is: previews, says: `${many(previews, 'preview or test', 'previews and tests')} would be left out` },
    {
      is: leftUnfinished,
      says: `${many(leftUnfinished, 'response was', 'responses were')} not finished and would be left out`,
    },
    { is: empty, says: `${many(empty, 'line answers', 'lines answer')} none of the questions and would be left out` },
    {
      is: unfinished - leftUnfinished,
      says: `${many(unfinished - leftUnfinished, 'line was', 'lines were')} begun and not finished`,
    },
    { is: maskTotal(masked), says: `Masked in comments: ${hidden.join(', ')}` },
    {
      is: summary.contacts,
      says: `${many(summary.contacts, 'response says', 'responses say')} whom to answer: ${contacts === 'keep' ? 'kept, sealed' : 'not kept, unless you choose so below'}`,
    },
    {
      is: repaired,
      says: `${many(repaired, 'character is', 'characters are')} in another encoding than the rest, and read by it`,
    },
    { is: unread, says: `${many(unread, 'character', 'characters')} could not be read, and stand as �` },
  ].filter(({ is }) => is > 0)
  const names = Object.entries(unknown)
  return (
    <div className="grid gap-3">
      <ul className="tabular grid list-disc gap-1 ps-5">
        {lines.map(({ says }) => (
          <li key={says}>{says}</li>
        ))}
        {undated && responses > 0 && (
          <li className="font-medium text-warn">
            No column says when it was answered: every response counts as of {formatDay(undated, locale)}, unless you
            give another day below
          </li>
        )}
        {lines.length === 0 && <li>No line holds an answer.</li>}
      </ul>
      {names.length > 0 && (
        <details className="max-w-prose text-sm">
          <summary className="cursor-pointer">
            {plural(names.length, 'name is', 'names are')} not known to Sirius: imported without it. Add the touchpoint,
            segment, persona or unit first to keep it
          </summary>
          <ul className="mt-2 grid gap-1 ps-5">
            {names.map(([name, n]) => (
              <li key={name} dir="auto">
                {name} <span className="text-ink-muted">({count(n)})</span>
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  )
}
