import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { archiveForm } from '../action-plan.ts'
import { archiveMilestone } from '../milestones.server.ts'
import { findActionPlan, findMilestone } from '../plan-page.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a milestone · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, ownerId } = await findActionPlan(ctx, idOf(args.params.id))
    authorize(ctx, 'action_item.edit', { parentOwnerId: ownerId })
    const { name, version, archived } = await findMilestone(ctx, id, idOf(args.params.milestone))
    return { name, version, archived, back: paths.actionPlan(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveMilestone(ctx, id, idOf(args.params.milestone), form)
    return goTo(
      `${paths.actionPlan(ctx.org.slug, id)}#items`,
      archived ? 'Milestone archived. You can restore it at any time.' : 'Milestone restored.',
    )
  })
}

export default function MilestoneArchive() {
  const { name, version, archived, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow={archived ? 'Restore milestone' : 'Archive milestone'}
      name="archive"
      schema={archiveForm}
      version={version}
      submit={archived ? 'Restore' : 'Archive'}
      cancel={back}
      reason={{ label: 'Reason', hint: 'Kept in the history.' }}
    >
      {archived ? 'It comes back to its plan.' : 'It leaves its plan; its action items stay. It can be restored.'}
    </ConfirmPage>
  )
}
