import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acting, authorize, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { findCoreValue, moveCoreValue } from '../../core-values.server.ts'
import { positionForm } from '../../order.ts'
import { PositionPage } from '../../position-page.tsx'

export const meta: MetaFunction = () => [{ title: 'Move a value · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => {
    authorize(ctx, 'core_value.edit')
    const { name } = await findCoreValue(ctx, idOf(args.params.id))
    return { title: name, back: paths.coreValues(ctx.org.slug) }
  })
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, positionForm, async (ctx, { move }) => {
    await moveCoreValue(ctx, idOf(args.params.id), move)
    return goTo(paths.coreValues(ctx.org.slug))
  })
}

export default function Position() {
  return <PositionPage {...useLoaderData<typeof loader>()} />
}
