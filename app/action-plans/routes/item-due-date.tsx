import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { safePath } from '#app/access/safe-path.ts'
import { paths } from '#app/paths.ts'
import { DateField, HiddenField, TextArea } from '#app/ui/field.tsx'
import { formatDay, relativeDay } from '#app/ui/format.ts'
import { Form } from '#app/ui/form.tsx'
import { useLocale } from '#app/ui/organisation.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'
import { dueDateForm, slipInWords } from '../action-item.ts'
import { moveDueDate } from '../action-items.server.ts'
import { findActionItem } from '../item-list.server.ts'

export const meta: MetaFunction = () => [{ title: 'Move a due date · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const item = await findActionItem(ctx, idOf(args.params.id))
    authorize(ctx, 'action_item.complete', { ownerId: item.ownerId, parentOwnerId: item.planOwnerId })
    const { id, title, version, dueOn, firstDueOn, moves, planId, planName } = item
    const back = safePath(new URL(args.request.url).searchParams.get('back'), '')
    return { org: ctx.org.slug, today: ctx.today, id, title, version, dueOn, firstDueOn, moves, planId, planName, back }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, dueDateForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await moveDueDate(ctx, id, form)
    const when = form.dueOn ? `Now due ${relativeDay(form.dueOn, ctx.today)}.` : 'It has no due date now.'
    return goTo(paths.actionItem(ctx.org.slug, id), when)
  })
}

export default function ItemDueDate() {
  const item = useLoaderData<typeof loader>()
  const { org, id, dueOn, back } = item
  const { locale } = useLocale()
  const slip = slipInWords(item.moves, item.firstDueOn, dueOn)
  return (
    <Page
      title={item.title}
      eyebrow={<Breadcrumbs items={[{ label: item.planName, href: paths.actionPlan(org, item.planId) }]} />}
      lede={
        dueOn
          ? `Due ${formatDay(dueOn, locale)}${slip ? `. ${slip}` : ', as first promised'}.`
          : 'It has no due date yet.'
      }
    >
      <div className="max-w-xl">
        <Form
          name={`due-${id}`}
          schema={dueDateForm}
          values={{ dueOn: dueOn ?? '' }}
          version={item.version}
          submit={dueOn ? 'Move the due date' : 'Set the due date'}
          cancel={back || paths.actionItem(org, id)}
        >
          {back && <HiddenField name="_back" value={back} />}
          <DateField name="dueOn" label="New due date" autoFocus />
          {dueOn && (
            <TextArea
              name="reason"
              label="Why it moves"
              hint="Everybody who sees the item can read it."
              rows={3}
              required
            />
          )}
        </Form>
      </div>
    </Page>
  )
}
