import { UpdateForm } from '#app/action-plans/update-form.tsx'
import { factForm } from '#app/cases/customer-case.ts'
import { ReplyForm } from '#app/cases/reply-form.tsx'
import { dueDateForm } from '#app/action-plans/action-item.ts'
import { statusWord } from '#app/action-plans/status.ts'
import type { DerivedStatus } from '#app/action-plans/standing.ts'
import { reviewForm, suggestedReviewDay } from '#app/personas/persona.ts'
import { completionForm } from '#app/observations/visit.ts'
import { paths } from '#app/paths.ts'
import { LinkButton } from '#app/ui/button.tsx'
import { DateField, HiddenField, TextArea } from '#app/ui/field.tsx'
import { ActionButton, Form } from '#app/ui/form.tsx'
import { formatDay, relativeDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Badge, Status } from '#app/ui/status.tsx'
import type { UpdateQuestion } from './duties-page.server.ts'
import {
  type AcknowledgementDuty,
  type AnyDuty,
  type CaseDuty,
  type ItemDuty,
  type PersonaDuty,
  type ReplyDuty,
  type UpdateDuty,
  actOf,
  dutyGroup,
} from './duty.ts'
import { DutyIcon } from './duty-icon.tsx'
import { InRow, withBack } from './in-row.tsx'
import { ValueInRow } from './value-in-row.tsx'

interface RowProps {
  duty: AnyDuty
  org: string
  today: string
  /** What the update's form asks; null where the form has a page of its own. */
  question: UpdateQuestion | null
}

/** One thing owed: what, why, when, and the way to do it from here. */
export function DutyRow({ duty, org, today, question }: RowProps) {
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3.5 px-4 py-4 sm:px-5">
      <DutyIcon act={actOf[duty.kind]} />
      <div className="grid min-w-0 gap-2.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
          <h3 className="min-w-0 font-medium">
            <span className="text-ink-muted">{asks[duty.kind]} </span>
            <TextLink href={duty.href} quiet className="text-base">
              <span dir="auto">{duty.title}</span>
            </TextLink>
          </h3>
          <Due duty={duty} today={today} />
        </div>
        <p dir="auto" className="max-w-prose text-sm text-ink-muted">
          {duty.why}
        </p>
        <Doing duty={duty} org={org} today={today} question={question} />
      </div>
    </li>
  )
}

const asks: Record<AnyDuty['kind'], string> = {
  'plan update': 'Update',
  'KPI value': 'Value of',
  'action item': 'Do',
  visit: 'Visit',
  case: 'Answer',
  reply: 'Tell',
  'case without owner': 'Name an owner of',
  'initiative acceptance': 'Accept the initiative',
  'plan acceptance': 'Accept the plan',
  acknowledgement: 'Read the update on',
  'persona review': 'Review the persona',
  'story consent': 'Renew the consent to',
  'vision ratification': 'Ratify',
  'initiative approval': 'Decide on',
}

const dated = new Set<AnyDuty['kind']>([
  ...(['plan update', 'KPI value', 'action item', 'persona review', 'story consent'] as const),
  ...(['case', 'reply', 'case without owner'] as const),
])

function Due({ duty, today }: { duty: AnyDuty; today: string }) {
  const { locale } = useLocale()
  if (!dated.has(duty.kind)) return <span className="text-sm text-ink-muted">waiting for you</span>
  const words = relativeDay(duty.dueOn, today)
  return (
    <span title={formatDay(duty.dueOn, locale)} className="text-sm text-ink-muted">
      {dutyGroup(duty, today) === 'overdue' ? <Status tone="bad">{words}</Status> : `due ${words}`}
    </span>
  )
}

