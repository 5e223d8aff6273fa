import type { ActionFunctionArgs } from '@remix-run/node'
import { acting, goTo, idOf } from '#app/access/context.server.ts'
import { removeViewForm } from '../saved-view.ts'
import { removeView } from '../saved-views.server.ts'

export async function action(args: ActionFunctionArgs) {
  return acting(args, removeViewForm, async (ctx) => {
    const { name, href } = await removeView(ctx, idOf(args.params.id))
    return goTo(href, `The view “${name}” is removed.`)
  })
}
