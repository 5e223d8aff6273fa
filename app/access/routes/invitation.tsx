import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { acceptInvitation } from '#app/access/accounts.server.ts'
import { signedInBy } from '#app/access/context.server.ts'
import { flashCookie } from '#app/access/flash.server.ts'
import { knownAccountForm, newAccountForm } from '#app/access/joining.ts'
import { findLink } from '#app/access/mailed-links.server.ts'
import { passwordHint } from '#app/access/password-rules.ts'
import { endSession, startSession } from '#app/access/sessions.server.ts'
import { StrangerPage, UsernameForManagers } from '#app/access/stranger-page.tsx'
import { strangerActing } from '#app/access/stranger.server.ts'
import { paths } from '#app/paths.ts'
import { PasswordField, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'

export const meta: MetaFunction = () => [{ title: 'Invitation · Sirius' }]

/** Opening the link changes nothing: mail scanners and previews may do it. */
export async function loader({ params }: LoaderFunctionArgs) {
  const link = await findLink(params.token, 'invitation')
  if (!link?.email) return data({ invitation: null }, 410)
  const { orgName: organisation, memberName: name, email, hasAccount } = link
  return { invitation: { organisation, name, email, hasAccount } }
}

export async function action(args: ActionFunctionArgs) {
  const token = args.params.token ?? ''
  const known = (await findLink(token, 'invitation'))?.hasAccount ?? false
  return strangerActing(args, known ? knownAccountForm : newAccountForm, async (form) => {
    const { address, requestId, secure } = args.context
    const given = { name: 'name' in form ? form.name : '', password: form.password }
    const { accountId, slug } = await acceptInvitation(token, given, { address, requestId })
    const earlier = await signedInBy(args)
    if (earlier) await endSession(earlier.sessionId)
    const userAgent = args.request.headers.get('user-agent') ?? ''
    const headers = new Headers({ 'set-cookie': await startSession(accountId, { address, userAgent, secure }) })
    headers.append('set-cookie', flashCookie('Welcome. You are a member now.'))
    return redirect(paths.home(slug), { headers })
  })
}

export default function Invitation() {
  const { invitation } = useLoaderData<typeof loader>()
  if (!invitation)
    return (
      <StrangerPage
        title="This invitation no longer works"
        lede="It was accepted, replaced by a newer one, withdrawn, or is more than seven days old. Ask the person who invited you to send it again."
      >
        <TextLink href={paths.signIn()}>Sign in</TextLink>
      </StrangerPage>
    )
  const { organisation, name, email, hasAccount } = invitation
  return (
    <StrangerPage
      title={`Join ${organisation}`}
      lede={
        hasAccount ? (
          <>
            <strong className="font-medium text-ink">{email}</strong> has an account already. Give its password to join
            with it.
          </>
        ) : (
          <>
            Choose how you are called and a password. You will sign in as{' '}
            <strong className="font-medium text-ink">{email}</strong>.
          </>
        )
      }
    >
      <Form
        name="join"
        schema={hasAccount ? knownAccountForm : newAccountForm}
        values={{ name }}
        submit={`Join ${organisation}`}
      >
        <UsernameForManagers email={email} />
        {!hasAccount && <TextField name="name" label="Your name" autoComplete="name" />}
        {hasAccount ? (
          <PasswordField name="password" label="Password" autoComplete="current-password" autoFocus />
        ) : (
          <PasswordField name="password" label="Password" hint={passwordHint} autoComplete="new-password" autoFocus />
        )}
      </Form>
      {hasAccount && (
        <p className="mt-6 text-sm">
          <TextLink href={paths.forgotPassword()}>Forgot your password?</TextLink>
        </p>
      )}
    </StrangerPage>
  )
}
