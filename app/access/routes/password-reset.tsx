import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { flashCookie } from '#app/access/flash.server.ts'
import { resetForm } from '#app/access/joining.ts'
import { findLink, resetPassword } from '#app/access/mailed-links.server.ts'
import { passwordHint } from '#app/access/password-rules.ts'
import { deviceCookie } from '#app/access/sign-in.server.ts'
import { StrangerPage, UsernameForManagers } from '#app/access/stranger-page.tsx'
import { strangerActing } from '#app/access/stranger.server.ts'
import { paths } from '#app/paths.ts'
import { PasswordField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'

export const meta: MetaFunction = () => [{ title: 'Choose a new password · Sirius' }]

/** Opening the link changes nothing: mail scanners and previews may do it. */
export async function loader({ params }: LoaderFunctionArgs) {
  const link = await findLink(params.token, 'password reset')
  if (!link?.email) return data({ email: null }, 410)
  return { email: link.email }
}

export async function action(args: ActionFunctionArgs) {
  return strangerActing(args, resetForm, async ({ password }) => {
    const { email } = await resetPassword(args.params.token ?? '', password)
    const headers = new Headers({ 'set-cookie': flashCookie('Your password is changed. Sign in with it.') })
    // Whoever reads the mailbox gets in, also while somebody else guesses at the account.
    const known = await deviceCookie(email, args.context.secure)
    if (known) headers.append('set-cookie', known)
    return redirect(paths.signIn(), { headers })
  })
}

export default function PasswordReset() {
  const { email } = useLoaderData<typeof loader>()
  if (!email)
    return (
      <StrangerPage
        title="This link no longer works"
        lede="It was used, replaced by a newer one, or is more than ten minutes old."
      >
        <TextLink href={paths.forgotPassword()}>Ask for a new one</TextLink>
      </StrangerPage>
    )
  return (
    <StrangerPage
      title="Choose a new password"
      lede={
        <>
          For <strong className="font-medium text-ink">{email}</strong>. You will be signed out everywhere else.
        </>
      }
    >
      <Form name="password-reset" schema={resetForm} submit="Change the password" careless>
        <UsernameForManagers email={email} />
        <PasswordField name="password" label="New password" hint={passwordHint} autoComplete="new-password" autoFocus />
      </Form>
    </StrangerPage>
  )
}
