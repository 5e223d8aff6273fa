import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { endSessions } from '#app/access/accounts.server.ts'
import { acting, goTo, reading, requireSignedIn } from '#app/access/context.server.ts'
import { endSessionForm } from '#app/access/joining.ts'
import { paths } from '#app/paths.ts'

export async function loader(args: LoaderFunctionArgs) {
  return reading(args, async (ctx) => redirect(paths.account(ctx.org.slug)))
}

/** Ends one of one's own sessions, or all but the present one. */
export async function action(args: ActionFunctionArgs) {
  const { accountId, sessionId } = await requireSignedIn(args)
  return acting(args, endSessionForm, async (ctx, { handle }) => {
    await endSessions(ctx.db, accountId, sessionId, handle)
    return goTo(paths.account(ctx.org.slug), handle ? 'Signed out there.' : 'You are signed out everywhere else.')
  })
}
