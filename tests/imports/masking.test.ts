// Personal data is found and replaced; scores, days, amounts and reference numbers never are.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCard, isIban, maskText } from '#app/imports/masking.ts'

const masked = (text: string, names: string[] = []) => maskText(text, names).text

describe('personal data in a comment', () => {
  test.each([
    ['Write to anna.lee+x@mail.example.co.uk please', 'Write to [e-mail] please'],
    ['My mail: john (at) example.com', 'My mail: [e-mail]'],
    ['Call me on +44 20 7946 0958!', 'Call me on [phone]!'],
    ['ring 020 7946 0958 or (415) 555-0132', 'ring [phone] or [phone]'],
    ['tel 0612345678, merci', 'tel [phone], merci'],
    ['my number is 555 0132', 'my number is [phone]'],
    ['card 4111 1111 1111 1111 was charged', 'card [card] was charged'],
    ['4012888888881881', '[card]'],
    ['refund to DE89 3704 0044 0532 0130 00 now', 'refund to [account] now'],
    ['GB82WEST12345698765432', '[account]'],
  ])('%s', (text, expected) => expect(masked(text)).toBe(expected))

  test.each([
    'Order 20240311-4478 never came',
    'Booking reference 1234567890123 is wrong',
    'On 2024-03-11 at 10:45, and again 11/03/2024 and 12.03.2024 18:30',
    'I paid 1 234 567 yen, or 12,345.67, or 1.234.567,89',
    'Scores 9 10 8 7, 5 of 5, 100 %',
    'Flight LH 1234 at gate A12, 2019-2024',
    'The number 4111 1111 1111 1112 is no card',
    'Postcode 94128, room 1204',
    'ISBN 978-3-16-148410-0',
    'version 10.0.19045.3803',
    'Das kostet 1.299,00 € statt 1.499,00 €',
  ])('stays: %s', (text) => expect(masked(text)).toBe(text))

  test('names of the name columns go, whole and in parts, and as words only where they are written as names', () => {
    expect(masked('Thank you Maria, yours Dr. Maria Lopez-Diaz; MARIA again', ['Maria Lopez-Diaz'])).toBe(
      'Thank you [name], yours Dr. [name]; [name] again',
    )
    expect(masked('Will called. I will call. Mariana too', ['Will', 'Maria'])).toBe(
      '[name] called. I will call. Mariana too',
    )
    expect(masked('nothing to hide', ['Jo', '', 'n/a', '***'])).toBe('nothing to hide')
    expect(masked('a+b', ['a+b (c'])).toBe('a+b')
  })

  test('whatever stands around it, an address goes, and masking again changes nothing', () => {
    const around = fc.string({ maxLength: 30, unit: fc.constantFrom('a', 'b', ' ', '.', ',', 'é', '!') })
    const address = fc.constantFrom(
      'anna.lee@example.com',
      '+49 170 1234567',
      '4111111111111111',
      'FR1420041010050500013M02606',
    )
    fc.assert(
      fc.property(around, address, around, (before, found, after) => {
        const once = maskText(`${before} ${found} ${after}`)
        expect(once.text).not.toContain(found)
        expect(Object.values(once.counts).reduce((a, b) => a + b)).toBe(1)
        const none = { email: 0, phone: 0, card: 0, iban: 0, name: 0 }
        expect(maskText(once.text)).toEqual({ text: once.text, counts: none })
      }),
      { numRuns: 150 },
    )
  })
  test('a day, a score or an amount is never masked', () => {
    const between = { min: new Date('2000-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }
    const harmless = fc.oneof(
      fc.date(between).map((day) => day.toISOString().slice(0, 16).replace('T', ' ')),
      fc.integer({ min: 0, max: 999_999 }).map(String),
      fc.integer({ min: 0, max: 99_999_999 }).map((n) => (n / 100).toLocaleString('en-US')),
      fc.integer({ min: 0, max: 10 }).map((n) => `${n}/10`),
    )
    fc.assert(fc.property(harmless, (text) => void expect(masked(`It was ${text} then`)).toBe(`It was ${text} then`)))
  })
  test('check digits are those of the standards', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 14, maxLength: 14 })
    fc.assert(
      fc.property(
        digits,
        (some) => void expect([...'0123456789'].filter((last) => isCard(`4${some.join('')}${last}`))).toHaveLength(1),
      ),
    )
    expect([isIban('DE89370400440532013000'), isIban('DE89370400440532013001')]).toEqual([true, false])
  })
  test('is quick, whatever is written', () => {
    const began = performance.now()
    for (const text of ['1 ', 'a@', 'a.', '(1', 'AB12 ']) maskText(text.repeat(10_000) + '@', ['Anna'])
    expect(performance.now() - began).toBeLessThan(3000)
  })
})
