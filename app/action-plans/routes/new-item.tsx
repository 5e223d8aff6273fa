import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { newItemForm } from '../action-item.ts'
import { createActionItem } from '../action-items.server.ts'
import { ItemForm } from '../item-form.tsx'
import { listItemChoices } from '../item-list.server.ts'
import { listMembers } from '../plan-list.server.ts'
import { findActionPlan } from '../plan-page.server.ts'

export const meta: MetaFunction = () => [{ title: 'New action item · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { id, name, ownerId } = await findActionPlan(ctx, idOf(args.params.id))
    authorize(ctx, 'action_item.edit', { parentOwnerId: ownerId })
    const milestoneId = new URL(args.request.url).searchParams.get('milestone') ?? ''
    const choices = await listItemChoices(ctx, id)
    return {
      org: ctx.org.slug,
      plan: { id, name },
      choices: { ...choices, members: await listMembers(ctx) },
      values: {
        ownerId: ownerId ?? '',
        weight: '1',
        milestoneId: choices.milestones.some((one) => one.id === milestoneId) ? milestoneId : '',
      },
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, newItemForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await createActionItem(ctx, id, form)
    return goTo(`${paths.actionPlan(ctx.org.slug, id)}#items`, 'Action item added.')
  })
}

export default function NewItem() {
  const { org, plan, choices, values } = useLoaderData<typeof loader>()
  const back = paths.actionPlan(org, plan.id)
  return (
    <Page
      title="New action item"
      eyebrow={<Breadcrumbs items={[{ label: plan.name, href: back }]} />}
      lede="A title is enough; an owner and a day make it real."
    >
      <ItemForm schema={newItemForm} values={values} choices={choices} submit="Add action item" cancel={back} isNew />
    </Page>
  )
}
