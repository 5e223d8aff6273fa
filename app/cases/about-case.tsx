import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay, formatMoment } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { TextLink } from '#app/ui/link.tsx'
import { Facts } from '#app/ui/page.tsx'
import { Badge, PersonChip } from '#app/ui/status.tsx'
import { type CaseState, type DueWord, caseStateNames } from './customer-case.ts'

interface Shown {
  id: string
  ownerId: string | null
  ownerName: string | null
  openerName: string | null
  openedAt: Date | string
  dueAt: Date | string
  closedAt: Date | string | null
  ruleName: string | null
  caseRuleId: string | null
  journeyId: string | null
  journeyName: string | null
  touchpointId: string | null
  stepName: string | null
  touchpointName: string | null
  postName: string | null
}

interface AboutCaseProps {
  org: string
  found: Shown
  due: DueWord
  reached: { state: CaseState; at: Date | string; who: string | null }[]
  canHandle: boolean
}

/** Who answers for a case, by when, where it belongs, and how far it has come. */
export function AboutCase({ org, found, due, reached, canHandle }: AboutCaseProps) {
  const { locale, timeZone } = useLocale()
  return (
    <Facts
      items={[
        {
          term: 'Owner',
          value: (
            <span className="grid justify-items-start gap-2">
              {found.ownerName ? (
                <PersonChip name={found.ownerName} href={found.ownerId && paths.member(org, found.ownerId)} />
              ) : (
                <Badge tone="warn">Nobody yet</Badge>
              )}
              {canHandle && (
                <LinkButton href={paths.caseOwner(org, found.id)} size="small">
                  Hand over
                </LinkButton>
              )}
            </span>
          ),
        },
        {
          term: 'The customer hears from us by',
          value: (
            <span className="grid gap-0.5">
              {formatMoment(found.dueAt, locale, timeZone)}
              <span className="text-sm text-ink-muted">{due === 'in time' ? 'business hours counted' : due}</span>
            </span>
          ),
        },
        {
          term: 'States',
          value: (
            <ol className="grid gap-1 text-sm">
              {reached.map(({ state, at, who }) => (
                <li key={state}>
                  {caseStateNames[state]}{' '}
                  <span className="text-ink-muted">
                    {formatMoment(at, locale, timeZone)}
                    {who && `, ${who}`}
                  </span>
                </li>
              ))}
            </ol>
          ),
        },
        {
          term: 'Opened',
          value: (
            <span>
              {formatDay(new Date(found.openedAt).toISOString(), locale)}{' '}
              {found.caseRuleId && found.ruleName ? (
                <>
                  by the rule <TextLink href={paths.caseRule(org, found.caseRuleId)}>{found.ruleName}</TextLink>
                </>
              ) : (
                found.openerName && `by ${found.openerName}`
              )}
            </span>
          ),
        },
        {
          term: 'Where',
          value:
            found.journeyName || found.touchpointName ? (
              <span className="grid gap-0.5">
                {found.journeyId && found.journeyName && (
                  <span>
                    <TextLink href={paths.journey(org, found.journeyId)}>{found.journeyName}</TextLink>:{' '}
                    {found.stepName}
                  </span>
                )}
                {found.touchpointId && found.touchpointName && (
                  <TextLink href={paths.touchpoint(org, found.touchpointId)}>{found.touchpointName}</TextLink>
                )}
              </span>
            ) : null,
        },
        { term: 'How it reached us', value: found.postName ?? 'opened by hand' },
      ]}
    />
  )
}
