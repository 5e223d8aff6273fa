// A map as a table for spreadsheets: one line for each step. Pure.
import { type Rating, gradeName, ratingKinds, ratingNames } from './rating.ts'
import { channelName } from './touchpoint.ts'

export interface TablePhase {
  name: string
  steps: readonly {
    name: string
    description: string
    touchpoint: { name: string; channel: string } | null
    ownerName: string | null
    ratings: Record<'success' | 'effort' | 'emotion', Rating | null>
    grade: string
    ratingNote: string
    kpis: readonly { name: string }[]
    posts: readonly { name: string }[]
    observations: number
    gaps: number
  }[]
}

export const mapTableHead = [
  ...['Phase', 'Step', 'What the customer does', 'Touchpoint', 'Channel', 'Process owner'],
  ...ratingKinds.flatMap((kind) => [ratingNames[kind], `${ratingNames[kind]} rests on`]),
  ...['Evidence', 'Note on the ratings', 'KPIs', 'Listening posts', 'Observations', 'Open gaps'],
]

const restsOn = (rating: Rating | null) =>
  rating ? (rating.from === 'feedback' ? `feedback, n = ${rating.n}` : 'rated by hand') : ''
const names = (list: readonly { name: string }[]) => list.map(({ name }) => name).join('; ')

export const mapTableRows = (phases: readonly TablePhase[]): string[][] =>
  phases.flatMap((phase) =>
    phase.steps.map((step) => [
      ...[phase.name, step.name, step.description, step.touchpoint?.name ?? ''],
      ...[step.touchpoint ? channelName(step.touchpoint.channel) : '', step.ownerName ?? ''],
      ...ratingKinds.flatMap((kind) => [String(step.ratings[kind]?.value ?? ''), restsOn(step.ratings[kind])]),
      ...[gradeName(step.grade), step.ratingNote, names(step.kpis), names(step.posts)],
      ...[String(step.observations), String(step.gaps)],
    ]),
  )
