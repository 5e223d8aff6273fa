import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { archiveSegment, findSegment } from '../../segments.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a segment · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'segment.edit')
    const { id, name, version, archivedAt } = await findSegment(ctx, idOf(args.params.id))
    return { title: name, version, archived: archivedAt !== null, back: paths.segment(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveSegment(ctx, id, form)
    const message = archived ? 'Segment archived. You can restore it at any time.' : 'Segment restored.'
    return goTo(paths.segment(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="segment" meaning="Its personas stay, and keep their link to it." {...page} />
}
