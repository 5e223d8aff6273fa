import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { backToMap } from '../../back.ts'
import { findStep } from '../../map-page.server.ts'
import { archiveStep } from '../../steps.server.ts'

export const meta: MetaFunction = () => [{ title: 'Remove a step · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const step = await findStep(ctx, idOf(args.params.id))
    authorize(ctx, 'journey.edit', { ownerId: step.journeyOwnerId })
    const { name, version, archivedAt, journeyId, mapId } = step
    const back = paths.journeyMap(ctx.org.slug, journeyId, mapId, { edit: 1 })
    return { title: name, version, archived: archivedAt !== null, back }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const { map } = await archiveStep(ctx, idOf(args.params.id), form)
    return backToMap(ctx, map)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="step" meaning="Gaps, observations and feedback keep their link to it." {...page} />
}
