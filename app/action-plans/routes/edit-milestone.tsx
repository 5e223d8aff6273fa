import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { beforeOf, RecordTimeline } from '#app/history/record-timeline.tsx'
import { timelineOf } from '#app/history/timeline.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { LinkButton } from '#app/ui/button.tsx'
import { DateField, TextArea, TextField } from '#app/ui/field.tsx'
import { formatDay } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { editMilestoneForm, milestoneValues } from '../milestone.ts'
import { editMilestone } from '../milestones.server.ts'
import { findActionPlan, findMilestone } from '../plan-page.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.milestone.name ?? 'milestone'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, name, ownerId } = await findActionPlan(ctx, idOf(args.params.id))
    authorize(ctx, 'action_item.edit', { parentOwnerId: ownerId })
    const milestone = await findMilestone(ctx, id, idOf(args.params.milestone))
    const of = { kind: 'milestone', id: milestone.id }
    const values = milestoneValues(milestone)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      plan: { id, name },
      milestone,
      values,
      ...(await findEarlier(ctx, args.request, of, values, async (past) =>
        milestoneValues(await findMilestone(past, id, of.id)),
      )),
      timeline: await timelineOf(ctx, 'milestone', milestone.id, { before: beforeOf(args.request) }),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editMilestoneForm, { kind: 'milestone', id: args.params.milestone }, async (ctx, form, why) => {
    const id = idOf(args.params.id)
    await editMilestone(ctx, id, idOf(args.params.milestone), { ...form, reason: why ?? form.reason })
    return goTo(`${paths.actionPlan(ctx.org.slug, id)}#items`, 'Milestone saved.')
  })
}

export default function EditMilestone() {
  const { org, today, plan, milestone, values, earlier, timeline } = useLoaderData<typeof loader>()
  const { locale } = useLocale()
  const back = paths.actionPlan(org, plan.id)
  const archive = paths.milestoneArchive(org, plan.id, milestone.id)
  return (
    <Page
      title={milestone.name}
      eyebrow={<Breadcrumbs items={[{ label: plan.name, href: back }]} />}
      lede={`First promised for ${formatDay(milestone.firstDueOn, locale)}.`}
      actions={
        <LinkButton href={archive} variant="quiet">
          {milestone.archived ? 'Restore' : 'Archive'}
        </LinkButton>
      }
    >
      {milestone.archived ? (
        <p className="text-ink-muted">This milestone is archived. Restore it before changing it.</p>
      ) : (
        <BringingBack earlier={earlier}>
          <div className="max-w-xl">
            <Form
              name="milestone"
              schema={editMilestoneForm}
              values={values}
              version={milestone.version}
              submit="Save milestone"
              cancel={back}
            >
              <TextField name="name" label="Name" />
              <DateField name="dueOn" label="By when" />
              {!earlier && (
                <TextArea name="reason" label="Why its day moves" hint="Wanted when the day changes." rows={2} />
              )}
            </Form>
          </div>
        </BringingBack>
      )}
      <RecordTimeline
        timeline={timeline}
        today={today}
        bringBack={!milestone.archived && paths.editMilestone(org, plan.id, milestone.id)}
      />
    </Page>
  )
}
