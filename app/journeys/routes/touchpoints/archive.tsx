import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { archiveTouchpoint, findTouchpoint } from '../../touchpoints.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a touchpoint · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const touchpoint = await findTouchpoint(ctx, idOf(args.params.id))
    authorize(ctx, 'touchpoint.edit', touchpoint)
    const { id, name, version, archivedAt } = touchpoint
    return { title: name, version, archived: archivedAt !== null, back: paths.touchpoint(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveTouchpoint(ctx, id, form)
    const message = archived ? 'Touchpoint archived. You can restore it at any time.' : 'Touchpoint restored.'
    return goTo(paths.touchpoint(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="touchpoint" meaning="Steps and feedback keep their link to it." {...page} />
}
