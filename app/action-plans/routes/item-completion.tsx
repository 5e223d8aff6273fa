import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { HiddenField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { itemCompletionForm } from '../action-item.ts'
import { completeActionItem, reopenActionItem } from '../action-items.server.ts'
import { findActionItem } from '../item-list.server.ts'

export const meta: MetaFunction = () => [{ title: 'Action item done · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const item = await findActionItem(ctx, idOf(args.params.id))
    authorize(ctx, 'action_item.complete', { ownerId: item.ownerId, parentOwnerId: item.planOwnerId })
    const { id, title, doneOn, planId, planName } = item
    return { org: ctx.org.slug, id, title, done: doneOn !== null, planId, planName }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, itemCompletionForm, async (ctx, { to }) => {
    const id = idOf(args.params.id)
    if (to === 'done') await completeActionItem(ctx, id)
    else await reopenActionItem(ctx, id)
    return goTo(paths.actionItem(ctx.org.slug, id), to === 'done' ? 'Done.' : 'Open again.')
  })
}

export default function ItemCompletion() {
  const { org, id, title, done, planId, planName } = useLoaderData<typeof loader>()
  return (
    <Page
      title={title}
      eyebrow={<Breadcrumbs items={[{ label: planName, href: paths.actionPlan(org, planId) }]} />}
      lede={done ? 'It counts as open again, with the progress it had before.' : 'It counts as done from today.'}
    >
      <Form
        name="completion"
        schema={itemCompletionForm}
        submit={done ? 'Open again' : 'Mark done'}
        cancel={paths.actionItem(org, id)}
        careless
      >
        <HiddenField name="to" value={done ? 'open' : 'done'} />
      </Form>
    </Page>
  )
}
