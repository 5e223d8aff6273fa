// The policy as a table of words, for the permissions page and docs/permissions.md. Pure: it says exactly what `policy.ts` decides.
import { type Ability, type Relation, type Standing, abilities } from '#app/access/policy.ts'
import { type Role, roles } from '#app/access/viewer.ts'
import { kindNames } from '#app/paths.ts'

export type Permission = 'yes' | 'own' | 'unit' | 'no'
export const permissionWords: Record<Permission, string> = {
  yes: 'Yes',
  own: 'Their own',
  unit: 'Their unit’s',
  no: 'No',
}

export interface PermissionRow {
  ability: string
  says: string
  /** What makes a record somebody's own, where that counts: “as owner or author”. */
  ownMeans: string | null
  roles: Record<Role, Permission>
  /** Whether it is allowed while looking back, when nothing can be changed. */
  inThePast: boolean
}

const relationOf: Record<Relation, Permission> = { organisation: 'yes', own: 'own', unit: 'unit' }

const standingWords: Record<keyof Standing, string> = {
  memberId: 'person',
  ownerId: 'owner',
  sponsorId: 'sponsor',
  reviewerId: 'reviewer',
  authorId: 'author',
  createdBy: 'creator',
  unitId: 'member of its unit',
  parentOwnerId: 'owner of what it belongs to',
}

/** Every ability with what each role may do, grouped by what it is about. */
export function permissionTable(): { group: string; rows: PermissionRow[] }[] {
  const groups = new Map<string, PermissionRow[]>()
  for (const [name, ability] of Object.entries(abilities) as [string, Ability][]) {
    const kind = name.split('.')[0]!
    const group = groupNames[kind] ?? kindNames[kind] ?? kind
    const rowRoles = Object.fromEntries(
      roles.map((role) => [role, ability.allow[role] ? relationOf[ability.allow[role]] : 'no']),
    ) as Record<Role, Permission>
    const partial = Object.values(rowRoles).includes('own')
    const own = partial ? (ability.own ?? []).map((column) => standingWords[column]) : []
    const row = {
      ability: name,
      says: ability.says,
      ownMeans: own.length ? `own: as ${own.join(' or ')}` : null,
      roles: rowRoles,
      inThePast: ability.reads ?? false,
    }
    groups.set(group, [...(groups.get(group) ?? []), row])
  }
  return [...groups].map(([group, rows]) => ({ group, rows }))
}

const groupNames: Record<string, string> = {
  strategy: 'Strategy',
  mail: 'Organisation',
  history: 'Organisation',
  permissions: 'Organisation',
  organisation: 'Organisation',
  member: 'People',
  unit: 'People',
  core_value: 'Vision',
  pillar: 'Vision',
  outcome: 'Outcomes',
  segment: 'Personas',
  persona: 'Personas',
  kpi: 'KPIs',
  initiative: 'Initiatives',
  action_plan: 'Action plans',
  plan_update: 'Action plans',
  action_item: 'Action plans',
}
