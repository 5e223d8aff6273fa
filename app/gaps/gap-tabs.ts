// Three ways to look at what lies between.
import { paths } from '#app/paths.ts'

export const gapTabs = (org: string) => [
  { label: 'List', href: paths.gaps(org), end: true },
  { label: 'Matrix', href: paths.gapMatrix(org) },
  { label: 'Reconstructions', href: paths.reconstructions(org) },
]
