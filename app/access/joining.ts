// The forms with which people come in or get their password back. Pure.
import { asTyped, email, flag, form, optionalText, password, read, text } from '#app/ui/schema.ts'
import { newPassword } from './password-rules.ts'

/** Accepting an invitation with a new account, or with the account one has already. */
export const newAccountForm = form({ name: text({ label: 'your name', max: 120 }), password: newPassword() })
export const knownAccountForm = form({ password: password({ min: 1 }) })

export const forgotPasswordForm = form({ email: email() })
export const resetForm = form({ password: newPassword() })
export const changePasswordForm = form({ currentPassword: password({ min: 1 }), newPassword: newPassword() })

/** What people decide about themselves. */
export const preferencesForm = form({ name: text({ label: 'a name', max: 120 }), wantsDigest: flag() })
/** Which session to end; none: all but the present one. The password is asked for where it was last given some time ago. */
export const endSessionForm = form({
  handle: optionalText({ max: 40 }),
  currentPassword: read(asTyped(), (given, fail) =>
    given.length > 256 ? fail('This is not the password of this account.') : given || null,
  ),
})
