// A member of the organisation: vocabulary, forms, who may give which role, and reading lists of people. Pure.
import { type Role, type Viewer, roleNames, roles } from '#app/access/viewer.ts'
import {
  choice,
  email,
  form,
  longText,
  optionalEmail,
  optionalId,
  optionalLongText,
  optionalText,
  text,
  version,
} from '#app/ui/schema.ts'

export const memberStates = ['active', 'invited', 'disabled'] as const
export type MemberState = (typeof memberStates)[number]
export const memberStateNames: Record<MemberState, string> = {
  active: 'Active',
  invited: 'Invited',
  disabled: 'Disabled',
}
export const memberStateTones = { active: 'good', invited: 'info', disabled: 'neutral' } as const

export function memberState(member: { accountId: string | null; disabledAt: Date | null }): MemberState {
  if (member.disabledAt) return 'disabled'
  return member.accountId ? 'active' : 'invited'
}

/** The roles this viewer may give: only administrators make administrators. */
export function assignableRoles(viewer: Pick<Viewer, 'role'>): Role[] {
  return roles.filter((role) => role !== 'administrator' || viewer.role === 'administrator' || viewer.role === 'system')
}

export const roleOptions = (viewer: Pick<Viewer, 'role'>) =>
  assignableRoles(viewer).map((role) => ({ value: role, label: roleNames[role] }))

// ── Forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────

const place = { unitId: optionalId(), jobTitle: optionalText({ max: 120 }) }

export const invitationForm = form({
  name: text({ label: 'a name', max: 120 }),
  email: email(),
  role: choice(roles, { label: 'a role' }),
  ...place,
})
export const manyInvitationsForm = form({
  people: longText({ max: 30_000 }),
  role: choice(roles, { label: 'a role' }),
  unitId: optionalId(),
})
/** The address can be corrected until the invitation is accepted; after that it is the person's sign-in. */
export const memberForm = form({
  name: text({ label: 'a name', max: 120 }),
  email: optionalEmail(),
  ...place,
  version: version(),
})

export const accesses = ['open', 'closed'] as const
export const accessForm = form({
  role: choice(roles, { label: 'a role' }),
  access: choice(accesses),
  reason: optionalLongText({ max: 1000 }),
  version: version(),
})

export const invitationActs = ['send', 'withdraw'] as const
export const invitationActForm = form({ act: choice(invitationActs), version: version() })

// ── Reading a pasted list ───────────────────────────────────────────────────────────────────────────────────────────

export interface Person {
  name: string
  email: string
}

export const mostPeopleAtOnce = 200

/** Reads lines such as `Ada Lovelace <ada@example.com>`, `ada@example.com` or `Ada Lovelace; ada@example.com`. */
export function readPeople(lines: string): { people: Person[]; problems: string[] } {
  const people: Person[] = []
  const problems: string[] = []
  const seen = new Set<string>()
  for (const [index, line] of lines.split('\n').entries()) {
    const written = line.trim().replace(/[,;]+$/, '')
    if (!written) continue
    const person = readPerson(written)
    if (!person) problems.push(`Line ${index + 1}: write it like “Ada Lovelace <ada@example.com>”.`)
    else if (seen.has(person.email)) problems.push(`Line ${index + 1}: ${person.email} is in the list twice.`)
    else if (person.name.length > 120) problems.push(`Line ${index + 1}: keep the name to 120 characters.`)
    else {
      seen.add(person.email)
      people.push(person)
    }
  }
  if (people.length > mostPeopleAtOnce) problems.push(`Invite at most ${mostPeopleAtOnce} people at once.`)
  return { people, problems }
}

function readPerson(line: string): Person | null {
  if (line.length > 400) return null
  const parts = /^(.*?)[\s<;,:(]*([^\s<>;,:()"]+@[^\s<>;,:()"]+)[>)\s]*$/u.exec(line)
  if (!parts) return null
  const address = email().safeParse(parts[2])
  if (!address.success) return null
  const name = parts[1]!.replace(/^["'\s]+|["'\s,;]+$/gu, '').replace(/\s+/gu, ' ')
  if (/[@<>]/.test(name)) return null
  return { name: name || nameFrom(address.data), email: address.data }
}

/** `ada.lovelace@example.com` is probably Ada Lovelace; the person can correct it. */
function nameFrom(address: string): string {
  const words = address
    .split('@')[0]!
    .split(/[._-]+/)
    .filter((word) => word !== '')
  return words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || address
}
