// The two pages of the register. Pure.
import { paths } from '#app/paths.ts'

export const postTabs = (org: string) => [
  { label: 'Listening posts', href: paths.listeningPosts(org) },
  { label: 'Coverage', href: paths.coverage(org) },
]
