import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { reasonForm } from '../initiative.ts'
import { archiveInitiative, findInitiative } from '../initiatives.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive an initiative · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'initiative.archive')
    const { id, name, version, archivedAt, plans } = await findInitiative(ctx, idOf(args.params.id))
    return {
      name,
      version,
      archived: archivedAt !== null,
      plans: plans.length,
      back: paths.initiative(ctx.org.slug, id),
    }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, reasonForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveInitiative(ctx, id, form)
    return goTo(
      paths.initiative(ctx.org.slug, id),
      archived ? 'Initiative archived. You can restore it at any time.' : 'Initiative restored.',
    )
  })
}

export default function Archive() {
  const { name, version, archived, plans, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow={archived ? 'Restore initiative' : 'Archive initiative'}
      name="archive"
      schema={reasonForm}
      version={version}
      submit={archived ? 'Restore' : 'Archive'}
      cancel={back}
      reason={{ label: 'Reason', hint: 'Kept in the history.' }}
    >
      {archived
        ? 'It comes back to every list, with its plans and its history.'
        : `It leaves every list${plans ? `, and its ${plans} action plans owe no more updates` : ''}. Nothing is deleted, and it can be restored.`}
    </ConfirmPage>
  )
}
