// What is searched, and how what was found is shown: kinds, snippets, marks. Pure.

/** The kinds one can find, in the order of the page. */
export const searchKinds = [
  'initiative',
  'action_plan',
  'outcome',
  'kpi',
  'persona',
  'persona_experience',
  'segment',
  'customer_count',
  'journey',
  'journey_step',
  'touchpoint',
  'gap',
  'observation',
  'story',
  'visit',
  'reconstruction',
  'theme',
  'customer_case',
  'listening_post',
  'case_rule',
  'vision',
  'pillar',
  'core_value',
  'action_item',
  'milestone',
  'plan_update',
  'member',
  'unit',
] as const
export type SearchKind = (typeof searchKinds)[number]

export const searchKindNames: Record<SearchKind, string> = {
  initiative: 'Initiatives',
  action_plan: 'Action plans',
  outcome: 'Outcomes',
  kpi: 'KPIs',
  persona: 'Personas',
  persona_experience: 'Delights and pains',
  segment: 'Segments',
  customer_count: 'Customer counts',
  journey: 'Journeys',
  journey_step: 'Steps of journeys',
  touchpoint: 'Touchpoints',
  observation: 'Observations',
  story: 'Stories',
  visit: 'Visits',
  gap: 'Gaps',
  reconstruction: 'Reconstructions',
  theme: 'Themes',
  customer_case: 'Cases',
  listening_post: 'Listening posts',
  case_rule: 'Case rules',
  vision: 'Vision',
  pillar: 'Pillars',
  core_value: 'Values',
  action_item: 'Action items',
  milestone: 'Milestones',
  plan_update: 'Updates',
  member: 'People',
  unit: 'Units',
}

/** Results of one kind on a page, and of each kind where all are shown together. */
export const searchPageSize = 20
export const bestOfAKind = 5

/** What is looked for is cut to this many characters and words. */
const longest = 200
const mostWords = 12

/** What was typed, without what no word can contain, or an empty text. */
export function cleanQuery(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/\p{Cc}|\p{Surrogate}/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  return [...plain].slice(0, longest).join('').split(' ').slice(0, mostWords).join(' ').trim()
}

/** Without accents and capitals, each letter as long as it was, so that places in it are places in the text. */
const folded = (text: string) =>
  [...text]
    .map((letter) => {
      const bare = letter.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
      return bare.length === letter.length ? bare : letter
    })
    .join('')

const wordsOf = (query: string) =>
  folded(cleanQuery(query))
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

export interface Piece {
  text: string
  hit: boolean
}

/** The text in pieces, with the beginnings of words that were looked for marked. */
export function marked(given: string, query: string): Piece[] {
  const text = given.normalize('NFC')
  const words = wordsOf(query)
  if (!words.length || !text) return text ? [{ text, hit: false }] : []
  const plain = folded(text)
  const pieces: Piece[] = []
  let from = 0
  for (const [start, end] of hitsIn(plain, words)) {
    if (start < from) continue
    if (start > from) pieces.push({ text: text.slice(from, start), hit: false })
    pieces.push({ text: text.slice(start, end), hit: true })
    from = end
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false })
  return pieces
}

function hitsIn(plain: string, words: readonly string[]): [number, number][] {
  const hits: [number, number][] = []
  for (const match of plain.matchAll(/[\p{L}\p{N}]+/gu)) {
    const found = words.filter((word) => match[0].startsWith(word))
    const length = Math.max(0, ...found.map((word) => word.length))
    if (length) hits.push([match.index, match.index + length])
  }
  return hits
}

/** Characters shown around the first hit. */
const around = 160

/** The part of a text in which something was found, in pieces; its beginning where nothing was. */
export function snippet(text: string, query: string): Piece[] {
  const line = text
    .normalize('NFC')
    .replace(/\s*\n\s*/gu, ' · ')
    .replace(/\s+/gu, ' ')
    .trim()
  const first = hitsIn(folded(line), wordsOf(query))[0]?.[0] ?? 0
  const from = first < around / 2 ? 0 : wordStart(line, first - around / 4)
  const to = line.length - from <= around ? line.length : wordStart(line, from + around)
  const pieces = marked(line.slice(from, to).trim(), query)
  if (from > 0) pieces.unshift({ text: '… ', hit: false })
  if (to < line.length) pieces.push({ text: ' …', hit: false })
  return pieces
}

/** The beginning of the word around a place, never within a character of two halves. */
function wordStart(text: string, at: number): number {
  const blank = text.lastIndexOf(' ', at)
  if (blank > at - 40) return blank + 1
  return /[\uDC00-\uDFFF]/.test(text[Math.floor(at)] ?? '') ? Math.floor(at) + 1 : Math.floor(at)
}
