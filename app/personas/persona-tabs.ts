// The ways to look at customers.
import { paths } from '#app/paths.ts'

export const personaTabs = (org: string) => [
  { label: 'Personas', href: paths.personas(org) },
  { label: 'Segments', href: paths.segments(org) },
  { label: 'Effort and value', href: paths.effortAndValue(org) },
]
