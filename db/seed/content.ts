/** What the loader needs of an organisation's content, whichever organisation it is. */
import { addDays, daysBetween, nextPeriod, periodOf, previousPeriod } from '#app/kpis/period.ts'
import { type DemoCase, type DemoReply, type DemoRule, cases, replies, rules } from './demo/cases.ts'
import { customerFiles } from './demo/customers.ts'
import { type DemoPost, posts } from './demo/feedback.ts'
import { experiences } from './demo/experiences.ts'
import { gaps } from './demo/gaps.ts'
import { initiatives } from './demo/initiatives.ts'
import { journeys, touchpoints } from './demo/journeys.ts'
import { maps } from './demo/journey-maps.ts'
import { kpiValuesAsOf } from './demo/kpi-values.ts'
import { kpis } from './demo/kpis.ts'
import { observations, visits } from './demo/observations.ts'
import { other } from './demo/other.ts'
import { organisation, people, units } from './demo/people.ts'
import { personas, segments } from './demo/personas.ts'
import { plans } from './demo/plans.ts'
import { type DemoCustomerStory, customerStories } from './demo/customer-stories.ts'
import { reconstructions } from './demo/reconstructions.ts'
import { themes } from './demo/themes.ts'
import type {
  DemoExperience,
  DemoCustomerFile,
  DemoGap,
  DemoInitiative,
  DemoJourney,
  DemoKpi,
  DemoKpiValue,
  DemoMap,
  DemoObservation,
  DemoOrganisation,
  DemoOutcome,
  DemoPerson,
  DemoPersona,
  DemoPillar,
  DemoPlan,
  DemoReconstruction,
  DemoSegment,
  DemoTheme,
  DemoTouchpoint,
  DemoUnit,
  DemoValue,
  DemoVision,
  DemoVisit,
} from './demo/types.ts'
import { outcomes, pillars, values, visions } from './demo/vision.ts'

export interface Content {
  organisation: DemoOrganisation
  units: DemoUnit[]
  people: DemoPerson[]
  visions: DemoVision[]
  values: DemoValue[]
  pillars: DemoPillar[]
  outcomes: DemoOutcome[]
  segments: DemoSegment[]
  customerFiles: DemoCustomerFile[]
  personas: DemoPersona[]
  touchpoints: DemoTouchpoint[]
  journeys: DemoJourney[]
  themes: DemoTheme[]
  maps: DemoMap[]
  posts: DemoPost[]
  visits: DemoVisit[]
  observations: DemoObservation[]
  gaps: DemoGap[]
  experiences: DemoExperience[]
  reconstructions: DemoReconstruction[]
  kpis: DemoKpi[]
  initiatives: DemoInitiative[]
  plans: DemoPlan[]
  caseRules: DemoRule[]
  cases: DemoCase[]
  replies: DemoReply[]
  customerStories: DemoCustomerStory[]
  kpiValues: (today: string) => DemoKpiValue[]
}

export const bayline: Content = {
  organisation,
  units,
  people,
  visions,
  values,
  pillars,
  outcomes,
  segments,
  customerFiles,
  personas,
  touchpoints,
  journeys,
  themes,
  maps,
  posts,
  visits,
  observations,
  gaps,
  experiences,
  reconstructions,
  kpis,
  initiatives,
  plans,
  caseRules: rules,
  cases,
  replies,
  customerStories,
  kpiValues: kpiValuesAsOf,
}

export const ferries: Content = {
  ...other,
  outcomes: [],
  segments: [],
  customerFiles: [],
  personas: [],
  touchpoints: [],
  journeys: [],
  caseRules: [],
  cases: [],
  replies: [],
  customerStories: [],
  themes: [],
  maps: [],
  posts: [],
  visits: [],
  observations: [],
  gaps: [],
  experiences: [],
  reconstructions: [],
  kpiValues: ferryValues,
}

/** Each value is recorded five days after its month, those from before the KPI was defined on that day. */
function ferryValues(today: string): DemoKpiValue[] {
  return other.kpis.flatMap((kpi) =>
    kpi.values.map(({ monthsAgo, ...value }): DemoKpiValue => {
      let period = periodOf(today, kpi.frequency)
      for (let back = 0; back < monthsAgo; back++) period = previousPeriod(period, kpi.frequency)
      const definedOn = addDays(today, kpi.definedOn)
      const arrived = addDays(nextPeriod(period, kpi.frequency), 5)
      const imported = daysBetween(definedOn, arrived) <= 0
      const recordedOn = imported ? definedOn : arrived
      return {
        kpi: kpi.key,
        period,
        ...value,
        source: imported ? 'imported' : 'typed',
        recordedOn,
        recordedBy: kpi.owner,
      }
    }),
  )
}
