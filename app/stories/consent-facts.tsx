import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { formatDay } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Facts, Section } from '#app/ui/page.tsx'
import { type Consent, reachWords } from './story.ts'

interface ConsentFactsProps {
  story: Consent & { id: string; consentHow: string }
  org: string
  /** Whether it may still be recorded or changed. */
  canRecord: boolean
  canWithdraw: boolean
}

/** What the customer agreed to, when and how; and the way to change or withdraw it. */
export function ConsentFacts({ story, org, canRecord, canWithdraw }: ConsentFactsProps) {
  const { locale } = useLocale()
  const day = (value: string | null) => value && formatDay(value, locale)
  const given = story.consentGivenOn !== null
  return (
    <Section title="Consent">
      {given ? (
        <Facts
          items={[
            { term: 'Given on', value: day(story.consentGivenOn) },
            { term: 'How', value: story.consentHow },
            { term: 'For use', value: reachWords(story) },
            { term: 'Ends on', value: day(story.consentEndsOn) ?? 'no end agreed' },
            ...(story.consentWithdrawnOn ? [{ term: 'Withdrawn on', value: day(story.consentWithdrawnOn) }] : []),
          ]}
        />
      ) : (
        <p className="text-ink-muted">
          {story.consentWithdrawnOn
            ? `The customer said no on ${day(story.consentWithdrawnOn)}.`
            : 'Not recorded yet. Ask the customer, and write down what they say.'}
        </p>
      )}
      <div className="mt-4 flex flex-wrap gap-2 print:hidden">
        {canRecord && (
          <LinkButton href={paths.storyConsent(org, story.id)} size="small" variant={given ? 'secondary' : 'primary'}>
            {given ? 'Change consent' : 'Record consent'}
          </LinkButton>
        )}
        {canWithdraw && (
          <LinkButton href={paths.storyWithdrawal(org, story.id)} size="small" variant="quiet">
            Customer withdraws…
          </LinkButton>
        )}
      </div>
    </Section>
  )
}
