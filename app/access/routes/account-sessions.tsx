import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { endSessions, isFresh, listSessions, reauthenticate } from '#app/access/accounts.server.ts'
import { reading, requireSignedIn } from '#app/access/context.server.ts'
import { flashCookie } from '#app/access/flash.server.ts'
import { endSessionForm } from '#app/access/joining.ts'
import { UsernameForManagers } from '#app/access/stranger-page.tsx'
import { strangerActing } from '#app/access/stranger.server.ts'
import { browserName } from '#app/access/user-agent.ts'
import { paths } from '#app/paths.ts'
import { transaction } from '#db/database.ts'
import { HiddenField, PasswordField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'

export const meta: MetaFunction = () => [{ title: 'Sign out elsewhere · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  const { accountId, sessionId, email, authenticatedAt } = await requireSignedIn(args)
  const asked = new URL(args.request.url).searchParams.get('handle') ?? ''
  return reading(args, async (ctx) => {
    const others = (await listSessions(ctx.db, accountId, sessionId)).filter(({ current }) => !current)
    const one = others.find(({ handle }) => handle === asked)
    if (!others.length || (asked && !one)) throw redirect(paths.account(ctx.org.slug))
    return {
      org: ctx.org.slug,
      email,
      asks: !isFresh({ authenticatedAt }),
      handle: one?.handle ?? '',
      browser: one ? browserName(one.userAgent) : null,
    }
  })
}

/**
 * Ends one of one's own sessions, or all but the present one. Not in the organisation's transaction: an account is nobody's
 * record, and refused tries of the password must count.
 */
export async function action(args: ActionFunctionArgs) {
  const who = await requireSignedIn(args)
  const org = await reading(args, async ({ org }) => org.slug)
  return strangerActing(args, endSessionForm, async ({ handle, currentPassword }) => {
    await reauthenticate(who, currentPassword, args.context.address)
    await transaction({}, 'read write', (db) => endSessions(db, who.accountId, who.sessionId, handle))
    const said = handle ? 'Signed out there.' : 'You are signed out everywhere else.'
    return redirect(paths.account(org), { headers: { 'set-cookie': flashCookie(said) } })
  })
}

/** Reached where the password is to be given again, and without JavaScript when the form was refused. */
export default function EndSessions() {
  const { org, email, asks, handle, browser } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Sign out elsewhere"
      eyebrow={<Breadcrumbs items={[{ label: 'My account', href: paths.account(org) }]} />}
      lede={`${browser ? `You will be signed out of ${browser}.` : 'You will be signed out everywhere but here.'}${asks ? ' You signed in some time ago, so give your password first.' : ''}`}
    >
      <div className="max-w-xl">
        <Form
          name="end-sessions"
          schema={endSessionForm}
          action={paths.accountSessions(org)}
          submit="Sign out there"
          cancel={paths.account(org)}
          careless
        >
          <HiddenField name="handle" value={handle} />
          <UsernameForManagers email={email} />
          <PasswordField name="currentPassword" label="Present password" autoComplete="current-password" autoFocus />
        </Form>
      </div>
    </Page>
  )
}
