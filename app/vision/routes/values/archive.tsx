import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '../../archive.ts'
import { ArchivePage } from '../../archive-page.tsx'
import { archiveCoreValue, findCoreValue } from '../../core-values.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a value · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'core_value.edit')
    const { id, name, version, archivedAt } = await findCoreValue(ctx, idOf(args.params.id))
    return { title: name, version, archived: archivedAt !== null, back: paths.coreValue(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveCoreValue(ctx, id, form)
    const message = archived ? 'Value archived. You can restore it at any time.' : 'Value restored.'
    return goTo(paths.coreValue(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="value" meaning="Initiatives keep their link to it." {...page} />
}
