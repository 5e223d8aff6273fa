import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { signedInBy } from '#app/access/context.server.ts'
import { endSession, forgetSession } from '#app/access/sessions.server.ts'
import { paths } from '#app/paths.ts'

/** Ends the session on the server, wherever its cookie may be. */
export async function action(args: ActionFunctionArgs) {
  const signedIn = await signedInBy(args)
  if (signedIn) await endSession(signedIn.sessionId)
  return redirect(paths.signIn(), { headers: { 'set-cookie': forgetSession(args.context.secure) } })
}

export const loader = () => redirect(paths.frontDoor())
