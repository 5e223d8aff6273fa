import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { findPillar, movePillar } from '../../pillars.server.ts'
import { positionForm } from '../../order.ts'
import { PositionPage } from '../../position-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Move a pillar · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'pillar.edit')
    const { name } = await findPillar(ctx, idOf(args.params.id))
    return { title: name, back: paths.pillars(ctx.org.slug) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, positionForm, async (ctx, { move }) => {
    await movePillar(ctx, idOf(args.params.id), move)
    return goTo(paths.pillars(ctx.org.slug))
  })
}

export default function Position() {
  return <PositionPage {...useLoaderData<typeof loader>()} />
}
