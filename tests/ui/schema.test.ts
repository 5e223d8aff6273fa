import { describe, expect, test } from 'vitest'
import * as f from '#app/ui/schema.ts'

const fields = (entries: Record<string, string | string[]>) =>
  new Map(Object.entries(entries).map(([name, value]) => [name, [value].flat()]))

const one = <T>(schema: f.FormSchema<T>, value: string | string[]) => {
  const parsed = f.parseForm(f.form({ field: schema as never }), fields({ field: value }))
  return parsed.ok ? (parsed.data as { field: T }).field : new Error(parsed.errors.field)
}
const id = '01890a5d-ac96-774b-bcce-b302099a8057'

describe('texts', () => {
  test('are trimmed, one line, and may not be empty', () => {
    expect(one(f.text(), '  A\r\n  name ')).toBe('A name')
    expect(one(f.text({ label: 'a name' }), ' \n')).toEqual(new Error('Give it a name.'))
    expect(one(f.text({ max: 3 }), 'abcd')).toEqual(new Error('Keep it to 3 characters.'))
    expect(one(f.text({ max: 3 }), '👍👍👍')).toBe('👍👍👍')
    expect(one(f.optionalText(), '  ')).toBeNull()
  })
  test('long ones keep their lines', () => {
    expect(one(f.longText(), ' one  \r\n\r\ntwo\r')).toBe('one\n\ntwo')
    expect(one(f.longText(), '')).toEqual(new Error('Write a sentence or two.'))
    expect(one(f.longText({ missing: 'Say what was done.' }), ' ')).toEqual(new Error('Say what was done.'))
    expect(one(f.optionalLongText(), '\r\n')).toBeNull()
  })
})

describe('days', () => {
  test.each([
    ['2026-01-31', '2026-01-31'],
    ['31/01/2026', '2026-01-31'],
    ['1.2.2026', '2026-02-01'],
    ['2024-02-29', '2024-02-29'],
  ])('%s is read', (typed, day) => expect(one(f.dateOnly(), typed)).toBe(day))
  test.each(['2026-02-29', '2026-13-01', '31/31/2026', 'tomorrow', '0001-01-01', '2026-1-1'])(
    '%s is refused',
    (typed) => expect(one(f.dateOnly(), typed)).toBeInstanceOf(Error),
  )
  test('an optional one may be empty', () => {
    expect(one(f.optionalDate(), '')).toBeNull()
    expect(one(f.optionalDate(), '2026-02-30')).toBeInstanceOf(Error)
    expect(one(f.dateOnly(), '')).toEqual(new Error('Choose a day.'))
  })
})

describe('numbers', () => {
  test.each([
    ['1234.5', 1234.5],
    ['1,234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1234,5', 1234.5],
    ['1 234,5', 1234.5],
    ['1\u202f234,5', 1234.5],
    ["1'234.5", 1234.5],
    ['1,234,567', 1234567],
    ['1.234.567', 1234567],
    ['1.234', 1.234],
    ['0,123', 0.123],
    ['1234,567', 1234.567],
    ['-3', -3],
    ['−3,5', -3.5],
    ['+7', 7],
    ['.5', 0.5],
    ['5.', 5],
    ['-0', 0],
  ])('%s is %d', (typed, value) => expect(one(f.number(), typed)).toBe(value))
  test('what can be read two ways is not guessed', () =>
    expect(one(f.number(), '1,234')).toEqual(new Error('“1,234” can be read two ways: write 1234 or 1.234.')))
  test.each([
    '',
    'twelve',
    '1e5',
    '1,23,456',
    '1.2.3',
    '--1',
    '0x10',
    '1,234.5.6',
    'Infinity',
    '9'.repeat(30),
    ',',
    '.',
  ])('%s is refused', (typed) => expect(one(f.number(), typed)).toBeInstanceOf(Error))
  test('bounds, wholes and percents', () => {
    expect(one(f.number({ min: 1, max: 5 }), '6')).toEqual(new Error('Write a number from 1 to 5.'))
    expect(one(f.wholeNumber(), '1.5')).toEqual(new Error('Write a whole number.'))
    expect(one(f.percent(), '42.5 %')).toBe(42.5)
    expect(one(f.percent(), '101')).toBeInstanceOf(Error)
    expect(one(f.optionalNumber(), '')).toBeNull()
    expect(one(f.number({ decimals: 1 }), '0.3')).toBe(0.3)
  })
})

