import type { ActionFunctionArgs } from '@remix-run/node'
import { acting, goTo, idOf } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { gapOfForm } from '../reconstruction.ts'
import { gapOf } from '../reconstructions.server.ts'

export async function action(args: ActionFunctionArgs) {
  return acting(args, gapOfForm, async (ctx, form) => {
    const { id } = await gapOf(ctx, idOf(args.params.id), form)
    return goTo(paths.gap(ctx.org.slug, id), 'It is a gap now. Say more about it.')
  })
}
