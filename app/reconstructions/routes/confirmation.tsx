import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { confirmationForm } from '../reconstruction.ts'
import { layOut } from '../reconstructions.server.ts'

/** There is nothing to open here: it leads to the page that sends this form. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => redirect(paths.reconstruction(ctx.org.slug, idOf(args.params.id))))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, confirmationForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await layOut(ctx, id, form)
    return goTo(paths.reconstruction(ctx.org.slug, id), 'Laid over the map. Look at the suggested steps.')
  })
}
