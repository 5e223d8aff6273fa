import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { rejectionForm } from '../tagging.ts'
import { rejectResponse } from '../tags.server.ts'

/** There is nothing to open here: it leads to the page that sends this form. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => redirect(paths.theme(ctx.org.slug, idOf(args.params.id))))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, rejectionForm, async (ctx, { responseId }) => {
    const { theme } = await rejectResponse(ctx, idOf(args.params.id), responseId)
    return goTo(paths.theme(ctx.org.slug, theme.id), 'Taken off this theme, and its words will not put it back.')
  })
}
