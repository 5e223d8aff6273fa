import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { newPassword, passwordProblem } from '#app/access/password-rules.ts'

const context = {
  email: 'ada.lovelace@bayline.example',
  name: 'Ada Lovelace',
  organisations: ['Bayline Airport', 'bayline'],
}

describe('passwords that are refused', () => {
  test.each([
    ['', /Give a password/],
    ['short', /at least 15/],
    ['fourteen chars', /at least 15/],
    ['kw7#Rv!2pQx9zT', /at least 15/],
    ['🌊🛫🧭🪁🐦🌻🍋', /at least 15/], // counted as people count, not as bytes
    ['x'.repeat(15), /repeats/],
    ['ababababababababab', /repeats/],
    ['zebra-zebra-zebra-', /repeats/],
    ['passwordpassword', /password|repeats/],
    ['Password123456!', /password/],
    ['P4ssw0rd-2026-!', /password/],
    ['mypassword-2026', /password/],
    ['Welcome-2026!!!', /welcome/],
    ['W1nter-2027-!?!', /winter/],
    ['qwertyuiop12345', /sequence|qwerty/],
    ['123456789012345', /sequence|repeats/],
    ['abcdefghijklmnop', /sequence/],
    ['zyxwvutsrqponmlk', /sequence/],
    ['sirius-sirius-1', /sirius/],
    ['Sirius2026!bay!', /sirius/],
    ['BaylineAirport1', /baylineairport/],
    ['bayline-2026-xx', /bayline/],
    ['Ada.Lovelace.12', /ada\.lovelace|lovelace/],
    ['LovelaceAda9999', /lovelace/],
    ['1q2w3e4r5t6y7u8i', /sequence/],
    ['aaaa bbbb cccc dd', /sequence|even/],
    ['y'.repeat(8) + 'z'.repeat(8), /sequence|even/],
    ['sentence '.repeat(30), /200/],
  ])('%s', (password, sentence) => {
    expect(passwordProblem(password, context)).toMatch(sentence)
  })
})

test.each(['contributor@demo.example', 'Contributor@Demo.Example', 'demo.example demo'])(
  'one’s own address: %s',
  (password) => {
    expect(passwordProblem(password, { email: 'contributor@demo.example' })).toMatch(/others would guess first/)
  },
)

describe('passwords that are accepted', () => {
  test.each([
    'correct horse battery',
    'the tulips are late this year',
    'Zwölf Krähen sitzen still',
    ' leading and trailing ',
    'kw7#Rv!2pQx9zTb',
    'Tänään sataa räntää',
    '🌊🛫🌧️🧭🪁🌊🛫🧭🪁🐦🌻🍋🌊🛫🧭',
    'my password is a tulip garden',
    'x7Kp'.concat('vM2wQz9LrT'.repeat(15)),
  ])('%s', (password) => {
    expect(passwordProblem(password, context)).toBeNull()
    expect(newPassword().parse(password)).toBe(password)
  })
})

test('the same password typed in another normal form gets the same answer', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
      expect(passwordProblem(text.normalize('NFD'))).toBe(passwordProblem(text.normalize('NFC')))
    }),
  )
})

test('any text gets an answer, and only accepted ones pass the field', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 250 }), (text) => {
      const problem = passwordProblem(text, context)
      expect(problem === null || problem.endsWith('.')).toBe(true)
      expect(newPassword().safeParse(text).success).toBe(passwordProblem(text) === null)
    }),
    { numRuns: 40 },
  )
})
