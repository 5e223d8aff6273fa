// Which encoding a file of text is in: said by its first bytes, proved by what is valid, or guessed and shown. Pure.
import chardet from 'chardet'
import iconv from 'iconv-lite'
import { isLetter, signFit } from './accents.ts'
import { type EncodingName, encodingChoices } from './encoding-choices.ts'
import { type TextReading, hasForeignStretches, mixedReading, plainReading } from './text-reading.ts'

export interface EncodingGuess {
  encoding: EncodingName
  /** Another encoding that some stretches are in. */
  mixedWith: EncodingName | null
  /** False where the bytes prove it. */
  guessed: boolean
}

export interface ByteFacts {
  /** The file's first bytes; enough of them to learn from. */
  head: Buffer
  /** Whether all of the file is valid UTF-8; null where only the head is known. */
  validUtf8: boolean | null
}

const isEncoding = (name: string): name is EncodingName => (encodingChoices as readonly string[]).includes(name)

export function guessEncoding({ head, validUtf8 }: ByteFacts): EncodingGuess {
  const sure = (encoding: EncodingName) => ({ encoding, mixedWith: null, guessed: false })
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf && validUtf8 !== false && isValidUtf8(head))
    return sure('UTF-8')
  if (head[0] === 0xff && head[1] === 0xfe) return sure('UTF-16LE')
  if (head[0] === 0xfe && head[1] === 0xff) return sure('UTF-16BE')
  const wide = wideWithoutMark(head)
  if (wide) return { encoding: wide, mixedWith: null, guessed: true }
  if (validUtf8 ?? isValidUtf8(head)) return sure('UTF-8')
  const sample = head.toString('latin1')
  const { sequences, strays } = utf8Share(sample)
  if (sequences > 3 * strays) return { encoding: 'UTF-8', mixedWith: 'windows-1252', guessed: true }
  const base = legacyEncoding(head, sample)
  if (!singleByteWestern.includes(base)) return { encoding: base, mixedWith: null, guessed: true }
  if (!hasForeignStretches(sample, base)) return { encoding: base, mixedWith: null, guessed: true }
  return { encoding: base, mixedWith: otherEncoding(sample, base), guessed: true }
}

/** How to read the file under a guess, or under what a person chose instead. */
export function readingOf(
  { encoding, mixedWith }: Pick<EncodingGuess, 'encoding' | 'mixedWith'>,
  head: Buffer,
): TextReading {
  if (mixedWith === null) return plainReading(encoding)
  const base = encoding === 'UTF-8' ? 'windows-1252' : encoding
  const other = encoding === 'UTF-8' ? 'CP850' : mixedWith
  return mixedReading(head.toString('latin1'), base, other, encoding === 'UTF-8')
}

export function isValidUtf8(bytes: Buffer): boolean {
  try {
    // The head may end inside a character.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true })
    return true
  } catch {
    return false
  }
}

/** UTF-16 has a zero in every other byte of plain letters; zeros everywhere are no text at all. */
function wideWithoutMark(head: Buffer): 'UTF-16LE' | 'UTF-16BE' | null {
  const length = Math.min(head.length, 4000) & ~1
  let [even, odd] = [0, 0]
  for (let at = 0; at < length; at += 2) {
    if (head[at] === 0) even++
    if (head[at + 1] === 0) odd++
  }
  if (length < 8 || Math.max(even, odd) < length * 0.2 || Math.min(even, odd) > length * 0.01) return null
  return odd > even ? 'UTF-16LE' : 'UTF-16BE'
}

const sequence = /[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}/g

function utf8Share(sample: string) {
  const sequences = sample.match(sequence)?.length ?? 0
  const strays = sample.replace(sequence, '').match(/[\u0080-\u00ff]/g)?.length ?? 0
  return { sequences, strays }
}

const singleByteWestern: EncodingName[] = ['windows-1252', 'macintosh', 'CP850', 'ISO-8859-15']
const several = ['Shift_JIS', 'EUC-JP', 'GB18030', 'Big5', 'EUC-KR']

/** Not UTF-8: what the statistics say where they speak of another script, and else the Western encoding whose letters fit best. */
function legacyEncoding(head: Buffer, sample: string): EncodingName {
  const telling = onlyTelling(head)
  const foreign = isOtherScript(telling)
  for (const { name, confidence } of chardet.analyse(telling)) {
    const encoding = name === 'ISO-8859-5' ? 'windows-1251' : name === 'ISO-8859-2' ? 'windows-1250' : name
    if (!isEncoding(encoding) || confidence < 20) continue
    if (several.includes(encoding) && iconv.decode(head, encoding).split('\ufffd').length > 3) continue
    if (encoding.startsWith('UTF') || (foreign && singleByteWestern.includes(encoding))) continue
    if (encoding === 'windows-1252') break
    if (
      foreign || several.includes(encoding)
        ? confidence >= (foreign ? 20 : 50)
        : fitOfTable(sample, encoding) > fitOfTable(sample, 'windows-1252') + 5
    )
      return encoding
  }
  const scored = (['windows-1252', 'macintosh', 'CP850'] as const).map((name) => ({
    name,
    fit: fitOfTable(sample, name),
  }))
  return scored.reduce((a, b) => (b.fit > a.fit ? b : a)).name
}

/** Lines with bytes beyond ASCII: a few of them in a large file of figures would not be heard. */
function onlyTelling(head: Buffer): Buffer {
  const lines = head
    .toString('latin1')
    .split('\n')
    .filter((line) => /[\u0080-\u00ff]/.test(line))
  return Buffer.from(lines.join('\n').slice(0, 200_000), 'latin1')
}

/** In Latin script letters beyond ASCII are the fewer ones. */
function isOtherScript(telling: Buffer): boolean {
  const text = telling.toString('latin1')
  const high = text.match(/[\u0080-\u00ff]/g)?.length ?? 0
  return high > 10 && high > (text.match(/[A-Za-z]/g)?.length ?? 0)
}

/** Letters inside words speak for an encoding, signs inside words and what is no character against it. */
function fitOfTable(sample: string, encoding: string): number {
  let fit = 0
  const text = iconv.decode(Buffer.from(sample.slice(0, 2_000_000), 'latin1'), encoding)
  for (const match of text.matchAll(/[^\u0000-\u007f]/gu)) {
    const [char] = match
    const [before, after] = [text[match.index - 1] ?? '', text[match.index + char.length] ?? '']
    if (/[\u0080-\u009f]/.test(char)) fit -= 6
    else if (!isLetter(char)) fit += signFit(char, before, after)
    else if (char !== char.toLowerCase() && /\p{Ll}/u.test(before)) fit -= 3
    else fit += common.has(char.toLowerCase()) ? 1.2 : /\p{Script=Latin}/u.test(char) ? 0.2 : 1
  }
  return fit
}

const common = new Set('éèàçêäöüßñóáíúãåøæâîôûùëïœ')

function otherEncoding(sample: string, base: EncodingName): EncodingName {
  const others = singleByteWestern.filter((name) => name !== base && name !== 'ISO-8859-15')
  const telling = onlyTelling(Buffer.from(sample, 'latin1')).toString('latin1')
  const scored = others.map((name) => ({ name, fit: mixedReading(telling.slice(0, 300_000), base, name).fit }))
  return scored.reduce((a, b) => (b.fit > a.fit ? b : a)).name
}
