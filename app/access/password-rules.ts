// Which new passwords are accepted: length and no guessable parts, never composition rules. Pure, the same in the browser; the
// server also asks a list of stolen ones (stolen-passwords.server.ts).
import { asTyped, read } from '#app/ui/schema.ts'

export const passwordLimits = { min: 15, max: 200 } as const

/** What somebody who knows the person would try first. */
export interface PasswordContext {
  email?: string
  name?: string
  organisations?: readonly string[]
}

export const passwordHint = `At least ${passwordLimits.min} characters. A short sentence is easy to remember and hard to guess.`

// Beyond its guessable parts a password must hold at least this many characters.
const ownCharacters = 8

/** What is wrong with a new password, as a sentence that says what to do; null when it is fine. */
export function passwordProblem(password: string, context: PasswordContext = {}): string | null {
  const text = password.normalize('NFKC')
  const length = [...text].length
  if (length === 0) return 'Give a password.'
  if (length < passwordLimits.min)
    return `Use at least ${passwordLimits.min} characters; a short sentence is easy to remember.`
  if (length > passwordLimits.max) return `Keep it to ${passwordLimits.max} characters.`
  const plain = text.toLowerCase()
  if (repeatedBlock(plain) < ownCharacters) return 'This repeats the same few characters. Use a short sentence instead.'

  const found = guessableParts(plain, context)
  // What only joins the parts of an address adds nothing to them.
  const own = [...plain].filter((character, at) => !found.covered[at] && !/[\s@._-]/u.test(character))
  if (own.length >= ownCharacters && new Set(own).size >= 5) return null
  if (found.context)
    return `“${found.context}” is what others would guess first. Use words that have nothing to do with you or your work.`
  if (found.common)
    return `Passwords around “${found.common}” are among the first to be tried. Use a short sentence instead.`
  if (found.sequence) return `“${found.sequence}” is a sequence that is easy to guess. Use a short sentence instead.`
  return 'This is too even to be safe. Use a short sentence of different words.'
}

/** The field of forms in which a new password is chosen; the server also asks `passwordProblem` with the context. */
export const newPassword = () =>
  read(asTyped('Give a password.'), (value, fail): string => {
    const problem = passwordProblem(value)
    return problem === null ? value : fail(problem)
  })

/** The length of the shortest block whose repetition gives the text. */
function repeatedBlock(text: string): number {
  for (let size = 1; size <= text.length / 2; size++) {
    if (text.length % size !== 0 && size > 6) continue
    if ([...text].every((_, at) => text[at] === text[at % size])) return size
  }
  return text.length
}

interface Guessable {
  covered: boolean[]
  context?: string
  common?: string
  sequence?: string
}

function guessableParts(plain: string, context: PasswordContext): Guessable {
  const characters = [...plain]
  const found: Guessable = { covered: characters.map(() => false) }
  // Codes of the same length, so that a place found in one reading is the same place in the others.
  const readings = [characters.join('\u0000'), ...unmasked(characters).map((read) => read.join('\u0000'))]
  const cover = (word: string, kind: 'context' | 'common') => {
    const needle = [...word].join('\u0000')
    for (const reading of readings) {
      for (let at = reading.indexOf(needle); at >= 0; at = reading.indexOf(needle, at + 1)) {
        const first = reading.slice(0, at).split('\u0000').length - 1
        for (let i = 0; i < [...word].length; i++) found.covered[first + i] = true
        found[kind] ??= word
      }
    }
  }
  for (const word of contextWords(context)) cover(word, 'context')
  for (const word of commonWords) cover(word, 'common')
  coverSequences(characters, found)
  return found
}

/** The text with the usual replacements undone: `p4ssw0rd` is `password`, `w1nter` is read both ways. */
export function unmasked(characters: string[]): string[][] {
  const read = (one: string) => characters.map((c) => (c === '1' || c === '!' ? one : (masks[c] ?? c)))
  return [read('i'), read('l')]
}
const masks: Record<string, string> = { 0: 'o', 3: 'e', 4: 'a', 5: 's', 7: 't', 8: 'b', '@': 'a', $: 's', '€': 'e' }

function contextWords({ email = '', name = '', organisations = [] }: PasswordContext): string[] {
  const lower = (value: string) => value.normalize('NFKC').toLowerCase()
  const [local = '', domain = ''] = lower(email).split('@')
  const words = [local, ...local.split(/[^\p{L}\p{N}]+/u), ...domain.split('.'), 'sirius']
  for (const phrase of [name, ...organisations]) {
    const parts = lower(phrase).split(/[^\p{L}\p{N}]+/u)
    words.push(parts.join(''), ...parts)
  }
  return [...new Set(words)].filter((word) => [...word].length >= 3).sort((a, b) => b.length - a.length)
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  'yxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm',
  '1q2w3e4r5t6y7u8i9o0p',
]

/** Runs along the alphabet, the digits or the keyboard, the same character again and again, and years. */
function coverSequences(characters: string[], found: Guessable) {
  const mark = (from: number, to: number, name: boolean) => {
    for (let at = from; at < to; at++) found.covered[at] = true
    if (name) found.sequence ??= characters.slice(from, to).join('')
  }
  const ways = rows.flatMap((row) => [row, [...row].reverse().join('')])
  for (let at = 0; at < characters.length; at++) {
    let end = at + 1
    while (end < characters.length && characters[end] === characters[at]) end++
    if (end - at >= 3) mark(at, end, true)
    for (const way of ways) {
      let run = at + 1
      while (run < characters.length && way.includes(characters.slice(at, run + 1).join(''))) run++
      if (run - at >= 4) mark(at, run, true)
    }
    if (/^(19|20)\d\d$/.test(characters.slice(at, at + 4).join(''))) mark(at, at + 4, false)
  }
}

// Words around which the commonest passwords of published lists are built (seasons, names, pets, keyboards, greetings).
const commonWords =
  `password passwort passwd passcode pass1234 parola contrasena motdepasse administrator admin login welcome willkommen
  letmein letme opensesame secret geheim changeme change default temporary temp test testing guest user username root
  superuser master qwerty qwertz azerty asdf zxcv iloveyou ilove loveyou love princess prinzessin sunshine shadow dragon
  monkey football fussball baseball basketball soccer hockey superman batman spiderman pokemon starwars starwar trustno
  whatever freedom computer internet samsung google facebook linkedin microsoft windows apple iphone android amazon
  michael jennifer jessica jordan hunter charlie thomas daniel andrew joshua matthew robert george ashley nicole michelle
  summer sommer winter spring autumn herbst january february march april june july august september october november
  december monday tuesday wednesday thursday friday saturday sunday hello hallo cheese cookie chocolate flower ginger
  pepper killer ninja mustang ferrari porsche harley yankees liverpool chelsea arsenal barcelona company customer
  experience strategy forever matrix merlin maggie correcthorse batterystaple buster tigger access security p@ssword`
    .split(/\s+/)
    .sort((a, b) => b.length - a.length)
