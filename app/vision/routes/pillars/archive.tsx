import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '../../archive.ts'
import { ArchivePage } from '../../archive-page.tsx'
import { archivePillar, findPillar } from '../../pillars.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a pillar · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'pillar.edit')
    const { id, name, version, archivedAt } = await findPillar(ctx, idOf(args.params.id))
    return { title: name, version, archived: archivedAt !== null, back: paths.pillar(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archivePillar(ctx, id, form)
    const message = archived ? 'Pillar archived. You can restore it at any time.' : 'Pillar restored.'
    return goTo(paths.pillar(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="pillar" meaning="It must hold no outcomes." {...page} />
}
