// Which encoding a file is in; and where two are mixed, every stretch comes out right or is marked.
import { existsSync, readFileSync } from 'node:fs'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { guessEncoding, readingOf } from '#app/imports/encoding.ts'

const guess = (head: Buffer) => guessEncoding({ head, validUtf8: null })
const read = (bytes: Buffer) => {
  const reading = readingOf(guess(bytes), bytes)
  return { text: reading.decode(bytes.toString('latin1')), counts: reading.counts }
}

const french =
  'Très déçu : la réception était fermée, où êtes-vous allés ? Ça coûte 15 € à côté du château, l’été.\n'.repeat(3)
const german =
  'Die Mitarbeiter waren überaus höflich, aber die Tür schloß nicht; für Gäste möglich? Schön größer.\n'.repeat(3)

describe('the encoding of a file', () => {
  test('is said by its first bytes, or proved by being valid', () => {
    expect(guess(Buffer.from('\ufeffa,b'))).toMatchObject({ encoding: 'UTF-8', guessed: false })
    expect(guess(Buffer.from(french))).toMatchObject({ encoding: 'UTF-8', guessed: false })
    expect(guess(Buffer.from('\ufeffa,b', 'utf16le'))).toMatchObject({ encoding: 'UTF-16LE' })
    expect(guess(Buffer.from('id,score\n1,9\n2,10\n', 'utf16le'))).toMatchObject({ encoding: 'UTF-16LE' })
    expect(guess(Buffer.from('plain'))).toMatchObject({ encoding: 'UTF-8' })
    // A program has zeros everywhere, text in UTF-16 in every other byte.
    const program = Buffer.concat(
      Array.from({ length: 40 }, (_, at) => Buffer.from([0x7f, at, 0, 0, 0, at * 3, 0, 0x40])),
    )
    expect(guess(program).encoding).not.toMatch(/^UTF-16/)
  })
  test.each([
    ['windows-1252', french],
    ['windows-1252', german],
    ['macintosh', french.replaceAll('€', 'E')],
    ['CP850', french.replaceAll('’', "'").replaceAll('€', 'E')],
    ['windows-1251', 'Очень доволен обслуживанием, спасибо большое сотрудникам магазина.\n'.repeat(4)],
    ['Shift_JIS', 'スタッフの対応がとても良かったです。また利用したいと思います。\n'.repeat(4)],
    ['GB18030', '服务态度非常好，我很满意，下次还会再来。员工都很热情。\n'.repeat(6)],
  ])('%s is recognised and read', (encoding, text) => {
    const bytes = iconv.encode(text, encoding)
    expect(guess(bytes).encoding).toBe(encoding)
    expect(read(bytes)).toEqual({ text, counts: { repaired: 0, unread: 0 } })
  })
  test('of a file that is UTF-8 with lines of another is both', () => {
    const bytes = Buffer.concat([Buffer.from(french.repeat(4)), iconv.encode('Réservé à l’été 5 €\n', 'windows-1252')])
    expect(guess(bytes)).toMatchObject({ encoding: 'UTF-8', mixedWith: 'windows-1252' })
    expect(read(bytes).text).toBe(french.repeat(4) + 'Réservé à l’été 5 €\n')
  })
  test('of a file in two encodings of one byte is told word by word', () => {
    const { text, counts } = read(readFileSync('tests/fixtures/retail_two_encodings.csv'))
    expect(
      [
        'échangé',
        'appréciée',
        'fraîcheur',
        'grâce',
        'goût',
        'TRÈS',
        'ÊTRE',
        'D\u00c9CORATION',
        'Ça',
        'ÇA',
        '«zen»',
        'à votre',
        '15€',
      ].filter((word) => !text.includes(word)),
    ).toEqual([])
    expect(text.match(/\S*(?:[‚ƒŒ†‰‹]|\p{L}–\p{Ll}|[\u0080-\u009f])\S*/gu)).toBeNull()
    expect(counts.repaired).toBeGreaterThan(150)
  })
  const whole = '../shared/data/retail/retail_nps_fr.csv'
  test.skipIf(!existsSync(whole))('of the whole file leaves one character unread, and marks it', () => {
    const { text, counts } = read(readFileSync(whole))
    expect(counts).toEqual({ repaired: 2491, unread: 1 })
    expect(text.match(/\S*\ufffd\S*/g)).toEqual(['bien\ufffd'])
  })
})
