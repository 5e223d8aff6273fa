import { paths } from '#app/paths.ts'

export const caseTabs = (org: string) => [
  { label: 'Cases', href: paths.cases(org), end: true },
  { label: 'Wall index', href: paths.wallIndex(org) },
  { label: 'Replies owed', href: paths.replyTasks(org) },
  { label: 'Rules', href: paths.caseRules(org) },
  { label: 'Business hours', href: paths.businessHours(org) },
]
