import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { acting, goTo, reading } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { form } from '#app/ui/schema.ts'
import { recordVisit } from '../executive.server.ts'

const visitForm = form({})

/** There is nothing to open here: it leads to the page that sends this form. */
export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => redirect(paths.executive(ctx.org.slug)))
}

export async function action(args: ActionFunctionArgs) {
  return acting(args, visitForm, async (ctx) => {
    await recordVisit(ctx)
    return goTo(paths.executive(ctx.org.slug))
  })
}
