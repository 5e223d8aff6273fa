// The two ways to look at the organisation's people.
import { paths } from '#app/paths.ts'

export const peopleTabs = (org: string) => [
  { label: 'People', href: paths.members(org) },
  { label: 'Units', href: paths.units(org) },
]
