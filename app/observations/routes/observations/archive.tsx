import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { shortly } from '#app/ui/format.ts'
import { archiveObservation, findObservation, standing } from '../../observations.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive an observation · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const observation = await findObservation(ctx, idOf(args.params.id))
    authorize(ctx, 'observation.edit', standing(observation))
    const { id, what, version, archivedAt } = observation
    return { title: shortly(what), version, archived: archivedAt !== null, back: paths.observation(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveObservation(ctx, id, form)
    const message = archived ? 'Observation archived. You can restore it at any time.' : 'Observation restored.'
    return goTo(paths.observation(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="observation" meaning="Gaps and themes keep their link to it." {...page} />
}
