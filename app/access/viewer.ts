// Who is asking: roles, their names, and the viewer that a context carries.

export const roles = ['administrator', 'cx_leader', 'business_owner', 'contributor', 'executive'] as const
export type Role = (typeof roles)[number]

export const roleNames: Record<Role, string> = {
  administrator: 'Administrator',
  cx_leader: 'CX leader',
  business_owner: 'Business owner',
  contributor: 'Contributor',
  executive: 'Executive',
}

export const roleHints: Record<Role, string> = {
  administrator: 'People, units, roles and settings, and everything a CX leader may do.',
  cx_leader: 'Sets vision and owners, and may edit every part of the strategy.',
  business_owner: 'Proposes initiatives and keeps the action plans they own up to date.',
  contributor: 'Works on action items, rates outcomes and adds ideas.',
  executive: 'Reads everything, ratifies the vision and approves initiatives.',
}

/** A member of one organisation, as read for this very request; `system` is a job or a command of the operator. */
export interface Viewer {
  memberId: string
  accountId: string | null
  name: string
  email: string
  role: Role | 'system'
  unitId: string | null
  /** Looking at the past, which nobody may change. */
  readsOnly?: boolean
}

export interface Organisation {
  id: string
  /** Its part of every address: `demo`, or `demo@2026-03-01` while looking back. */
  slug: string
  name: string
  timeZone: string
  locale: string
  currency: string
  graceDays: number
}
