// What a listening post is: where a company hears its customers. Its vocabulary, forms, and when it has fed no decision for too long. Pure.
import {
  choice,
  flag,
  form,
  manyIds,
  optionalChoice,
  optionalId,
  optionalLongText,
  optionalNumber,
  optionalText,
  text,
  version,
  wholeNumber,
} from '#app/ui/schema.ts'

export const channels = [
  'survey',
  'chat',
  'e-mail',
  'call',
  'social media',
  'review',
  'complaint',
  'go and see',
  'employee',
] as const
export type Channel = (typeof channels)[number]
export const channelNames: Record<Channel, string> = {
  survey: 'Survey',
  chat: 'Chat',
  'e-mail': 'E-mail',
  call: 'Call',
  'social media': 'Social media',
  review: 'Review',
  complaint: 'Complaint',
  'go and see': 'Go and see',
  employee: 'Employee',
}

export const occasions = ['relationship', 'transaction'] as const
export const occasionNames = {
  relationship: 'The relationship as a whole',
  transaction: 'One transaction or visit',
} as const

export const cadences = ['continuous', 'daily', 'weekly', 'monthly', 'quarterly', 'yearly', 'once'] as const
export const cadenceNames: Record<(typeof cadences)[number], string> = {
  continuous: 'All the time',
  daily: 'Daily',
  weekly: 'Weekly',
  monthly: 'Monthly',
  quarterly: 'Quarterly',
  yearly: 'Yearly',
  once: 'Once',
}

const fields = {
  name: text({ label: 'a name', max: 120 }),
  channel: choice(channels, { label: 'a channel' }),
  structured: flag(),
  occasion: choice(occasions),
  description: optionalLongText({ max: 3000 }),
  ownerId: optionalId(),
  touchpointId: optionalId(),
  cadence: choice(cadences),
  expectedVolume: optionalNumber({ min: 0, max: 100_000_000, decimals: 0 }),
  decisionDays: wholeNumber({ min: 1, max: 1000, label: 'a number of days' }),
  steps: manyIds(),
}
export const newListeningPostForm = form(fields)
export const editListeningPostForm = form({ ...fields, version: version() })

export const scoreKinds = ['nps', 'csat', 'ces', 'mean'] as const
export const scoreKindNames: Record<string, string> = {
  nps: 'Recommendation (NPS)',
  csat: 'Satisfaction (CSAT)',
  ces: 'Effort (CES)',
  mean: 'Mean',
}
export const questionKindNames: Record<string, string> = { score: 'Score', comment: 'Comment', choice: 'Choice' }
export const measured = ['success', 'effort', 'emotion'] as const
export const measuredNames = {
  success: 'Success: they got what they came for',
  effort: 'Effort: how hard it was',
  emotion: 'Emotion: how it felt',
} as const

const questionFields = {
  label: text({ label: 'a short name', max: 200 }),
  wording: optionalLongText({ max: 2000 }),
  sourceKey: optionalText({ max: 180 }),
  touchpointId: optionalId(),
  measures: optionalChoice(measured),
}
export const newQuestionForm = form({
  ...questionFields,
  kind: choice(['nps', 'csat', 'ces', 'mean', 'comment', 'choice'], { label: 'what it is' }),
  scaleLow: optionalNumber({ min: -100, max: 100 }),
  scaleHigh: optionalNumber({ min: -100, max: 1000 }),
  topFrom: optionalNumber({ min: -100, max: 1000 }),
  notUsed: optionalLongText({ max: 100 }),
})
export const editQuestionForm = form({ ...questionFields, notUsed: optionalLongText({ max: 100 }), version: version() })

type SilenceState = 'fed a decision' | 'long ago' | 'fed no decision' | 'too early'

export interface Silence {
  state: SilenceState
  /** Since its feedback last fed a decision, or else since it was set up. */
  days: number
}

/**
 * Whether what a post hears leads to anything: a theme decided, a gap opened, a case resolved. What was decided before the post was set up,
 * of feedback it brought along later, is none of its doing.
 */
export function silenceOf(
  { lastDecision, since, decisionDays }: { lastDecision: string | null; since: string; decisionDays: number },
  today: string,
): Silence {
  const fed = lastDecision !== null && lastDecision >= since
  const days = Math.max(0, Math.round((Date.parse(today) - Date.parse(fed ? lastDecision : since)) / 86_400_000))
  if (days <= decisionDays) return { state: fed ? 'fed a decision' : 'too early', days }
  return { state: fed ? 'long ago' : 'fed no decision', days }
}
export const silenceTones = {
  'fed a decision': 'good',
  'long ago': 'bad',
  'fed no decision': 'bad',
  'too early': 'neutral',
} as const satisfies Record<SilenceState, string>

export function silenceWords({ state, days }: Silence): string {
  if (state === 'too early') return 'No decision yet'
  if (state === 'fed no decision') return `Fed no decision in ${days} days`
  if (days === 0) return 'Fed a decision today'
  return days === 1 ? 'Fed a decision yesterday' : `Fed a decision ${days} days ago`
}
