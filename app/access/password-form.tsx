import { paths } from '#app/paths.ts'
import { PasswordField } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { changePasswordForm } from './joining.ts'
import { passwordHint } from './password-rules.ts'
import { UsernameForManagers } from './stranger-page.tsx'

/** Changes one's own password; asks for the present one, so that an unattended browser is not enough. */
export function PasswordForm({ org, email, cancel }: { org: string; email: string; cancel?: string }) {
  return (
    <div className="max-w-xl">
      <Form
        name="password"
        schema={changePasswordForm}
        action={paths.accountPassword(org)}
        submit="Change the password"
        cancel={cancel}
        careless
      >
        <UsernameForManagers email={email} />
        <PasswordField name="currentPassword" label="Present password" autoComplete="current-password" />
        <PasswordField name="newPassword" label="New password" hint={passwordHint} autoComplete="new-password" />
      </Form>
    </div>
  )
}
