import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { archiveJourney, findJourney } from '../../journeys.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a journey · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const journey = await findJourney(ctx, idOf(args.params.id))
    authorize(ctx, 'journey.edit', journey)
    const { id, name, version, archivedAt } = journey
    return { title: name, version, archived: archivedAt !== null, back: paths.journey(ctx.org.slug, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    const { archived } = await archiveJourney(ctx, id, form)
    const message = archived ? 'Journey archived. You can restore it at any time.' : 'Journey restored.'
    return goTo(paths.journey(ctx.org.slug, id), message)
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="journey" meaning="Its maps go with it." {...page} />
}
