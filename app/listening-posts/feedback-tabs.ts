// The pages of feedback: what was said, how it scores, and where it is heard. Pure.
import { paths } from '#app/paths.ts'
import type { TabItem } from '#app/ui/page.tsx'

export const feedbackTabs = (org: string): TabItem[] => [
  { label: 'Inbox', href: paths.feedback(org), end: true },
  { label: 'Scores', href: paths.scores(org) },
  { label: 'Listening posts', href: paths.listeningPosts(org) },
  { label: 'Coverage', href: paths.coverage(org) },
  { label: 'Restrictions', href: paths.restrictions(org) },
]
