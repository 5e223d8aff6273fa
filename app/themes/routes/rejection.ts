import type { ActionFunctionArgs } from '@remix-run/node'
import { acting, goTo, idOf } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { rejectionForm } from '../tagging.ts'
import { rejectResponse } from '../tags.server.ts'

export async function action(args: ActionFunctionArgs) {
  return acting(args, rejectionForm, async (ctx, { responseId }) => {
    const { theme } = await rejectResponse(ctx, idOf(args.params.id), responseId)
    return goTo(paths.theme(ctx.org.slug, theme.id), 'Taken off this theme, and its words will not put it back.')
  })
}
