// Making text of a file's bytes where one encoding does not explain them all: each stretch is read the way that fits its word,
// and what no reading explains is marked. Pure.
import iconv from 'iconv-lite'
import { caseFit, fold, isLetter, lettersInUse, signFit } from './accents.ts'

export interface TextReading {
  /** Text of one cell, given one character a byte. */
  decode(bytes: string): string
  /** Characters read otherwise than the file's own encoding says, and characters that could not be read (`\ufffd`), so far. */
  readonly counts: { repaired: number; unread: number }
}

const high = /[\u0080-\u00ff]/

/** One encoding for the whole file. */
export function plainReading(encoding: string): TextReading {
  const counts = { repaired: 0, unread: 0 }
  const decode = (bytes: string) => {
    if (!high.test(bytes)) return bytes
    const text = decoded(Buffer.from(bytes, 'latin1'), encoding)
    if (text.includes('\ufffd')) counts.unread += text.split('\ufffd').length - 1
    return text
  }
  return { decode, counts }
}

/** The table of Macs is from before the euro took the place of the sign for any currency. */
const decoded = (bytes: Buffer, encoding: string) => {
  const text = iconv.decode(bytes, encoding)
  return encoding === 'macintosh' ? text.replaceAll('¤', '€') : text
}

/** What an encoding of one byte a character makes of each byte from 0x80. */
const tableOf = (encoding: string) => {
  const bytes = Buffer.from(Array.from({ length: 128 }, (_, at) => at + 128))
  return [...decoded(bytes, encoding)].map((char) => (/[\u0080-\u009f]/.test(char) ? '\ufffd' : char))
}

/** A run of letters and bytes beyond ASCII: where the reading of one byte depends on the others. */
const words = /[A-Za-z\u0080-\u00ff]*[\u0080-\u00ff][A-Za-z\u0080-\u00ff]*/g
const utf8Sequence =
  /[\u00c2-\u00df][\u0080-\u00bf]|\u00e0[\u00a0-\u00bf][\u0080-\u00bf]|[\u00e1-\u00ef][\u0080-\u00bf]{2}|\u00f0[\u0090-\u00bf][\u0080-\u00bf]{2}|[\u00f1-\u00f3][\u0080-\u00bf]{3}|\u00f4[\u0080-\u008f][\u0080-\u00bf]{2}/g

/** In a file of another encoding only letters of Latin, signs and emoji: other pairs of bytes are more likely two characters. */
const likelyUtf8 = /[\u00c2-\u00c5][\u0080-\u00bf]|\u00e2[\u0080-\u0084][\u0080-\u00bf]|\u00f0\u009f[\u0080-\u00bf]{2}/g

interface Learned {
  wordCounts: Map<string, number>
  letterCounts: Map<string, number>
  pairs: Map<string, number>
  letters: Set<string>
}

const nothing = (): Learned => ({
  wordCounts: new Map(),
  letterCounts: new Map(),
  pairs: new Map(),
  letters: lettersInUse(new Map()),
})

/** Readings of a byte worse than this are none at all. */
const unreadable = -2.5
/** By so much another encoding must fit better than the file's own. */
const margin = 1.5

/**
 * Reads a file whose own encoding is `base`, with stretches of UTF-8 or of `other` in it. It learns from the sample which words and
 * letters the file uses.
 */
export function mixedReading(
  sample: string,
  base: string,
  other: string,
  mostlyUtf8 = false,
): TextReading & { fit: number } {
  const own = tableOf(base)
  const foreign = tableOf(other)
  const sequences = mostlyUtf8 ? utf8Sequence : likelyUtf8
  const trusted = trustedBytes(sample)
  let learned = learn(sample, (word) =>
    [...word].every((byte) => byte < '\u0080' || trusted.has(byte)) ? viaTable(word, own) : null,
  )
  learned = learn(
    sample,
    (word, before, after) => resolve(word, before, after, { own, foreign, sequences }, learned).text,
  )
  const counts = { repaired: 0, unread: 0 }
  const known = new Map<string, Resolved>()
  const resolveOnce = (word: string, before: string, after: string) => {
    const key = before + word + after
    const seen = known.get(key)
    if (seen) return seen
    const found = resolve(word, before, after, { own, foreign, sequences }, learned)
    if (known.size < 20_000) known.set(key, found)
    return found
  }
  const decode = (bytes: string) => {
    if (!high.test(bytes)) return bytes
    return bytes.replace(words, (word, at: number) => {
      const { text, repaired, unread } = resolveOnce(word, bytes[at - 1] ?? '', bytes[at + word.length] ?? '')
      counts.repaired += repaired
      counts.unread += unread
      return text
    })
  }
  const fit = fitOf(sample, resolveOnce)
  return { decode, counts, fit }
}

