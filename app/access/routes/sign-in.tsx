import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useSearchParams } from '@remix-run/react'
import { signedInBy } from '#app/access/context.server.ts'
import { refuse } from '#app/access/problems.ts'
import { safePath } from '#app/access/safe-path.ts'
import { endSession, startSession } from '#app/access/sessions.server.ts'
import { checkPassword, deviceCookie } from '#app/access/sign-in.server.ts'
import { StrangerPage } from '#app/access/stranger-page.tsx'
import { strangerActing } from '#app/access/stranger.server.ts'
import { paths } from '#app/paths.ts'
import { PasswordField, TextField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { TextLink } from '#app/ui/link.tsx'
import { email, form, password } from '#app/ui/schema.ts'

const signInForm = form({ email: email(), password: password({ min: 1 }) })

export const meta: MetaFunction = () => [{ title: 'Sign in · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  if (await signedInBy(args)) return redirect(paths.frontDoor())
  return null
}

export async function action(args: ActionFunctionArgs) {
  return strangerActing(args, signInForm, async (credentials) => {
    const { address, secure } = args.context
    const device = { cookies: args.request.headers.get('cookie'), secure }
    const result = await checkPassword(credentials.email, credentials.password, address, device)
    if (!result.ok) {
      args.context.log.warn({ decision: `sign-in refused: ${result.reason}` }, 'sign-in refused')
      if (result.reason === 'wrong') refuse('Email or password is wrong. Check both and try again.', 'password')
      refuse('There were too many tries. Wait 15 minutes, or choose a new password by mail.', 'password')
    }
    const earlier = await signedInBy(args)
    if (earlier) await endSession(earlier.sessionId)
    const userAgent = args.request.headers.get('user-agent') ?? ''
    const headers = new Headers({ 'set-cookie': await startSession(result.accountId, { address, userAgent, secure }) })
    const known = await deviceCookie(credentials.email, secure)
    if (known) headers.append('set-cookie', known)
    const back = safePath(new URL(args.request.url).searchParams.get('back'), paths.frontDoor())
    return redirect(back, { headers })
  })
}

export default function SignIn() {
  const [search] = useSearchParams()
  const back = search.get('back')
  return (
    <StrangerPage title="Sign in" lede="Your customer-experience strategy, kept honest.">
      <Form
        name="sign-in"
        schema={signInForm}
        values={{ email: '', password: '' }}
        submit="Sign in"
        action={back ? `${paths.signIn()}?back=${encodeURIComponent(back)}` : paths.signIn()}
      >
        <TextField name="email" label="Email" type="email" autoComplete="username" />
        <PasswordField name="password" label="Password" autoComplete="current-password" />
      </Form>
      <p className="mt-6 text-sm">
        <TextLink href={paths.forgotPassword()}>Forgot your password?</TextLink>
      </p>
    </StrangerPage>
  )
}
