import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { reasonForm } from '../theme.ts'
import { findTheme } from '../theme-page.server.ts'
import { archiveTheme } from '../themes.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a theme · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'theme.appoint')
    const { id, name, version, archivedAt } = await findTheme(ctx, idOf(args.params.id))
    return { name, version, archived: archivedAt !== null, back: paths.theme(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, reasonForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveTheme(ctx, id, form)
    return goTo(
      paths.theme(ctx.org.slug, id),
      archived ? 'Theme archived. You can restore it at any time.' : 'Theme restored.',
    )
  })
}

export default function Archive() {
  const { name, version, archived, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={name}
      eyebrow={archived ? 'Restore theme' : 'Archive theme'}
      name="archive"
      schema={reasonForm}
      version={version}
      submit={archived ? 'Restore' : 'Archive'}
      cancel={back}
      reason={{ label: 'Reason', hint: 'Kept in the history.' }}
    >
      {archived
        ? 'It comes back to the list with its responses, and its words tag again what comes in.'
        : 'It leaves the list, and its words tag no more. Its responses stay with it, nothing is deleted, and it can be restored.'}
    </ConfirmPage>
  )
}
