import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { planAcceptanceForm } from '../action-plan.ts'
import { acceptActionPlan } from '../action-plans.server.ts'
import { cadenceNames } from '../action-plan.ts'
import { findActionPlan } from '../plan-page.server.ts'
import type { Cadence } from '../standing.ts'

export const meta: MetaFunction = () => [{ title: 'Accept an action plan · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const plan = await findActionPlan(ctx, idOf(args.params.id))
    authorize(ctx, 'action_plan.accept', plan)
    const { name, purpose, version, cadence, id } = plan
    return { name, purpose, version, cadence: cadence as Cadence, back: paths.actionPlan(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, planAcceptanceForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await acceptActionPlan(ctx, id, form.version)
    return goTo(paths.actionPlan(ctx.org.slug, id), 'You are now accountable for this action plan.')
  })
}

export default function Acceptance() {
  const { name, purpose, version, cadence, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow="Accept being accountable"
      name="acceptance"
      schema={planAcceptanceForm}
      version={version}
      submit="Accept"
      cancel={back}
    >
      {purpose && <span className="mb-2 block">{purpose}</span>}
      You keep it moving, and write a short update {cadenceNames[cadence].toLowerCase()}.
    </ConfirmPage>
  )
}
