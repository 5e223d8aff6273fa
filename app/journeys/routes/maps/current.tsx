import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { ConfirmPage } from '#app/ui/confirm-page.tsx'
import { currentMapForm, mapName } from '../../journey-map.ts'
import { findMap } from '../../map-page.server.ts'
import { makeMapCurrent } from '../../maps.server.ts'

export const meta: MetaFunction = () => [{ title: 'Make a map current · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    const map = await findMap(ctx, idOf(args.params.id), idOf(args.params.map))
    authorize(ctx, 'journey.edit', map)
    const { id, journeyId, journeyName, version } = map
    return { title: mapName(map), journeyName, version, back: paths.journeyMap(ctx.org.slug, journeyId, id) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, currentMapForm, async (ctx, form) => {
    const [journeyId, id] = [idOf(args.params.id), idOf(args.params.map)]
    await makeMapCurrent(ctx, journeyId, id, form)
    return goTo(paths.journeyMap(ctx.org.slug, journeyId, id), 'This version is current now.')
  })
}

export default function MakeCurrent() {
  const { title, journeyName, version, back } = useLoaderData<typeof loader>()
  return (
    <ConfirmPage
      title={title}
      eyebrow={journeyName}
      name="current"
      schema={currentMapForm}
      version={version}
      submit="Make it current"
      cancel={back}
    >
      Everybody sees this version from now on. The one that was current is superseded: it stays readable and cannot be
      changed any more.
    </ConfirmPage>
  )
}
