import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { HiddenField } from '#app/ui/field.tsx'
import { finishingBlocker, planCompletionForm } from '../action-plan.ts'
import { completeActionPlan, countOpen } from '../action-plans.server.ts'
import { findActionPlan } from '../plan-page.server.ts'

export const meta: MetaFunction = () => [{ title: 'Finish an action plan · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const plan = await findActionPlan(ctx, idOf(args.params.id))
    authorize(ctx, 'action_plan.edit', plan)
    const finished = plan.finishedOn !== null
    const blocker = finished ? null : finishingBlocker(...(await countOpen(ctx, plan.id)), null)
    return { name: plan.name, version: plan.version, finished, blocker, back: paths.actionPlan(ctx.org.slug, plan.id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, planCompletionForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await completeActionPlan(ctx, id, form)
    return goTo(
      paths.actionPlan(ctx.org.slug, id),
      form.to === 'finished' ? 'Action plan finished. It owes no more updates.' : 'Action plan opened again.',
    )
  })
}

export default function Completion() {
  const { name, version, finished, blocker, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow={finished ? 'Open the action plan again' : 'Finish the action plan'}
      name="completion"
      schema={planCompletionForm}
      version={version}
      submit={finished ? 'Open again' : 'Finish'}
      cancel={back}
      reason={{ label: 'Reason', hint: blocker ? 'Wanted, because something is still open.' : 'Kept in the history.' }}
      fields={<HiddenField name="to" value={finished ? 'open' : 'finished'} />}
    >
      {finished
        ? 'Its items can be changed again, and updates become due again.'
        : (blocker ?? 'Everything in it is done. It owes no more updates, and can be opened again.')}
    </ConfirmPage>
  )
}
