import type { ActionFunctionArgs } from '@remix-run/node'
import { acting, goTo } from '#app/access/context.server.ts'
import { paths } from '#app/paths.ts'
import { form } from '#app/ui/schema.ts'
import { recordVisit } from '../executive.server.ts'

const visitForm = form({})

export async function action(args: ActionFunctionArgs) {
  return acting(args, visitForm, async (ctx) => {
    await recordVisit(ctx)
    return goTo(paths.executive(ctx.org.slug))
  })
}
