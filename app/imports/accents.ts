// How well a reading of a byte fits its word: letters by the languages that use them, signs by where they can stand. Pure.

/** Letters beyond a to z, by language. */
const alphabets = {
  French: 'àâæçéèêëîïôœùûüÿ',
  German: 'äöüßé',
  Spanish: 'áéíñóúü',
  Portuguese: 'áâãàçéêíóôõúü',
  Italian: 'àèéìîòù',
  Dutch: 'éëïóöüèê',
  Danish: 'æøåéö',
  Swedish: 'åäöé',
  Finnish: 'äöå',
  Icelandic: 'áéíóúýðþæö',
  Catalan: 'àçéèíïóòúü',
  Polish: 'ąćęłńóśźż',
  Czech: 'áčďéěíňóřšťúůýž',
  Hungarian: 'áéíóöőúüű',
  Turkish: 'çğıöşüâîû',
  Romanian: 'ăâîșțşţ',
  Croatian: 'čćđšž',
}

export const isLetter = (char: string) => char !== '' && /\p{L}/u.test(char)
export const fold = (text: string) => text.toLowerCase()

/** The letters of those languages that use nearly all of what was seen (a count by letter, in small letters). */
export function lettersInUse(seen: ReadonlyMap<string, number>): Set<string> {
  const total = [...seen.values()].reduce((sum, count) => sum + count, 0)
  const covered = Object.values(alphabets).map((letters) => ({
    letters,
    share: [...seen].reduce((sum, [letter, count]) => sum + (letters.includes(letter) ? count : 0), 0) / (total || 1),
  }))
  const fitting = total < 20 ? covered : covered.filter(({ share }) => share >= 0.98)
  const chosen = fitting.length ? fitting : [covered.reduce((a, b) => (b.share > a.share ? b : a))]
  return new Set(chosen.flatMap(({ letters }) => [...letters]))
}

const afterDigitOrNumber = /[\dnN]/

/** What a sign says for itself between its neighbours ('' at an end): above 0 it belongs there, below -2 hardly. */
export function signFit(sign: string, before: string, after: string): number {
  const [left, right] = [isLetter(before), isLetter(after)]
  const inside = left && right
  if (sign === '\ufffd' || /\p{Cc}/u.test(sign)) return -6
  if (/[\u2500-\u259f\u25a0]/.test(sign)) return -5
  if (sign === '’' || sign === '‘' || sign === '´') return inside ? 1.5 : sign === '´' ? 0 : 0.5
  if (sign === '\u00a0') return inside ? -4 : 0.2
  if (sign === '€' || sign === '£') return /\d/.test(before) || /[\d ]/.test(after) ? 2 : -1.5
  if (sign === '°' || sign === 'º' || sign === 'ª') return afterDigitOrNumber.test(before) ? 2 : -2
  if (sign === '«' || sign === '“' || sign === '„') return !left && before !== '\u00a0' ? 1.5 : -3
  if (sign === '»' || sign === '”') return right ? -3 : 1.5
  if (sign === '–' || sign === '—') return inside ? (after === fold(after) ? -4 : -1) : left || right ? -1 : 1
  if (sign === '…') return right && left ? -4 : left ? 2 : 1
  if (sign === '®' || sign === '™' || sign === '©') return left && !right ? 1.5 : -0.5
  if (/[²³½¼¾±×÷]/.test(sign)) return /\d/.test(before) || /\d/.test(after) ? 1.5 : left && !right ? 0 : -2
  if (sign === '•' || sign === '·') return left || right ? -2 : 0.2
  if (sign === '¿' || sign === '¡') return right && !left ? 1.5 : -2
  return inside ? -4 : left || right ? -3.5 : -1
}

/** How a letter's case fits between its neighbours. */
export function caseFit(letter: string, before: string, after: string): number {
  if (letter === fold(letter)) return isCapital(before) && isCapital(after) ? -1 : 0
  return isLetter(before) && !isCapital(before)
    ? -3
    : isLetter(after) && isCapital(before) && !isCapital(after)
      ? -1
      : 0
}

const isCapital = (char: string) => isLetter(char) && char !== fold(char)
