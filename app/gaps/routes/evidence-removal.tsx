import type { ActionFunctionArgs } from '@remix-run/node'
import { acting, goTo, idOf } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { unlinkEvidence } from '../evidence.server.ts'
import { unlinkForm } from '../gap.ts'

export async function action(args: ActionFunctionArgs) {
  return acting(args, unlinkForm, async (ctx, form) => {
    const id = idOf(args.params.id)
    await unlinkEvidence(ctx, id, form)
    return goTo(paths.gap(ctx.org.slug, id), 'Taken off. The history keeps that it was linked.')
  })
}
