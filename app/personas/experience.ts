// What delights or pains a persona, one sentence each: its forms, and how what it rests on is said. Pure.
import { evidence } from '#app/evidence/evidence.ts'
import { formatNumber } from '#app/ui/format.ts'
import { choice, form, id, text, version } from '#app/ui/schema.ts'

export const experienceKinds = ['delight', 'pain'] as const
export type ExperienceKind = (typeof experienceKinds)[number]
export const experienceNames: Record<ExperienceKind, string> = { delight: 'Delight', pain: 'Pain' }
export const experienceHeadings: Record<ExperienceKind, string> = { delight: 'Delights', pain: 'Pains' }

const fields = {
  kind: choice(experienceKinds, { label: 'whether it delights or pains' }),
  sentence: text({ label: 'a sentence', max: 300 }),
}
export const newExperienceForm = form({ ...fields, personaId: id({ label: 'a persona' }), ...evidence })
export const editExperienceForm = form({ ...fields, version: version() })
export const linkToExperienceForm = form({ ...evidence, personaExperienceId: id({ label: 'a delight or pain' }) })

/** More delights, or pains, than this describe nobody any more. */
export const mostOfAKind = 20

/** Why a persona gets no further one; null: it does. */
export function fullRefusal(kind: ExperienceKind, has: number): string | null {
  if (has < mostOfAKind) return null
  return `This persona has ${has} ${experienceHeadings[kind].toLowerCase()} already. Archive one that matters less first.`
}

/** A quote is cut at so many letters. */
export const mostQuoted = 240

/** What a line rests on, in numbers: what is archived or withdrawn does not count. */
export interface Grade {
  themes: number
  /** Responses of those themes; one that carries two of them counts twice. */
  mentions: number
  /** Linked one by one. */
  responses: number
  observations: number
}

/** Nobody has said or shown it yet: a theme without a single response proves nothing. */
export const isAssumed = ({ mentions, responses, observations }: Grade) => mentions + responses + observations === 0

export interface GradePart {
  of: 'themes' | 'responses' | 'observations'
  says: string
}

/** “312 responses in 1 theme”, “2 single responses”, “1 observation”: each is a way to the list behind it. */
export function gradeParts({ themes, mentions, responses, observations }: Grade, locale?: string): GradePart[] {
  const count = (n: number, one: string, many = `${one}s`) => `${formatNumber(n, 0, locale)} ${n === 1 ? one : many}`
  const parts: GradePart[] = []
  if (themes > 0) {
    const heard = themes === 1 ? count(mentions, 'response') : count(mentions, 'mention')
    parts.push({ of: 'themes', says: `${heard} in ${count(themes, 'theme')}` })
  }
  if (responses > 0) parts.push({ of: 'responses', says: count(responses, 'single response') })
  if (observations > 0) parts.push({ of: 'observations', says: count(observations, 'observation') })
  return parts
}

/** What came in of a persona's themes since its last review, as one sentence for whoever reviews it. `since` is a day in words. */
export function sinceReview(
  themes: readonly { n: number }[],
  { since, locale }: { since: string | null; locale: string },
): string {
  if (!themes.length)
    return 'No theme is linked to its delights and pains, so nobody can say what customers said about them since.'
  const n = themes.reduce((sum, theme) => sum + theme.n, 0)
  const [one, many] = themes.length === 1 ? ['response', 'responses'] : ['mention', 'mentions']
  const came = `${formatNumber(n, 0, locale)} ${n === 1 ? one : many} of its themes came in`
  return since ? `Since the last review on ${since}, ${came}.` : `It was never reviewed; ${came} so far.`
}
