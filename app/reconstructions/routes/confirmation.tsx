import type { ActionFunctionArgs } from '@remix-run/node'
import { acting, goTo, idOf } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { confirmationForm } from '../reconstruction.ts'
import { layOut } from '../reconstructions.server.ts'

export async function action(args: ActionFunctionArgs) {
  return acting(args, confirmationForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await layOut(ctx, id, form)
    return goTo(paths.reconstruction(ctx.org.slug, id), 'Laid over the map. Look at the suggested steps.')
  })
}
