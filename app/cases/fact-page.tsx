import { DateField, HiddenField, TextArea, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDay } from '#app/ui/format.ts'
import { useLocale } from '#app/ui/organisation.ts'
import { Page, Section } from '#app/ui/page.tsx'
import { type Fact, factForm, factNames } from './customer-case.ts'

interface FactPageProps {
  caseId: string
  fact: Fact
  title: string
  version: number
  now: { on: string | null; evidence: string; url: string }
  today: string
  back: string
}

const asks: Record<Fact, { lede: string; evidence: string; hint: string }> = {
  told: {
    lede: 'The customer knows what became of what they said. It says nothing about whether the cause is gone.',
    evidence: 'How they were told',
    hint: 'Such as “Phoned, they were glad to hear it”. No names, addresses or numbers of customers: what is found is masked.',
  },
  resolved: {
    lede: 'What caused it is gone, for this customer and the next. It says nothing about whether the customer knows.',
    evidence: 'How one can see it',
    hint: 'What was changed, and where it shows. No names, addresses or numbers of customers: what is found is masked.',
  },
}

/** Records a fact, corrects it, or withdraws it: the earlier words stay in the history. */
export function FactPage({ caseId, fact, title, version, now, today, back }: FactPageProps) {
  const { locale } = useLocale()
  const { lede, evidence, hint } = asks[fact]
  return (
    <Page title={factNames[fact]} eyebrow={title} lede={lede}>
      <div className="max-w-xl">
        <Form
          name={`${fact}-${caseId}`}
          schema={factForm}
          version={version}
          values={{ on: now.on ?? today, evidence: now.evidence, url: now.url }}
          submit={now.on ? 'Correct it' : 'Record it'}
          cancel={back}
          draft
        >
          <HiddenField name="to" value="set" />
          <DateField name="on" label="Day" max={today} required />
          <TextArea name="evidence" label={evidence} hint={hint} rows={3} />
          <TextField name="url" type="url" label="Link" hint="To a letter, a notice, a ticket. Starts with https://." />
          {now.on && <TextArea name="reason" label="Why it is corrected" rows={2} required />}
        </Form>
      </div>
      {now.on && (
        <Section
          title="Withdraw it"
          description={`It was recorded for ${formatDay(now.on, locale)}. Withdrawn, the case counts as not ${fact} again.`}
        >
          <div className="max-w-xl">
            <Form
              name={`${fact}-withdrawal`}
              schema={factForm}
              version={version}
              values={{ reason: '' }}
              submit="Withdraw"
              submitVariant="danger"
            >
              <HiddenField name="to" value="withdrawn" />
              <TextArea name="reason" label="Why it is withdrawn" rows={2} required />
            </Form>
          </div>
        </Section>
      )}
    </Page>
  )
}
