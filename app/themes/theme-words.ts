// The words by which a theme tags responses: one word or phrase a line. `queue*` begins words, `"no seats"` stands in this order, `-lounge` must
// not be there: in a line with others for that line, alone on a line for the whole theme. Pure; case and accents do not count.

export interface Term {
  text: string
  prefix: boolean
}

export interface Line {
  all: Term[]
  none: Term[]
}

/** A response is meant if any line holds and none of the words ruled out is there. */
export interface Words {
  any: Line[]
  none: Term[]
}

export const mostLines = 100

export function readWords(text: string): Words {
  const words: Words = { any: [], none: [] }
  for (const line of text.split('\n')) {
    const read = readLine(line)
    if (read.all.length) words.any.push(read)
    else words.none.push(...read.none)
  }
  return words
}

function readLine(text: string): Line {
  const line: Line = { all: [], none: [] }
  for (const [, minus = '', quoted, bare = ''] of text.matchAll(/(-?)(?:["“”«]([^"“”»]*)["“”»]|([^\s"“”«»]+))/gu)) {
    const written = (quoted ?? bare).trim()
    const term = { text: written.replace(/\*+$/, ''), prefix: quoted === undefined && written.endsWith('*') }
    if (!/[\p{L}\p{N}]/u.test(term.text)) continue
    // A minus in the middle belongs to its word: check-in.
    if (minus) line.none.push(term)
    else line.all.push(term)
  }
  return line
}

/** Why these words cannot be a rule; null: they can, or there are none. */
export function wordsProblem(text: string): string | null {
  if (!text.trim()) return null
  const { any } = readWords(text)
  if (any.length === 0) return 'These lines only rule words out. Write at least one word or phrase to look for.'
  if (any.length > mostLines) return `Keep it to ${mostLines} lines.`
  const short = any.flatMap(({ all }) => all).find(({ text: word, prefix }) => prefix && [...word].length < 3)
  return short ? `“${short.text}*” would begin far too many words. Give it at least three letters.` : null
}

export const hasWords = (text: string) => readWords(text).any.length > 0

/** The rule in one sentence: `“queue…”, or “no seats” without “lounge”`. */
export function wordsInWords(text: string): string {
  const { any, none } = readWords(text)
  const say = ({ text: word, prefix }: Term) => `“${word}${prefix ? '…' : ''}”`
  const lines = any.map(({ all, none: not }) =>
    [all.map(say).join(' and '), ...(not.length ? [`without ${not.map(say).join(' or ')}`] : [])].join(' '),
  )
  const out = none.length ? `, never with ${none.map(say).join(' or ')}` : ''
  return lines.join(', or ') + out
}
