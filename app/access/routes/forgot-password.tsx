import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { forgotPasswordForm } from '#app/access/joining.ts'
import { mailsAreSent, requestPasswordReset } from '#app/access/mailed-links.server.ts'
import { StrangerPage } from '#app/access/stranger-page.tsx'
import { strangerActing } from '#app/access/stranger.server.ts'
import { paths } from '#app/paths.ts'
import { TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'

export const meta: MetaFunction = () => [{ title: 'Forgot your password? · Sirius' }]

export function loader({ request }: LoaderFunctionArgs) {
  return { asked: new URL(request.url).searchParams.has('asked'), sent: mailsAreSent() }
}

/** Answers the same, and as quickly, whether there is such an account or not. */
export async function action(args: ActionFunctionArgs) {
  return strangerActing(args, forgotPasswordForm, async ({ email }) => {
    await requestPasswordReset(email, args.context.address)
    return redirect(`${paths.forgotPassword()}?asked`)
  })
}

export default function ForgotPassword() {
  const { asked, sent } = useLoaderData<typeof loader>()
  if (asked)
    return (
      <StrangerPage
        title={sent ? 'Look into your mailbox' : 'Ask your administrator'}
        lede={
          sent
            ? 'If there is an account with this address, a link to choose a new password is on its way. It works once, for ten minutes.'
            : 'This Sirius sends no mails. If there is an account with this address, an administrator of your organisation finds the link in the outbox, or whoever runs Sirius can print one. It works once, for ten minutes.'
        }
      >
        <TextLink href={paths.signIn()}>Back to signing in</TextLink>
      </StrangerPage>
    )
  return (
    <StrangerPage title="Forgot your password?" lede="Give your address, and you get a link to choose a new one.">
      <Form name="forgot-password" schema={forgotPasswordForm} values={{ email: '' }} submit="Send me a link" careless>
        <TextField name="email" label="Email" type="email" autoComplete="username" autoFocus />
      </Form>
      <p className="mt-6 text-sm">
        <TextLink href={paths.signIn()}>Back to signing in</TextLink>
      </p>
    </StrangerPage>
  )
}