function Doing({ duty, org, today, question }: RowProps) {
  const back = paths.duties(org)
  switch (duty.kind) {
    case 'plan update':
      return <UpdateInRow duty={duty} org={org} today={today} question={question} />
    case 'KPI value':
      return <ValueInRow duty={duty} org={org} today={today} />
    case 'action item':
      return <ItemInRow duty={duty} org={org} />
    case 'visit':
      return (
        <Buttons>
          <LinkButton href={paths.newObservation(org, { visit: duty.id })} size="small" variant="primary">
            Add what you saw
          </LinkButton>
          <InRow name={`completion-${duty.id}`} label="Nothing to report">
            <Form
              name={`completion-${duty.id}`}
              schema={completionForm}
              action={withBack(paths.visitCompletion(org, duty.id), back)}
              version={duty.version}
              values={{ note: '' }}
              submit="Visit done"
              careless
            >
              <HiddenField name="_back" value={back} />
              <TextArea name="note" label="What you found" rows={2} />
            </Form>
          </InRow>
        </Buttons>
      )
    case 'case':
      return <CaseInRow duty={duty} org={org} today={today} />
    case 'reply':
      return <ReplyInRow duty={duty} org={org} today={today} />
    case 'case without owner':
      return (
        <Buttons>
          <LinkButton href={withBack(paths.caseOwner(org, duty.id), back)} size="small" variant="primary">
            Name an owner
          </LinkButton>
          <LinkButton href={duty.href} size="small" variant="quiet">
            Read it first
          </LinkButton>
        </Buttons>
      )
    case 'initiative acceptance':
    case 'plan acceptance': {
      const action = duty.kind === 'plan acceptance' ? paths.actionPlanAcceptance : paths.initiativeAcceptance
      return (
        <Buttons>
          <ActionButton
            action={action(org, duty.id)}
            fields={{ version: duty.version, _back: back }}
            variant="primary"
            size="small"
          >
            Accept
          </ActionButton>
          <LinkButton href={duty.href} size="small" variant="quiet">
            Read it first
          </LinkButton>
        </Buttons>
      )
    }
    case 'acknowledgement':
      return <Acknowledge duty={duty} org={org} />
    case 'persona review':
      return <PersonaInRow duty={duty} org={org} today={today} />
    case 'story consent':
      return (
        <Buttons>
          <LinkButton href={paths.storyConsent(org, duty.id)} size="small" variant="primary">
            Record the new consent
          </LinkButton>
          <LinkButton href={paths.storyWithdrawal(org, duty.id)} size="small" variant="quiet">
            Customer withdraws…
          </LinkButton>
          <LinkButton href={duty.href} size="small" variant="quiet">
            Open the story
          </LinkButton>
        </Buttons>
      )
    case 'vision ratification':
      return (
        <>
          <blockquote dir="auto" className="line-clamp-3 max-w-prose border-s-2 border-accent ps-3 font-serif">
            {duty.statement}
          </blockquote>
          <Buttons>
            <LinkButton href={duty.href} size="small" variant="primary">
              Read and decide
            </LinkButton>
          </Buttons>
        </>
      )
    case 'initiative approval':
      return (
        <>
          {duty.purpose && (
            <p dir="auto" className="line-clamp-3 max-w-prose text-sm">
              {duty.purpose}
            </p>
          )}
          <Buttons>
            <ActionButton
              action={paths.initiativeStage(org, duty.id)}
              fields={{ to: 'approved', reason: '', version: duty.version, _back: back }}
              variant="primary"
              size="small"
            >
              Approve
            </ActionButton>
            <LinkButton href={paths.initiativeStage(org, duty.id)} size="small">
              Send back or stop…
            </LinkButton>
          </Buttons>
        </>
      )
  }
}

const Buttons = ({ children }: { children: React.ReactNode }) => (
  <div className="flex flex-wrap items-start gap-2">{children}</div>
)

function UpdateInRow({ duty, org, today, question }: RowProps & { duty: UpdateDuty }) {
  if (!question)
    return (
      <Buttons>
        <LinkButton
          href={withBack(paths.newPlanUpdate(org, duty.id), paths.duties(org))}
          size="small"
          variant="primary"
        >
          Write the update
        </LinkButton>
      </Buttons>
    )
  return (
    <Buttons>
      <InRow name={`update-${duty.id}`} label="Write the update" primary>
        <UpdateForm
          org={org}
          planId={duty.id}
          today={today}
          count={question.count}
          last={question.last}
          judged={{ status: duty.derived as DerivedStatus, sentence: duty.derivedSentence }}
          kpi={question.kpi}
          back={paths.duties(org)}
        />
      </InRow>
    </Buttons>
  )
}

