// Personal data in what customers wrote: found and replaced by what it was, before anything is stored. Pure.

export const maskedKinds = ['email', 'phone', 'card', 'iban', 'name'] as const
export type MaskedKind = (typeof maskedKinds)[number]
export type MaskCounts = Record<MaskedKind, number>

export const maskedNames: Record<MaskedKind, [one: string, many: string]> = {
  email: ['e-mail address', 'e-mail addresses'],
  phone: ['phone number', 'phone numbers'],
  card: ['card number', 'card numbers'],
  iban: ['bank account', 'bank accounts'],
  name: ['name', 'names'],
}

/** What stands in the text instead. */
export const maskOf: Record<MaskedKind, string> = {
  email: '[e-mail]',
  phone: '[phone]',
  card: '[card]',
  iban: '[account]',
  name: '[name]',
}

export const noMasks = (): MaskCounts => ({ email: 0, phone: 0, card: 0, iban: 0, name: 0 })
export const addMasks = (to: MaskCounts, more: MaskCounts) => maskedKinds.forEach((kind) => (to[kind] += more[kind]))
export const maskTotal = (counts: MaskCounts) => maskedKinds.reduce((sum, kind) => sum + counts[kind], 0)

const emailPattern = /[\p{L}\d._%+'-]{1,64}\s?(?:@|\(at\)|\[at\])\s?(?:[\p{L}\d-]{1,63}\.)+\p{L}{2,24}(?![\p{L}\d])/giu
const ibanPattern = /(?<![\p{L}\d])[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,3})?(?![\p{L}\d])/giu
/** A run of digits with what people put between them. */
const digitRun =
  /(?<![\p{L}\d.,#_/-])(?:\+|00)?\(?\d(?:[\d]|[ .\-/()\u00a0\u2011\u2013](?=[\d(]|\)? ?\d)){5,26}\d(?![\p{L}\d_]|[.,/-]\d)/gu

/**
 * Replaces e-mail addresses, bank accounts (IBAN), payment cards (Luhn), phone numbers, and the given names. Days, times, amounts
 * and reference numbers stay.
 */
export function maskText(text: string, names: readonly string[] = []): { text: string; counts: MaskCounts } {
  const counts = noMasks()
  const put = (kind: MaskedKind) => {
    counts[kind]++
    return maskOf[kind]
  }
  let masked = text
  if (/@|\(at\)|\[at\]/i.test(masked)) masked = masked.replace(emailPattern, () => put('email'))
  if (/\d/.test(masked)) {
    masked = masked.replace(ibanPattern, (found) => (isIban(found) ? put('iban') : found))
    masked = masked.replace(digitRun, (found, at: number, whole: string) => {
      const digits = found.replace(/\D/g, '')
      if (isCard(digits)) return put('card')
      return isPhone(found, digits, whole.slice(Math.max(0, at - 24), at)) ? put('phone') : found
    })
  }
  for (const pattern of namePatterns(names)) masked = masked.replace(pattern, () => put('name'))
  return { text: masked, counts }
}

/** ISO 13616: moved by four and read as a number, it leaves 1 when divided by 97. */
export function isIban(written: string): boolean {
  const code = written.replace(/\s/g, '').toUpperCase()
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(code)) return false
  let rest = 0
  for (const char of code.slice(4) + code.slice(0, 4))
    for (const digit of String(parseInt(char, 36))) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

/** 13 to 19 digits that begin as a payment card does and pass the check of ISO 7812. */
export function isCard(digits: string): boolean {
  if (
    !/^(?:3[0-9]|4|5[0-9]|6[0-9]|2[2-7]|9[0-9]|1800|2131)\d+$/.test(digits) ||
    digits.length < 13 ||
    digits.length > 19
  )
    return false
  let sum = 0
  for (let at = 0; at < digits.length; at++) {
    const digit = Number(digits[digits.length - 1 - at])
    const doubled = at % 2 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0 && !/^(\d)\1+$/.test(digits)
}

const saysPhone =
  /(?:phone|tel|t[ée]l[ée]?(?:phone)?|mobile|cell|call(?: me)?(?: on| at)?|whatsapp|handy|fax|ring(?: me)?(?: on| at)?|number|numéro|nummer|portable)\W{0,12}(?:is|:|=|est|at|on|au)?\W{0,6}$/iu
const saysReference =
  /(?:order|ref(?:erence)?|booking|ticket|invoice|case|flight|receipt|parcel|tracking|customer|client|account|commande|bestellung|auftrag|facture|rechnung|dossier|no|nr|n°|#)\W{0,4}(?:no|nr|number|id|n°|#|numéro|nummer)?\W{0,4}$/iu
const day =
  /^(?:(?:19|20)\d\d[-./ ]\d{1,2}[-./ ]\d{1,2}|\d{1,2}[-./ ]\d{1,2}[-./ ](?:19|20)?\d\d)(?:[ T]\d{1,2}[:.]?\d{0,2})?$/

function isPhone(found: string, digits: string, before: string): boolean {
  if (digits.length < 7 || digits.length > 15 || day.test(found.trim())) return false
  if (/^(?:19|20)\d\d\s?[-–/]\s?(?:19|20)\d\d$/.test(found.trim())) return false
  if (/^(?:\+|00\d)/.test(found) && digits.length >= 8) return true
  if (saysPhone.test(before)) return true
  if (saysReference.test(before)) return false
  const groups = found.match(/\d+/g) ?? []
  if (groups.length === 1) return /^0[1-9]\d{8,9}$/.test(digits)
  // Thousands are parted by threes after the first group: an amount.
  if (/^\d{1,3}(?:[ .\u00a0]\d{3})+$/.test(found) && !/^0/.test(found)) return false
  if (/^\(?0\d/.test(found)) return digits.length >= 9 && digits.length <= 12
  // As in North America: 415-555-0132, (415) 555-0132.
  return (
    /^\(?[2-9]\d{2}\)?[ .-]?[2-9]\d{2}[ .-]\d{4}$/.test(found) ||
    /^1[ .-]\(?[2-9]\d{2}\)?[ .-]\d{3}[ .-]\d{4}$/.test(found)
  )
}

/** Names that are words of everyday language as well; alone they stay. */
const words = new Set([
  'will',
  'may',
  'art',
  'mark',
  'grace',
  'hope',
  'joy',
  'rose',
  'bill',
  'rich',
  'summer',
  'april',
  'june',
  'august',
  'summer',
  'best',
  'long',
  'short',
  'young',
  'good',
  'small',
  'green',
  'brown',
  'white',
  'black',
  'day',
  'an',
  'de',
  'la',
  'le',
  'van',
  'von',
  'der',
  'the',
  'no',
  'na',
  'none',
  'and',
  'test',
  'customer',
  'guest',
  'mr',
  'mrs',
  'ms',
  'dr',
  'herr',
  'frau',
  'madame',
  'monsieur',
])

/** The whole name first, then its parts of three letters and more. A name that is a word is masked only where it is written as a name. */
function namePatterns(names: readonly string[]): RegExp[] {
  const wanted = new Set<string>()
  for (const name of names) {
    const clean = name.trim().replace(/\s+/g, ' ')
    if (clean.length < 3 || clean.length > 100 || !/\p{L}{2}/u.test(clean)) continue
    if (clean.includes(' ')) wanted.add(clean)
    for (const part of clean.split(/[ ,]+/)) if (part.length >= 3 && /^\p{L}[\p{L}'’-]*$/u.test(part)) wanted.add(part)
  }
  return [...wanted]
    .sort((a, b) => b.length - a.length)
    .flatMap((name) => {
      const ordinary = words.has(name.toLowerCase())
      if (ordinary && name === name.toLowerCase()) return []
      const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(' ', '\\s+')
      return [new RegExp(`(?<![\\p{L}\\d])${escaped}(?![\\p{L}\\d])`, ordinary ? 'gu' : 'giu')]
    })
}
