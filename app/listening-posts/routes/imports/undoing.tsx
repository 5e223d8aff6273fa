import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { undoResponses } from '../../applying-responses.server.ts'
import { importFacts } from '../../import-facts.server.ts'
import { undoForm } from '../../response-import.ts'

export const meta: MetaFunction = () => [{ title: 'Undo an import · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const { org, found } = await importFacts(ctx, args.params.id)
    return { title: found.fileName, version: found.version, back: paths.responseImport(org, found.id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, undoForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const state = await undoResponses(ctx, id, form)
    return goTo(
      paths.responseImport(ctx.org.slug, id),
      state === 'undone' ? 'The import was undone.' : 'The import is being undone.',
    )
  })
}

export default function Undoing() {
  const { title, version, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={title}
      eyebrow="Undo an import"
      name="undo"
      schema={undoForm}
      version={version}
      submit="Undo the import"
      cancel={back}
    >
      All responses of this file are withdrawn. They can be imported again.
    </ConfirmPage>
  )
}
