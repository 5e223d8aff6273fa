// Promise B5: passwords that were stolen elsewhere, and what people make of them when asked for more, are refused on the server.
import { dictionary } from '@zxcvbn-ts/language-common'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { acceptInvitation } from '#app/access/accounts.server.ts'
import { Refusal } from '#app/access/problems.ts'
import { passwordProblem } from '#app/access/password-rules.ts'
import { isStolen } from '#app/access/stolen-passwords.server.ts'
import { inviteMember } from '#app/people/invitations.server.ts'
import { type World, makeWorld } from '../support/world.ts'

describe('stolen', () => {
  test.each([
    ['123456789987654321', 'as it stands on the list'],
    ['1QAZ2wsx3EDC4rfv', 'in other case'],
    ['momsanaladventure', 'long'],
    ['Mailcreated5240', 'long, with digits'],
    ['p4ssw0rdst4nd4rd', 'with the usual replacements'],
    ['sunshine2026!!!', 'with a year and marks behind'],
    ['!!! sunshine !!!', 'with marks around'],
    ['sunshineprincess', 'two of them'],
    ['sunshine princess', 'two of them with a blank'],
    ['Sunshine-Princess-99', 'two of them with marks'],
    ['sunshine2026princess', 'two of them with a year between'],
    ['dragon dragon dragon', 'one again and again'],
    ['monkey_monkey_monkey!', 'one again and again, with marks'],
    ['ｓｕｎｓｈｉｎｅｐｒｉｎｃｅｓｓ', 'in wide letters'],
  ])('%s (%s)', async (password) => expect(await isStolen(password)).toBe(true))
})

describe('not stolen', () => {
  test.each([
    'correct horse battery',
    'the tulips are late this year',
    'nine owls in the old barn',
    'quietheronunderthebridge',
    'my password is a tulip garden',
    'Zwölf Krähen sitzen still',
    'kw7#Rv!2pQx9zTb',
    ' leading and trailing ',
    'Tänään sataa räntää',
    '🌊🛫🌧️🧭🪁🌊🛫🧭🪁🐦🌻🍋🌊🛫🧭',
    'x7Kp'.concat('vM2wQz9LrT'.repeat(15)),
    'Gib mir bitte sieben Birnen',
    'une tortue verte dort sous la table',
  ])('%s', async (password) => {
    expect(await isStolen(password)).toBe(false)
    expect(passwordProblem(password)).toBeNull()
  })
})

test('every stolen password that is long enough is refused, by one rule or the other', async () => {
  const long = dictionary['passwords-common']!.filter((password) => [...password].length >= 15)
  expect(long.length).toBeGreaterThan(30)
  for (const password of long) expect(passwordProblem(password) !== null || (await isStolen(password))).toBe(true)
})

describe('choosing one', () => {
  let w: World
  beforeAll(async () => {
    w = await makeWorld()
  })
  afterAll(() => w.close())

  test('is refused beside the field, in a sentence that says what to do', async () => {
    await w.as(w.ada, (ctx) => inviteMember(ctx, { name: 'Nora New', email: 'nora@new.example', role: 'contributor' }))
    const { rows } = await w.superuser.query(`select text_body from mail where to_address = 'nora@new.example'`)
    const token = /\/invitation\/([\w-]{43})/.exec(rows[0].text_body)![1]!
    const join = (password: string) =>
      acceptInvitation(token, { name: 'Nora New', password }, { address: '192.0.2.1', requestId: 'test' })
    const refusal = await join('hd764nw5d7e1vb1').catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect((refusal as Refusal).errors.password).toMatch(/stolen.*sentence/)
    await join('nine owls in the old barn')
  })
})
