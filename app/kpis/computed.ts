// What a KPI that is computed from feedback is computed from, in words. Pure.

export interface ComputedFrom {
  touchpointId: string | null
  segmentId: string | null
  personaId: string | null
  unitId: string | null
  themeId: string | null
  language: string
}

export interface Computed extends ComputedFrom {
  id: string
  kpiId: string
  questionId: string
  version: number
  label: string
  scoreKind: string
  postId: string
  postName: string
  /** The name of the one touchpoint, segment, persona, unit or theme; null where it is everybody, or a language. */
  facetName: string | null
}

/** The facet and key whose sums it reads: what the feedback's lists are narrowed by. */
export function facetOf(of: ComputedFrom) {
  if (of.touchpointId) return { facet: 'touchpoint', key: of.touchpointId } as const
  if (of.segmentId) return { facet: 'segment', key: of.segmentId } as const
  if (of.personaId) return { facet: 'persona', key: of.personaId } as const
  if (of.unitId) return { facet: 'unit', key: of.unitId } as const
  if (of.themeId) return { facet: 'theme', key: of.themeId } as const
  return of.language ? ({ facet: 'language', key: of.language } as const) : ({ facet: 'all', key: '' } as const)
}

const kinds: Record<string, string> = { nps: 'NPS', csat: 'CSAT', ces: 'CES', mean: 'Mean' }

/** `NPS of “Would recommend” (Arrival survey), touchpoint Check-in`. */
export function computedInWords(from: Computed): string {
  const { facet, key } = facetOf(from)
  const only = facet === 'all' ? '' : `, ${facet} ${from.facetName ?? key}`
  return `${kinds[from.scoreKind] ?? 'Score'} of “${from.label}” (${from.postName})${only}`
}
