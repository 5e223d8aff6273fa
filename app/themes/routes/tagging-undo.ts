import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { acting, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { plural } from '#app/ui/format.ts'
import { untagForm } from '../tagging.ts'
import { untagResponses } from '../tags.server.ts'

/** There is nothing to open here: it leads to the page that sends this form. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => redirect(paths.tagging(ctx.org.slug)))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, untagForm, async (ctx, form) => {
    const { theme, untagged } = await untagResponses(ctx, form)
    const said = form.quiet ? undefined : `${plural(untagged, 'response')} taken back from “${theme.name}”.`
    return goTo(paths.tagging(ctx.org.slug), said)
  })
}