describe('choices and ids', () => {
  test('only what is offered', () => {
    expect(one(f.choice(['high', 'low']), 'high')).toBe('high')
    expect(one(f.choice(['high', 'low']), 'toString')).toBeInstanceOf(Error)
    expect(one(f.optionalChoice(['high']), '')).toBeNull()
    expect(one(f.manyChoices(['a', 'b']), ['a', 'b', 'a'])).toEqual(['a', 'b'])
    expect(one(f.manyChoices(['a', 'b'], { min: 1 }), [])).toEqual(new Error('Choose at least one.'))
    expect(one(f.id(), id.toUpperCase())).toBe(id)
    expect(one(f.id(), 'x')).toBeInstanceOf(Error)
    expect(one(f.optionalId(), '')).toBeNull()
    expect(one(f.manyIds(), [id, '', id])).toEqual([id])
    expect(one(f.manyIds(), [id, 'x'])).toBeInstanceOf(Error)
    expect(one(f.flag(), 'on')).toBe(true)
    expect(one(f.flag(), '')).toBe(false)
  })
  test('addresses', () => {
    expect(one(f.email(), ' Ada@Example.COM ')).toBe('ada@example.com')
    expect(one(f.email(), 'ada@localhost')).toBeInstanceOf(Error)
    expect(one(f.optionalUrl(), 'https://example.com/a?b=c')).toBe('https://example.com/a?b=c')
    for (const bad of [
      'javascript:alert(1)',
      'https://u:p@example.com',
      'ftp://example.com',
      '//example.com',
      'https://a b',
    ])
      expect(one(f.optionalUrl(), bad)).toBeInstanceOf(Error)
    expect(one(f.slug(), 'North-Europe')).toBe('north-europe')
    expect(one(f.slug(), '-a')).toBeInstanceOf(Error)
    expect(one(f.password(), ' '.repeat(15))).toBe(' '.repeat(15))
    expect(one(f.password(), 'short')).toBeInstanceOf(Error)
  })
})

describe('parseForm', () => {
  const schema = f.form({ title: f.text(), tags: f.manyChoices(['a', 'b']), done: f.flag() })
  test('absent fields count as empty', () => {
    expect(f.parseForm(schema, fields({ title: 'T' }))).toEqual({
      ok: true,
      data: { title: 'T', tags: [], done: false },
    })
    expect(f.parseForm(schema, new Map())).toEqual({
      ok: false,
      errors: { title: 'Fill this in.' },
      values: { title: '', tags: [], done: '' },
    })
  })
  test('names with a leading underscore are the machinery’s own', () =>
    expect(f.parseForm(schema, fields({ title: 'T', _form: 'x', _key: 'y' })).ok).toBe(true))
  test.each([
    ['a duplicate', { title: ['a', 'b'] }, 'title'],
    ['an unknown field', { title: 'a', owner: 'b' }, '_form'],
    ['NUL', { title: 'a\0' }, 'title'],
    ['a lone surrogate', { title: 'a\ud800' }, 'title'],
    ['an absurd length', { title: 'a'.repeat(300_000) }, 'title'],
  ])('%s is refused', (_what, body, field) => {
    const parsed = f.parseForm(schema, fields(body as Record<string, string>))
    expect(parsed.ok).toBe(false)
    expect(!parsed.ok && Object.keys(parsed.errors)).toEqual([field])
  })
  test('__proto__ is refused and pollutes nothing', () => {
    const parsed = f.parseForm(
      schema,
      new Map([
        ['title', ['a']],
        ['__proto__', ['x']],
      ]),
    )
    expect(parsed.ok).toBe(false)
    expect(({} as Record<string, unknown>).x).toBeUndefined()
  })
  test('passwords are never sent back', () => {
    const signIn = f.form({ email: f.email(), password: f.password({ min: 1 }) })
    const parsed = f.parseForm(signIn, fields({ email: 'x', password: 'secret' }))
    expect(!parsed.ok && parsed.values).toEqual({ email: 'x' })
  })
  test('refined forms are still forms', () => {
    const ordered = f
      .form({ from: f.dateOnly(), to: f.dateOnly() })
      .check(f.must(({ from, to }) => from <= to, { path: ['to'], error: 'End on or after the start.' }))
    const parsed = f.parseForm(ordered, fields({ from: '2026-02-01', to: '2026-01-01' }))
    expect(!parsed.ok && parsed.errors).toEqual({ to: 'End on or after the start.' })
    expect([...f.requiredFields(ordered)]).toEqual(['from', 'to'])
    const turned = f.read(ordered, ({ from, to }) => [from, to])
    expect(f.parseForm(turned, fields({ from: '2026-01-01', to: '2026-01-02' }))).toMatchObject({ ok: true })
    expect([...f.fieldsOf(turned).keys()]).toEqual(['from', 'to'])
  })
})
