import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { changePassword } from '#app/access/accounts.server.ts'
import { reading, requireSignedIn } from '#app/access/context.server.ts'
import { flashCookie } from '#app/access/flash.server.ts'
import { changePasswordForm } from '#app/access/joining.ts'
import { PasswordForm } from '#app/access/password-form.tsx'
import { strangerActing } from '#app/access/stranger.server.ts'
import { paths } from '#app/paths.ts'
import { Breadcrumbs, Page } from '#app/ui/page.tsx'

export const meta: MetaFunction = () => [{ title: 'Change the password · Sirius' }]

export async function loader(args: LoaderFunctionArgs) {
  const { email } = await requireSignedIn(args)
  return reading(args, async (ctx) => ({ org: ctx.org.slug, email }))
}

/** Not in the organisation's transaction: an account is nobody's record, and refused tries must count. */
export async function action(args: ActionFunctionArgs) {
  const { accountId, sessionId, email } = await requireSignedIn(args)
  const { org, viewer } = await reading(args, async ({ org, viewer }) => ({ org, viewer }))
  return strangerActing(args, changePasswordForm, async (form) => {
    const { address } = args.context
    const who = { accountId, sessionId, email, name: viewer.name, organisations: [org.name, org.slug], address }
    await changePassword(who, form)
    const headers = { 'set-cookie': flashCookie('Your password is changed. You were signed out everywhere else.') }
    return redirect(paths.account(org.slug), { headers })
  })
}

/** Reached without JavaScript, when the form was refused. */
export default function AccountPassword() {
  const { org, email } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Change the password"
      eyebrow={<Breadcrumbs items={[{ label: 'My account', href: paths.account(org) }]} />}
      lede="Changing it signs you out everywhere else."
    >
      <PasswordForm org={org} email={email} cancel={paths.account(org)} />
    </Page>
  )
}
