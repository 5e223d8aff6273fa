import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { DateField, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { newMilestoneForm } from '../milestone.ts'
import { createMilestone } from '../milestones.server.ts'
import { findActionPlan } from '../plan-page.server.ts'

export const meta: MetaFunction = () => [{ title: 'New milestone · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, name, ownerId } = await findActionPlan(ctx, idOf(args.params.id))
    authorize(ctx, 'action_item.edit', { parentOwnerId: ownerId })
    return { org: ctx.org.slug, id, name }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newMilestoneForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await createMilestone(ctx, id, form)
    return goTo(`${paths.actionPlan(ctx.org.slug, id)}#items`, 'Milestone added.')
  })
}

export default function NewMilestone() {
  const { org, id, name } = useLoaderData<typeof loader>()
  const plan = paths.actionPlan(org, id)
  return (
    <Page
      title="New milestone"
      eyebrow={<Breadcrumbs items={[{ label: name, href: plan }]} />}
      lede="Something others can see is reached, and the day by which."
    >
      <div className="max-w-xl">
        <Form name="milestone" schema={newMilestoneForm} submit="Add milestone" cancel={plan}>
          <TextField name="name" label="Name" autoFocus />
          <DateField name="dueOn" label="By when" />
        </Form>
      </div>
    </Page>
  )
}