/** Whether `base` leaves bytes that hardly are what it says: at least one that is no character at all or stands where it cannot. */
export function hasForeignStretches(sample: string, base: string): boolean {
  const own = tableOf(base)
  let odd = 0
  let all = 0
  for (const [word] of sample.slice(0, 4_000_000).matchAll(words)) {
    const plain = word.replace(likelyUtf8, '')
    if (plain !== word) return true
    for (let at = 0; at < word.length; at++) {
      if (word[at]! < '\u0080') continue
      all++
      const char = own[word.charCodeAt(at) - 128]!
      if (char === '\ufffd') return true
      if (!isLetter(char) && signFit(char, asciiOrLetter(word[at - 1]), asciiOrLetter(word[at + 1])) <= -4) odd++
    }
  }
  return odd >= 3 && odd > all / 1000
}

/** A neighbour for judging: any byte beyond ASCII inside a word is most likely a letter. */
const asciiOrLetter = (byte: string | undefined) => (byte === undefined ? '' : byte < '\u0080' ? byte : 'a')

/** Bytes so frequent that the file's own encoding must be what they are in. */
function trustedBytes(sample: string): Set<string> {
  const counts = new Map<string, number>()
  let all = 0
  for (const [byte] of sample.matchAll(/[\u0080-\u00ff]/g)) {
    counts.set(byte, (counts.get(byte) ?? 0) + 1)
    all++
  }
  return new Set(
    [...counts].filter(([byte, count]) => byte >= '\u00c0' && count >= Math.max(8, all / 500)).map(([byte]) => byte),
  )
}

const viaTable = (word: string, table: readonly string[]) =>
  word.replace(/[\u0080-\u00ff]/g, (byte) => table[byte.charCodeAt(0) - 128]!)

function learn(sample: string, read: (word: string, before: string, after: string) => string | null): Learned {
  const { wordCounts, letterCounts, pairs } = nothing()
  const add = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1)
  for (const match of sample.matchAll(/[A-Za-z\u0080-\u00ff]+/g)) {
    const [word] = match
    const before = sample[match.index - 1] ?? ''
    const after = sample[match.index + word.length] ?? ''
    const text = high.test(word) ? read(word, before, after) : word
    if (text === null) continue
    for (const part of fold(text).match(/\p{L}+/gu) ?? []) {
      if (wordCounts.size < 50_000 || wordCounts.has(part)) add(wordCounts, part)
      if (!high.test(part) && !/[^\u0000-\u007f]/.test(part)) continue
      const around = `^${part}$`
      for (let at = 1; at <= part.length; at++) {
        if (around[at]! <= '\u007f') continue
        add(letterCounts, around[at]!)
        add(pairs, around.slice(at - 1, at + 1))
        add(pairs, around.slice(at, at + 2))
      }
    }
  }
  return { wordCounts, letterCounts, pairs, letters: lettersInUse(letterCounts) }
}

interface Tables {
  own: readonly string[]
  foreign: readonly string[]
  /** What is taken for UTF-8. */
  sequences: RegExp
}

interface Resolved {
  text: string
  repaired: number
  unread: number
  fit: number
}

