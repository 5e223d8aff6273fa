import { paths } from '#app/paths.ts'
import type { TabItem } from '#app/ui/page.tsx'

/** The pages of feedback. */
export const feedbackTabs = (org: string): TabItem[] => [
  { label: 'Inbox', href: paths.feedback(org), end: true },
  { label: 'Scores', href: paths.scores(org) },
  { label: 'Restrictions', href: paths.restrictions(org) },
]
