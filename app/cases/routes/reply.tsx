import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { may } from '#app/access/policy.ts'
import { RecordTimeline, beforeOf } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { HiddenField, TextArea } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { formatDay } from '#app/ui/format.ts'
import { TextLink } from '#app/ui/link.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Facts, Page, Prose, Section } from '#app/ui/page.tsx'
import { PersonChip, Status } from '#app/ui/status.tsx'
import { ReplyForm } from '../reply-form.tsx'
import { type ReplyState, replyForm, replyStateNames, replyTo } from '../reply-task.ts'
import { doReply, findReplyTask } from '../reply-tasks.server.ts'

export const meta: MetaFunction = () => [{ title: 'A reply owed · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const task = await findReplyTask(ctx, idOf(args.params.id))
    return {
      org: ctx.org.slug,
      today: ctx.today,
      task,
      canDo: may(ctx.viewer, 'reply_task.do', task) && task.state === 'open',
      timeline: await timelineOf(ctx, 'reply_task', task.id, { before: beforeOf(args.request) }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, replyForm, async (ctx, form) => {
    await doReply(ctx, idOf(args.params.id), form)
    return goTo(paths.replyTasks(ctx.org.slug), form.to === 'done' ? 'Recorded: they were told.' : 'Dropped.')
  })
}

export default function Reply() {
  const { org, today, task, canDo, timeline } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const state = task.state as ReplyState
  return (
    <Page
      title={`Reply: ${replyTo(task)}`}
      eyebrow={<Breadcrumbs items={[{ label: 'Replies owed', href: paths.replyTasks(org) }]} />}
      lede={
        <Status tone={state === 'open' ? (task.dueOn < today ? 'bad' : 'info') : state === 'done' ? 'done' : 'neutral'}>
          {replyStateNames[state]}
          {state === 'open' && `, due ${formatDay(task.dueOn, locale)}`}
        </Status>
      }
      aside={
        <Facts
          items={[
            {
              term: 'After',
              value: <TextLink href={paths.initiative(org, task.initiativeId)}>{task.initiativeName}</TextLink>,
            },
            {
              term: 'To',
              value: task.customerCaseId ? (
                <TextLink href={paths.case(org, task.customerCaseId)}>
                  {replyTo(task)}: {task.caseTitle}
                </TextLink>
              ) : (
                <span className="grid gap-0.5">
                  {replyTo(task)}
                  {task.externalId && (
                    <span className="text-sm break-all text-ink-muted">In its source: {task.externalId}</span>
                  )}
                </span>
              ),
            },
            { term: 'Owner', value: <PersonChip name={task.ownerName} /> },
          ]}
        />
      }
    >
      {state === 'open' ? (
        <Section title="What they are to hear">
          {canDo ? (
            <div className="max-w-2xl">
              <ReplyForm task={task} today={today} />
            </div>
          ) : (
            <Prose text={task.draft} />
          )}
        </Section>
      ) : (
        <Section title={state === 'done' ? 'They were told' : 'Nobody is told'}>
          <p className="text-sm text-ink-muted">
            {task.doneOn && formatDay(task.doneOn, locale)}, recorded by {task.doerName ?? 'somebody'}
          </p>
          {task.doneReason && <Prose text={task.doneReason} className="mt-2" />}
          {task.customerCaseId && state === 'done' && (
            <p className="mt-2">
              The words are in the{' '}
              <TextLink href={`${paths.case(org, task.customerCaseId)}#log`}>log of the case</TextLink>.
            </p>
          )}
        </Section>
      )}
      {canDo && (
        <Section title="Nobody will be told" description="It happens: say why, so that nobody waits for it.">
          <div className="max-w-2xl">
            <Form
              name={`drop-${task.id}`}
              schema={replyForm}
              version={task.version}
              values={{ reason: '' }}
              submit="Drop it"
              submitVariant="secondary"
            >
              <HiddenField name="to" value="dropped" />
              <HiddenField name="on" value={today} />
              <TextArea name="reason" label="Why" rows={2} required />
            </Form>
          </div>
        </Section>
      )}
      <RecordTimeline timeline={timeline} today={today} />
    </Page>
  )
}
