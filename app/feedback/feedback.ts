// What feedback is read by: facets, bands of scores, and what a response says of itself. Pure.
import { type MaskedKind, maskOf, maskedNames } from '#app/imports/masking.ts'
import { dateOnly, form, id, longText } from '#app/ui/schema.ts'

/** What the sums are kept by. */
export const facets = ['all', 'touchpoint', 'segment', 'persona', 'unit', 'language', 'theme'] as const
export type Facet = (typeof facets)[number]
export const facetNames: Record<Facet, string> = {
  all: 'Everybody',
  touchpoint: 'Touchpoint',
  segment: 'Segment',
  persona: 'Persona',
  unit: 'Unit',
  language: 'Language',
  theme: 'Theme',
}

export type AskedKind = 'nps' | 'csat' | 'ces' | 'mean'

export interface AskedQuestion {
  scoreKind: string | null
  scaleLow: number | null
  scaleHigh: number | null
  topFrom: number | null
}

/** Promoters, passives and detractors of NPS; elsewhere the scale's upper and lower ends and what lies between. */
export const bands = ['promoter', 'passive', 'detractor', 'high', 'middle', 'low'] as const
export type Band = (typeof bands)[number]
export const bandNames: Record<Band, string> = {
  promoter: 'Promoters (9 and 10)',
  passive: 'Passives (7 and 8)',
  detractor: 'Detractors (0 to 6)',
  high: 'High scores',
  middle: 'Middle scores',
  low: 'Low scores',
}
export const bandTones = {
  promoter: 'good',
  high: 'good',
  passive: 'neutral',
  middle: 'neutral',
  detractor: 'bad',
  low: 'bad',
} as const
export const bandWords: Record<Band, string> = {
  promoter: 'promoter',
  passive: 'passive',
  detractor: 'detractor',
  high: 'high',
  middle: 'middle',
  low: 'low',
}

/** From where on a score is high, and up to where low: the top boxes of CSAT, the outer thirds of other scales. */
export function endsOf({ scoreKind, scaleLow, scaleHigh, topFrom }: AskedQuestion): { low: number; high: number } {
  if (scoreKind === 'nps') return { low: 6, high: 9 }
  const [from, to] = [scaleLow ?? 0, scaleHigh ?? 10]
  const third = (to - from) / 3
  return { low: from + third, high: topFrom ?? (scoreKind === 'csat' ? to - 1 : to - third) }
}

export function bandOf(score: number, question: AskedQuestion): Band {
  const { low, high } = endsOf(question)
  const nps = question.scoreKind === 'nps'
  if (score >= high) return nps ? 'promoter' : 'high'
  if (score <= low) return nps ? 'detractor' : 'low'
  return nps ? 'passive' : 'middle'
}

/** Text in pieces: what the customer wrote, and what was masked in it. */
export function piecesOf(text: string): { text: string; masked: boolean }[] {
  return text.split(masks).flatMap((piece) => (piece === '' ? [] : [{ text: piece, masked: maskWords.has(piece) }]))
}
const maskWords = new Map(Object.entries(maskOf).map(([kind, mask]) => [mask, maskedNames[kind as MaskedKind][0]]))
const masks = new RegExp(`(${[...maskWords.keys()].map((mask) => mask.replace(/[[\]]/g, '\\$&')).join('|')})`)
/** What a mask stands for: `[e-mail]` is an e-mail address. */
export const maskedThing = (mask: string) => maskWords.get(mask) ?? 'personal data'

/** `de` -> `German`; what is no ISO code stays as it is. */
export function languageName(code: string): string {
  if (!/^[a-z]{2,3}(-[A-Za-z]{2,4})?$/.test(code)) return code || 'not known'
  try {
    return new Intl.DisplayNames(['en'], { type: 'language' }).of(code) ?? code
  } catch {
    return code
  }
}

// ── Forms ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export const restrictionForm = form({
  listeningPostId: id({ label: 'a listening post' }),
  reason: longText({ label: 'a reason', max: 1000 }),
  endsOn: dateOnly({ label: 'the last day on which it holds' }),
})
export const liftForm = form({ reason: longText({ label: 'a reason', max: 1000 }) })
export const erasureForm = form({ reason: longText({ label: 'a reason', max: 1000 }) })
export const contactForm = form({ reason: longText({ label: 'a reason', max: 1000 }) })

/** Restrictions end by themselves, and not in another life. */
export const longestRestrictionDays = 366
