import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { editing, findEarlier } from '#app/history/bring-back.server.ts'
import { paths } from '#app/paths.ts'
import { BringingBack } from '#app/ui/earlier.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { editItemForm, itemValues } from '../action-item.ts'
import { editActionItem } from '../action-items.server.ts'
import { Due } from '../due.tsx'
import { ItemForm } from '../item-form.tsx'
import { findActionItem, listItemChoices } from '../item-list.server.ts'
import { listMembers } from '../plan-list.server.ts'

export const meta: MetaFunction<typeof loader> = ({ data }) => [
  { title: `Edit ${data?.item.title ?? 'action item'} · Sirius` },
]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const item = await findActionItem(ctx, idOf(args.params.id))
    authorize(ctx, 'action_item.edit', { ownerId: item.ownerId, parentOwnerId: item.planOwnerId })
    const { id, title, version, dueOn, doneOn, planId, planName } = item
    const choices = await listItemChoices(ctx, planId, id)
    const values = itemValues(item)
    return {
      org: ctx.org.slug,
      today: ctx.today,
      item: { id, title, version, dueOn, doneOn, planId, planName },
      values,
      choices: { ...choices, members: await listMembers(ctx, [item.ownerId]) },
      ...(await findEarlier(ctx, args.request, { kind: 'action_item', id }, values, async (past) => {
        const then = await findActionItem(past, id)
        // Whether it is done is said by a button: the form of either keeps the progress of today.
        return { ...itemValues(then), ...(then.doneOn || doneOn ? { progress: values.progress! } : {}) }
      })),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return editing(args, editItemForm, { kind: 'action_item', id: args.params.id }, async (ctx, form) => {
    const id = idOf(args.params.id)
    await editActionItem(ctx, id, form)
    return goTo(paths.actionItem(ctx.org.slug, id), 'Action item saved.')
  })
}

export default function EditItem() {
  const { org, today, item, values, choices, earlier } = useLoaderData<typeof loader>()
  return (
    <Page
      title={item.title}
      eyebrow={<Breadcrumbs items={[{ label: item.planName, href: paths.actionPlan(org, item.planId) }]} />}
      lede={
        item.doneOn ? (
          'This item is done. Open it again to change its progress or its due date.'
        ) : (
          <>
            <span className="inline-block first-letter:uppercase">
              <Due day={item.dueOn} today={today} />
            </span>
            . <TextLink href={paths.actionItemDueDate(org, item.id)}>{item.dueOn ? 'Move it' : 'Set one'}</TextLink>
          </>
        )
      }
    >
      <BringingBack earlier={earlier}>
        <ItemForm
          schema={editItemForm}
          values={values}
          version={item.version}
          choices={choices}
          submit="Save action item"
          cancel={paths.actionItem(org, item.id)}
          done={item.doneOn !== null}
        />
      </BringingBack>
    </Page>
  )
}
