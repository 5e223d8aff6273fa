// Refusing passwords that stand on lists of stolen ones. The list is a package's (49,000, the most used first); the server's only.
import { unmasked } from './password-rules.ts'

let known: Promise<ReadonlySet<string>> | undefined

/** Loaded when the first password is chosen: 0.2 s and some megabytes. */
const stolen = () =>
  (known ??= import('@zxcvbn-ts/language-common').then(({ dictionary }) => new Set(dictionary['passwords-common'])))

/**
 * Whether the password is a stolen one, or is made of two, or of one again and again: with upper and lower case, the usual replacements
 * (`p4ssw0rd`), blanks, punctuation and digits put around and between undone. Sentences of three words and more are not.
 */
export async function isStolen(password: string): Promise<boolean> {
  const list = await stolen()
  const plain = password.normalize('NFKC').toLowerCase()
  const readings = [plain, ...unmasked([...plain]).map((characters) => characters.join(''))]
  return readings.some((text) => {
    if (list.has(text) || list.has(text.replace(/[^\p{L}\p{N}]+/gu, ''))) return true
    // What stands at the ends is added by everybody who is asked for more: "sunshine2026!!"
    const core = text.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
    const words = core.split(/[^\p{L}\p{N}]+/u).filter(Boolean)
    if (words.length > 2) return new Set(words).size === 1 && list.has(words[0]!)
    return isMadeOfTwo(words.join(''), list) || (words.length === 2 && words.every((word) => list.has(word)))
  })
}

const shortest = 4

function isMadeOfTwo(text: string, list: ReadonlySet<string>): boolean {
  if (list.has(text)) return true
  for (let at = shortest; at <= text.length - shortest; at++)
    if (list.has(text.slice(0, at)) && list.has(text.slice(at).replace(/^\d+/, ''))) return true
  return false
}
