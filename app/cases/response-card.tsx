import { paths } from '#app/paths.ts'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Card } from '#app/ui/page.tsx'
import { RestrictedWords } from '#app/ui/restricted-words.tsx'

interface Shown {
  id: string
  answeredOn: string
  withdrawn: boolean
  postName: string
  answers: { label: string; value: string; kind: string }[]
  restricted: { reason: string; endsOn: string } | null
}

/** What the customer answered: their words first, then the scores. */
export function ResponseCard({ org, response }: { org: string; response: Shown }) {
  const { locale } = useLocale()
  const said = response.answers.filter(({ kind }) => kind === 'comment')
  const other = response.answers.filter(({ kind }) => kind !== 'comment')
  const from = `${response.postName}, ${formatDay(response.answeredOn, locale)}`
  return (
    <Card className="grid gap-3">
      {response.withdrawn && <p className="text-sm text-warn">This response was withdrawn with its import.</p>}
      {response.restricted && <RestrictedWords restricted={response.restricted} />}
      {said.map(({ label, value }) => (
        <blockquote
          key={label}
          dir="auto"
          className="max-w-prose border-s-2 border-accent ps-4 font-serif text-lg whitespace-pre-line"
        >
          {value}
        </blockquote>
      ))}
      {other.length > 0 && (
        <dl className="flex flex-wrap gap-x-6 gap-y-2 text-sm">
          {other.map(({ label, value }) => (
            <div key={label} className="flex gap-x-2">
              <dt className="text-ink-muted">{label}</dt>
              <dd dir="auto" className="tabular font-medium">
                {value}
              </dd>
            </div>
          ))}
        </dl>
      )}
      <p className="text-xs text-ink-muted">
        {response.withdrawn ? from : <TextLink href={paths.response(org, response.id)}>{from}</TextLink>}. Personal data
        is masked.
      </p>
    </Card>
  )
}
