import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assignableRoles, memberState, readPeople } from '#app/people/member.ts'

describe('reading a pasted list of people', () => {
  test('takes the ways people write names and addresses', () => {
    const text = [
      'Ada Lovelace <Ada@Example.com>',
      '',
      '"Hopper, Grace" <grace@example.com>,',
      'Katherine Johnson; katherine@example.com',
      'Mary\tmary@example.com',
      'dorothy.vaughan@example.com',
      'Zoë Ærø (zoe@example.com)',
    ].join('\n')
    expect(readPeople(text)).toEqual({
      problems: [],
      people: [
        { name: 'Ada Lovelace', email: 'ada@example.com' },
        { name: 'Hopper, Grace', email: 'grace@example.com' },
        { name: 'Katherine Johnson', email: 'katherine@example.com' },
        { name: 'Mary', email: 'mary@example.com' },
        { name: 'Dorothy Vaughan', email: 'dorothy.vaughan@example.com' },
        { name: 'Zoë Ærø', email: 'zoe@example.com' },
      ],
    })
  })

  test('says which lines it cannot read, and which are there twice', () => {
    const { people, problems } = readPeople('Ada <ada@example.com>\nnobody\nAda <ADA@example.com>\nA <b@c> d@e.f')
    expect(people).toHaveLength(1)
    expect(problems).toEqual([
      expect.stringContaining('Line 2'),
      expect.stringContaining('Line 3: ada@example.com is in the list twice'),
      expect.stringContaining('Line 4'),
    ])
  })

  test('reads back whatever names and addresses it is given, and never fails or hangs', () => {
    const name = fc.stringMatching(/^[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ' -]{0,30}[A-Za-zÀ-ÿ]$/)
    const email = fc.stringMatching(/^[a-z][a-z0-9.+-]{0,20}[a-z0-9]@[a-z]{2,10}\.(com|example)$/)
    fc.assert(
      fc.property(name, email, (n, e) => {
        const clean = n
          .replace(/\s+/g, ' ')
          .replace(/^'+|'+$/g, '')
          .trim()
        fc.pre(clean !== '')
        expect(readPeople(`${n} <${e}>`).people).toEqual([{ name: clean, email: e }])
      }),
    )
    fc.assert(fc.property(fc.string({ maxLength: 2000 }), (text) => void readPeople(text)))
    expect(readPeople(`${' <'.repeat(10_000)}@`).problems).toHaveLength(1)
  })
})

test('only administrators make administrators', () => {
  expect(assignableRoles({ role: 'cx_leader' })).not.toContain('administrator')
  expect(assignableRoles({ role: 'administrator' })).toContain('administrator')
})

test('a disabled member is disabled, whether they had joined or not', () => {
  const at = new Date()
  expect(memberState({ accountId: 'a', disabledAt: null })).toBe('active')
  expect(memberState({ accountId: null, disabledAt: null })).toBe('invited')
  expect(memberState({ accountId: null, disabledAt: at })).toBe('disabled')
  expect(memberState({ accountId: 'a', disabledAt: at })).toBe('disabled')
})
