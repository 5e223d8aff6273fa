// How a KPI stands against its target, in a word with its tone. Pure.
import { targetStandingNames, targetStandingTones } from '#app/kpis/kpi.ts'
import type { TargetStanding } from '#app/kpis/target-path.ts'

export type { TargetStanding }

export const againstTargetWord = (standing: TargetStanding) => ({
  tone: targetStandingTones[standing],
  word: targetStandingNames[standing],
})
