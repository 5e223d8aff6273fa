// What was seen, and where somebody goes to see.
import { paths } from '#app/paths.ts'

export const observationTabs = (org: string) => [
  { label: 'Observations', href: paths.observations(org) },
  { label: 'Planned visits', href: paths.visits(org) },
]
