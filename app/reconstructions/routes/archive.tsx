import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { archiveReconstruction, findReconstruction } from '../reconstructions.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a reconstruction · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const row = await findReconstruction(ctx, idOf(args.params.id))
    authorize(ctx, 'reconstruction.edit', row)
    const { id, pseudonym, version, archivedAt } = row
    return { title: pseudonym, version, archived: archivedAt !== null, back: paths.reconstruction(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveReconstruction(ctx, id, form)
    const message = archived ? 'Reconstruction archived.' : 'Reconstruction restored.'
    return goTo(paths.reconstruction(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="reconstruction" meaning="Gaps made of it stay." {...page} />
}
