import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { plural } from '#app/ui/format.ts'
import { archiveForm } from '../action-plan.ts'
import { archiveActionItem } from '../action-items.server.ts'
import { findActionItem } from '../item-list.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive an action item · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const item = await findActionItem(ctx, idOf(args.params.id))
    authorize(ctx, 'action_item.edit', { ownerId: item.ownerId, parentOwnerId: item.planOwnerId })
    const { id, title, version, archivedAt } = item
    const waiting = item.waiting.filter((other) => !other.doneOn).length
    return { title, version, archived: archivedAt !== null, waiting, back: paths.actionItem(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived, planId } = await archiveActionItem(ctx, id, form)
    const { slug } = ctx.org
    return archived
      ? goTo(`${paths.actionPlan(slug, planId)}#items`, 'Action item archived. You can restore it at any time.')
      : goTo(paths.actionItem(slug, id), 'Action item restored.')
  })
}

export default function ItemArchive() {
  const { title, version, archived, waiting, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={title}
      eyebrow={archived ? 'Restore action item' : 'Archive action item'}
      name="archive"
      schema={archiveForm}
      version={version}
      submit={archived ? 'Restore' : 'Archive'}
      cancel={back}
      reason={{ label: 'Reason', hint: 'Kept in the history.' }}
    >
      {archived
        ? 'It comes back to its plan and counts again.'
        : `It leaves every list and counts for nothing.${waiting ? ` ${plural(waiting, 'item that waits', 'items that wait')} for it may then go ahead.` : ''} It can be restored.`}
    </ConfirmPage>
  )
}
