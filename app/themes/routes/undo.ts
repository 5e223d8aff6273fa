import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { acting, goTo, idOf, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { undo } from '../merging.server.ts'
import { emptyForm } from '../tagging.ts'

/** There is nothing to open here: it leads to the page that sends this form. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => redirect(paths.theme(ctx.org.slug, idOf(args.params.id))))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, emptyForm, async (ctx) => {
    const { theme, state, restored } = await undo(ctx, idOf(args.params.id), idOf(args.params.tagging))
    const said = restored ? `Taken back: “${restored}” is a theme of its own again.` : 'Undone.'
    const going = state === 'undoing' ? ' The rest of the responses go by themselves.' : ''
    return goTo(paths.theme(ctx.org.slug, theme.id), said + going)
  })
}