/** The best reading of a word: UTF-8 where the bytes are that, else for each byte the file's own encoding or the other. */
function resolve(
  word: string,
  before: string,
  after: string,
  { own, foreign, sequences }: Tables,
  learned: Learned,
): Resolved {
  let repaired = 0
  const utf8 = word.replace(sequences, (bytes) => {
    repaired++
    return Buffer.from(bytes, 'latin1')
      .toString('utf8')
      .replace(/[\u0080-\u00ff]/g, (char) => `\ue000${char}\ue001`)
  })
  // Readings that are settled stand between marks, so that they are not read a second time.
  const parts = utf8.split(/\ue000([\u0080-\u00ff])\ue001/)
  const chars: { text: string; open: boolean }[] = parts.flatMap((part, at) =>
    at % 2
      ? [{ text: part, open: false }]
      : [...part].map((text) => ({ text, open: text >= '\u0080' && text <= '\u00ff' })),
  )
  const open = chars.flatMap(({ open }, at) => (open ? [at] : []))
  if (!open.length) return { text: chars.map(({ text }) => text).join(''), repaired, unread: 0, fit: 1 }
  const readings =
    open.length <= 5
      ? combinations(open.length)
      : [Array<number>(open.length).fill(0), Array<number>(open.length).fill(1)]
  let best: { text: string[]; fit: number; fits: number[]; choice: number[] } | null = null
  for (const choice of readings) {
    const text = chars.map(({ text }) => text)
    open.forEach((at, i) => (text[at] = (choice[i] ? foreign : own)[chars[at]!.text.charCodeAt(0) - 128]!))
    const { fit, fits } = fitOfReading(text, open, before, after, learned)
    const handicap = choice.reduce((sum, one) => sum + one * margin, 0)
    if (!best || fit - handicap > best.fit) best = { text, fit: fit - handicap, fits, choice }
  }
  let unread = 0
  best!.fits.forEach((fit, i) => {
    if (fit > unreadable) repaired += best!.choice[i]!
    else {
      best!.text[open[i]!] = '\ufffd'
      unread++
    }
  })
  return { text: best!.text.join(''), repaired, unread, fit: best!.fit }
}

function* bits(count: number) {
  for (let n = 0; n < 2 ** count; n++) yield Array.from({ length: count }, (_, at) => (n >> at) & 1)
}
const combinations = (count: number) => [...bits(count)]

function fitOfReading(
  text: readonly string[],
  open: readonly number[],
  before: string,
  after: string,
  learned: Learned,
) {
  const whole = before + text.join('') + after
  const shift = before.length
  const fits = open.map((place) => {
    const at = text.slice(0, place).join('').length + shift
    return charFit(whole, at, learned)
  })
  return { fit: fits.reduce((sum, fit) => sum + fit, 0), fits }
}

function charFit(whole: string, at: number, { wordCounts, letterCounts, pairs, letters }: Learned): number {
  const char = whole[at]!
  const [left, right] = [whole[at - 1] ?? '', whole[at + 1] ?? '']
  if (!isLetter(char)) {
    // A sign that parts two known words, as an apostrophe does, is worth what they are.
    const fit = signFit(char, left, right)
    return fit > 1 && isLetter(left) && isLetter(right) ? fit + wordFit(wordAt(whole, at + 1), wordCounts) : fit
  }
  const letter = fold(char)
  const word = fold(wordAt(whole, at))
  let fit = (letters.has(letter) ? 1 : -3) + caseFit(char, left, right) + wordFit(word, wordCounts)
  if (word.length === 1 && !wordCounts.has(word)) fit -= 2
  if (/\d/.test(left) || /\d/.test(right)) fit -= 1
  if ((letterCounts.get(letter) ?? 0) >= 20) {
    const pair = (a: string, b: string) => pairs.get(a + b) ?? 0
    for (const count of [
      pair(fold(left) && isLetter(left) ? fold(left) : '^', letter),
      pair(letter, isLetter(right) ? fold(right) : '$'),
    ])
      fit += count ? Math.min(1.5, Math.log2(1 + count) / 5) : -2
  }
  return fit
}

const wordFit = (word: string, wordCounts: Map<string, number>) =>
  Math.min(4, Math.log2(1 + (wordCounts.get(fold(word)) ?? 0)))

function wordAt(whole: string, at: number): string {
  let from = at
  let to = at
  while (from > 0 && isLetter(whole[from - 1]!)) from--
  while (to < whole.length && isLetter(whole[to]!)) to++
  return whole.slice(from, to)
}

/** How well the words of the sample are explained: for choosing between two other encodings. */
function fitOf(sample: string, read: (word: string, before: string, after: string) => Resolved): number {
  let fit = 0
  for (const match of sample.slice(0, 1_000_000).matchAll(words)) {
    const { text, unread } = read(match[0], sample[match.index - 1] ?? '', sample[match.index + match[0].length] ?? '')
    fit += Math.min(4, text.length) - 6 * unread
  }
  return fit
}
