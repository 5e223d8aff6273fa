import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { archiveForm } from '#app/vision/archive.ts'
import { ArchivePage } from '#app/vision/archive-page.tsx'
import { mapName } from '../../journey-map.ts'
import { findMap } from '../../map-page.server.ts'
import { archiveMap } from '../../maps.server.ts'

export const meta: MetaFunction = () => [{ title: 'Archive a map · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const map = await findMap(ctx, idOf(args.params.id), idOf(args.params.map))
    authorize(ctx, 'journey.edit', map)
    const { version, archivedAt, journeyId } = map
    return { title: mapName(map), version, archived: archivedAt !== null, back: paths.journey(ctx.org.slug, journeyId) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, archiveForm, async (ctx, form) => {
    const journeyId = idOf(args.params.id)
    const { archived } = await archiveMap(ctx, journeyId, idOf(args.params.map), form)
    return goTo(
      paths.journey(ctx.org.slug, journeyId),
      archived ? 'Map archived. You can restore it at any time.' : 'Map restored.',
    )
  })
}

export default function Archive() {
  const page = useLoaderData<typeof loader>()
  return <ArchivePage noun="map" meaning="Only versions that do not hold can be archived." {...page} />
}
