import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay } from '#app/ui/format.ts'
import { WebLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Card } from '#app/ui/page.tsx'
import { Status } from '#app/ui/status.tsx'
import { type Fact, factNames } from './customer-case.ts'

interface FactCardProps {
  org: string
  caseId: string
  fact: Fact
  now: { on: string | null; evidence: string; url: string }
  by: string | null
  canChange: boolean
}

const missing: Record<Fact, string> = {
  told: 'Nobody has recorded yet that the customer heard from us.',
  resolved: 'Nobody has recorded yet that what caused it is gone.',
}

/** One of the two facts that close the loop: its day, who recorded it, and how one can see it. */
export function FactCard({ org, caseId, fact, now, by, canChange }: FactCardProps) {
  const { locale } = useLocale()
  const page = fact === 'told' ? paths.caseTold(org, caseId) : paths.caseResolved(org, caseId)
  return (
    <Card className="grid content-start gap-2">
      <h3 className="flex flex-wrap items-baseline justify-between gap-x-3 gap-y-1 font-semibold">
        {factNames[fact]}
        <span className="font-normal">
          <Status tone={now.on ? 'done' : 'neutral'}>{now.on ? formatDay(now.on, locale) : 'not yet'}</Status>
        </span>
      </h3>
      {now.on ? (
        <>
          {now.evidence && (
            <p dir="auto" className="text-sm whitespace-pre-line">
              {now.evidence}
            </p>
          )}
          {now.url && (
            <p className="text-sm">
              <WebLink href={now.url} />
            </p>
          )}
          <p className="text-xs text-ink-muted">Recorded by {by ?? 'somebody'}</p>
        </>
      ) : (
        <p className="text-sm text-ink-muted">{missing[fact]}</p>
      )}
      {canChange && (
        <div className="mt-1">
          <LinkButton href={page} size="small" variant={now.on ? 'quiet' : 'secondary'}>
            {now.on ? 'Correct or withdraw' : fact === 'told' ? 'Record: customer told' : 'Record: cause resolved'}
          </LinkButton>
        </div>
      )}
    </Card>
  )
}
