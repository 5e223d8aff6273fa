import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { backToMap } from '../../back.ts'
import { archivePhase, findPhase } from '../../phases.server.ts'

export const meta: MetaFunction = () => [{ title: 'Remove a phase · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const phase = await findPhase(ctx, idOf(args.params.id))
    authorize(ctx, 'journey.edit', phase)
    const { name, version, archivedAt, journeyId, journeyMapId } = phase
    const back = paths.journeyMap(ctx.org.slug, journeyId, journeyMapId, { edit: 1 })
    return { title: name, version, archived: archivedAt !== null, back }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const { map } = await archivePhase(ctx, idOf(args.params.id), form)
    return backToMap(ctx, map)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="phase" meaning="Its steps go with it." {...page} />
}
