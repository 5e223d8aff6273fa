// What a cell answers: a figure on a scale, words of a scale, a choice, or nothing. Pure.

/** Ways in which exports write that nothing was answered. They count as blank only where a mapping declares them. */
export const blankWords = [
  'na',
  'n/a',
  '#n/a',
  '#null!',
  'null',
  'nan',
  'none',
  'nil',
  '-',
  '--',
  '.',
  '-99',
  '-999',
  '99',
  '999',
] as const
const surelyBlank = new Set<string>(blankWords.slice(0, 11))

export const isBlankWord = (text: string) => surelyBlank.has(text.trim().toLowerCase())

/** Words of common scales, from the lowest step to the highest. */
const wordScales: string[][] = [
  ['very dissatisfied', 'dissatisfied', 'neither satisfied nor dissatisfied', 'satisfied', 'very satisfied'],
  [
    'very dissatisfied',
    'somewhat dissatisfied',
    'neither satisfied nor dissatisfied',
    'somewhat satisfied',
    'very satisfied',
  ],
  ['very dissatisfied', 'dissatisfied', 'neutral', 'satisfied', 'very satisfied'],
  [
    'extremely dissatisfied',
    'somewhat dissatisfied',
    'neither satisfied nor dissatisfied',
    'somewhat satisfied',
    'extremely satisfied',
  ],
  [
    'extremely dissatisfied',
    'moderately dissatisfied',
    'slightly dissatisfied',
    'neither satisfied nor dissatisfied',
    'slightly satisfied',
    'moderately satisfied',
    'extremely satisfied',
  ],
  ['not at all satisfied', 'not so satisfied', 'somewhat satisfied', 'very satisfied', 'extremely satisfied'],
  ['not at all satisfied', 'slightly satisfied', 'moderately satisfied', 'very satisfied', 'extremely satisfied'],
  ['strongly disagree', 'disagree', 'neither agree nor disagree', 'agree', 'strongly agree'],
  ['strongly disagree', 'disagree', 'neutral', 'agree', 'strongly agree'],
  ['strongly disagree', 'somewhat disagree', 'neither agree nor disagree', 'somewhat agree', 'strongly agree'],
  [
    'strongly disagree',
    'disagree',
    'somewhat disagree',
    'neither agree nor disagree',
    'somewhat agree',
    'agree',
    'strongly agree',
  ],
  ['very difficult', 'difficult', 'neither easy nor difficult', 'easy', 'very easy'],
  ['very difficult', 'difficult', 'neutral', 'easy', 'very easy'],
  ['extremely difficult', 'somewhat difficult', 'neither easy nor difficult', 'somewhat easy', 'extremely easy'],
  ['not at all likely', 'not so likely', 'somewhat likely', 'very likely', 'extremely likely'],
  ['extremely unlikely', 'somewhat unlikely', 'neither likely nor unlikely', 'somewhat likely', 'extremely likely'],
  ['very unlikely', 'unlikely', 'neutral', 'likely', 'very likely'],
  ['very poor', 'poor', 'fair', 'good', 'excellent'],
  ['very poor', 'poor', 'average', 'good', 'excellent'],
  ['terrible', 'poor', 'average', 'good', 'excellent'],
  ['poor', 'fair', 'good', 'very good', 'excellent'],
  ['unacceptable', 'below average', 'average', 'good', 'outstanding'],
  ['sehr unzufrieden', 'unzufrieden', 'teils/teils', 'zufrieden', 'sehr zufrieden'],
  ['très insatisfait', 'insatisfait', 'neutre', 'satisfait', 'très satisfait'],
  ['pas du tout satisfait', 'plutôt pas satisfait', 'plutôt satisfait', 'très satisfait'],
  ['muy insatisfecho', 'insatisfecho', 'neutral', 'satisfecho', 'muy satisfecho'],
]

const plain = (text: string) => text.trim().toLowerCase().replace(/\s+/g, ' ')

/** The scale whose words nearly all of these are; at least two of its steps must be there. */
export function wordScaleOf(values: readonly string[]): Map<string, number> | null {
  const said = values.map(plain)
  for (const words of wordScales) {
    const known = said.filter((value) => words.includes(value))
    if (known.length >= said.length * 0.9 && new Set(known).size >= Math.min(2, words.length))
      return new Map(words.map((word, at) => [word, at + 1]))
  }
  return null
}

/** Words of a scale by the name they are kept under in a mapping: its lowest word. */
export const wordsKey = (words: Map<string, number>) => [...words.keys()].join(' | ')
export const wordsOfKey = (key: string) => new Map(key.split(' | ').map((word, at) => [plain(word), at + 1]))

const labelled =
  /^(-?\d+(?:[.,]\d+)?)(?:\s*[-–:=.)(]\s*[^\d\s].*|\s*\/\s*\d+|\s+out of \d+|\s*(?:stars?|points?|sterne?|étoiles?|★).*)?$/isu

/** A figure as survey tools write it: `9`, `9.0`, `9,5`, `10 - Extremely likely`, `4 stars`, `8/10`, `★★★★`. */
export function readFigure(text: string, words?: Map<string, number> | null): number | null {
  const written = text.trim()
  if (words?.size) {
    const step = words.get(plain(written))
    if (step !== undefined) return step
  }
  if (/^[★⭐]+[☆]*$/u.test(written)) return [...written].filter((star) => star !== '☆' && star !== '\ufe0f').length
  const match = labelled.exec(written)
  if (!match) return null
  const value = Number(match[1]!.replace(',', '.'))
  return Number.isFinite(value) ? value : null
}

export interface Scale {
  low: number
  high: number
}

const usual: Scale[] = [
  { low: 1, high: 5 },
  { low: 0, high: 5 },
  { low: 1, high: 7 },
  { low: 0, high: 10 },
  { low: 0, high: 100 },
]

/** The narrowest usual scale that holds nearly all the figures: what lies outside is then an error to look at. */
export function guessScale(figures: readonly number[]): Scale | null {
  if (!figures.length) return null
  for (const scale of usual) {
    const inside = figures.filter((figure) => figure >= scale.low && figure <= scale.high).length
    if (inside >= figures.length * 0.98) return scale.high === 10 && !figures.includes(0) ? { low: 1, high: 10 } : scale
  }
  return null
}

/** `0-10`, `1 to 5`, `1…7`: null where it is none. */
export function readScale(text: string): Scale | null {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*(?:-|–|—|to|…|\.\.\.?|\/)\s*(-?\d+(?:\.\d+)?)\s*$/i.exec(text)
  if (!match) return null
  const [low, high] = [Number(match[1]), Number(match[2])]
  return low < high ? { low, high } : null
}

export const scaleText = ({ low, high }: Scale) => `${low}–${high}`

/** Codes that are no answer, as typed: `6, 0`. Their case counts: where NA is a code, a customer may still write na. */
export const readCodes = (text: string) =>
  text
    .split(/[,;]/)
    .map((code) => code.trim())
    .filter((code) => code !== '')
