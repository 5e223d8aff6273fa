// Words that occur together in customers' comments far more often than chance allows: suggestions for themes, never themes by themselves. Pure.

export interface Suggestion {
  /** As most customers wrote them, sorted: names the suggestion. */
  words: string[]
  /** Comments with all of them, and how many there would be if the words had nothing to do with each other. */
  n: number
  expected: number
  /** Dunning's log-likelihood ratio of the pair (of a group of three: of its weakest pair). */
  weight: number
  /** The first comments with all of them, by their place among those given. */
  samples: number[]
  /** A theme's words that tag the same comments. */
  rule: string
}

export interface SuggestionOptions {
  /** Plain words that say nothing: articles, pronouns. */
  stopWords: ReadonlySet<string>
  /** Suggestions put aside, by `keyOf` of their plain words. */
  dismissed?: ReadonlySet<string>
  /** Comments that must have all words: by default 5, or one in 200. */
  support?: number
  most?: number
}

/** Tens of thousands of pairs are looked at: what passes here, chance shows in less than one pair of ten million. */
const leastWeight = 30
/** Rarer words pair too seldom to matter, and every pair costs. */
const mostWords = 600
const mostWordsOfComment = 60

export const keyOf = (words: readonly string[]) => [...words].sort().join(' ')

/** As the database compares words: small letters without accents. */
export const plain = (text: string) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('ß', 'ss')

/** One form for one and many, in the languages at hand: caisse and caisses, queue and queues. */
const stemOf = (word: string) =>
  word.length > 4 ? word.replace(/(es|s|x)$/, (end) => (end === 'es' ? 'e' : '')) : word

interface Read {
  stems: Set<string>
  forms: [stem: string, form: string][]
}

/** The stem of each word as it is written; null where it says nothing. The same words come again and again. */
type Dictionary = Map<string, string | null>

function readComment(text: string, dictionary: Dictionary, stopWords: ReadonlySet<string>): Read {
  const read: Read = { stems: new Set(), forms: [] }
  for (const [word] of text.toLowerCase().matchAll(/\p{L}{3,}/gu)) {
    let stem = dictionary.get(word)
    if (stem === undefined) {
      const bare = plain(word)
      stem = stopWords.has(bare) || stopWords.has(stemOf(bare)) ? null : stemOf(bare)
      dictionary.set(word, stem)
    }
    if (stem === null || read.stems.has(stem)) continue
    read.stems.add(stem)
    read.forms.push([stem, word])
    if (read.stems.size === mostWordsOfComment) break
  }
  return read
}

export function suggestThemes(comments: readonly string[], options: SuggestionOptions): Suggestion[] {
  const { stopWords, dismissed = new Set(), most = 8 } = options
  const support = options.support ?? Math.max(5, Math.ceil(comments.length / 200))
  const dictionary: Dictionary = new Map()
  const read = comments.map((comment) => readComment(comment, dictionary, stopWords))
  const known = vocabulary(read, support, comments.length)
  const holders = known.map(() => [] as number[])
  const pairs = new Uint32Array(mostWords * mostWords)
  const places = new Map(known.map(({ stem }, at) => [stem, at]))
  for (const [comment, { stems }] of read.entries()) {
    const here = [...stems].flatMap((stem) => places.get(stem) ?? []).sort((a, b) => a - b)
    for (const [i, a] of here.entries()) {
      holders[a]!.push(comment)
      for (let j = i + 1; j < here.length; j++) pairs[a * mostWords + here[j]!]!++
    }
  }
  const often: [key: number, n: number][] = []
  for (const [key, n] of pairs.entries()) if (n >= support) often.push([key, n])
  const weighed = often
    .map(([key, n]) => weigh(Math.floor(key / mostWords), key % mostWords, n, holders, comments.length))
    .filter((pair) => pair.weight >= leastWeight && pair.n > 1.5 * pair.expected)
    .sort((a, b) => b.weight - a.weight || a.at[0]! - b.at[0]! || a.at[1]! - b.at[1]!)
  return gather(weighed, known, holders, { support, dismissed, most, total: comments.length })
}

