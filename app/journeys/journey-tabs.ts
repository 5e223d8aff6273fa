// The two ways to look at what customers go through.
import { paths } from '#app/paths.ts'

export const journeyTabs = (org: string) => [
  { label: 'Journeys', href: paths.journeys(org) },
  { label: 'Touchpoints', href: paths.touchpoints(org) },
]
