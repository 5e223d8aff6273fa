import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { archiveForm } from '../action-plan.ts'
import { archiveActionPlan } from '../action-plans.server.ts'
import { findActionPlan } from '../plan-page.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive an action plan · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const plan = await findActionPlan(ctx, idOf(args.params.id))
    authorize(ctx, 'action_plan.archive', plan)
    const { name, version, archivedAt, id } = plan
    return { name, version, archived: archivedAt !== null, back: paths.actionPlan(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveActionPlan(ctx, id, form)
    return goTo(
      paths.actionPlan(ctx.org.slug, id),
      archived ? 'Action plan archived. You can restore it at any time.' : 'Action plan restored.',
    )
  })
}

export default function Archive() {
  const { name, version, archived, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow={archived ? 'Restore action plan' : 'Archive action plan'}
      name="archive"
      schema={archiveForm}
      version={version}
      submit={archived ? 'Restore' : 'Archive'}
      cancel={back}
      reason={{ label: 'Reason', hint: 'Kept in the history.' }}
    >
      {archived
        ? 'It comes back to every list, with its items, its updates and its history.'
        : 'It leaves every list, counts for nothing and owes no more updates. Nothing is deleted, and it can be restored.'}
    </ConfirmPage>
  )
}
