import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { acknowledgementForm } from '../plan-update.ts'
import { acknowledgePlanUpdate } from '../plan-updates.server.ts'
import { findActionPlan, findUpdate } from '../plan-page.server.ts'

export const meta: MetaFunction = () => [{ title: 'Acknowledge an update · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const plan = await findActionPlan(ctx, idOf(args.params.id))
    authorize(ctx, 'plan_update.acknowledge', plan)
    const { sentence, authorName } = await findUpdate(ctx, plan.id, idOf(args.params.update))
    return { name: plan.name, sentence, authorName, back: paths.actionPlan(ctx.org.slug, plan.id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, acknowledgementForm, async (ctx) => {
    const id = idOf(args.params.id)
    await acknowledgePlanUpdate(ctx, id, idOf(args.params.update))
    return goTo(`${paths.actionPlan(ctx.org.slug, id)}#updates`, 'Acknowledged: its author can see that you read it.')
  })
}

export default function Acknowledgement() {
  const { name, sentence, authorName, back } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Acknowledge an update" lede={`${authorName} wrote: ${sentence}`}>
      <Form name="acknowledgement" schema={acknowledgementForm} submit="Acknowledge" cancel={back} careless />
    </Page>
  )
}
