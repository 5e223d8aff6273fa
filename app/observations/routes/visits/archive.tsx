import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { archiveVisit, findVisit, visitStanding } from '../../visits.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a visit · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const visit = await findVisit(ctx, idOf(args.params.id))
    authorize(ctx, 'visit.edit', visitStanding(visit))
    const { id, purpose, version, archivedAt } = visit
    return { title: purpose, version, archived: archivedAt !== null, back: paths.visit(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveVisit(ctx, id, form)
    return goTo(paths.visit(ctx.org.slug, id), archived ? 'Visit archived.' : 'Visit restored.')
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="visit" meaning="Nobody is asked to go there any more." {...page} />
}
