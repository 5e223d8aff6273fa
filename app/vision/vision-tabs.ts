// The parts of the vision, in the order people read them.
import { paths } from '#app/paths.ts'

export const visionTabs = (org: string) => [
  { label: 'Vision', href: paths.vision(org), end: true },
  { label: 'Values', href: paths.coreValues(org) },
  { label: 'Outcomes', href: paths.outcomes(org) },
  { label: 'Pillars', href: paths.pillars(org) },
  { label: 'Versions', href: paths.visionVersions(org) },
]
