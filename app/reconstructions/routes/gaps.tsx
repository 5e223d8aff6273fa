import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { gapOfForm } from '../reconstruction.ts'
import { gapOf } from '../reconstructions.server.ts'

/** There is nothing to open here: it leads to the page that sends this form. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => redirect(paths.reconstruction(ctx.org.slug, idOf(args.params.id))))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, gapOfForm, async (ctx, form) => {
    const { id } = await gapOf(ctx, idOf(args.params.id), form)
    return goTo(paths.gap(ctx.org.slug, id), 'It is a gap now. Say more about it.')
  })
}
