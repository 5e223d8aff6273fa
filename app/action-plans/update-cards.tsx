import { paths } from '#app/paths.ts'
import { type PeriodFrequency, agoDay, formatDay, formatPeriod, formatValue } from '#app/ui/format.ts'
import { ActionButton } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Status } from '#app/ui/status.tsx'
import { statusWord } from './status.ts'

export interface UpdateCardData {
  id: string
  statedStatus: string
  sentence: string
  nextStep: string
  helpWanted: string
  madeOn: string
  authorId: string
  authorName: string
  acknowledgedAt: Date | null
  acknowledgedByName: string | null
  kpiValue: number | null
  kpiPeriod: string | null
  kpiId: string | null
  kpiName: string | null
  kpiUnit: string | null
  kpiDecimals: number | null
  kpiFrequency: string | null
}

interface UpdateCardProps {
  org: string
  planId: string
  update: UpdateCardData
  today: string
  /** Whether the viewer may acknowledge it. */
  mayAcknowledge?: boolean
  /** On the update's own page the day is no link to itself. */
  own?: boolean
}

/** One update as it was written, and who has read it. */
export function UpdateCard({ org, planId, update, today, mayAcknowledge, own }: UpdateCardProps) {
  const { locale } = useLocale()
  const status = statusWord(update.statedStatus)
  const day = <span title={formatDay(update.madeOn, locale)}>{agoDay(update.madeOn, today)}</span>
  return (
    <article className="grid gap-2">
      <header className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-muted">
        <Status tone={status.tone}>{status.word}</Status>
        <span>
          {update.authorName}, {own ? day : <TextLink href={paths.planUpdate(org, planId, update.id)}>{day}</TextLink>}
        </span>
      </header>
      <p dir="auto" className="max-w-prose text-pretty">
        {update.sentence}
      </p>
      <dl className="grid gap-1 text-sm">
        <Said term="Next" text={update.nextStep} />
        <Said term="Help wanted" text={update.helpWanted} strong />
        {update.kpiId && update.kpiValue !== null && update.kpiPeriod && (
          <div className="flex flex-wrap gap-x-2">
            <dt className="text-ink-muted">
              <TextLink href={paths.kpi(org, update.kpiId)}>{update.kpiName}</TextLink>
            </dt>
            <dd>
              {formatValue(update.kpiValue, update.kpiUnit ?? '', update.kpiDecimals ?? undefined, locale)} for{' '}
              {formatPeriod(update.kpiPeriod, update.kpiFrequency as PeriodFrequency, locale)}
            </dd>
          </div>
        )}
      </dl>
      <footer className="flex flex-wrap items-center gap-3 text-sm text-ink-muted">
        {update.acknowledgedAt ? (
          <span>Read by {update.acknowledgedByName ?? 'somebody'}</span>
        ) : mayAcknowledge ? (
          <ActionButton
            action={paths.planUpdateAcknowledgement(org, planId, update.id)}
            name="acknowledgement"
            size="small"
          >
            Acknowledge
          </ActionButton>
        ) : (
          <span>Not acknowledged yet</span>
        )}
      </footer>
    </article>
  )
}

function Said({ term, text, strong }: { term: string; text: string; strong?: boolean }) {
  if (!text) return null
  return (
    <div className="flex flex-wrap gap-x-2">
      <dt className="text-ink-muted">{term}</dt>
      <dd dir="auto" className={strong ? 'max-w-prose font-medium whitespace-pre-line' : 'max-w-prose'}>
        {text}
      </dd>
    </div>
  )
}
