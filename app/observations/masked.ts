// Personal data of customers in what colleagues write down: masked before anything is stored, and said how much. Pure.
import {
  type MaskCounts,
  addMasks,
  maskedKinds,
  maskedNames,
  maskText,
  maskTotal,
  noMasks,
} from '#app/imports/masking.ts'

/** Masks some of the texts of a form, and says in a sentence what was found. */
export function maskFields<F extends object>(
  form: F,
  fields: readonly (keyof F & string)[],
): { form: F; said: string } {
  const total = noMasks()
  const masked: Record<string, unknown> = {}
  for (const field of fields) {
    const value = form[field]
    if (typeof value !== 'string') continue
    const { text, counts } = maskText(value)
    masked[field] = text
    addMasks(total, counts)
  }
  return { form: { ...form, ...masked }, said: maskedWords(total) }
}

/** “1 e-mail address and 2 phone numbers were masked.”; empty where nothing was found. */
export function maskedWords(counts: MaskCounts): string {
  const sum = maskTotal(counts)
  if (!sum) return ''
  const parts = maskedKinds
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${maskedNames[kind][counts[kind] === 1 ? 0 : 1]}`)
  return `${parts.join(' and ')} ${sum === 1 ? 'was' : 'were'} masked.`
}
