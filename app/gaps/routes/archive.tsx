import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { archiveGap, findGap } from '../gaps.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a gap · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const gap = await findGap(ctx, idOf(args.params.id))
    authorize(ctx, 'gap.edit', gap)
    const { id, name, version, archivedAt } = gap
    return { title: name, version, archived: archivedAt !== null, back: paths.gap(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveGap(ctx, id, form)
    const message = archived ? 'Gap archived. You can restore it at any time.' : 'Gap restored.'
    return goTo(paths.gap(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="gap" meaning="Initiatives and evidence keep their link to it." {...page} />
}
