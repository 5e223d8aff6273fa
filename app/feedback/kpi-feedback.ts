// What a KPI that is computed from feedback is computed from. Pure.
import { form, id, optionalId, optionalText, longText, version } from '#app/ui/schema.ts'

export const kpiFeedbackForm = form({
  questionId: id({ label: 'a question' }),
  touchpointId: optionalId(),
  segmentId: optionalId(),
  personaId: optionalId(),
  unitId: optionalId(),
  themeId: optionalId(),
  language: optionalText({ max: 10 }),
  version: version(),
})
export const endForm = form({ reason: longText({ label: 'a reason', max: 1000 }), version: version() })

/** Which kinds of KPI a question's scores can feed. */
export function fits(question: string, kpi: string): boolean {
  if (question === kpi) return true
  return (question === 'ces' && kpi === 'mean') || (question === 'csat' && kpi === 'share')
}