function ItemInRow({ duty, org }: { duty: ItemDuty; org: string }) {
  const back = paths.duties(org)
  return (
    <Buttons>
      {duty.blocked ? (
        <Badge tone="warn">Blocked</Badge>
      ) : (
        <ActionButton
          action={paths.actionItemCompletion(org, duty.id)}
          fields={{ to: 'done', _back: back }}
          variant="primary"
          size="small"
        >
          Done
        </ActionButton>
      )}
      <InRow name={`due-${duty.id}`} label="Move the date">
        <Form
          name={`due-${duty.id}`}
          schema={dueDateForm}
          action={withBack(paths.actionItemDueDate(org, duty.id), back)}
          version={duty.version}
          values={{ dueOn: duty.dueOn }}
          submit="Move"
          careless
        >
          <HiddenField name="_back" value={back} />
          <DateField name="dueOn" label="New due date" />
          <TextArea
            name="reason"
            label="Why it moves"
            hint="Everybody who sees the item can read it."
            rows={2}
            required
          />
        </Form>
      </InRow>
    </Buttons>
  )
}

/** The customer was told: said from here. Everything else is done on the case. */
function CaseInRow({ duty, org, today }: { duty: CaseDuty; org: string; today: string }) {
  const back = paths.duties(org)
  return (
    <Buttons>
      <InRow name={`told-${duty.id}`} label="Customer told" primary>
        <Form
          name={`told-${duty.id}`}
          schema={factForm}
          action={withBack(paths.caseTold(org, duty.id), back)}
          version={duty.version}
          values={{ on: today }}
          submit="Record it"
          careless
        >
          <HiddenField name="_back" value={back} />
          <HiddenField name="to" value="set" />
          <DateField name="on" label="Day" max={today} required />
          <TextArea name="evidence" label="How they were told" hint="No names or numbers of customers." rows={2} />
        </Form>
      </InRow>
      <LinkButton href={duty.href} size="small" variant="quiet">
        Open the case
      </LinkButton>
    </Buttons>
  )
}

function ReplyInRow({ duty, org, today }: { duty: ReplyDuty; org: string; today: string }) {
  const back = paths.duties(org)
  return (
    <Buttons>
      <InRow name={`reply-${duty.id}`} label="They were told" primary>
        <ReplyForm action={withBack(paths.replyTask(org, duty.id), back)} task={duty} today={today} back={back} />
      </InRow>
      <LinkButton href={duty.href} size="small" variant="quiet">
        Read it first
      </LinkButton>
    </Buttons>
  )
}

function Acknowledge({ duty, org }: { duty: AcknowledgementDuty; org: string }) {
  const status = statusWord(duty.stated)
  return (
    <>
      <dl className="grid gap-1 text-sm">
        <div className="flex flex-wrap gap-x-2">
          <dt className="text-ink-muted">Said to be</dt>
          <dd>
            <Status tone={status.tone}>{status.word}</Status>
          </dd>
        </div>
        {duty.helpWanted && (
          <div className="flex flex-wrap gap-x-2">
            <dt className="text-ink-muted">Help wanted</dt>
            <dd dir="auto" className="max-w-prose font-medium">
              {duty.helpWanted}
            </dd>
          </div>
        )}
      </dl>
      <Buttons>
        <ActionButton
          action={paths.planUpdateAcknowledgement(org, duty.planId, duty.id)}
          fields={{ _back: paths.duties(org) }}
          variant="primary"
          size="small"
        >
          Acknowledge
        </ActionButton>
        <LinkButton href={paths.actionPlan(org, duty.planId)} size="small" variant="quiet">
          Open the plan
        </LinkButton>
      </Buttons>
    </>
  )
}

function PersonaInRow({ duty, org, today }: { duty: PersonaDuty; org: string; today: string }) {
  return (
    <Buttons>
      <LinkButton href={duty.href} size="small" variant="primary">
        Read it
      </LinkButton>
      <InRow name={`review-${duty.id}`} label="It still holds">
        <Form
          name={`review-${duty.id}`}
          schema={reviewForm}
          action={withBack(paths.personaReview(org, duty.id), paths.duties(org))}
          version={duty.version}
          values={{ reviewBy: suggestedReviewDay(today) }}
          submit="Reviewed today"
          careless
        >
          <HiddenField name="_back" value={paths.duties(org)} />
          <DateField name="reviewBy" label="Next review by" />
          <TextArea name="note" label="What you looked at" rows={2} />
        </Form>
      </InRow>
    </Buttons>
  )
}
