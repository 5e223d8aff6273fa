import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { HiddenField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page } from '#app/ui/page.tsx'
import { milestoneReachedForm } from '../milestone.ts'
import { reachMilestone } from '../milestones.server.ts'
import { findActionPlan, findMilestone } from '../plan-page.server.ts'

export const meta: MetaFunction = () => [{ title: 'Milestone reached · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, ownerId } = await findActionPlan(ctx, idOf(args.params.id))
    authorize(ctx, 'action_item.edit', { parentOwnerId: ownerId })
    const { name, reachedOn } = await findMilestone(ctx, id, idOf(args.params.milestone))
    return { name, reached: reachedOn !== null, back: paths.actionPlan(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, milestoneReachedForm, async (ctx, { to }) => {
    const id = idOf(args.params.id)
    await reachMilestone(ctx, id, idOf(args.params.milestone), to)
    return goTo(
      `${paths.actionPlan(ctx.org.slug, id)}#items`,
      to === 'reached' ? 'Milestone reached.' : 'Milestone open again.',
    )
  })
}

export default function MilestoneReached() {
  const { name, reached, back } = useLoaderData<typeof loader>()
  return (
    <Page title={name} eyebrow="Milestone">
      <Form
        name="reached"
        schema={milestoneReachedForm}
        submit={reached ? 'Not reached after all' : 'Reached today'}
        cancel={back}
        careless
      >
        <HiddenField name="to" value={reached ? 'open' : 'reached'} />
      </Form>
    </Page>
  )
}
