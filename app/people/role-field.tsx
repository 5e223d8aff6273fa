import { type Role, roleHints } from '#app/access/viewer.ts'
import { RadioGroup } from '#app/ui/choice-field.tsx'

/** The roles one may give, each with what it may do. */
export function RoleField({ roles }: { roles: { value: Role; label: string }[] }) {
  return (
    <RadioGroup name="role" label="Role" options={roles.map((role) => ({ ...role, hint: roleHints[role.value] }))} />
  )
}
