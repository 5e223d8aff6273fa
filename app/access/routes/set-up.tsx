import { type ActionFunctionArgs, type LoaderFunctionArgs, type MetaFunction, data, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { findLink } from '#app/access/mailed-links.server.ts'
import { passwordHint } from '#app/access/password-rules.ts'
import { startSession } from '#app/access/sessions.server.ts'
import { setUpForm, timeZones } from '#app/access/set-up.ts'
import { setUpOrganisation } from '#app/access/set-up.server.ts'
import { StrangerPage } from '#app/access/stranger-page.tsx'
import { strangerActing } from '#app/access/stranger.server.ts'
import { paths } from '#app/paths.ts'
import { ComboField } from '#app/ui/choice-field.tsx'
import { PasswordField, TextField } from '#app/ui/field.tsx'
import { Fieldset } from '#app/ui/fieldset.tsx'
import { Form } from '#app/ui/form.tsx'

export const meta: MetaFunction = () => [{ title: 'Set up Sirius' }]

/** Opening the link changes nothing: mail scanners and previews may do it. */
export async function loader({ params }: LoaderFunctionArgs) {
  const link = await findLink(params.token, 'set up')
  if (!link) return data({ zones: null, zone: '' }, 410)
  return { zones: timeZones(), zone: Intl.DateTimeFormat().resolvedOptions().timeZone }
}

export async function action(args: ActionFunctionArgs) {
  return strangerActing(args, setUpForm, async (form) => {
    const { address, requestId, secure } = args.context
    const { accountId, slug } = await setUpOrganisation(args.params.token ?? '', form, { address, requestId })
    const userAgent = args.request.headers.get('user-agent') ?? ''
    const cookie = await startSession(accountId, { address, userAgent, secure })
    return redirect(paths.home(slug), { headers: { 'set-cookie': cookie } })
  })
}

export default function SetUp() {
  const { zones, zone } = useLoaderData<typeof loader>()
  if (!zones)
    return (
      <StrangerPage
        title="This set-up link no longer works"
        lede="It was used, replaced by a newer one, or is more than a day old. Restart Sirius to print a new one."
      />
    )
  return (
    <StrangerPage
      title="Set up Sirius"
      lede="Name your organisation and make your account. You will be its administrator; everything here can be changed later, except the short name."
    >
      <Form name="set-up" schema={setUpForm} values={{ timeZone: zone }} submit="Create the organisation">
        <Fieldset legend="Your organisation">
          <TextField name="name" label="Name" autoComplete="organization" autoFocus wide />
          <TextField
            name="slug"
            label="Short name"
            hint="Stands in every address: small letters, digits, hyphens."
            autoComplete="off"
            wide
          />
          <ComboField
            name="timeZone"
            label="Time zone"
            wide
            options={zones.map((one) => ({ value: one, label: one.replaceAll('_', ' ') }))}
          />
        </Fieldset>
        <Fieldset legend="You">
          <TextField name="yourName" label="Your name" autoComplete="name" wide />
          <TextField name="email" label="Email" type="email" autoComplete="username" wide />
          <PasswordField name="password" label="Password" hint={passwordHint} autoComplete="new-password" wide />
        </Fieldset>
      </Form>
    </StrangerPage>
  )
}