interface Word {
  stem: string
  form: string
  n: number
}

/** Words that enough comments hold and that not most of them do, the most frequent first. */
function vocabulary(read: readonly Read[], support: number, total: number): Word[] {
  const counts = new Map<string, { n: number; forms: Map<string, number> }>()
  for (const { forms } of read)
    for (const [stem, form] of forms) {
      const entry = counts.get(stem) ?? { n: 0, forms: new Map<string, number>() }
      entry.n++
      entry.forms.set(form, (entry.forms.get(form) ?? 0) + 1)
      counts.set(stem, entry)
    }
  return [...counts]
    .filter(([, { n }]) => n >= support && n <= Math.max(support, total / 2))
    .map(([stem, { n, forms }]) => ({
      stem,
      n,
      form: [...forms].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]![0],
    }))
    .sort((a, b) => b.n - a.n || (a.stem < b.stem ? -1 : 1))
    .slice(0, mostWords)
}

interface Pair {
  at: number[]
  n: number
  expected: number
  weight: number
}

function weigh(a: number, b: number, n: number, holders: readonly number[][], total: number): Pair {
  const [na, nb] = [holders[a]!.length, holders[b]!.length]
  return { at: [a, b], n, expected: (na * nb) / total, weight: logLikelihood(n, na, nb, total) }
}

/** Dunning 1993: 2 x sum of observed x ln(observed / expected) over both words there, one of them, none. */
export function logLikelihood(both: number, a: number, b: number, total: number): number {
  const cells = [
    [both, (a * b) / total],
    [a - both, (a * (total - b)) / total],
    [b - both, ((total - a) * b) / total],
    [total - a - b + both, ((total - a) * (total - b)) / total],
  ]
  return 2 * cells.reduce((sum, [seen, expected]) => (seen! > 0 ? sum + seen! * Math.log(seen! / expected!) : sum), 0)
}

interface Gathering {
  support: number
  dismissed: ReadonlySet<string>
  most: number
  total: number
}

/** The weightiest pairs first, each word in one suggestion only; a third word joins where it goes with both. */
function gather(pairs: readonly Pair[], known: readonly Word[], holders: readonly number[][], how: Gathering) {
  const used = new Set<number>()
  const weightOf = new Map(pairs.map((pair) => [pair.at.join(' '), pair.weight]))
  const suggestions: Suggestion[] = []
  for (const pair of pairs) {
    if (suggestions.length === how.most) break
    if (pair.at.some((word) => used.has(word))) continue
    const together = inBoth(holders[pair.at[0]!]!, holders[pair.at[1]!]!)
    const third = pairs
      .flatMap(({ at }) =>
        at.filter((word) => pair.at.includes(word)).length === 1 ? at.filter((word) => !pair.at.includes(word)) : [],
      )
      .find(
        (word) =>
          !used.has(word) &&
          pair.at.every((one) => weightOf.has([one, word].sort((a, b) => a - b).join(' '))) &&
          inBoth(together, holders[word]!).length >= Math.max(how.support, pair.n / 3),
      )
    const at = third === undefined ? pair.at : [...pair.at, third]
    const hits = third === undefined ? together : inBoth(together, holders[third]!)
    const words = at.map((word) => known[word]!.form).sort()
    for (const word of at) used.add(word)
    if (how.dismissed.has(keyOf(words.map(plain)))) continue
    const expected = at.reduce((share, word) => (share * holders[word]!.length) / how.total, how.total)
    const rule = at
      .map((word) => (known[word]!.stem.length > 3 ? `${known[word]!.stem}*` : known[word]!.form))
      .join(' ')
    suggestions.push({ words, n: hits.length, expected, weight: pair.weight, samples: hits.slice(0, 3), rule })
  }
  return suggestions
}

/** Both are sorted. */
function inBoth(a: readonly number[], b: readonly number[]): number[] {
  const there = new Set(b)
  return a.filter((one) => there.has(one))
}
