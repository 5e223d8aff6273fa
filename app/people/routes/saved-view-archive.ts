import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { removeViewForm } from '../saved-view.ts'
import { safePath } from '#app/access/safe-path.ts'
import { listOfView, removeView } from '../saved-views.server.ts'

/** There is nothing to open here: it leads to the list whose view it is. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => redirect(safePath(await listOfView(ctx, idOf(args.params.id)), '/')))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, removeViewForm, async (ctx) => {
    const { name, href } = await removeView(ctx, idOf(args.params.id))
    return goTo(href, `The view “${name}” is removed.`)
  })
}
